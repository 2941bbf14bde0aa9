/* show-chosen on a box with a <details data-option=value> for the choice of a select
   (data-select=its name): only the one that is chosen is in sight; those without a value always
   are. One that is not there yet is fetched (data-source, with ?platform=value). A hint
   (data-empty-hint) stands until something is chosen; what is for those without a script
   (data-without-script) goes. */
(() => {
  "use strict";

  const fetched = async (source, value) => {
    const answer = await fetch(`${source}?platform=${encodeURIComponent(value)}`, {
      credentials: "same-origin",
      headers: { "X-Requested-With": "fetch", Accept: "text/html" },
    });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("details[data-option]");
  };

  behaviour("show-chosen", box => {
    const select = document.querySelector(`select[name="${CSS.escape(box.dataset.select)}"]`);
    if (!select) return;
    const hint = box.querySelector("[data-empty-hint]");
    const link = box.querySelector("[data-without-script]");
    const parts = () => [...box.querySelectorAll("details[data-option]")];
    const of = value => parts().find(part => part.dataset.option === value);
    const show = () => {
      for (const part of parts()) {
        const option = part.dataset.option;
        part.hidden = option !== "" && option !== select.value;
      }
      if (hint) hint.hidden = select.value !== "";
      if (link) link.hidden = select.value === "" || Boolean(of(select.value));
    };
    const choose = async () => {
      const value = select.value;
      if (value && !of(value)) {
        const part = await fetched(box.dataset.source, value).catch(() => null);
        // Another may have been chosen, or this one fetched, in the meantime
        if (part && !of(value)) (hint ?? box.firstElementChild).after(part);
      }
      show();
    };
    select.addEventListener("change", choose);
    choose();
  });
})();
