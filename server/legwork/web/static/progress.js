// Asks how an import is doing and shows it; the page reloads when the work is over.

const EVERY_MS = 700;
const AFTER_TROUBLE_MS = 3000;
const SPOKEN_EVERY_MS = 10000;
const UNREACHED = "Legwork does not answer. Nothing is lost: start it again, and this goes on.";

let spokenAt = 0;

export function followProgress(page) {
  const place = page.querySelector("[data-progress]");
  if (place) setTimeout(() => ask(place), EVERY_MS);
}

async function ask(place) {
  let wait = EVERY_MS;
  try {
    const answer = await fetch(place.dataset.progress, { headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const job = await answer.json();
    if (job.over) return void location.reload();
    show(place, job);
  } catch {
    wait = AFTER_TROUBLE_MS;
    place.querySelector("[data-said]").textContent = UNREACHED;
  }
  setTimeout(() => ask(place), wait);
}

function show(place, job) {
  const bar = place.querySelector("progress");
  if (job.share === null) bar.removeAttribute("value");
  else bar.value = job.share;
  const said = place.querySelector("[data-said]");
  if (said.textContent !== job.said) said.textContent = job.said;
  // what changes every moment would never let a screen reader finish
  if (Date.now() - spokenAt < SPOKEN_EVERY_MS) return;
  spokenAt = Date.now();
  place.querySelector("[data-spoken]").textContent = job.said;
}
