/* dependent-select on a select whose options stand in groups (data-option=id of another
   select): only the group that is labelled as what is chosen there, and the ungrouped options,
   stay in sight; its box waits until there is such a group. */
(() => {
  "use strict";
  behaviour("dependent-select", select => {
    const other = document.getElementById(select.dataset.option);
    if (!other) return;
    const groups = [...select.querySelectorAll("optgroup")];
    const box = select.closest(".field");
    const draw = () => {
      const chosen = other.value && other.selectedOptions[0]?.textContent;
      const fitting = groups.filter(group => group.label === chosen);
      const kept = fitting.some(group => [...group.children].some(option => option.selected));
      for (const group of groups) group.remove();
      select.append(...fitting);
      if (!kept) select.value = "";
      box.hidden = !fitting.length;
    };
    other.addEventListener("change", draw);
    draw();
  });
})();
