/* load-region on a region with an id: links to the same page and GET forms in it swap the
   region instead of reloading, keep the address bar, the focus and what was unfolded, and tell
   what was found. Anything unexpected: plain navigation. */
(() => {
  "use strict";
  const handle = element => element?.closest?.("a, button, input, summary");
  const nameOf = element =>
    element &&
    (
      element.name ||
      element.getAttribute("rel") ||
      element.querySelector(".name")?.textContent ||
      element.textContent
    ).trim();

  behaviour("load-region", region => {
    let going;

    const swap = async (url, { push, focus }) => {
      going?.abort();
      going = new AbortController();
      region.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(url, {
          headers: { Accept: "text/html" },
          signal: going.signal,
          credentials: "same-origin",
        });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById(region.id);
        if (!answer.ok || !fresh) return location.assign(url);
        const open = [...region.querySelectorAll("details")].map(details => details.open);
        region.replaceChildren(...fresh.childNodes);
        region.querySelectorAll("details").forEach((details, at) => {
          if (open[at]) details.open = true;
        });
        document.title = page.title;
        if (push) history.pushState({ into: region.id }, "", answer.url);
        behaviour.announce(
          region.querySelector("[data-announce], .result-count h2, .result-count, h2")?.textContent,
        );
        if (focus?.top) region.scrollIntoView({ block: "start" });
        if (focus)
          (
            [...region.querySelectorAll("a, button, input, summary")].find(
              other => nameOf(other) === focus.name,
            ) ?? region.querySelector(".result-count a, a, input")
          )?.focus({ preventScroll: true });
      } catch (error) {
        if (error.name !== "AbortError") location.assign(url);
        return;
      }
      region.removeAttribute("aria-busy");
    };

    region.addEventListener("click", event => {
      const link = event.target.closest("a[href]");
      if (
        !link ||
        event.defaultPrevented ||
        event.button ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey ||
        event.altKey ||
        link.target ||
        link.hasAttribute("download")
      )
        return;
      const url = new URL(link.href, location.href);
      if (url.origin !== location.origin || url.pathname !== location.pathname || url.hash) return;
      event.preventDefault();
      swap(url.href, {
        push: true,
        focus: { name: nameOf(handle(event.target)), top: Boolean(link.closest(".pagination")) },
      });
    });

    region.addEventListener("submit", event => {
      const form = event.target;
      if (event.defaultPrevented || form.method !== "get") return;
      const url = new URL(form.action, location.href);
      if (url.pathname !== location.pathname) return;
      event.preventDefault();
      const words = [...new FormData(form)].filter(
        ([, value]) => typeof value === "string" && value !== "",
      );
      url.search = new URLSearchParams(words);
      swap(url.href, { push: true, focus: { name: nameOf(document.activeElement) } });
    });

    history.replaceState({ ...history.state, into: region.id }, "");
    window.addEventListener("popstate", event => {
      if (event.state?.into === region.id) swap(location.href, { push: false });
    });
  });
})();
