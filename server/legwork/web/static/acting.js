// An act is sent from where it is, and the page it is answered with takes the place of this one: no way there and back.
// It is sent once, whatever comes. Where no page comes back, how things stand is looked up, and nothing is sent again.
import { say, withoutDone } from "./toast.js";

const PATIENCE_MS = 30_000;
const MOST_KEPT_ALIVE = 60_000;
const LOOKED = "Legwork did not answer. This is how things stand now.";
const UNREACHED = "Legwork does not answer. Start it again, then press once more: you see how things stand, and nothing you wrote is lost.";

let turn = history.state?.turn ?? 0;
let waiting = false;
let unanswered = false;

// `dress` gives what is new on the page its scripts.
export function sendActs(page, dress) {
  page.addEventListener("submit", (event) => {
    const form = event.target;
    form.closest(".card")?.setAttribute("aria-busy", "true");
    if (event.defaultPrevented || form.method !== "post" || !("atOnce" in page.body.dataset)) return;
    event.preventDefault();
    if (!waiting) send(page, form, event.submitter, dress);
  });
  // a page that comes back as it was left is waiting for nothing
  addEventListener("pageshow", () => rest(page));
  // going back to a page that was shown here asks for it anew
  addEventListener("popstate", ({ state }) => state && state.turn !== turn && location.reload());
}

async function send(page, form, submitter, dress) {
  waiting = true;
  delete page.documentElement.dataset.ready;
  const answer = unanswered ? null : await pageFrom(addressOf(form, submitter), asked(form, submitter));
  const next = answer ?? (await pageFrom(location.href));
  unanswered = next === null;
  waiting = false;
  if (next && !isOurs(page, next.document)) return location.assign(next.place);
  const words = answer ? [] : changedWords(page);
  if (next) show(page, next, dress);
  for (const word of words) write(page, word);
  rest(page);
  if (!answer) say(page, next ? LOOKED : UNREACHED);
  page.documentElement.dataset.ready = "";
}

function addressOf(form, submitter) {
  return submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
}

function asked(form, submitter) {
  const body = new URLSearchParams(new FormData(form));
  if (submitter?.name) body.append(submitter.name, submitter.value);
  // sent also when the page is left at once, as far as browsers take so much along
  const keepalive = String(body).length < MOST_KEPT_ALIVE;
  return { method: "POST", body, headers: { prefer: "return=representation" }, keepalive };
}

// The page that answers, with its address; null where none does.
async function pageFrom(address, how = {}) {
  try {
    const answer = await fetch(address, { ...how, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.headers.get("content-type")?.startsWith("text/html")) return null;
    const text = await answer.text();
    // what answers a form at once, such as a question, has no address of its own
    const own = answer.headers.get("content-location") ?? (answer.redirected || !how.method ? answer.url : null);
    const place = own ?? location.href;
    const stays = own !== null && withoutDone(place) === location.href;
    return { place, stays, document: new DOMParser().parseFromString(text, "text/html") };
  } catch {
    return null;
  }
}

// Pages of another version of Legwork come with other scripts and styles.
function isOurs(page, next) {
  const script = ({ head }) => head.querySelector("script[src]")?.getAttribute("src");
  return script(page) === script(next);
}

// A page of the same address is no step of the browser's history.
function show(page, { place, stays, document: next }, dress) {
  if (!stays) {
    if (history.state === null) history.replaceState({ turn }, "");
    history.pushState({ turn: ++turn }, "", withoutDone(place));
  }
  page.title = next.title;
  page.body.replaceWith(next.body);
  dress();
  const main = page.querySelector("main");
  const first = ["[autofocus]", ".card", ".calm", "h1"].map((name) => main.querySelector(name)).find(Boolean) ?? main;
  if (!first.matches("[autofocus]")) first.tabIndex = -1;
  first.focus({ preventScroll: true });
  scrollTo(0, 0);
}

// What was written and not sent, where the card it was written for is shown still.
function changedWords(page) {
  const card = page.querySelector("[data-card]")?.dataset.card;
  const fields = [...page.querySelectorAll("[data-card] :is(textarea, input)[id]")];
  return fields.filter((field) => field.value !== field.defaultValue).map(({ id, value }) => ({ card, id, value }));
}

function write(page, { card, id, value }) {
  const field = page.querySelector("[data-card]")?.dataset.card === card ? page.getElementById(id) : null;
  if (!field || field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function rest(page) {
  page.querySelector(".card[aria-busy]")?.removeAttribute("aria-busy");
}
