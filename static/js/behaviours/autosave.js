/* autosave on a <form data-autosave-url>: a changed draft is posted every few seconds. The
   answer is JSON {url, version, saved}, and perhaps {autosave}: the next address to save to.
   The form then goes to url, its field "version" follows, and so does the address bar.
   An answer of 204 says that nothing worth keeping is written yet.
   An answer of 422 with {held} shows the question whether a number is a CPR number.
   Its {key} is the name under which the behaviour local-draft keeps what is typed on.
   Whatever goes wrong, nothing typed is lost: local-draft has it on this device, where it can
   be sealed; where it cannot, the words say so. */
(() => {
  "use strict";
  const EVERY = 4000,
    PATIENCE = 20_000; // a net that swallows everything

  behaviour("autosave", form => {
    const here = form.querySelector("[data-save-status]");
    let changed = false,
      saving = null,
      stopped = false,
      leaving = false;
    const say = (text, values) => {
      if (here) here.textContent = behaviour.format(text, values ?? {});
    };

    const unsaved = () =>
      say(behaviour.sealed.able() ? form.dataset.unsavedText : form.dataset.unsavedHere);

    const settle = answer => {
      const version = form.elements.namedItem("version");
      if (version && answer.version !== undefined) version.value = answer.version;
      const first = form.getAttribute("action") !== answer.url;
      if (answer.autosave) form.dataset.autosaveUrl = answer.autosave;
      if (answer.url && first) {
        form.setAttribute("action", answer.url);
        history.replaceState(history.state, "", answer.url);
      }
      say(form.dataset.saved, { time: behaviour.time() });
      const detail = { key: answer.key };
      form.dispatchEvent(new CustomEvent("settled", { bubbles: true, detail }));
    };

    /* What looks like a CPR number is not saved before somebody says that it is none. */
    const holdBack = () => {
      const question = form.querySelector("[data-not-cpr]");
      if (question) question.hidden = false;
      say(form.dataset.heldBack);
    };

    const save = async () => {
      changed = false;
      const body = new FormData(form);
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      say(form.dataset.saving);
      form.dispatchEvent(new CustomEvent("sending"));
      try {
        const answer = await fetch(form.dataset.autosaveUrl, {
          method: "POST",
          body,
          redirect: "manual",
          credentials: "same-origin",
          headers: { "X-Requested-With": "fetch", Accept: "application/json" },
          signal: AbortSignal.timeout(PATIENCE),
        });
        if (answer.status === 204) return say("");
        if (answer.ok) return settle(await answer.json());
        if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
          stopped = true;
          return say(
            behaviour.sealed.able() ? form.dataset.signedOut : form.dataset.signedOutHere,
          );
        }
        // The page that shows both texts comes with the next real save.
        if (answer.status === 409) stopped = true;
        if (answer.status >= 500) changed = true;
        if (answer.status === 422 && (await answer.json()).held) return holdBack();
        unsaved();
      } catch {
        changed = true;
        unsaved();
      }
    };

    const tick = () => {
      if (!changed || saving || stopped || leaving) return;
      saving = save().finally(() => {
        saving = null;
      });
    };
    form.addEventListener("input", () => {
      changed = true;
    });
    form.addEventListener("change", () => {
      changed = true;
    });
    setInterval(tick, EVERY);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") tick();
    });

    /* A draft that is just being made must be known before the form goes: otherwise there
       would be two. */
    form.addEventListener(
      "submit",
      async event => {
        leaving = true;
        if (!saving) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        const button = event.submitter;
        await saving;
        form.requestSubmit(button);
      },
      { capture: true },
    );
    window.addEventListener("pageshow", () => {
      leaving = false;
    });
  });
})();
