/* load-part on a box (data-source): what it holds is fetched once it is wanted, that is when a
   <details> is opened, or the checkbox named data-when in its form is ticked. "part-loaded" tells
   those who fill the form. What is for those without a script (data-without-script) comes back
   when there is no network. */
(() => {
  "use strict";

  const fetched = async source => {
    const answer = await fetch(source, {
      credentials: "same-origin",
      headers: { "X-Requested-With": "fetch", Accept: "text/html" },
    });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  behaviour("load-part", box => {
    const folded = box.matches("details");
    const form = box.closest("form");
    const tick = form?.elements.namedItem(box.dataset.when);
    const plain = box.querySelector("[data-without-script]");
    const show = hidden => plain?.toggleAttribute("hidden", hidden);
    let asked = false;
    const load = async () => {
      if (asked || !(folded ? box.open : tick?.checked)) return;
      asked = true;
      show(true);
      try {
        const page = await fetched(box.dataset.source);
        const part = folded ? page.querySelector("details") : page.body;
        box.replaceChildren(...part.childNodes);
        box.dispatchEvent(new Event("part-loaded", { bubbles: true }));
      } catch {
        asked = false;
        show(false);
      }
    };
    show(true);
    if (folded) box.addEventListener("toggle", load);
    else {
      form?.addEventListener("change", load);
      addEventListener("pageshow", load);
    }
    load();
  });
})();
