/* combobox on an <input data-url>: a combobox fed by JSON (?q=…): ["word", …] or [{value,
   label, hint}, …]. data-many: several, with commas between; the suggestion replaces the one
   being typed. One may always type something else. */
(() => {
  "use strict";
  let number = 0;
  behaviour("combobox", input => {
    const many = input.hasAttribute("data-many");
    const frame = document.createElement("div");
    frame.className = "combobox";
    input.replaceWith(frame);
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = `suggestions-${(number += 1)}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    const label = document.querySelector(`label[for="${input.id}"]`);
    list.setAttribute("aria-label", label?.firstChild?.textContent.trim() || input.name);
    frame.append(input, list);
    for (const [name, value] of Object.entries({
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
    }))
      input.setAttribute(name, value);

    let at = -1,
      going;
    const parts = () => (many ? input.value.split(",") : [input.value]);
    const typed = () => parts().at(-1).trim();
    const close = () => {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = next => {
      const options = [...list.children];
      at = (next + options.length) % options.length;
      options.forEach((option, index) =>
        option.setAttribute("aria-selected", String(index === at)),
      );
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    };
    const take = value => {
      const before = parts()
        .slice(0, -1)
        .map(part => part.trim())
        .filter(Boolean);
      input.value = many ? [...before, value, ""].join(", ") : value;
      close();
      input.dispatchEvent(new Event("input", { bubbles: true }));
      close();
      input.focus();
    };
    const show = found => {
      const have = parts()
        .slice(0, -1)
        .map(part => part.trim().toLowerCase());
      const options = found
        .map(one => (typeof one === "string" ? { value: one, label: one } : one))
        .filter(one => !have.includes(one.value.toLowerCase()) && one.value !== typed())
        .slice(0, 8);
      if (!options.length) return close();
      list.replaceChildren(
        ...options.map((one, index) => {
          const item = document.createElement("li");
          item.id = `${list.id}-${index}`;
          item.setAttribute("role", "option");
          item.setAttribute("aria-selected", "false");
          item.append(one.label ?? one.value);
          if (one.hint)
            item.append(Object.assign(document.createElement("small"), { textContent: one.hint }));
          item.addEventListener("pointerdown", event => {
            event.preventDefault();
            take(one.value);
          });
          item.dataset.value = one.value;
          return item;
        }),
      );
      at = -1;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    };
    const look = behaviour.debounce(async () => {
      going?.abort();
      if (document.activeElement !== input || !typed()) return close();
      going = new AbortController();
      const url = new URL(input.dataset.url, location.href);
      url.searchParams.set("q", typed());
      try {
        const answer = await fetch(url, {
          headers: { "X-Requested-With": "fetch", Accept: "application/json" },
          signal: going.signal,
          credentials: "same-origin",
        });
        if (answer.ok) show(await answer.json());
      } catch {
        /* typing goes on without suggestions */
      }
    }, 180);

    input.addEventListener("input", look);
    input.addEventListener("blur", () => setTimeout(close, 120));
    input.addEventListener("keydown", event => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") mark(at + 1);
      else if (event.key === "ArrowUp") mark(at < 0 ? -1 : at - 1);
      else if (event.key === "Enter" && at >= 0) take(list.children[at].dataset.value);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  });
})();
