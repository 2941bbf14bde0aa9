/* wizard on a container of .step fieldsets (data-next, data-back, data-option="{n} of {all}",
   data-missing): one question at a time on a phone. What follows the container in the form (the
   buttons) waits for the last step. What a step still wants is said in that step. On a wide
   screen everything stands there at once. */
(() => {
  "use strict";
  behaviour("wizard", box => {
    const steps = [...box.querySelectorAll(":scope > .wizard-step")];
    const after = [];
    for (let next = box.nextElementSibling; next; next = next.nextElementSibling) after.push(next);
    const phone = matchMedia("(max-width: 44rem)");
    const make = (tag, given, ...inside) => {
      const made = Object.assign(document.createElement(tag), given);
      made.append(...inside);
      return made;
    };
    const where = make("span", {});
    const line = make("progress", { max: steps.length });
    line.setAttribute("aria-hidden", "true");
    const bar = make("div", { className: "wizard-progress" }, line, where);
    const back = make("button", {
      type: "button",
      className: "button",
      textContent: box.dataset.back,
    });
    const next = make("button", {
      type: "button",
      className: "button primary",
      textContent: box.dataset.next,
    });
    const go = make("div", { className: "wizard-buttons" }, back, next);
    const wrong = steps.findIndex(step => step.querySelector("[aria-invalid=true]"));
    let now = Math.max(0, wrong);

    const draw = () => {
      const one = phone.matches && steps.length > 1;
      const last = now === steps.length - 1;
      steps.forEach((step, index) => {
        step.hidden = one && index !== now;
      });
      after.forEach(element => {
        element.hidden = one && !last;
      });
      bar.hidden = go.hidden = !one;
      back.hidden = now === 0;
      next.hidden = last;
      line.value = now + 1;
      where.textContent = behaviour.format(box.dataset.option, { n: now + 1, all: steps.length });
    };
    /* What a step asks for (data-needs: names of fields) and is still empty. */
    const missing = step =>
      (step.dataset.needs?.split(" ") ?? [])
        .map(name => box.closest("form").elements.namedItem(name))
        .filter(field => field && !field.value.trim())
        .map(field => (field.length ? field[0].closest("fieldset") : field))
        .filter(field => field.checkVisibility());
    const ask = field => {
      const id = `${field.id}-missing`;
      const said =
        document.getElementById(id) ?? make("p", { id, className: "error", tabIndex: -1 });
      said.textContent = box.dataset.missing;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-errormessage", id);
      const beside = field.closest(".field");
      (beside.querySelector(".choices, .with-toolbar") ?? field).before(said);
      const settle = () => {
        said.remove();
        field.removeAttribute("aria-invalid");
        field.removeAttribute("aria-errormessage");
      };
      beside.addEventListener("input", settle, { once: true });
    };
    const advance = () => {
      const wanted = missing(steps[now]);
      if (!wanted.length) return turn(now + 1);
      wanted.forEach(ask);
      (wanted[0].querySelector("input") ?? wanted[0]).focus();
      behaviour.announce(box.dataset.missing);
    };
    const turn = to => {
      now = Math.min(steps.length - 1, Math.max(0, to));
      draw();
      const head = steps[now].querySelector("legend, h2") ?? steps[now];
      head.tabIndex = -1;
      head.focus({ preventScroll: true });
      bar.scrollIntoView({ block: "start" });
    };
    box.prepend(bar);
    box.append(go);
    next.addEventListener("click", advance);
    back.addEventListener("click", () => turn(now - 1));
    phone.addEventListener("change", draw);
    /* A link to a field (from the list of what needs a second look) turns to its step. */
    document.addEventListener("click", event => {
      const field = document.getElementById(
        event.target.closest?.("a[href^='#']")?.hash.slice(1) || "-",
      );
      const at = field ? steps.findIndex(step => step.contains(field)) : -1;
      if (at < 0) return;
      event.preventDefault();
      now = at;
      draw();
      field.focus();
      field.scrollIntoView({ block: "center" });
    });
    draw();
    box.classList.add("is-ready");
  });
})();
