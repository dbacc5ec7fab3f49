// One card as the panel shows it: who, why now, what to say, and what can be done.

import { say, sayDay } from "../words.js";
import { actForm } from "./forms.js";
import { element, safeAddress } from "../making.js";
import { researchPart } from "./research.js";

/**
 * @typedef {{act: string, key: string, label: string, effect: string}} Choice
 * @typedef {{channel: string, subject: string, text: string, to: string, reply: boolean,
 *   checks: {level: string, text: string}[]}} Draft
 * @typedef {{id: string, lane: string, act: string, pair?: string, why: {text: string}[], acts: Choice[],
 *   draft: Draft | null, contact: {id: string, name: string, title: string, company: string, email?: string,
 *   profile?: string}}} Card
 * @typedef {{act: string, text?: string, subject?: string, reason?: string}} ActBody
 * @typedef {object} View
 * @property {Card} card
 * @property {string} address the desk's
 * @property {{day: string, text: string}[]} notes
 * @property {import("./research.js").Research | null} research
 * @property {Date} today
 * @property {(card: string, body: ActBody) => Promise<void>} perform
 */

// What the panel itself listens to.
const TAKEN = ["u", "g", "o", "Enter"];

/** @param {View} view @returns {Element[]} */
export function cardView(view) {
  const { card } = view;
  const parts = [heading(view), reasons(card)];
  if (card.draft?.text) parts.push(draftPart(card.draft));
  if (view.notes.length > 0) parts.push(notesPart(view.notes));
  if (view.research && view.research.statements.length > 0) parts.push(researchPart(view.research, view.address));
  parts.push(mainActs(view), actsList(view));
  return parts;
}

/** @param {View} view */
function heading({ card, address }) {
  const part = element("header");
  const name = element("h2", { class: "name", id: "who" });
  const place = card.pair ? `/review?pair=${encodeURIComponent(card.pair)}` : `/contacts/${encodeURIComponent(card.contact.id)}`;
  const link = element("a", { href: address + place, target: "_blank", rel: "noreferrer noopener" });
  link.append(element("bdi", {}, card.contact.name));
  name.append(link);
  part.append(element("p", { class: "lane" }, say(`lane_${card.lane}`)), name);
  const role = [card.contact.title, card.contact.company].filter(Boolean);
  if (role.length > 0) part.append(element("bdi", { class: "role" }, role.join(", ")));
  return part;
}

/** @param {Card} card */
function reasons(card) {
  const part = element("section");
  const list = element("ul", { class: "why" });
  list.append(...card.why.map((reason) => element("li", {}, sentence(reason.text))));
  part.append(element("h3", {}, say("why_now")), list);
  return part;
}

/** @param {Draft} draft */
function draftPart(draft) {
  const part = element("section", { class: "draft" });
  part.append(element("h3", {}, say("draft_title")));
  if (draft.channel === "email" && !draft.reply) {
    const line = element("p");
    const subject = /** @type {HTMLInputElement} */ (element("input", { id: "subject", maxlength: "200", dir: "auto" }));
    subject.value = draft.subject;
    line.append(element("label", { for: "subject" }, say("subject")), subject);
    part.append(line);
  }
  const text = /** @type {HTMLTextAreaElement} */ (element("textarea", { id: "draft", rows: "7", maxlength: "10000", dir: "auto" }));
  text.value = draft.text;
  text.defaultValue = draft.text;
  part.append(element("label", { for: "draft", class: "unseen" }, say("draft_yours")), text);
  if (draft.checks.length > 0) part.append(findings(draft.checks));
  const reason = element("p", { id: "reason-part" });
  reason.hidden = !draft.checks.some((check) => check.level === "stop");
  reason.append(element("label", { for: "reason" }, say("reason")), element("input", { id: "reason", maxlength: "500" }));
  part.append(reason, element("p", { class: "hint" }, say("you_send")));
  return part;
}

/** @param {Draft["checks"]} checks */
function findings(checks) {
  const list = element("ul", { class: "findings" });
  list.append(...checks.map((check) => element("li", { class: check.level }, check.text)));
  return list;
}

