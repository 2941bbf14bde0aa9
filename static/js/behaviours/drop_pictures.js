/* drop-pictures on a box in a form: pictures that are pasted on the page, dropped on the box or
   chosen there are sent to data-url at once, one after the other, each with a field for what it
   shows. Without data-url, the form is a new plan: it is saved as a draft first, and its address
   then tells where pictures go. */
(() => {
  "use strict";
  const LARGEST = 20_000_000;
  const PATIENCE = 9000;

  const send = (url, csrf, fields) => {
    const body = new FormData();
    body.set("csrf_token", csrf);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return fetch(url, {
      method: "POST",
      body,
      redirect: "manual",
      credentials: "same-origin",
      headers: { "X-Requested-With": "fetch", Accept: "application/json" },
    });
  };

  const preview = file => {
    const image = Object.assign(document.createElement("img"), { alt: "" });
    image.className = "file-preview";
    const reader = new FileReader();
    reader.onload = () => {
      image.src = reader.result;
    };
    reader.readAsDataURL(file);
    return image;
  };

  behaviour("drop-pictures", box => {
    const form = box.closest("form");
    const list = box.querySelector(".dropped");
    const chosen = box.querySelector("input[type=file]");
    const { csrf } = box.dataset;
    let queue = Promise.resolve();
    box.hidden = box.querySelector(".scripted").hidden = false;
    box.querySelector(".unscripted")?.remove();

    const address = () => {
      const saved = /^(.*\/experiments\/\d+)\/edit$/.exec(form.action);
      return box.dataset.url || (saved ? `${saved[1]}/pictures` : "");
    };
    /* A plan that nobody has saved yet: wait until the behaviour "autosave" has done so. */
    const known = () =>
      new Promise(resolve => {
        if (address()) return resolve(address());
        const give = () => resolve(address());
        form.addEventListener("settled", give, { once: true });
        setTimeout(give, PATIENCE);
        form.dispatchEvent(new Event("input", { bubbles: true }));
      });

    /* What looks like a CPR number is not kept; the page of the files asks about it. */
    const say = async (url, item, alt) => {
      const answer = await send(url, csrf, { alt });
      const text = item.querySelector("span");
      text.textContent = answer.ok ? box.dataset.kept : (await answer.json()).error;
    };

    const describe = (item, url) => {
      const field = Object.assign(document.createElement("input"), {
        placeholder: box.dataset.say,
        maxLength: 500,
      });
      field.setAttribute("aria-label", box.dataset.say);
      field.addEventListener("input", event => event.stopPropagation());
      field.addEventListener("change", event => {
        event.stopPropagation();
        say(url, item, field.value);
      });
      const around = Object.assign(document.createElement("div"), { className: "field" });
      around.append(field);
      item.append(around);
    };

    const keep = async (file, item, text) => {
      const url = await known();
      if (!url) {
        text.textContent = box.dataset.first;
        return;
      }
      try {
        const answer = await send(url, csrf, { pictures: file });
        const told = await answer.json();
        text.textContent = told.error ?? told.note ?? box.dataset.kept;
        if (answer.ok) describe(item, told.description);
      } catch {
        text.textContent = box.dataset.failed;
      }
    };

    const add = files => {
      for (const file of files) {
        if (!file.type.startsWith("image/")) continue;
        const fold = box.closest("details");
        if (fold) fold.open = true;
        const item = document.createElement("li");
        const text = document.createElement("span");
        item.append(preview(file), text);
        list.append(item);
        if (file.size > LARGEST) {
          text.textContent = behaviour.format(box.dataset.tooLarge, { name: file.name });
          continue;
        }
        text.textContent = box.dataset.saving;
        queue = queue.then(() => keep(file, item, text));
      }
    };

    chosen.addEventListener("change", event => {
      event.stopPropagation();
      add([...chosen.files]);
      chosen.value = "";
    });
    document.addEventListener("paste", event => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.some(file => file.type.startsWith("image/"))) return;
      event.preventDefault();
      add(files);
    });
    box.addEventListener("dragover", event => {
      event.preventDefault();
      box.classList.add("over");
    });
    box.addEventListener("dragleave", () => box.classList.remove("over"));
    box.addEventListener("drop", event => {
      event.preventDefault();
      box.classList.remove("over");
      add([...event.dataTransfer.files]);
    });
  });
})();
