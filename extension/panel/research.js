// The research note, folded: each statement with where it is from, what to check first, and the whole of it on the desk.

import { element } from "../making.js";
import { say, sayDay } from "../words.js";

/**
 * @typedef {{text: string, fact_date: string, source: {name: string, ref: string}}} Statement
 * @typedef {{contact_id: string, statements: Statement[], check_first: {text: string}[]}} Research
 */

/** @param {Research} research @param {string} address the desk's */
export function researchPart(research, address) {
  const part = element("details", { class: "research" });
  const list = element("ul", { class: "marked" });
  list.append(...research.statements.map((one) => line(one, address)));
  part.append(element("summary", {}, say("what_is_known")), list);
  if (research.check_first.length > 0) {
    const checks = element("ul", { class: "marked" });
    checks.append(...research.check_first.map((one) => element("li", {}, one.text)));
    part.append(element("h3", {}, say("check_first")), checks);
  }
  const whole = element("p");
  whole.append(outward(`${address}/contacts/${encodeURIComponent(research.contact_id)}/note`, say("whole_note")));
  part.append(whole);
  return part;
}

/** @param {Statement} statement @param {string} address */
function line({ text, fact_date: day, source }, address) {
  const item = element("li");
  const from = element("span", { class: "hint" });
  // a path of the desk and nothing else
  if (/^\/(?!\/)/u.test(source.ref)) from.append(outward(address + source.ref, source.name));
  else from.append(source.name);
  if (day) from.append(`, ${sayDay(day)}`);
  item.append(text, " ", from);
  return item;
}

/** @param {string} href @param {string} label */
function outward(href, label) {
  return element("a", { href, target: "_blank", rel: "noreferrer noopener" }, label);
}
