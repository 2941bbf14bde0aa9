/* What a page does around its forms: once, focus, announce, menu, filters, shortcuts, keys, copy,
   progress, warn-unsaved, same-after-back. */
(() => {
  "use strict";

  /* single-submit on a form: a second click while the first is under way does nothing; .begun
     from the first field one is in. */
  behaviour("single-submit", form => {
    let sent = 0;
    form.addEventListener("focusin", event => {
      if (event.target.matches("input, textarea, select")) form.classList.add("is-dirty");
    });
    form.addEventListener("submit", event => {
      if (event.defaultPrevented) return;
      if (Date.now() - sent < 8000) return event.preventDefault();
      sent = Date.now();
      event.submitter?.setAttribute("aria-busy", "true");
    });
    const again = () => {
      sent = 0;
      form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    };
    window.addEventListener("pageshow", again);
    form.addEventListener("not-sent", again);
  });

  /* focus: here first, such as what needs a second look. */
  behaviour("focus", element => element.focus());

  /* announce on what was said before the page came: a reader who hears the page is told, too. */
  behaviour("announce", element =>
    setTimeout(() => behaviour.announce(element.textContent.trim().replace(/\s+/g, " ")), 400),
  );

  /* menu on <details>: closes on Escape, on a click elsewhere, and when the focus leaves. */
  behaviour("menu", details => {
    document.addEventListener("click", event => {
      if (!details.contains(event.target)) details.open = false;
    });
    details.addEventListener("focusout", event => {
      if (event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
    });
    details.addEventListener("keydown", event => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
  });

  /* filters on <details>: open beside the list where the style sheet alone cannot do it; on a
     phone a sheet that its last button, Escape and a tap beside it close. */
  behaviour("filters", details => {
    const desk = matchMedia("(min-width: 60rem)");
    if (!CSS.supports("selector(::details-content)") && desk.matches) details.open = true;
    const close = () => {
      details.open = false;
      details.querySelector("summary").focus();
    };
    details.addEventListener("keydown", event => {
      if (event.key === "Escape" && details.open && !desk.matches) close();
    });
    details.addEventListener("click", event => {
      if (desk.matches || !details.open) return;
      if (event.target === details || event.target.closest(".filters-done")) close();
    });
  });

  /* send-choice on a form: it is sent when something is chosen. */
  behaviour("send-choice", form => {
    form.querySelector("[data-without-script]").hidden = true;
    form.addEventListener("change", () => form.requestSubmit());
  });

  /* Ctrl+Enter (⌘+Enter) in a field sends its form, as its first button would. */
  document.addEventListener("keydown", event => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (!event.target.matches?.("input, textarea, select")) return;
    // Not form.method: a field of the plan card has that name
    const form = event.target.closest("form[method=post]");
    if (!form) return;
    const first = [...form.elements].find(one => one.type === "submit" && !one.disabled);
    event.preventDefault();
    form.requestSubmit(first);
  });

  /* shortcuts on <body>: / search, n new (data-new), ? help; never while typing, and not at
     all with data-off. */
  const help = () => document.getElementById("keys")?.showModal();
  behaviour("shortcuts", body => {
    if (body.hasAttribute("data-off")) return;
    document.addEventListener("keydown", event => {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.isComposing
      )
        return;
      if (
        event.target.closest?.("input, textarea, select, [contenteditable], [role=combobox]") ||
        document.querySelector("dialog[open]")
      )
        return;
      const search = document.querySelector("[data-search]");
      if (event.key === "/" && search) {
        search.focus();
        search.select();
      } else if (event.key === "/" && body.dataset.find) location.assign(body.dataset.find);
      else if (event.key === "n" && body.dataset.new) location.assign(body.dataset.new);
      else if (event.key === "?") help();
      else return;
      event.preventDefault();
    });
  });
  behaviour("shortcut-help", button => {
    button.addEventListener("click", help);
  });

  /* copy on a button (data-copy=id of what is copied, or data-text; data-done="Copied"). */
  behaviour("copy", button => {
    button.hidden = false;
    const before = button.textContent;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy ?? "");
      await navigator.clipboard.writeText(
        button.dataset.text ?? source?.value ?? source?.textContent ?? "",
      );
      button.textContent = button.dataset.done;
      setTimeout(() => {
        button.textContent = before;
      }, 2500);
    });
  });

  /* progress (data-url, data-done): asks for {value, of, text, done, next} until it is done,
     then goes on. */
  behaviour("progress", box => {
    const bar = box.querySelector("progress"),
      text = box.querySelector("[data-progress-text]");
    const ask = async () => {
      if (!box.isConnected) return;
      let wait = 1000;
      try {
        const answer = await fetch(box.dataset.url, {
          headers: { "X-Requested-With": "fetch", Accept: "application/json" },
          credentials: "same-origin",
        });
        if (!answer.ok) return;
        const now = await answer.json();
        bar.max = now.of || 1;
        bar.value = now.value;
        if (text.textContent !== now.text) text.textContent = now.text;
        const next = now.next || box.dataset.done;
        if (now.done) return next ? location.assign(next) : location.reload();
      } catch {
        wait = 5000;
      }
      setTimeout(ask, wait);
    };
    setTimeout(ask, 700);
  });

  /* same-after-back on a form with a hidden key (submission): whoever comes back to it by the
     browser's Back, with the text still in it, sends the same form and not a second one. */
  behaviour("same-after-back", form => {
    const key = form.elements.namedItem("submission");
    form.addEventListener("submit", () => {
      history.replaceState({ ...history.state, submission: key.value }, "");
    });
    // Browsers fill in what stood there before this event, or not at all
    window.addEventListener("pageshow", () => {
      const stands = behaviour
        .filled(form)
        .filter(field => field.matches("textarea, [type=text]"))
        .some(field => field.value !== field.defaultValue);
      if (history.state?.submission && stands) key.value = history.state.submission;
    });
  });

  /* warn-unsaved on a form: the browser asks before one leaves what is not saved. */
  behaviour("warn-unsaved", form => {
    let changed = false;
    form.addEventListener("input", () => {
      changed = true;
    });
    for (const name of ["settled", "submit"])
      form.addEventListener(name, () => {
        changed = false;
      });
    window.addEventListener("beforeunload", event => {
      if (changed) event.preventDefault();
    });
  });
})();
