/* chart on a figure with a picture in .canvas: drawn by Chart.js (data-script) when it comes into
   view, so that its marks say what they are and lead to their rows. In forced colours the picture
   stays, for a canvas knows nothing of them. */
(() => {
  "use strict";
  const forced = matchMedia("(forced-colors: active)");
  let loaded;

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
        /* Without the script the picture is still there. */
        load(figure.dataset.script).then(
          () => window.charts[figure.dataset.draw](figure),
          () => {},
        );
      },
      { rootMargin: "200px" },
    );
    seen.observe(figure.querySelector(".canvas"));
  });
})();
