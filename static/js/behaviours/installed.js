/* The script by which an installed product says that there is no connection. */
(() => {
  "use strict";
  if (location.protocol !== "https:" || !("serviceWorker" in navigator)) return;
  const script = document.querySelector("link[rel=manifest]")?.dataset.worker;
  if (script) navigator.serviceWorker.register(script).catch(() => {});
})();
