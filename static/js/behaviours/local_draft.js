/* local-draft on a <form data-draft-key>: what was typed stays on this device (behaviour.sealed)
   through errors, a lost session, a lost net and a closed tab, and is offered again. It is let
   go when the form is settled: the page after sending carries a notice that it was done
   (data-settled), or autosave says so. Autosave may move the form to another key: then what is
   typed on stands under that one.
   What is offered and neither taken nor let go stays beside what is typed meanwhile, under the
   same name with ~ or ~~ behind it.
   opens-draft on a link that loads a form (data-draft-key): it is opened where something of
   that form is kept. */
(() => {
  "use strict";
  const SENT = "kept-sent",
    OFTEN = 250, // milliseconds; at most so much typing is lost with the tab
    OLDER = ["~~", "~"];
  const { sealed } = behaviour;

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
    // A tick may have a part fetched, whose fields have texts as well
    const away = Object.keys(texts).filter(name => !form.elements.namedItem(name));
    if (!away.length) return;
    const later = Object.fromEntries(away.map(name => [name, texts[name]]));
    form.addEventListener("part-loaded", () => write(form, later), { once: true });
  };
  /* What somebody said in these fields; one that is empty says nothing, whether it is there or
     not. */
  const said = texts =>
    JSON.stringify(Object.entries(texts).filter(([, values]) => values.some(Boolean)));

  /* The page that came after a form was sent: was it settled, or only interrupted? Asked once,
     before anything is offered. */
  let asked = false;
  const learnWhatWasSent = () => {
    if (asked) return;
    asked = true;
    try {
      const sent = sessionStorage.getItem(SENT);
      sessionStorage.removeItem(SENT);
      if (!sent || !document.querySelector("[data-settled]")) return;
      const again = [...document.forms].find(form => form.dataset.draftKey === sent);
      if (again?.querySelector(".problems, .conflict")) return;
      if (!document.querySelector("input[type=password][name=password]")) sealed.drop(sent);
    } catch {
      /* storage is forbidden here */
    }
  };
  const noteSent = name => {
    try {
      if (name) sessionStorage.setItem(SENT, name);
      else sessionStorage.removeItem(SENT);
    } catch {
      /* forbidden */
    }
  };
  /* Last of all listeners: what another one sends in its own way is no new page. */
  addEventListener("submit", event => {
    if (!event.defaultPrevented) noteSent(event.target.dataset.draftKey);
  });
  addEventListener("sent-whole", event => noteSent(event.target.dataset.draftKey));
  addEventListener("pageshow", event => {
    if (event.persisted) noteSent();
  });

  const when = at =>
    new Intl.DateTimeFormat(document.documentElement.lang, {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    }).format(new Date(at));

  /* A note with what is kept under a name. Taken, it changes places with what was typed
     meanwhile. */
  const offer = (form, name, copy, shown) => {
    const note = document.createElement("p");
    note.className = "restore";
    const words = document.createElement("span");
    const tell = () => {
      words.textContent = `${form.dataset.draftText} (${when(copy.at)})`;
    };
    tell();
    const button = (text, kind, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = `button small ${kind}`;
      made.textContent = text;
      made.addEventListener("click", () => {
        act();
        filled(form)[0]?.focus();
      });
      return made;
    };
    const leave = () => {
      sealed.drop(name);
      note.remove();
    };
    const take = () => {
      const instead = read(form);
      write(form, copy.texts);
      if (said(instead) === shown) return leave();
      copy = { texts: instead, at: Date.now() };
      sealed.put(name, copy.texts, copy.at);
      tell();
    };
    note.append(
      words,
      button(form.dataset.draftRestore, "", take),
      button(form.dataset.draftDiscard, "subtle", leave),
    );
    form.prepend(note);
    // An offer within a closed fold would not be seen
    for (
      let fold = form.closest("details");
      fold;
      fold = fold.parentElement.closest("details")
    )
      fold.open = true;
  };

  /* What is kept under a name and beside it, the newest last. What the page holds anyway is
     let go. */
  const kept = async (name, shown) => {
    const names = [...OLDER, ""].map(behind => name + behind);
    const found = [];
    const copies = await Promise.all(names.map(sealed.get));
    copies.forEach((copy, at) => {
      if (copy && said(copy.texts) !== shown) found.push(copy);
      else if (copy) sealed.drop(names[at]);
    });
    return found.slice(-OLDER.length);
  };

  behaviour("local-draft", async form => {
    learnWhatWasSent();
    const key = () => form.dataset.draftKey,
      shown = said(read(form)),
      first = key();
    // The page already holds what was sent.
    const answered = form.querySelector(".problems, .conflict");
    // As the server has it; of a page that it refused to save, it has nothing
    let held = answered ? null : shown,
      sending = null,
      waiting = null;
    const keep = () => {
      clearTimeout(waiting);
      waiting = null;
      if (!form.isConnected) return; // its answer took its place
      const texts = read(form);
      if (said(texts) === held) sealed.drop(key());
      else sealed.put(key(), texts);
    };
    const soon = () => {
      waiting ??= setTimeout(keep, OFTEN);
    };
    // Read before anything is written over it
    const earlier = answered ? [] : kept(first, shown);
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    addEventListener("pagehide", () => waiting && keep());
    document.addEventListener("visibilitychange", () => waiting && keep());
    form.addEventListener("sending", () => {
      sending = said(read(form));
    });
    form.addEventListener("settled", event => {
      const before = key();
      held = sending ?? held;
      if (event.detail?.key) form.dataset.draftKey = event.detail.key;
      if (key() !== before) sealed.drop(before);
      if (sending === null) sealed.drop(key());
      else keep();
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      waiting = null;
      sealed.put(key(), read(form));
    });
    const found = await earlier;
    if (!found.length || !form.isConnected) return;
    const slots = OLDER.slice(-found.length).map(behind => first + behind);
    await Promise.all(found.map(({ texts, at }, which) => sealed.put(slots[which], texts, at)));
    if (found.length < OLDER.length) sealed.drop(first + OLDER[0]);
    // Its place is free for what is typed now
    if (!waiting && said(read(form)) === shown) sealed.drop(first);
    found.forEach((copy, which) => offer(form, slots[which], copy, shown));
  });

  behaviour("opens-draft", link => {
    learnWhatWasSent();
    const name = link.dataset.draftKey;
    const open = [...document.forms].some(form => form.dataset.draftKey === name);
    if (!open && ["", ...OLDER].some(behind => sealed.has(name + behind))) link.click();
  });

  document.addEventListener("DOMContentLoaded", () => {
    learnWhatWasSent();
    sealed.tidy().catch(() => null); // storage is forbidden here
  });
})();
