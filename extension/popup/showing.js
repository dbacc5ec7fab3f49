// What the popup says: who is known, whom to choose from, and what became of a capture.

import { element } from "../making.js";
import { say, sayCounted, sayDay, sayProblem } from "../words.js";
import { differences } from "./known.js";

/**
 * @typedef {import("../readers/types.js").Person} Person
 * @typedef {import("../legwork-api.js").Captured} Captured
 * @typedef {import("../legwork-api.js").Change} Change
 * @typedef {import("../legwork-api.js").Known} Known
 */

// States that began with something done on one day; the others go on.
const HAPPENED = new Set(["invited", "nudged", "replied", "held", "thanked", "parked", "closed"]);
const SECTIONS = ["reading", "message", "choose", "form", "done"];

/** @param {string} wanted */
export function showSection(wanted) {
  for (const id of SECTIONS) byId(id).hidden = id !== wanted;
}

/** Everybody a page shows, none of them chosen. @param {Person[]} persons @param {(person: Person) => void} chosen */
export function showChoices(persons, chosen) {
  const items = persons.map((person, place) => {
    const button = element("button", { type: "button" });
    const role = [person.fields.title, person.fields.company].filter(Boolean).join(", ") || person.fields.headline || "";
    const words = element("span", { class: "does" });
    words.append(element("bdi", { class: "who" }, person.fields.name || say("nameless")), element("bdi", { class: "soft small" }, role));
    button.append(...(place < 9 ? [element("kbd", { "aria-hidden": "true" }, String(place + 1))] : []), words);
    if (place < 9) button.setAttribute("aria-keyshortcuts", String(place + 1));
    button.addEventListener("click", () => chosen(person));
    const item = element("li");
    item.append(button);
    return item;
  });
  byId("choices").replaceChildren(...items);
  document.addEventListener("keydown", (event) => {
    if (!byId("choose").hidden && !event.ctrlKey && !event.altKey) items[Number(event.key) - 1]?.querySelector("button")?.click();
  });
  queueMicrotask(() => items[0]?.querySelector("button")?.focus());
}

/**
 * @param {{state: import("../saved-pages.js").PageState, blocked: boolean, address: string,
 *   found?: import("./known.js").Acquaintance, fields?: Record<string, unknown>}} what
 */
export function showKnown({ state, blocked, address, found, fields = {} }) {
  const place = byId("known");
  /** @type {Element[]} */
  const lines = [];
  if (found?.known) lines.push(knownLine(found.known, address));
  else if (!found && state !== "unknown") lines.push(element("p", {}, say(`page_${state}`)));
  if (blocked) lines.push(element("p", { class: "blocked" }, say("do_not_contact")));
  const changes = found?.known ? differences(found.fields, fields) : [];
  if (changes.length > 0) lines.push(changesList(changes));
  for (const one of found?.namesakes ?? []) lines.push(namesakeLine(one, address));
  place.classList.toggle("stop", blocked);
  place.hidden = lines.length === 0;
  place.replaceChildren(...lines);
}

/**
 * @param {{report: import("../outbox.js").Report | null, answer: Captured | undefined,
 *   left: import("../outbox.js").Kept | undefined, name: string}} what
 */
export function showOutcome({ report, answer, left, name }) {
  const who = answer?.contact.name || name || say("this_page");
  const text = byId("done-text");
  if (!left) {
    byId("done-title").textContent = say(`saved_${answer?.outcome ?? "created"}`, who);
    text.replaceChildren(...(answer ? answerLines(answer) : []));
    const link = /** @type {HTMLAnchorElement} */ (byId("done-link"));
    link.hidden = !answer;
    link.href = answer?.contact.url ?? "";
  } else if (left.problem !== undefined) {
    byId("done-title").textContent = say("parked_title", who);
    text.replaceChildren(element("p", {}, left.problem), element("p", { class: "soft" }, say("parked_text")));
  } else {
    byId("done-title").textContent = say("kept_title", who);
    text.replaceChildren(
      element("p", {}, sayProblem(report?.problem || "off", report?.said)),
      element("p", { class: "soft" }, sayCounted("kept_waiting", report?.waiting ?? 1)),
    );
    byId("done-options").hidden = report?.problem !== "unpaired";
  }
  byId("desk-problem").hidden = true;
  showSection("done");
  byId("close").focus();
}

/** @param {Captured} answer */
function answerLines(answer) {
  const lines = [element("p", {}, say("stands", stateWords(answer.contact.state)))];
  if (answer.changes.length > 0) lines.push(changesList(answer.changes));
  if (answer.others_with_this_name > 0) {
    lines.push(element("p", {}, sayCounted("others_with_this_name", answer.others_with_this_name)));
  }
  if (answer.doubtful > 0) lines.push(element("p", {}, sayCounted("doubtful", answer.doubtful)));
  return lines;
}

/** @param {Known} known @param {string} address */
function knownLine(known, address) {
  const line = element("p");
  line.append(`${say("known")} `, contactLink(known, address), `, ${standing(known)}.`);
  return line;
}

/** Where the conversation stands: what happened and when, or what lasts and since when. @param {Known} known */
function standing({ state, since }) {
  const day = sayDay(since);
  if (!day) return stateWords(state);
  return HAPPENED.has(state) ? say("happened_on", stateWords(state), day) : say("lasts_since", stateWords(state), day);
}

/** @param {Known} one @param {string} address */
function namesakeLine(one, address) {
  const line = element("p");
  line.append(`${say("namesake")} `, contactLink(one, address), `. ${say("namesake_stays")}`);
  return line;
}

/** @param {Known} known @param {string} address */
function contactLink(known, address) {
  const href = `${address}/contacts/${encodeURIComponent(known.id)}`;
  const link = element("a", { href, target: "_blank", rel: "noreferrer noopener" });
  link.append(element("bdi", {}, known.name || say("nameless")));
  return link;
}

/** @param {Change[]} changes */
function changesList(changes) {
  const list = element("dl", { class: "changes" });
  for (const { field, was, is } of changes) {
    const values = element("dd");
    values.append(element("del", {}, String(was)), " → ", element("ins", {}, String(is)));
    list.append(element("dt", {}, say(`field_${field}`)), values);
  }
  return list;
}

/** @param {string} state */
function stateWords(state) {
  return say(`state_${state}`) || state.replaceAll("_", " ");
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
