/* progress-line on a form of ratings: how many are answered, in sight while one scrolls. It
   keeps nothing, and sends nothing. */
(() => {
  "use strict";

  behaviour("progress-line", form => {
    const line = form.querySelector("[data-progress]");
    const ratings = [...form.querySelectorAll("fieldset.rating")];
    const bar = line.querySelector("progress");
    bar.max = ratings.length;
    const draw = () => {
      const n = ratings.filter(one => one.querySelector("input:checked")).length;
      bar.value = n;
      line.querySelector("span").textContent = behaviour.format(line.dataset.text, {
        n,
        all: ratings.length,
      });
    };
    form.addEventListener("change", draw);
    draw();
    line.hidden = false;
  });
})();
