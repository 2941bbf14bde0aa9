/* similar-line on a button that opens the box of what resembles the text (popovertarget): it says
   what the headings in the box say.
   similar on a text field with data-similar-url and data-similar-target: while one types, what
   resembles it is fetched as HTML (?q=…) and put into the target, which is a polite live
   region. When there is nothing, or no network, it says again what it said first. */
(() => {
  "use strict";
  behaviour("similar-line", button => {
    const box = document.getElementById(button.getAttribute("popovertarget"));
    if (!box) return;
    const draw = () => {
      const said = [...box.querySelectorAll("h2")].map(head => head.textContent.trim());
      button.textContent = said.join(" · ");
      button.hidden = !said.length;
    };
    new MutationObserver(draw).observe(box, { childList: true, subtree: true });
    draw();
  });

  behaviour("similar", field => {
    const target = document.getElementById(field.dataset.similarTarget);
    if (!target) return;
    const idle = [...target.childNodes];
    let going,
      last = "";
    const look = behaviour.debounce(async () => {
      const words = field.value.trim();
      if (words === last) return;
      last = words;
      going?.abort();
      if (words.length < 4) return target.replaceChildren(...idle);
      going = new AbortController();
      const url = new URL(field.dataset.similarUrl, location.href);
      url.searchParams.set("q", words.slice(0, 300));
      try {
        const answer = await fetch(url, {
          headers: { "X-Requested-With": "fetch" },
          signal: going.signal,
          credentials: "same-origin",
        });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        target.replaceChildren(...page.body.childNodes);
        if (!target.textContent.trim()) target.replaceChildren(...idle);
      } catch {
        /* nothing found is no news */
      }
    }, 450);
    field.addEventListener("input", look);
    if (field.value.trim()) look();
  });
})();
