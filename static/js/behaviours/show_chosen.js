/* show-chosen on a box with one <details data-option=value> for each choice of a select
   (data-select=its name): only the one that is chosen is in sight, unfolded; those without a
   value always are. A hint (data-empty-hint) stands until something is chosen. */
(() => {
  "use strict";
  behaviour("show-chosen", box => {
    const select = document.querySelector(`select[name="${CSS.escape(box.dataset.select)}"]`);
    if (!select) return;
    const hint = box.querySelector("[data-empty-hint]");
    const parts = [...box.querySelectorAll("details[data-option]")];
    const show = () => {
      for (const part of parts) {
        const always = part.dataset.option === "",
          chosen = !always && part.dataset.option === select.value;
        part.hidden = !always && !chosen;
        if (!always) part.open = chosen;
      }
      if (hint) hint.hidden = select.value !== "";
    };
    select.addEventListener("change", show);
    show();
  });
})();
