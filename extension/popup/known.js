// Whom the desk knows already: by this page's address, or by the name alone.

import * as desk from "../legwork-api.js";

/**
 * @typedef {import("../legwork-api.js").Known} Known
 * @typedef {import("../legwork-api.js").Change} Change
 * @typedef {{known: Known | null, fields: Record<string, unknown>, namesakes: Known[]}} Acquaintance
 */

// What the desk compares, too, when it tells what a capture changed.
const COMPARED = /** @type {const} */ (["name", "title", "company", "location", "headline"]);

/** @param {string} url @param {string} name @returns {Promise<Acquaintance>} */
export async function acquaintance(url, name) {
  const [here, named] = await Promise.all([desk.knownAt(url), name ? desk.knownAs(name) : []]);
  const known = here.find((one) => sameName(one.name, name)) ?? (here.length === 1 && !name ? here[0] : null) ?? null;
  const alone = known ?? (here.length === 1 && here[0] && isProfile(url) ? here[0] : null);
  const whole = alone ? await desk.contact(alone.id) : null;
  return {
    known: alone,
    fields: whole?.fields ?? {},
    namesakes: named.filter((one) => one.id !== alone?.id && sameName(one.name, name)),
  };
}

/** What the desk says now and would say after saving. @param {Record<string, unknown>} kept @param {Record<string, unknown>} read @returns {Change[]} */
export function differences(kept, read) {
  return COMPARED.filter((field) => kept[field] && read[field] && kept[field] !== read[field]).map((field) => ({
    field,
    was: kept[field],
    is: read[field],
  }));
}

/** @param {string} one @param {string} other */
function sameName(one, other) {
  const plain = (/** @type {string} */ name) => name.normalize("NFC").toLowerCase().replace(/\s+/gu, " ").trim();
  return plain(one) === plain(other);
}

/** A page that is one person's own, whatever they call themselves today. @param {string} url */
function isProfile(url) {
  return /^https?:\/\/(?:[a-z]+\.)*linkedin\.com\/(?:in|pub)\//iu.test(url);
}
