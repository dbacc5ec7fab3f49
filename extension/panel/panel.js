// Today's queue beside the page: one card, the same acts as at the desk, and the way back from each.

import { DeskProblem, act, contact, note, status, today, undo } from "../legwork-api.js";
import { changed } from "../messages.js";
import { settings } from "../settings.js";
import { putWords, say, sayDay, sayProblem } from "../words.js";
import { cardView } from "./card.js";
import { element } from "../making.js";

/** @typedef {import("./card.js").Card} Card */

/** @type {Card[]} */
let cards = [];
/** The card that is shown; empty for the first. */
let chosen = "";
/** The event that *undo* takes back. */
let last = "";
/** The desk's day, which may not be this computer's. */
let day = new Date();
let busy = false;

putWords(document);
byId("again").addEventListener("click", () => load());
byId("undo").addEventListener("click", () => takeBack());
byId("to-options").addEventListener("click", () => chrome.runtime.openOptionsPage());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !isTyping(document.activeElement)) load(true);
});
document.addEventListener("keydown", pressed);
load();

/** Reads the queue and shows it. @param {boolean} [unasked] whether what is typed meanwhile stays as it is */
async function load(unasked = false) {
  try {
    const { paired } = await status();
    if (!paired || !(await settings()).token) throw new DeskProblem("unpaired");
    const queue = await today();
    cards = queue.cards;
    day = new Date(`${queue.day}T12:00:00`);
    byId("day").textContent = sayDay(queue.day);
    const held = queue.held_back.map((/** @type {{text: string}} */ one) => element("li", {}, `${one.text}.`));
    byId("held").replaceChildren(...held);
    byId("calm-text").textContent = queue.next_day ? say("panel_next_day", sayDay(queue.next_day.day), queue.next_day.cards) : "";
    byId("problem").hidden = byId("problem-acts").hidden = true;
    await show(unasked);
  } catch (problem) {
    fail(problem);
  }
}

/** @param {boolean} [unasked] */
async function show(unasked = false) {
  const card = cards.find((one) => one.id === chosen) ?? cards[0];
  byId("calm").hidden = card !== undefined;
  byId("card").hidden = card === undefined;
  const others = cards.filter((one) => one !== card);
  byId("rest").hidden = others.length === 0;
  byId("queue").replaceChildren(...others.map(line));
  if (!card) return;
  const { address } = await settings();
  // A card without what is known of the person is still a card.
  const [whole, research] = await Promise.all(
    [contact(card.contact.id), note(card.contact.id)].map((asked) => asked.catch(() => null)),
  );
  if (unasked && isTyping(document.activeElement)) return;
  const known = { notes: whole?.notes ?? [], research };
  byId("card").replaceChildren(...cardView({ card, address, ...known, today: day, perform }));
  byId("card").setAttribute("aria-labelledby", "who");
}

/** A card of the rest, that can be taken first. @param {Card} card */
function line(card) {
  const button = element("button", { type: "button" });
  button.append(element("bdi", { class: "who" }, card.contact.name), element("span", { class: "soft small" }, say(`wanted_${card.act}`)));
  button.addEventListener("click", async () => {
    chosen = card.id;
    await show();
    byId("card").querySelector("a")?.focus();
  });
  const item = element("li");
  item.append(button);
  return item;
}

/** Does an act of the shown card. @param {string} card @param {{act: string, text?: string, subject?: string, reason?: string}} body */
async function perform(card, body) {
  await once(async () => {
    const done = await act(card, body);
    chosen = "";
    return done;
  });
}

async function takeBack() {
  if (!last) return;
  await once(() => undo(last));
}

/** One act at a time; what was done is said when the queue shows it. @param {() => Promise<{event: string, sentence: string}>} work */
async function once(work) {
  if (busy) return;
  busy = true;
  byId("card").setAttribute("aria-busy", "true");
  try {
    const done = await work();
    await load();
    tell(done);
    changed();
  } catch (problem) {
    fail(problem);
  } finally {
    busy = false;
    byId("card").removeAttribute("aria-busy");
  }
}

/** Says what was done, and offers the way back. @param {{event: string, sentence: string}} done */
function tell({ event, sentence }) {
  last = event;
  byId("toast-said").textContent = sentence;
  byId("toast").hidden = false;
}

/** What the desk refuses stays on the card, with what was typed there. @param {unknown} problem */
function fail(problem) {
  if (!(problem instanceof DeskProblem)) throw problem;
  byId("problem").textContent = sayProblem(problem.kind, problem.message);
  byId("problem").hidden = false;
  byId("problem-acts").hidden = problem.kind !== "unpaired";
  const why = /** @type {HTMLElement | null} */ (document.getElementById("reason-part"));
  if (problem.kind === "refused" && why) {
    why.hidden = false;
    why.querySelector("input")?.focus();
  }
  if (problem.kind === "refused") return;
  for (const id of ["card", "rest", "calm"]) byId(id).hidden = true;
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(/** @type {Element} */ (event.target))) return;
  if (event.key === "Enter" && document.activeElement !== document.body) return;
  if (event.key === "u" && last) return byId("undo").click();
  if (event.key === "g") return byId("again").click();
  const open = document.querySelector(`details[open] [data-key="${CSS.escape(event.key)}"]`);
  const wanted = open ?? document.querySelector(`#card [data-key="${CSS.escape(event.key)}"]`);
  if (!(wanted instanceof HTMLElement) || byId("card").hidden) return;
  event.preventDefault();
  wanted.click();
}

/** @param {Element | null} place */
function isTyping(place) {
  return place !== null && /^(?:INPUT|TEXTAREA|SELECT)$/u.test(place.tagName);
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
