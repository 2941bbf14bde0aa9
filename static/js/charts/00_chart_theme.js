/* What every chart is drawn with: the colours of the page as a canvas takes them, its type, what
   stands at the marks, and drawing anew when the theme changes. Paper shows the picture below. */
window.charts = {};
window.chartTheme = (() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");

  /* A token as a colour that a canvas takes, whatever notation the style sheet uses. */
  const colour = name => {
    const probe = document.createElement("i");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const canvas = Object.assign(document.createElement("canvas"), {
      width: 1,
      height: 1,
    }).getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    canvas.fillRect(0, 0, 1, 1);
    return `rgb(${[...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).join(" ")})`;
  };
  const motion = () => (reduced.matches ? false : { duration: 300 });
  const font = () => ({ family: getComputedStyle(document.body).fontFamily, size: 13 });

  /* What stands at each mark, and a dashed box where a value is not shown: said(series, place). */
  const valuesAtMarks = (said, ink) => ({
    id: "values-at-marks",
    afterDatasetsDraw: chart => {
      const { ctx, scales } = chart;
      ctx.save();
      ctx.font = `600 12px ${font().family}`;
      ctx.textAlign = "center";
      ctx.fillStyle = ctx.strokeStyle = ink;
      chart.data.datasets.forEach((set, series) => {
        chart.getDatasetMeta(series).data.forEach((mark, at) => {
          const told = said(series, at);
          if (!told) return;
          const bar = chart.config.type === "bar";
          if (told.hidden) {
            if (!bar) return;
            const high = (scales.y.bottom - scales.y.top) / 3;
            ctx.setLineDash([4, 3]);
            ctx.strokeRect(mark.x - 12, scales.y.bottom - high, 24, high);
            ctx.setLineDash([]);
            ctx.fillText("?", mark.x, scales.y.bottom - high / 2 + 4);
            return;
          }
          ctx.fillText(told.text, mark.x, mark.y + (told.below ? 20 : bar ? -5 : -10));
        });
      });
      ctx.restore();
    },
  });

  /* Draws over the picture in a figure, and again when the colours change. */
  const draw = (figure, settings) => {
    const place = figure.querySelector(".canvas");
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    place.append(canvas);
    figure.classList.add("is-drawn");
    let chart = new window.Chart(canvas, settings());
    const again = () => {
      chart.destroy();
      chart = new window.Chart(canvas, settings());
    };
    dark.addEventListener("change", again);
    document.addEventListener("themechange", again);
  };

  return { colour, font, draw, motion, valuesAtMarks };
})();
