/* replace-parts on a region with an id: forms in it that post are sent without a reload, and
   the pieces that come back take the places of those with the same ids. A button that is pressed
   or not (aria-pressed) shows its other state at once, and has it confirmed or taken back. The
   focus stays where it was, goes to what needs a second look, or to what came instead of the
   button. Without a net, the form says so and stays.
   Anything else that is unexpected: the form is simply sent.
   here on a link: the piece it leads to takes the place of what has the same id, and its first
   field the focus. */
(() => {
  "use strict";

  const send = (form, button) => {
    const body = new FormData(form);
    if (button?.name) body.append(button.name, button.value);
    const url = button?.hasAttribute("formaction")
      ? button.formAction
      : form.getAttribute("action") || location.href;
    return fetch(url, {
      method: "POST",
      body,
      redirect: "manual",
      credentials: "same-origin",
      headers: { "X-Requested-With": "fetch", Accept: "text/html" },
    });
  };

  const place = pieces => {
    const placed = [];
    for (const piece of [...pieces].filter(piece => piece.id)) {
      const old = document.getElementById(piece.id);
      if (!old) continue;
      old.replaceWith(piece);
      placed.push(piece);
    }
    return placed;
  };

  /* While it is on its way nothing is typed on, for its answer will take its place. */
  const hold = (form, held) => {
    for (const field of form.querySelectorAll("textarea, input:not([type=hidden])"))
      field.readOnly = held;
  };

  /* The other state of a button that is pressed or not, and how many have pressed it; gives what
     takes it back. */
  const press = button => {
    if (!button?.hasAttribute("aria-pressed")) return () => {};
    const before = button.innerHTML;
    const pressed = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!pressed));
    const count = button.querySelector("b");
    const n = Number(count?.textContent ?? 0) + (pressed ? -1 : 1);
    if (count && n > 0) count.textContent = n;
    else if (count) count.remove();
    else if (button.hasAttribute("data-counts"))
      button.append(" ", Object.assign(document.createElement("b"), { textContent: n }));
    return () => {
      button.setAttribute("aria-pressed", String(pressed));
      button.innerHTML = before;
    };
  };

  const stay = form => {
    hold(form, false);
    delete form.dataset.swapping;
    form.dispatchEvent(new CustomEvent("not-sent"));
    form.querySelector(".not-sent")?.remove();
    const note = document.createElement("p");
    note.className = "restore not-sent";
    note.setAttribute("role", "alert");
    note.textContent = document.body.dataset.notSent;
    form.prepend(note);
  };

  behaviour("replace-parts", region => {
    region.addEventListener("submit", async event => {
      const form = event.target,
        button = event.submitter;
      if (event.defaultPrevented || form.method !== "post" || form.dataset.swapping === "never")
        return;
      event.preventDefault();
      if (form.dataset.swapping) return;
      form.dataset.swapping = "now";
      const sent = send(form, button);
      hold(form, true);
      const takeBack = press(button);
      button?.setAttribute("aria-busy", "true");
      const back = button?.id;
      let pieces = [];
      let answer;
      try {
        answer = await sent;
        const html = answer.headers.get("Content-Type")?.startsWith("text/html")
          ? await answer.text()
          : "";
        if (answer.ok || answer.status === 422)
          pieces = [...new DOMParser().parseFromString(html, "text/html").body.children];
      } catch {
        takeBack();
        button?.removeAttribute("aria-busy");
        return stay(form);
      }
      const settled = answer?.ok && !pieces.some(piece => piece.hasAttribute("data-unsettled"));
      if (settled) form.dispatchEvent(new CustomEvent("settled", { bubbles: true }));
      const placed = place(pieces);
      if (!placed.length) {
        form.dataset.swapping = "never";
        const named = button?.name
          ? Object.assign(document.createElement("input"), {
              type: "hidden",
              name: button.name,
              value: button.value,
            })
          : "";
        form.append(named);
        if (button?.hasAttribute("formaction")) form.action = button.formAction;
        form.dispatchEvent(new CustomEvent("sent-whole", { bubbles: true }));
        return form.submit();
      }
      const first =
        placed[0].querySelector("[data-behaviour~=focus], [data-focus]") ??
        (back && document.getElementById(back));
      first?.focus({ preventScroll: Boolean(back && first.id === back) });
      if (!document.activeElement || document.activeElement === document.body) {
        placed[0].tabIndex = -1;
        placed[0].focus({ preventScroll: true });
      }
      behaviour.announce(
        placed[0].querySelector("[data-announce]")?.textContent ?? placed[0].dataset.announce,
      );
    });
  });

  behaviour("load-inline", link =>
    link.addEventListener("click", async event => {
      if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      try {
        const answer = await fetch(link.href, {
          credentials: "same-origin",
          headers: { "X-Requested-With": "fetch", Accept: "text/html" },
        });
        const html = answer.ok ? await answer.text() : "";
        const [piece] = place(new DOMParser().parseFromString(html, "text/html").body.children);
        if (!piece) return location.assign(link.href);
        piece.querySelector("textarea, input:not([type=hidden])")?.focus();
      } catch {
        location.assign(link.href);
      }
    }),
  );
})();
