/* The registry: behaviour("name", element => …) runs once for every element with
   data-behaviour="name", now and when HTML is inserted. Files are joined in the order of their
   names; each is a function of its own. */
(() => {
  "use strict";
  const known = new Map();
  const done = new WeakMap();
  let started = false;

  const apply = root => {
    const elements = root.matches?.("[data-behaviour]") ? [root] : [];
    elements.push(...root.querySelectorAll("[data-behaviour]"));
    for (const element of elements) {
      const applied = done.get(element) ?? new Set();
      done.set(element, applied);
      for (const name of element.dataset.behaviour.split(/\s+/)) {
        if (!known.has(name) || applied.has(name)) continue;
        applied.add(name);
        try {
          known.get(name)(element);
        } catch (error) {
          console.error(`behaviour ${name}:`, error);
        }
      }
    }
  };

  const start = () => {
    started = true;
    document.documentElement.classList.add("js");
    apply(document);
    new MutationObserver(changes => {
      for (const change of changes)
        for (const node of change.addedNodes) if (node.nodeType === 1) apply(node);
    }).observe(document.body, { childList: true, subtree: true });
  };

  window.behaviour = (name, make) => {
    known.set(name, make);
    if (started) apply(document);
  };
  /* fill("Saved {time}", { time: "12:03" }) */
  window.behaviour.format = (text, values) =>
    (text ?? "").replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  /* Waits until nothing has happened for a while. */
  window.behaviour.debounce = (act, wait) => {
    let timer;
    return (...given) => {
      clearTimeout(timer);
      timer = setTimeout(act, wait, ...given);
    };
  };
  /* Says something to those who do not see what changed. */
  let status;
  window.behaviour.announce = text => {
    if (!status) {
      status = document.createElement("p");
      status.className = "visually-hidden";
      status.setAttribute("role", "status");
      document.body.append(status);
    }
    status.textContent = text ?? "";
  };
  /* The fields of a form that a person fills: no hidden ones, no passwords, no files, no
     buttons. */
  window.behaviour.filled = form =>
    [...form.elements].filter(
      field =>
        field.name &&
        field.matches("input, textarea, select") &&
        !field.matches("[type=hidden], [type=password], [type=file], [type=submit]"),
    );
  /* Clock time in the page's language, for status texts. */
  window.behaviour.time = () =>
    new Intl.DateTimeFormat(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
    }).format(new Date());

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else queueMicrotask(start);
})();
