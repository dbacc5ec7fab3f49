/** What a capture may hold at all, looked at from outside: nothing here is taken from the readers. */

import assert from "node:assert/strict";

const TEXTS = { name: 300, headline: 500, title: 300, company: 300, location: 300, about: 10_000, pronouns: 60 };
const LISTS = { emails: 20, phones: 20, links: 50, feeds: 20, positions: 100, education: 50 };
const PARTS = {
  links: ["rel", "url"],
  positions: ["company", "from", "title", "to"],
  education: ["degree", "from", "school", "to"],
};
const UNCLEAN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/;
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Fails unless everything in a reading is plain text in its place and under its limit, and every link harmless.
 *
 * @param {{ persons: any[], page: any }} reading
 */
export function assertClean(reading) {
  assert.deepEqual(Object.keys(reading).sort(), ["page", "persons"]);
  assert.deepEqual(Object.keys(reading.page).sort(), ["company_domain", "feeds", "links", "title", "url"]);
  assert.ok(reading.persons.length <= 200);
  for (const person of reading.persons) assertCleanPerson(person);
  for (const link of reading.page.links) assertHarmless(link.url);
  for (const address of [...reading.page.feeds, reading.page.url || "https://example.com/"]) assertHarmless(address);
  for (const text of texts(reading)) {
    assert.ok(!UNCLEAN.test(text) && !HALF.test(text), JSON.stringify(text.slice(0, 200)));
  }
  assert.equal(Reflect.ownKeys(Object.prototype).length, PRISTINE, "something was written into every object");
}

const PRISTINE = Reflect.ownKeys(Object.prototype).length;

/** @param {any} person */
function assertCleanPerson(person) {
  assert.deepEqual(Object.keys(person).sort(), ["fields", "from", "reader", "reader_version", "represents"]);
  assert.equal(Object.getPrototypeOf(person.fields), Object.prototype);
  for (const [name, value] of Object.entries(person.fields)) {
    if (name in TEXTS) assert.ok(typeof value === "string" && value.length <= TEXTS[name], name);
    else assert.ok(name in LISTS && Array.isArray(value) && value.length <= LISTS[name], name);
    assert.ok(value.length, `${name} is empty`);
    for (const part of name in PARTS ? value : []) assert.deepEqual(Object.keys(part).sort(), PARTS[name]);
  }
  for (const link of person.fields.links ?? []) assertHarmless(link.url);
  for (const feed of person.fields.feeds ?? []) assertHarmless(feed);
  for (const email of person.fields.emails ?? []) assert.match(email, /^[^\s@<>:]+@[^\s@<>:]+$/);
  assert.ok(!person.fields.name?.includes("\n"));
  assert.ok(new TextEncoder().encode(JSON.stringify(person)).length < 160_000);
}

/** @param {string} address */
function assertHarmless(address) {
  const url = new URL(address);
  assert.match(url.protocol, /^https?:$/);
  assert.equal(`${url.username}${url.password}`, "");
  assert.ok(address.length <= 2_000);
}

/**
 * @param {unknown} value
 * @returns {Generator<string>}
 */
function* texts(value) {
  if (typeof value === "string") yield value;
  else if (value && typeof value === "object") for (const each of Object.values(value)) yield* texts(each);
}
