/* chart on a figure with a picture in .canvas: drawn by Chart.js (data-script) when it comes into
   view, so that its marks say what they are and lead to their rows. Until then the picture stands
   there, so nobody waits for it: the script comes when the browser has nothing else to do, and
   charts are drawn one at a time, so that a tap between two of them is answered. In forced colours
   the picture stays, for a canvas knows nothing of them. */
(() => {
  "use strict";
  const forced = matchMedia("(forced-colors: active)");
  const idle = () =>
    new Promise(resolve =>
      window.requestIdleCallback
        ? requestIdleCallback(resolve, { timeout: 2000 })
        : setTimeout(resolve, 50),
    );
  let loaded;
  let drawn = Promise.resolve();

  const load = url =>
    (loaded ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.nonce = document.querySelector("script[nonce]")?.nonce ?? "";
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    }));

  behaviour("chart", figure => {
    if (!figure.querySelector(".canvas") || forced.matches) return;
    const seen = new IntersectionObserver(
      entries => {
        if (!entries.some(entry => entry.isIntersecting)) return;
        seen.disconnect();
        drawn = drawn
          .then(idle)
          .then(() => load(figure.dataset.script))
          .then(idle)
          .then(() => window.charts[figure.dataset.draw](figure))
          /* Without the script the picture is still there. */
          .catch(error => window.charts && reportError(error));
      },
      { rootMargin: "200px" },
    );
    seen.observe(figure.querySelector(".canvas"));
  });
})();
