/* beside on a box with one <details data-of=value> for each choice of a select (data-select=its name): only the one that is chosen
   is in sight, unfolded; those without a value always are. A hint (data-until-chosen) stands until something is chosen. */
(() => {
  "use strict";
  behaviour("beside", box => {
    const select = document.querySelector(`select[name="${CSS.escape(box.dataset.select)}"]`);
    if (!select) return;
    const hint = box.querySelector("[data-until-chosen]");
    const parts = [...box.querySelectorAll("details[data-of]")];
    const show = () => {
      for (const part of parts) {
        const always = part.dataset.of === "", chosen = !always && part.dataset.of === select.value;
        part.hidden = !always && !chosen;
        if (!always) part.open = chosen;
      }
      if (hint) hint.hidden = select.value !== "";
    };
    select.addEventListener("change", show);
    show();
  });
})();
