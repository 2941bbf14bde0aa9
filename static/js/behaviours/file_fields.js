/* file-fields on the fields that belong to one chosen file: one set of them for each file,
   with its name and a small look at it; and told at once what is too large or too many, before
   it is sent. data-files is the id of the file input. */
(() => {
  "use strict";
  const { format: fill } = behaviour;

  const look = file => {
    const image = document.createElement("img");
    image.alt = "";
    image.className = "file-preview";
    const reader = new FileReader();
    reader.onload = () => {
      image.src = reader.result;
    };
    reader.readAsDataURL(file);
    return image;
  };

  behaviour("file-fields", box => {
    const input = document.getElementById(box.dataset.files);
    const pattern = box.firstElementChild.cloneNode(true);
    const first = pattern.querySelector("input").id;

    const asked = (file, number) => {
      const set = pattern.cloneNode(true);
      const field = set.querySelector("input");
      const label = set.querySelector("label");
      field.id = label.htmlFor = `${first}-${number}`;
      field.value = "";
      field.removeAttribute("aria-describedby");
      label.textContent = fill(box.dataset.labelText, { name: file.name });
      if (number) set.querySelector(".help")?.remove();
      set.querySelector(".help")?.removeAttribute("id");
      set.classList.add("per-file");
      set.prepend(look(file));
      return set;
    };

    input?.form.addEventListener(
      "submit",
      event => {
        if (input.validity.customError) {
          event.preventDefault();
          input.focus();
        }
      },
      true,
    );

    input?.addEventListener("change", () => {
      const files = [...input.files];
      const large = files.find(file => file.size > Number(box.dataset.maxBytes));
      const many = files.length > Number(box.dataset.maxFiles);
      const trouble = large
        ? fill(box.dataset.tooLarge, { name: large.name })
        : many
          ? fill(box.dataset.tooMany, { room: box.dataset.maxFiles })
          : "";
      input.setCustomValidity(trouble);
      const told = Object.assign(document.createElement("div"), { className: "field invalid" });
      told.append(
        Object.assign(document.createElement("p"), { className: "error", textContent: trouble }),
      );
      told.setAttribute("role", "alert");
      box.replaceChildren(
        ...(trouble ? [told] : files.length ? files.map(asked) : [pattern.cloneNode(true)]),
      );
    });
  });
})();
