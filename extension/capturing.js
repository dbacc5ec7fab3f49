// A capture as the desk takes it: what was read, what the user changed of it, and nothing that is no plain text.

import { LIMITS, cleaned, line, paragraphs, webAddress } from "./readers/clean.js";

/**
 * @typedef {import("./readers/types.js").Fields} Fields
 * @typedef {import("./readers/types.js").Person} Person
 * @typedef {import("./readers/types.js").PageFacts} PageFacts
 * @typedef {{url: string, page_title: string, captured_at: string, fields: Fields, as_read: Fields, selection: string,
 *   note: string, why: string, edited: string[], reader: string, reader_version: string}} CaptureBody
 * @typedef {object} Written what stands in the form
 * @property {Fields} fields
 * @property {string} url
 * @property {string} selection
 * @property {string} note
 * @property {string} why
 */

const LONGEST_NOTE = 20_000;
const LONGEST_WHY = 2_000;

/** The body of a capture.
 * @param {Written} written
 * @param {Person} person whom the form was filled with
 * @param {PageFacts} page
 * @param {Date} now
 * @returns {CaptureBody}
 */
export function captureOf(written, person, page, now) {
  const url = webAddress(written.url) || page.url;
  const fields = cleaned(written.fields, url);
  const read = cleaned(person.fields, url);
  const edited = editedIn(fields, read);
  return {
    url,
    page_title: line(page.title, LIMITS.page_title),
    captured_at: now.toISOString(),
    fields: person.represents === "page" ? withFeeds(fields, page) : fields,
    as_read: Object.fromEntries(Object.entries(read).filter(([name]) => edited.some((one) => one === name))),
    selection: paragraphs(written.selection, LIMITS.selection),
    note: paragraphs(written.note, LONGEST_NOTE),
    why: paragraphs(written.why, LONGEST_WHY),
    edited,
    reader: line(person.reader, LIMITS.reader),
    reader_version: line(person.reader_version, LIMITS.reader_version),
  };
}

/** The names of the fields that are not what was read. @param {Fields} written @param {Fields} read */
export function editedIn(written, read) {
  const names = /** @type {(keyof Fields)[]} */ ([...new Set([...Object.keys(read), ...Object.keys(written)])]);
  return names.filter((name) => JSON.stringify(written[name]) !== JSON.stringify(read[name]));
}

/** Somebody that nothing was read of. @returns {Person} */
export function nobody() {
  return { fields: {}, from: {}, reader: "title", reader_version: "1", represents: "page" };
}

/** With the page's own feeds, where the page is about one person alone. Its other links stay out: they need not be
 * that person's, and the desk takes two people with one profile for one.
 * @param {Fields} fields
 * @param {PageFacts} page
 */
function withFeeds(fields, page) {
  const feeds = [...new Set([...(fields.feeds ?? []), ...page.feeds])].slice(0, LIMITS.feeds);
  return feeds.length > 0 ? { ...fields, feeds } : fields;
}