/** @param {View["notes"]} notes */
function notesPart(notes) {
  const part = element("section");
  part.append(element("h3", {}, say("your_notes")));
  for (const note of notes) {
    part.append(element("p", { class: "noted" }, note.text), element("p", { class: "hint" }, sayDay(note.day)));
  }
  return part;
}

/** Copy, open where it is sent, and open their page: each by a click of the user's. @param {View} view */
function mainActs({ card, address }) {
  const part = element("div");
  const buttons = element("p", { class: "buttons" });
  const said = element("p", { class: "hint", role: "status" });
  const profile = safeAddress(card.contact.profile ?? "");
  const mail = card.contact.email || card.draft?.to || "";
  if (card.draft?.text) {
    const byMail = card.draft.channel === "email" && mail !== "";
    const label = byMail ? say("copy_and_mail") : profile ? say("copy_and_page") : say("copy");
    buttons.append(copyButton(label, said, () => (byMail ? mailto(mail) : profile)));
  } else if (card.pair) {
    buttons.append(outward(`${address}/review?pair=${encodeURIComponent(card.pair)}`, say("look_at_both"), "Enter", "button main"));
  } else if (card.act === "brief" || card.act === "debrief") {
    const page = `${address}/contacts/${encodeURIComponent(card.contact.id)}/${card.act}`;
    buttons.append(outward(page, say(`open_${card.act}`), "Enter", "button main"));
  }
  if (profile.startsWith("http")) buttons.append(outward(profile, say("their_page"), "o"));
  part.append(buttons, said);
  return part;
}

/** @param {string} label @param {HTMLElement} said @param {() => string} then where the copy is sent, or empty */
function copyButton(label, said, then) {
  const button = element("button", { type: "button", class: "button main", "data-key": "Enter" });
  button.append(label, " ", element("kbd", { "aria-hidden": "true" }, "Enter"));
  button.addEventListener("click", async () => {
    const address = then();
    try {
      await navigator.clipboard.writeText(value("draft"));
      said.textContent = say("copied");
    } catch {
      said.textContent = say("not_copied");
    }
    /** @type {Record<string, string>} */
    const away = address.startsWith("http") ? { target: "_blank", rel: "noreferrer noopener" } : {};
    if (address) element("a", { href: address, ...away }).click();
  });
  return button;
}

/** @param {string} href @param {string} label @param {string} key @param {string} [kind] */
function outward(href, label, key, kind = "button") {
  const link = element("a", { href, target: "_blank", rel: "noreferrer noopener", class: kind, "data-key": key });
  link.append(label, " ", element("kbd", { "aria-hidden": "true" }, key));
  return link;
}

/** @param {View} view */
function actsList(view) {
  const list = element("ul", { class: "acts" });
  const taken = new Set(TAKEN);
  for (const choice of view.card.acts) {
    const key = [choice.key, ...choice.act].find((letter) => /^[a-z]$/u.test(letter) && !taken.has(letter)) ?? "";
    taken.add(key);
    const item = element("li");
    item.append(...actForm(choice, key, view.today, (act) => view.perform(view.card.id, withWords(view.card, act))));
    list.append(item);
  }
  return list;
}

/** What went out goes along with the act that says so. @param {Card} card @param {string} act @returns {ActBody} */
function withWords(card, act) {
  if (act !== "sent" || !card.draft) return { act };
  const subject = document.getElementById("subject") ? { subject: value("subject") } : {};
  return { act, text: value("draft"), reason: value("reason"), ...subject };
}

/** @param {string} address */
function mailto(address) {
  const subject = value("subject");
  const words = { ...(subject ? { subject } : {}), body: value("draft").replace(/\r?\n/gu, "\r\n") };
  const query = Object.entries(words).map(([name, text]) => `${name}=${encodeURIComponent(text)}`);
  return `mailto:${encodeURIComponent(address).replaceAll("%40", "@")}?${query.join("&")}`;
}

/** @param {string} id of a field that may not be there */
function value(id) {
  return /** @type {HTMLInputElement | null} */ (document.getElementById(id))?.value ?? "";
}

/** @param {string} text */
function sentence(text) {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/u.test(capital) ? capital : `${capital}.`;
}
