// What is asked before an act is done, where it is more than a press: a day, a reason, a time, a few words.

import { say } from "../words.js";
import { element } from "../making.js";

/** @typedef {import("./card.js").Choice} Choice */

/** @type {Record<string, (perform: (act: string) => void, choice: Choice, today: Date) => Element[]>} */
const FORMS = { later: days, park: days, not_this_person: reasons, scheduled: moment, debriefed: words };
const USUAL_MINUTES = "20";

/** The line of an act: a button, or a disclosure with what is asked first.
 * @param {Choice} choice
 * @param {string} key
 * @param {Date} today
 * @param {(act: string) => Promise<void>} perform
 * @returns {Element[]}
 */
export function actForm(choice, key, today, perform) {
  const asks = FORMS[choice.act];
  const line = element(asks ? "summary" : "button", { class: "act", ...(key ? { "data-key": key, "aria-keyshortcuts": key } : {}) });
  line.append(
    element("kbd", { "aria-hidden": "true" }, key || "·"),
    element("span", {}, asks ? `${choice.label} …` : choice.label),
    element("span", { class: "effect" }, spoken(choice.effect)),
  );
  if (!asks) {
    line.setAttribute("type", "button");
    line.addEventListener("click", () => perform(choice.act));
    return [line];
  }
  const details = element("details");
  const more = element("div", { class: "more" });
  more.append(...asks(perform, choice, today));
  details.append(line, more);
  return [details];
}

/** @type {(perform: (act: string) => void, choice: Choice, today: Date) => Element[]} */
function days(perform, choice, today) {
  const buttons = element("p", { class: "buttons" });
  choices(today).forEach(([name, day], place) => {
    buttons.append(numbered(place + 1, say(name), () => perform(`${choice.act}:${day}`)));
  });
  const field = element("input", { type: "date", id: `${choice.act}-day`, min: iso(after(today, 1)) });
  return [buttons, asked(field, say("day_of_your_own"), say("bring_back"), (day) => day && perform(`${choice.act}:${day}`))];
}

/** @type {(perform: (act: string) => void, choice: Choice, today: Date) => Element[]} */
function reasons(perform, choice) {
  const buttons = element("p", { class: "buttons" });
  ["wrong_field", "too_senior", "hardly_known", "talked_already", "just_no"].forEach((name, place) => {
    buttons.append(numbered(place + 1, say(`reason_${name}`), () => perform(`${choice.act}:${say(`reason_${name}`)}`)));
  });
  const field = element("input", { id: "put-aside", maxlength: "200" });
  const ask = asked(field, say("in_your_words"), say("put_aside"), (text) => perform(text ? `${choice.act}:${text}` : choice.act));
  return [buttons, ask];
}

/** @type {(perform: (act: string) => void, choice: Choice, today: Date) => Element[]} */
function moment(perform, choice) {
  const minutes = /** @type {HTMLInputElement} */ (element("input", { type: "number", id: "minutes", class: "short", min: "5", max: "240", value: USUAL_MINUTES }));
  const field = element("input", { type: "datetime-local", id: "when" });
  const length = element("p");
  length.append(element("label", { for: "minutes" }, say("minutes")), minutes);
  return [length, asked(field, say("when"), say("it_is_agreed"), (when) => when && perform(`${choice.act}:${when}/${minutes.value || USUAL_MINUTES}`))];
}

/** @type {(perform: (act: string) => void, choice: Choice, today: Date) => Element[]} */
function words(perform, choice) {
  const field = element("textarea", { id: "learned", rows: "3", maxlength: "1900" });
  return [asked(field, say("what_learned"), say("keep_this"), (text) => perform(text ? `${choice.act}:${text}` : choice.act))];
}

/** A field with its label and the button that takes it. @param {HTMLElement} field @param {string} label @param {string} button @param {(value: string) => void} taken */
function asked(field, label, button, taken) {
  const part = element("p", { class: "beside" });
  const grow = element("span", { class: "grow" });
  grow.append(element("label", { for: field.id }, label), field);
  const press = element("button", { type: "button", class: "button" }, button);
  press.addEventListener("click", () => taken(/** @type {HTMLInputElement} */ (field).value.trim()));
  part.append(grow, press);
  return part;
}

/** @param {number} number @param {string} label @param {() => void} pressed */
function numbered(number, label, pressed) {
  const button = element("button", { type: "button", class: "button", "data-key": String(number) });
  button.append(element("kbd", { "aria-hidden": "true" }, String(number)), label);
  button.addEventListener("click", pressed);
  return button;
}

/** The days that *later* offers, as the desk does. @param {Date} today @returns {[string, string][]} */
function choices(today) {
  const weekday = (today.getDay() + 6) % 7;
  const month = new Date(today.getFullYear(), today.getMonth() + 1, 1, 12);
  return [
    ["tomorrow", iso(after(today, 1))],
    ["in_three_days", iso(after(today, 3))],
    ["next_week", iso(after(today, 7 - weekday))],
    ["next_month", iso(month)],
  ];
}

/** @param {Date} day @param {number} count */
function after(day, count) {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + count, 12);
}

/** @param {Date} day */
function iso(day) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** An effect with its days as people say them. @param {string} effect */
function spoken(effect) {
  return effect.replace(/\b\d{4}-\d{2}-\d{2}\b/gu, (day) =>
    new Date(`${day}T12:00:00`).toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" }),
  );
}
