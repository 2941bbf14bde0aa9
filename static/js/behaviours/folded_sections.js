/* folded-sections: a link to something in a folded section opens it, in browsers that do not by
   themselves; on paper every section is open. */
(() => {
  "use strict";
  behaviour("folded-sections", page => {
    const reveal = () => {
      const target = location.hash && document.getElementById(location.hash.slice(1));
      if (!target || !page.contains(target)) return;
      for (
        let fold = target.closest("details");
        fold;
        fold = fold.parentElement.closest("details")
      )
        fold.open = true;
      target.scrollIntoView();
    };
    addEventListener("hashchange", reveal);
    reveal();
    /* The same link again changes no address. */
    document.addEventListener("click", event => {
      const link = event.target.closest?.("a[href^='#']");
      if (link && link.hash === location.hash) reveal();
    });
    let folded = [];
    addEventListener("beforeprint", () => {
      folded = [...page.querySelectorAll("details.question:not([open])")];
      for (const fold of folded) fold.open = true;
    });
    addEventListener("afterprint", () => {
      for (const fold of folded) fold.open = false;
    });
  });
})();
