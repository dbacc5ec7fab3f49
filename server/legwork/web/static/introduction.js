// Times the introduction: one press begins, another keeps how long it took.

const SECOND_MS = 1000;

export function timeIntroduction(page) {
  const form = page.querySelector("[data-introduction]");
  if (!form) return;
  const button = form.querySelector("[data-go]");
  const shown = form.querySelector("[data-seconds]");
  const said = page.querySelector("[data-said]");
  const field = form.querySelector("input[name=seconds]");
  const goal = Number(form.dataset.introduction);
  let begun = 0;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (begun) {
      field.value = String(Math.max(1, Math.round((Date.now() - begun) / SECOND_MS)));
      form.requestSubmit();
      return;
    }
    begun = Date.now();
    button.querySelector("[data-label]").textContent = "Done";
    setInterval(() => {
      const seconds = Math.floor((Date.now() - begun) / SECOND_MS);
      shown.textContent = String(seconds);
      // a browser that is busy or shows another tab leaves seconds out, perhaps this one
      if (seconds >= goal) said.textContent ||= "That was a minute; come to your question.";
    }, SECOND_MS);
  });
}
