/* Small things a field can do: count, reveal, offer, peek, cpr, link-platform, theme. */
(() => {
  "use strict";

  /* character-count on a form: characters left, under each field that has a cap; told aloud
     only near the end. */
  behaviour("character-count", form => {
    const count = counter => {
      const field = document.getElementById(counter.dataset.countFor);
      const max = Number(counter.dataset.max);
      const draw = () => {
        const left = max - [...field.value].length;
        counter.textContent = behaviour.format(
          left < 0 ? counter.dataset.over : counter.dataset.left,
          { n: Math.abs(left) },
        );
        counter.classList.toggle("over-limit", left < 0);
        counter.classList.toggle("near-limit", left <= max / 5 || max <= 300);
        if (left < Math.min(20, max / 5)) counter.setAttribute("role", "status");
        else counter.removeAttribute("role");
      };
      // A text that is too long is reported, never cut while pasting.
      field.removeAttribute("maxlength");
      field.addEventListener("input", draw);
      form.addEventListener("change", draw);
      draw();
    };
    form.querySelectorAll("[data-count-for]").forEach(count);
    form.addEventListener("part-loaded", event => {
      event.target.querySelectorAll("[data-count-for]").forEach(count);
    });
  });

  /* show-when on anything (data-field="outcome" data-values="stopped mixed"): in sight only
     while that field has one of those values. */
  behaviour("show-when", box => {
    const form = box.closest("form");
    const wanted = box.dataset.values.split(" ");
    const draw = () => {
      const values = new FormData(form).getAll(box.dataset.field);
      box.hidden = !values.some(value => wanted.includes(value));
    };
    form.addEventListener("change", draw);
    draw();
  });

  /* suggest-title on a text (data-offer-to="title" data-offer-max="80"): its first sentence is
     offered there until the person writes there. */
  behaviour("suggest-title", field => {
    const other = document.getElementById(field.dataset.offerTo);
    if (!other) return;
    const max = Number(field.dataset.offerMax ?? 90);
    const proposal = () => {
      let text = field.value
        .trim()
        .split(/(?<=[.?!])\s|\n/)[0]
        .replace(/[.,;:]$/, "");
      if (text.length > max) text = text.slice(0, max).replace(/\s+\S*$/, "") + " …";
      return text.charAt(0).toUpperCase() + text.slice(1);
    };
    let offered = other.value === "" || other.value === proposal();
    other.addEventListener("input", event => {
      if (event.isTrusted) offered = other.value === "";
    });
    field.addEventListener("input", () => {
      if (!offered) return;
      other.value = proposal();
      other.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  /* show-password around a password: a button that shows it. */
  behaviour("show-password", frame => {
    const field = frame.querySelector("input");
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "button",
    });
    const draw = () => {
      const shown = field.type === "text";
      button.textContent = shown ? frame.dataset.hide : frame.dataset.show;
      button.setAttribute("aria-pressed", String(shown));
      button.setAttribute("aria-label", frame.dataset.name);
    };
    button.addEventListener("click", () => {
      field.type = field.type === "text" ? "password" : "text";
      draw();
    });
    field.form?.addEventListener("submit", () => {
      field.type = "password";
    });
    frame.append(button);
    draw();
  });

  /* warn-cpr on a form (data-cpr=the warning): what looks like a Danish CPR number is warned
     of before anything is stored. */
  behaviour("warn-cpr", form => {
    const number = /(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-–\s]?\d{4}(?!\d)/;
    form.addEventListener("input", event => {
      const field = event.target;
      if (
        !field.matches(
          "textarea, input:not([type]), input[type=text], input[type=search], input[type=url]",
        )
      )
        return;
      let warning = document.getElementById(`${field.id}-cpr`);
      if (!warning) {
        if (!number.test(field.value)) return;
        warning = Object.assign(document.createElement("p"), {
          id: `${field.id}-cpr`,
          className: "field-warning",
        });
        warning.setAttribute("role", "status");
        (field.closest(".field") ?? field.parentElement).append(warning);
      }
      const text = number.test(field.value) ? form.dataset.cpr : "";
      if (warning.textContent !== text)
        setTimeout(() => {
          warning.textContent = text;
        }, 50);
    });
  });

  /* link-platform on a link field (data-target=id of the select, data-hosts="facebook.com=1
     x.com=5"): a pasted link chooses the platform, unless somebody chose one by hand. */
  behaviour("link-platform", field => {
    const select = document.getElementById(field.dataset.target);
    const pairs = field.dataset.hosts.split(" ").map(pair => pair.split("="));
    const hosts = Object.fromEntries(pairs);
    let linked = false,
      chosen = false;
    select?.addEventListener("change", () => {
      chosen ||= !linked;
    });
    field.addEventListener("input", () => {
      let host;
      try {
        host = new URL(field.value.trim()).hostname.toLowerCase();
      } catch {
        return;
      }
      const known = Object.keys(hosts)
        .filter(name => host === name || host.endsWith(`.${name}`))
        .sort((a, b) => b.length - a.length)[0];
      if (!known || !select || chosen || select.value === hosts[known]) return;
      select.value = hosts[known];
      linked = true;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      linked = false;
    });
  });

  /* theme on the inputs of the choice: seen at once, kept when the form is saved. */
  behaviour("theme", input =>
    input.addEventListener("change", () => {
      if (input.type === "radio" && !input.checked) return;
      document.documentElement.dataset.theme = input.value;
      document.dispatchEvent(new CustomEvent("themechange"));
    }),
  );
})();
