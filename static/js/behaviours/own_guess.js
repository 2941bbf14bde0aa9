/* What one guessed oneself, for oneself: it stays on this device (behaviour.sealed), where one
   ticks that it shall, and nothing of it is sent.
   keep-guess on the form of a guess: shows the box to tick (data-keep-guess) and keeps the
   guess under data-name.
   own-guess on a hidden <p> of a concluded attempt: says what was kept under data-name, with the
   sentence for it (data-supported …), and notes what came (data-outcome).
   own-score on a hidden box: how many of one's own guesses (data-person) came true, in a
   <p data-text> with {right}, {n} and {score}; its button lets them go. */
(() => {
  "use strict";
  const { sealed } = behaviour;
  const PREFIX = "kept:guess:";
  // What is kept goes two weeks after its time: here two years from now
  const later = () => Date.now() + 730 * 864e5;

  behaviour("keep-guess", form => {
    const box = form.querySelector("[data-keep-guess]");
    if (!box || !sealed.able()) return;
    box.hidden = false;
    const { name } = form.dataset;
    let kept = false;
    form.addEventListener("click", async event => {
      const button = event.target.closest("button[name=guess]");
      if (!button || kept || !box.querySelector("input").checked) return;
      event.preventDefault();
      event.stopPropagation();
      kept = true;
      if (!sealed.has(name)) await sealed.put(name, { guess: button.value }, later());
      button.click();
    });
  });

  behaviour("own-guess", async said => {
    const { name, outcome } = said.dataset;
    const own = await sealed.get(name);
    const sentence = own && said.dataset[own.texts.guess];
    if (!sentence) return;
    said.textContent = sentence;
    said.hidden = false;
    await sealed.put(name, { guess: own.texts.guess, outcome }, later());
  });

  behaviour("own-score", async box => {
    const names = Object.keys(localStorage)
      .filter(key => key.startsWith(PREFIX) && key.endsWith(`:${box.dataset.person}`))
      .map(key => key.slice("kept:".length));
    const all = await Promise.all(names.map(sealed.get));
    const told = all.filter(one => one?.texts.outcome);
    if (!told.length) return;
    const right = told.filter(one => one.texts.guess === one.texts.outcome).length;
    const line = box.querySelector("[data-text]");
    const score = ((2 * (told.length - right)) / told.length).toLocaleString(
      document.documentElement.lang,
      { maximumFractionDigits: 2 },
    );
    line.textContent = behaviour.format(line.dataset.text, { right, n: told.length, score });
    box.hidden = false;
    box.querySelector("button").addEventListener("click", () => {
      names.forEach(sealed.drop);
      box.hidden = true;
    });
  });
})();
