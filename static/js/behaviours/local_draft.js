/* local-draft on a <form data-draft-key>: what was typed stays on this device through errors,
   a lost session and a closed tab, and is offered again. It is let go when the form is
   settled: the page after sending carries a notice that it was done (data-settled), or
   autosave says so. It lies sealed (AES-GCM) with a key of the person that only their own
   pages carry (data-draft-secret): whoever sits here next reads nothing of it, and the same
   person, signed in again, is offered it. A browser that cannot seal keeps it for this page
   alone. */
(() => {
  "use strict";
  const PREFIX = "kept:",
    SENT = "kept-sent",
    DAYS = 14;

  const filled = form =>
    behaviour.filled(form).filter(field => field.autocomplete !== "one-time-code");
  const read = form => {
    const texts = {};
    for (const field of filled(form)) {
      if (field.type === "radio" && !field.checked) continue;
      const value =
        field.type === "checkbox"
          ? field.checked
            ? field.value
            : null
          : field.multiple && field.options
            ? [...field.selectedOptions].map(option => option.value).join("\n")
            : field.value;
      (texts[field.name] ??= []).push(value);
    }
    return texts;
  };
  const write = (form, texts) => {
    const seen = {};
    for (const field of filled(form)) {
      const values = texts[field.name];
      if (!values) continue;
      if (field.type === "radio") field.checked = values.includes(field.value);
      else if (field.type === "checkbox") field.checked = values.includes(field.value);
      else if (field.multiple && field.options)
        for (const option of field.options)
          option.selected = (values[0] ?? "").split("\n").includes(option.value);
      else field.value = values[(seen[field.name] = (seen[field.name] ?? -1) + 1)] ?? "";
      field
        .closest("details:not([open])")
        ?.toggleAttribute(
          "open",
          Boolean(values.some(Boolean)) && !["radio", "checkbox"].includes(field.type),
        );
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* Sealing */
  const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const text = sealed =>
    btoa(Array.from(new Uint8Array(sealed), byte => String.fromCharCode(byte)).join(""));
  let key;
  const sealer = () =>
    (key ??= (async () => {
      const secret = document.body.dataset.draftSecret;
      return secret && crypto.subtle
        ? crypto.subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt", "decrypt"])
        : null;
    })());
  const seal = async (name, texts) => {
    const iv = crypto.getRandomValues(new Uint8Array(12)),
      words = new TextEncoder().encode(JSON.stringify(texts));
    const sealed = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) },
      await sealer(),
      words,
    );
    return JSON.stringify({ iv: text(iv), sealed: text(sealed), at: Date.now() });
  };
  const unseal = async (name, kept) => {
    const how = {
      name: "AES-GCM",
      iv: bytes(kept.iv),
      additionalData: new TextEncoder().encode(name),
    };
    return JSON.parse(
      new TextDecoder().decode(
        await crypto.subtle.decrypt(how, await sealer(), bytes(kept.sealed)),
      ),
    );
  };

  /* Each act on a name makes those before it void: what is let go does not come back because
     its sealing took longer. */
  const acts = new Map();
  const begin = name => {
    const act = (acts.get(name) ?? 0) + 1;
    acts.set(name, act);
    return () => acts.get(name) === act;
  };
  const kept = async name => {
    try {
      return await unseal(name, JSON.parse(localStorage.getItem(PREFIX + name)));
    } catch {
      return null;
    } // nothing, or somebody else's
  };
  const store = async (name, texts) => {
    const isLast = begin(name);
    try {
      if (!(await sealer())) return;
      const sealed = await seal(name, texts);
      if (isLast()) localStorage.setItem(PREFIX + name, sealed);
    } catch {
      /* full or forbidden: the server's draft is left */
    }
  };
  const forget = name => {
    begin(name);
    try {
      localStorage.removeItem(PREFIX + name);
    } catch {
      /* forbidden */
    }
  };

  const offer = (form, name, texts) => {
    const note = document.createElement("p");
    note.className = "restore";
    const words = document.createElement("span");
    words.textContent = form.dataset.draftText;
    const button = (text, kind, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = `button small ${kind}`;
      made.textContent = text;
      made.addEventListener("click", () => {
        act();
        note.remove();
        filled(form)[0]?.focus();
      });
      return made;
    };
    note.append(
      words,
      button(form.dataset.draftRestore, "", () => write(form, texts)),
      button(form.dataset.draftDiscard, "subtle", () => forget(name)),
    );
    form.prepend(note);
  };

  behaviour("local-draft", async form => {
    const name = form.dataset.draftKey,
      before = JSON.stringify(read(form));
    // The page already holds what was sent.
    const answered = form.querySelector(".problems, .conflict");
    const save = behaviour.debounce(() => {
      if (form.isConnected) store(name, read(form));
    }, 300); // not after its answer took its place
    const earlier = kept(name); // read before anything is written over it
    form.addEventListener("input", save);
    form.addEventListener("change", save);
    form.addEventListener("settled", () => forget(name));
    form.addEventListener("submit", () => {
      store(name, read(form));
      try {
        sessionStorage.setItem(SENT, name);
      } catch {
        /* forbidden */
      }
    });
    const texts = await earlier;
    if (texts && !answered && form.isConnected && JSON.stringify(texts) !== before)
      offer(form, name, texts);
  });

  /* Older versions kept it open to whoever reads the device. What is this person's is sealed,
     the rest goes; and so does what is too old. */
  const tidy = async () => {
    const me = document.body.dataset.draftPerson;
    for (const name of Object.keys(localStorage).filter(name => name.startsWith(PREFIX))) {
      let what = null;
      try {
        what = JSON.parse(localStorage.getItem(name));
      } catch {
        /* not ours any more */
      }
      const key = name.slice(PREFIX.length),
        mine = me && key.split(":").includes(me);
      if (!what || what.at < Date.now() - DAYS * 864e5) localStorage.removeItem(name);
      else if (what.texts && mine) await store(key, what.texts);
      else if (what.texts && me) localStorage.removeItem(name);
    }
  };

  /* The page that came after a form was sent: was it settled, or only interrupted? */
  document.addEventListener("DOMContentLoaded", async () => {
    try {
      const sent = sessionStorage.getItem(SENT);
      sessionStorage.removeItem(SENT);
      const again = sent && [...document.forms].some(form => form.dataset.draftKey === sent);
      if (
        sent &&
        !again &&
        document.querySelector("[data-settled]") &&
        !document.querySelector("input[type=password]")
      )
        forget(sent);
      await tidy();
    } catch {
      /* storage is forbidden here */
    }
  });
})();
