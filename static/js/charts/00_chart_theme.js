/* What every chart is drawn with: the colours of the page as a canvas takes them, its type,
   its patterns, and drawing anew when the theme changes or the page is printed. */
(() => {
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

  /* Surfaces that are told apart without colour and weigh about the same: lines one way, dots,
     lines the other way, a grid, dashes. */
  const strokes = [
    c => {
      for (const x of [-8, 0, 8]) {
        c.moveTo(x, 8);
        c.lineTo(x + 8, 0);
      }
    },
    c => {
      for (const [x, y] of [
        [2, 2],
        [6, 6],
      ]) {
        c.moveTo(x + 1.1, y);
        c.arc(x, y, 1.1, 0, 7);
      }
    },
    c => {
      for (const x of [-8, 0, 8]) {
        c.moveTo(x, 0);
        c.lineTo(x + 8, 8);
      }
    },
    c => {
      c.moveTo(0, 2);
      c.lineTo(8, 2);
      c.moveTo(2, 0);
      c.lineTo(2, 8);
    },
    c => {
      c.moveTo(0, 2);
      c.lineTo(5, 2);
      c.moveTo(4, 6);
      c.lineTo(9, 6);
    },
  ];
  const pattern = (at, ink, ground) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 8, height: 8 });
    const c = canvas.getContext("2d");
    c.fillStyle = ground;
    c.fillRect(0, 0, 8, 8);
    c.strokeStyle = c.fillStyle = ink;
    c.lineWidth = 1.5;
    c.beginPath();
    strokes[at % strokes.length](c);
    if (at % strokes.length === 1) c.fill();
    else c.stroke();
    return c.createPattern(canvas, "repeat");
  };

  let printing = false;
  /* A chart that moves is not resized until it rests: too late for the paper. */
  const motion = () => (printing || reduced.matches ? false : { duration: 300 });
  const font = () => ({
    family: getComputedStyle(document.body).fontFamily,
    size: printing ? 8 : 13,
  });

  /* Draws in a figure, and again when the colours change. On paper it is always light, and as
     large as data-print-size says (230x125). */
  const draw = (figure, settings) => {
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", figure.querySelector("figcaption").textContent.trim());
    figure.querySelector(".canvas").append(canvas);
    const details = figure.querySelector("details");
    if (details) details.open = false;
    let chart = new window.Chart(canvas, settings());
    const again = () => {
      chart.destroy();
      chart = new window.Chart(canvas, settings());
    };
    dark.addEventListener("change", again);
    document.addEventListener("themechange", again);
    const root = document.documentElement;
    let worn;
    addEventListener("beforeprint", () => {
      printing = true;
      worn ??= root.dataset.theme;
      root.dataset.theme = "light";
      again();
      chart.resize(...(figure.dataset.printSize?.split("x").map(Number) ?? []));
    });
    addEventListener("afterprint", () => {
      printing = false;
      root.dataset.theme = worn ?? root.dataset.theme;
      worn = undefined;
      again();
    });
  };

  window.chartTheme = { colour, pattern, font, draw, motion };
})();
