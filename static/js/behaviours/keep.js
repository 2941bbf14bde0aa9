/* keep on a <form data-keep-key>: what was typed stays on this device through errors, a lost session and a closed tab, and is offered
   again. It is let go when the form is settled: the page after sending carries a notice that it was done (data-settled), or autosave says so. */
(() => {
  "use strict";
  const PREFIX = "kept:", SENT = "kept-sent", DAYS = 14;

  const filled = form => behaviour.filled(form).filter(field => field.autocomplete !== "one-time-code");
  const read = form => {
    const texts = {};
    for (const field of filled(form)) {
      if (field.type === "radio" && !field.checked) continue;
      const value = field.type === "checkbox" ? (field.checked ? field.value : null)
        : field.multiple && field.options ? [...field.selectedOptions].map(option => option.value).join("\n") : field.value;
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
      else if (field.multiple && field.options) for (const option of field.options) option.selected = (values[0] ?? "").split("\n").includes(option.value);
      else field.value = values[(seen[field.name] = (seen[field.name] ?? -1) + 1)] ?? "";
      field.closest("details:not([open])")?.toggleAttribute("open", Boolean(values.some(Boolean)) && !["radio", "checkbox"].includes(field.type));
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const stored = key => { try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; } };
  const store = (key, texts) => { try { localStorage.setItem(PREFIX + key, JSON.stringify({ texts, at: Date.now() })); } catch { /* full or forbidden: the server's draft is left */ } };
  const forget = key => { try { localStorage.removeItem(PREFIX + key); } catch { /* forbidden */ } };

  const offer = (form, key, texts) => {
    const note = document.createElement("p");
    note.className = "restore";
    const words = document.createElement("span");
    words.textContent = form.dataset.keepText;
    const button = (text, kind, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = `button small ${kind}`;
      made.textContent = text;
      made.addEventListener("click", () => { act(); note.remove(); filled(form)[0]?.focus(); });
      return made;
    };
    note.append(words, button(form.dataset.keepRestore, "", () => write(form, texts)), button(form.dataset.keepDrop, "quiet", () => forget(key)));
    form.prepend(note);
  };

  behaviour("keep", form => {
    const key = form.dataset.keepKey;
    const kept = stored(key);
    const answered = form.querySelector(".problems, .versus");  // the page already holds what was sent
    if (kept && !answered && JSON.stringify(kept.texts) !== JSON.stringify(read(form))) offer(form, key, kept.texts);
    const save = behaviour.calm(() => { if (form.isConnected) store(key, read(form)); }, 300);  // not after its answer took its place
    form.addEventListener("input", save);
    form.addEventListener("change", save);
    form.addEventListener("settled", () => forget(key));
    form.addEventListener("submit", () => { store(key, read(form)); try { sessionStorage.setItem(SENT, key); } catch { /* forbidden */ } });
  });

  /* The page that came after a form was sent: was it settled, or only interrupted? */
  document.addEventListener("DOMContentLoaded", () => {
    try {
      const sent = sessionStorage.getItem(SENT);
      sessionStorage.removeItem(SENT);
      const again = sent && [...document.forms].some(form => form.dataset.keepKey === sent);
      if (sent && !again && document.querySelector("[data-settled]") && !document.querySelector("input[type=password]")) forget(sent);
      for (const name of Object.keys(localStorage))
        if (name.startsWith(PREFIX) && (JSON.parse(localStorage.getItem(name))?.at ?? 0) < Date.now() - DAYS * 864e5) localStorage.removeItem(name);
    } catch { /* storage is forbidden here */ }
  });
})();
