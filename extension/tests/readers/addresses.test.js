/** Addresses, by the pairs that the desk's tests read too. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { canonical, keyOf, profileOf } from "../../readers/canonical.js";

const { pairs } = JSON.parse(readFileSync(new URL("addresses.json", import.meta.url), "utf8"));

for (const pair of pairs) {
  test(`${pair.url} is ${pair.canonical || "no page"}`, () => {
    assert.equal(canonical(pair.url), pair.canonical);
    assert.equal(keyOf(pair.url), pair.key);
  });
}

test("a canonical address is its own canonical address, and has the same key", () => {
  for (const { canonical: address, key } of pairs) {
    assert.equal(canonical(address), address);
    assert.equal(keyOf(address), key);
  }
});

test("only a person's page on a known site is a profile", () => {
  assert.equal(profileOf("https://github.com/marketplace"), "");
  assert.equal(profileOf("https://x.com/home"), "");
  assert.equal(profileOf("https://www.linkedin.com/company/globex"), "");
  assert.equal(profileOf("https://www.linkedin.com/@ada"), "");
  assert.equal(profileOf("https://scholar.google.com/citations?view_op=search_authors"), "");
  assert.equal(profileOf("https://x.com/@ada"), "https://x.com/ada");
});

test("an address too long to be kept loses its query first", () => {
  assert.equal(canonical(`https://example.com/a?q=${"x".repeat(3_000)}`), "https://example.com/a");
  assert.equal(canonical(`https://example.com/${"x".repeat(3_000)}`), "");
  assert.equal(keyOf(`https://example.com/${"x".repeat(400)}`), "");
});
