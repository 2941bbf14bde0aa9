/* markdown on a frame around a <textarea> (data-name data-bold data-list data-link): three buttons
   that write the marks for those who do not know them, and Ctrl+B and Ctrl+K. What is pasted from
   Word or a page keeps its lists, bold words and links. */
(() => {
  "use strict";
  const ADDRESS = /^(https?:\/\/|mailto:|www\.)\S+$/i;

  /* Writes over a part of the text, so that Ctrl+Z takes it back. */
  const write = (area, start, end, text, from = start + text.length, to = from) => {
    area.focus();
    area.setSelectionRange(start, end);
    if (!text || !document.execCommand("insertText", false, text)) {
      area.setRangeText(text, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.setSelectionRange(from, to);
  };

  const bold = area => {
    const { value, selectionStart: start, selectionEnd: end } = area;
    const words = value.slice(start, end);
    const around = value.slice(start - 2, start) === "**" && value.slice(end, end + 2) === "**";
    if (around) return write(area, start - 2, end + 2, words, start - 2, end - 2);
    const [, before, core, after] = words.match(/^(\s*)([\s\S]*?)(\s*)$/);
    const text = `${before}**${core}**${after}`;
    const from = start + before.length + 2;
    return write(area, start, end, text, from, from + core.length);
  };

  const list = area => {
    const { value, selectionStart, selectionEnd } = area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const next = value.indexOf("\n", selectionEnd);
    const end = next < 0 ? value.length : next;
    const lines = value.slice(start, end).split("\n");
    const listed = lines.every(line => /^- /.test(line));
    const text = lines.map(line => (listed ? line.slice(2) : `- ${line}`)).join("\n");
    return write(area, start, end, text);
  };

  const link = area => {
    const { value, selectionStart: start, selectionEnd: end } = area;
    const words = value.slice(start, end).trim();
    if (ADDRESS.test(words)) return write(area, start, end, `[](${words})`, start + 1);
    const text = `[${words}](https://)`;
    const from = words ? start + words.length + 3 : start + 1;
    return write(area, start, end, text, from, words ? start + text.length - 1 : from);
  };

  const ACTS = { bold, list, link };
  const KEYS = { b: bold, k: link };

  behaviour("markdown", frame => {
    const area = () => frame.querySelector("textarea");
    const bar = Object.assign(document.createElement("div"), { className: "toolbar" });
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", frame.dataset.name);
    bar.setAttribute("aria-controls", area().id);
    const buttons = Object.entries(ACTS).map(([name, act], index) => {
      const button = Object.assign(document.createElement("button"), {
        type: "button",
        textContent: frame.dataset[name],
        tabIndex: index ? -1 : 0,
      });
      button.dataset.act = name;
      button.addEventListener("click", () => act(area()));
      return button;
    });
    bar.append(...buttons);
    bar.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const at = buttons.indexOf(document.activeElement);
      const next = buttons[(at + step + buttons.length) % buttons.length];
      for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
      next.focus();
    });
    frame.prepend(bar);
    frame.addEventListener("keydown", event => {
      const act = KEYS[event.key.toLowerCase()];
      if (!act || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      act(area());
    });
    frame.addEventListener("paste", event => {
      const text = window.behaviour.markdown(event.clipboardData?.getData("text/html"));
      if (!text) return;
      event.preventDefault();
      const field = area();
      write(field, field.selectionStart, field.selectionEnd, text);
    });
  });
})();
