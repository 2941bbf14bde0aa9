/* drag-on-map on the map of stakeholders (data-cell, data-left, data-top of its fields;
   data-into=id of the region to bring up to date): dots with a data-url are dragged, or moved
   with the arrow keys while they have the focus. Each move is told, and saved with the version
   it was made from; then the region is fetched anew, so that list and map say the same.
   Without this the form does it all. */
(() => {
  "use strict";
  const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const WAIT = 700;
  const within = n => Math.min(5, Math.max(1, n));

  behaviour("drag-on-map", map => {
    const { cell, left, top, csrf, into, here, lost } = map.dataset;
    const [size, x0, y0] = [cell, left, top].map(Number);
    let saving = null,
      moved = false;

    const middle = (interest, influence) => [
      x0 + (interest - 0.5) * size,
      y0 + (5.5 - influence) * size,
    ];
    const draw = (dot, x, y) => dot.setAttribute("transform", `translate(${x} ${y})`);
    const now = dot => [Number(dot.dataset.interest), Number(dot.dataset.influence)];

    const put = (dot, interest, influence) => {
      if (String(now(dot)) === String([interest, influence])) return false;
      Object.assign(dot.dataset, { interest, influence });
      draw(dot, ...middle(interest, influence));
      behaviour.announce(
        behaviour.format(here, {
          name: dot.dataset.name,
          interest,
          influence,
          priority: interest * influence,
        }),
      );
      return true;
    };

    const anew = async (dot, said) => {
      const region = document.getElementById(into);
      const focused = document.activeElement?.id;
      const answer = await fetch(location.href, {
        headers: { Accept: "text/html" },
        credentials: "same-origin",
      });
      const fresh = new DOMParser()
        .parseFromString(await answer.text(), "text/html")
        .getElementById(into);
      if (!answer.ok || !fresh) return location.reload();
      if (dot.dataset.pending || map.querySelector(".moving")) return;
      region.replaceChildren(...fresh.childNodes);
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      behaviour.announce(said);
    };

    const save = async dot => {
      if (saving) return;
      saving = dot;
      delete dot.dataset.pending;
      const [interest, influence] = now(dot);
      const body = new URLSearchParams({
        interest,
        influence,
        version: dot.dataset.version,
        csrf_token: csrf,
      });
      let said = lost;
      try {
        const answer = await fetch(dot.dataset.url, {
          method: "POST",
          body,
          redirect: "error",
          credentials: "same-origin",
          headers: { "X-Requested-With": "fetch", Accept: "application/json" },
        });
        const told = await answer.json();
        if (told.version) dot.dataset.version = told.version;
        if (answer.status === 409) delete dot.dataset.pending;
        said = told.said ?? lost;
      } catch {
        delete dot.dataset.pending;
      }
      saving = null;
      const next = dot.dataset.pending ? dot : map.querySelector("[data-pending]");
      if (next) return save(next);
      try {
        await anew(dot, said);
      } catch {
        behaviour.announce(lost);
      }
    };
    const later = behaviour.debounce(save, WAIT);
    const want = dot => {
      dot.dataset.pending = "yes";
    };

    for (const dot of map.querySelectorAll("[data-url]")) {
      dot.classList.add("movable");
      dot.setAttribute("aria-keyshortcuts", "ArrowUp ArrowDown ArrowLeft ArrowRight");

      dot.addEventListener("keydown", event => {
        const step = STEPS[event.key];
        if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
        event.preventDefault();
        const [interest, influence] = now(dot);
        if (put(dot, within(interest + step[0]), within(influence + step[1]))) {
          want(dot);
          later(dot);
        }
      });
      dot.addEventListener("blur", () => {
        if (dot.dataset.pending) save(dot);
      });

      dot.addEventListener("pointerdown", event => {
        if (event.button || !event.isPrimary) return;
        const toMap = map.getScreenCTM().inverse();
        const at = e => new DOMPoint(e.clientX, e.clientY).matrixTransform(toMap);
        const start = at(event),
          was = dot.getAttribute("transform");
        const [, ox, oy] = was.match(/translate\(([-\d.]+)[ ,]+([-\d.]+)/).map(Number);
        moved = false;
        dot.setPointerCapture(event.pointerId);
        const move = e => {
          const point = at(e),
            dx = point.x - start.x,
            dy = point.y - start.y;
          if (!moved && Math.hypot(dx, dy) < 6) return;
          if (!moved) {
            moved = true;
            dot.classList.add("moving");
          }
          draw(dot, ox + dx, oy + dy);
        };
        const stop = e => {
          for (const [kind, act] of [
            ["pointermove", move],
            ["pointerup", stop],
            ["pointercancel", stop],
          ])
            dot.removeEventListener(kind, act);
          dot.classList.remove("moving");
          if (!moved) return;
          const point = at(e);
          const interest = within(Math.floor((point.x - x0) / size) + 1),
            influence = within(5 - Math.floor((point.y - y0) / size));
          if (e.type === "pointerup" && put(dot, interest, influence)) {
            want(dot);
            save(dot);
          } else dot.setAttribute("transform", was);
          if (e.type === "pointercancel") moved = false;
        };
        for (const [kind, act] of [
          ["pointermove", move],
          ["pointerup", stop],
          ["pointercancel", stop],
        ])
          dot.addEventListener(kind, act);
      });
      dot.addEventListener("dragstart", event => event.preventDefault());
      // touch-action does not hold within a drawing: without this the page scrolls and takes the
      // pointer away.
      dot.addEventListener(
        "touchmove",
        event => {
          if (event.touches.length === 1) event.preventDefault();
        },
        { passive: false },
      );
      dot.addEventListener("click", event => {
        if (moved) event.preventDefault();
        moved = false;
      });
    }
  });
})();
