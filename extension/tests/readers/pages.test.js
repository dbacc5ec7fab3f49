/**
 * Every saved page beside its answer: `NAME.html` and `NAME.html.expected.json`.
 *
 * `node tests/readers/pages.test.js --update-expected` writes the answers anew; look at what changed.
 */

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { read } from "../../readers/index.js";
import { SITES } from "../../readers/sites/index.js";
import { parsed } from "./documents.js";

const PAGES = fileURLToPath(new URL("../pages/", import.meta.url));
const UPDATE = process.argv.includes("--update-expected");
const names = readdirSync(PAGES, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".html"))
  .sort();

for (const name of names) {
  test(`${name} is read as expected`, () => {
    const answer = join(PAGES, `${name}.expected.json`);
    const { url, options, ...expected } = JSON.parse(readFileSync(answer, "utf8"));
    const found = read(parsed(readFileSync(join(PAGES, name), "utf8")), url, options);
    if (UPDATE) writeFileSync(answer, `${JSON.stringify({ url, options, ...found }, null, 2)}\n`);
    else assert.deepEqual(found, expected);
  });
}

test("every reader of a site has a page it is tried on", () => {
  const readers = new Set(names.flatMap((name) => expectedPersons(name).map((person) => person.reader)));
  for (const name of [
    ...SITES.map((site) => site.name),
    "json-ld",
    "microdata",
    "h-card",
    "open-graph",
    "title",
    "people",
  ]) {
    assert.ok(readers.has(name), name);
  }
});

test("a page of several persons names each once, and offers all to choose from", () => {
  for (const name of names) {
    const persons = expectedPersons(name);
    const represents = persons.map((person) => person.represents);
    assert.deepEqual(
      new Set(represents),
      new Set(persons.length ? [persons.length === 1 ? "page" : "one of several"] : []),
      name,
    );
    assert.equal(new Set(persons.map((person) => person.fields.name)).size, persons.length, name);
  }
});

test("every value says where it came from", () => {
  for (const name of names) {
    for (const person of expectedPersons(name))
      assert.deepEqual(Object.keys(person.from).sort(), Object.keys(person.fields).sort(), name);
  }
});

/** @param {string} name */
function expectedPersons(name) {
  return JSON.parse(readFileSync(join(PAGES, `${name}.expected.json`), "utf8")).persons;
}
