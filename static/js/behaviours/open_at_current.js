/* open-at-current on a box that scrolls: it opens with what has aria-current in its middle. */
(() => {
  "use strict";
  behaviour("open-at-current", box => {
    const here = box.querySelector("[aria-current]");
    if (!here) return;
    const at = here.getBoundingClientRect();
    const of = box.getBoundingClientRect();
    box.scrollLeft += at.x + at.width / 2 - (of.x + of.width / 2);
    box.scrollTop += at.y + at.height / 2 - (of.y + of.height / 2);
  });
})();
