/* mention-suggestions on a <textarea data-url data-found="{n} found; …">: after an @, names
   are fetched as JSON (?q=…: [{id, name, hint}, …]) and listed; arrows and Enter, or a click,
   take one. Its id goes along in the form's field "mentions", which tells people of one name
   apart. */
(() => {
  "use strict";
  const TYPED = /(?:^|[^\w@/.])@([\p{L}\p{N}][\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]+)?)$/u;
  let number = 0;

  behaviour("mention-suggestions", area => {
    const list = Object.assign(document.createElement("ul"), {
      className: "suggestions",
      id: `mentions-${(number += 1)}`,
      hidden: true,
    });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "@");
    const told = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    told.setAttribute("role", "status");
    const frame = Object.assign(document.createElement("div"), { className: "combobox" });
    const focused = document.activeElement === area;
    area.replaceWith(frame);
    frame.append(area, list, told);
    if (focused) area.focus();
    for (const [name, value] of Object.entries({
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-controls": list.id,
    }))
      area.setAttribute(name, value);

    let at = -1,
      going,
      found = [];
    const typed = () =>
      area.selectionStart === area.selectionEnd
        ? area.value.slice(0, area.selectionStart).match(TYPED)?.[1]
        : undefined;
    const close = () => {
      list.hidden = true;
      at = -1;
      told.textContent = "";
      area.removeAttribute("aria-activedescendant");
    };
    const mark = next => {
      at = (next + found.length) % found.length;
      [...list.children].forEach((option, index) =>
        option.setAttribute("aria-selected", String(index === at)),
      );
      area.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    };
    const take = one => {
      const end = area.selectionStart,
        start = end - (typed() ?? "").length;
      area.setRangeText(`${one.name} `, start, end, "end");
      const picked = area.form.elements.namedItem("mentions");
      if (picked) picked.value = [...picked.value.split(",").filter(Boolean), one.id].join(",");
      close();
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const show = people => {
      found = people;
      if (!found.length) return close();
      list.replaceChildren(
        ...found.map((one, index) => {
          const item = Object.assign(document.createElement("li"), {
            id: `${list.id}-${index}`,
            textContent: one.name,
          });
          item.setAttribute("role", "option");
          item.append(
            Object.assign(document.createElement("small"), { textContent: one.hint ?? "" }),
          );
          item.addEventListener("pointerdown", event => {
            event.preventDefault();
            take(one);
          });
          return item;
        }),
      );
      list.hidden = false;
      mark(0);
      told.textContent = behaviour.format(area.dataset.found, { n: found.length });
    };
    const look = behaviour.debounce(async () => {
      going?.abort();
      const text = typed();
      if (!text || document.activeElement !== area) return close();
      going = new AbortController();
      const url = new URL(area.dataset.url, location.href);
      url.searchParams.set("q", text);
      try {
        const answer = await fetch(url, {
          headers: { "X-Requested-With": "fetch", Accept: "application/json" },
          signal: going.signal,
          credentials: "same-origin",
        });
        if (answer.ok && typed() === text)
          show((await answer.json()).filter(one => one.name !== text));
      } catch {
        /* typing goes on without names */
      }
    }, 150);

    area.addEventListener("input", look);
    area.addEventListener("blur", () => setTimeout(close, 120));
    area.addEventListener("keydown", event => {
      if (list.hidden || event.isComposing) return;
      if (event.key === "ArrowDown") mark(at + 1);
      else if (event.key === "ArrowUp") mark(at - 1);
      else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) take(found[at]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  });
})();
