/* open-all on a link to the page with everything open: it opens the folds of an element
   (data-folds=its id) in place, so that nothing that was written is lost, and folds them again;
   data-open-text and data-fold-text say which of both it would do. */
(() => {
  "use strict";
  behaviour("open-all", link => {
    const record = document.getElementById(link.dataset.folds);
    if (!record) return;
    const folds = [...record.querySelectorAll(":scope > details")];
    const areOpen = () => folds.every(fold => fold.open);
    const tell = () => {
      link.textContent = areOpen() ? link.dataset.foldText : link.dataset.openText;
    };
    link.setAttribute("role", "button");
    link.addEventListener("click", event => {
      event.preventDefault();
      const open = !areOpen();
      for (const fold of folds) fold.open = open;
      tell();
    });
    link.addEventListener("keydown", event => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    });
    for (const fold of folds) fold.addEventListener("toggle", tell);
  });
})();
