/** What the user pointed at by selecting it: their word, and so no guess. */

import { personOf } from "./choosing.js";
import { emailAddress } from "./clean.js";
import { couldBeName, nameKey, withoutTitles } from "./names.js";

/** @typedef {import("./types.js").Person} Person */

export const SOURCE = "the text you selected";

/**
 * The persons, with what the selection says: a selected name is a person where the page names none, and comes first
 * where it names several; one selected e-mail address is the one person's.
 *
 * @param {Person[]} persons
 * @param {{ selection: string, base: string, key: string }} place
 * @param {string} version
 * @returns {Person[]}
 */
export function pointedAt(persons, { selection, ...place }, version) {
  if (!selection) return persons;
  const emails = [
    ...new Set(selection.split(/[\s<>()[\],;"]+/).map((each) => emailAddress(each.replace(/[.:]$/, "")))),
  ].filter(Boolean);
  const [email, another] = emails;
  if (!persons.length) {
    const name = couldBeName(withoutTitles(selection)) ? withoutTitles(selection) : "";
    if (!name && (!email || another)) return [];
    const fields = { name, emails: another ? [] : emails };
    return [personOf([{ fields, source: SOURCE, role: "main", reader: "selection" }], place, version, "page")];
  }
  const [only] = persons;
  if (only && persons.length === 1) {
    if (!email || another || only.fields.emails) return persons;
    return [{ ...only, fields: { ...only.fields, emails: [email] }, from: { ...only.from, emails: SOURCE } }];
  }
  const words = ` ${nameKey(selection)} `;
  const isNamed = (/** @type {Person} */ each) => words.includes(` ${nameKey(each.fields.name ?? "")} `);
  return [...persons.filter(isNamed), ...persons.filter((each) => !isNamed(each))];
}
