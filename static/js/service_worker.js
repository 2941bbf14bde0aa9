/* Where there is no connection, a page that says so. No other page is kept: what colleagues
   write does not stay on a device. */
"use strict";
const KEPT = "offline-1";
const OFFLINE = "offline";

self.addEventListener("install", event => {
  const page = new Request(OFFLINE, { cache: "reload" });
  event.waitUntil(caches.open(KEPT).then(kept => kept.add(page)));
  self.skipWaiting();
});

self.addEventListener("activate", event => {
  const tidied = caches.keys().then(names => {
    const old = names.filter(name => name !== KEPT);
    return Promise.all(old.map(name => caches.delete(name)));
  });
  event.waitUntil(tidied);
});

self.addEventListener("fetch", event => {
  const { request } = event;
  if (request.mode !== "navigate" || request.method !== "GET") return;
  event.respondWith(
    fetch(request).catch(async error => {
      const page = await caches.match(OFFLINE);
      if (!page) throw error;
      return page;
    }),
  );
});
