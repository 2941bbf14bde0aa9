/* similar-questions on a box with data-url, data-form (an id) and data-fields (text fields of it):
   while one types, open questions that resemble it are fetched as HTML (?q=…). What is ticked
   stays ticked, and stays. Silent when there is nothing, or no network. */
(() => {
  "use strict";
  behaviour("similar-questions", section => {
    const form = document.getElementById(section.dataset.form);
    const fields = section.dataset.fields.split(" ").map(name => form.elements.namedItem(name));
    const typed = () => fields.map(field => field?.value.trim() ?? "").join(" ").trim();
    let going,
      last = typed();

    const show = found => {
      const ticked = [...section.querySelectorAll("input:checked")];
      for (const box of ticked) {
        const again = found.querySelector(`#${box.id}`);
        if (again) again.checked = true;
        else found.querySelector(".checkbox")?.before(box.closest(".checkbox"));
      }
      if (found.querySelector("input") || !ticked.length) {
        section.replaceChildren(...found.childNodes);
      }
    };

    const look = behaviour.debounce(async () => {
      const words = typed();
      if (words === last) return;
      last = words;
      going?.abort();
      going = new AbortController();
      const url = new URL(section.dataset.url, location.href);
      url.searchParams.set("q", words.slice(0, 300));
      try {
        const answer = await fetch(url, {
          headers: { "X-Requested-With": "fetch" },
          signal: going.signal,
          credentials: "same-origin",
        });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (page.body.textContent.trim()) show(page.body);
        else show(document.createElement("div"));
      } catch {
        /* nothing found is no news */
      }
    }, 450);
    for (const field of fields) field?.addEventListener("input", look);
    // The box stands outside the form: what is ticked in it is told to those who keep the form
    section.addEventListener("change", () => form.dispatchEvent(new Event("change")));
  });
})();
