/** What leaves the readers is plain text within the desk's limits. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import {
  LARGEST,
  LIMITS,
  cleaned,
  emailAddress,
  line,
  paragraphs,
  phoneNumber,
  webAddress,
} from "../../readers/clean.js";

const PAGE = "https://example.com/people/ada";
const described = JSON.parse(readFileSync(new URL("../../../server/legwork/api/openapi.json", import.meta.url), "utf8"))
  .components.schemas;

test("the limits are those of the desk's description", () => {
  const { CaptureFields, Capture, Link, PositionHeld, Education } = described;
  for (const name of ["name", "headline", "title", "company", "location", "about", "pronouns"]) {
    assert.equal(LIMITS[name], CaptureFields.properties[name].maxLength, name);
  }
  for (const name of ["page_title", "selection", "reader", "reader_version", "url"]) {
    assert.equal(LIMITS[name], Capture.properties[name].maxLength, name);
  }
  for (const name of ["emails", "phones", "links", "feeds", "positions", "education"]) {
    assert.equal(LIMITS[name], CaptureFields.properties[name].maxItems, name);
  }
  assert.equal(LIMITS.email, CaptureFields.properties.emails.items.maxLength);
  assert.equal(LIMITS.phone, CaptureFields.properties.phones.items.maxLength);
  assert.equal(LIMITS.feed, CaptureFields.properties.feeds.items.maxLength);
  assert.equal(LIMITS.rel, Link.properties.rel.maxLength);
  assert.equal(LIMITS.url, Link.properties.url.maxLength);
  for (const name of ["title", "company", "from", "to"])
    assert.equal(LIMITS[name], PositionHeld.properties[name].maxLength);
  for (const name of ["school", "degree", "from", "to"])
    assert.equal(LIMITS[name], Education.properties[name].maxLength);
});

test("a line is one line, without what shows nothing", () => {
  assert.equal(line("  Ada\t\n  Lovelace\u00a0King ", 300), "Ada Lovelace King");
  assert.equal(line("Ada\u202eecalevoL\u202c\u200b\u0000\u0007\u{e0041}", 300), "AdaecalevoL");
  assert.equal(line("Zoe\u0308", 300), "Zoë");
  assert.equal(line("\ud800Ada", 300), "Ada");
  assert.equal(line(7, 300), "");
  assert.equal(line(null, 300), "");
});

test("joiners stay inside words and nowhere else", () => {
  const persian = "می\u200cخواهم";
  assert.equal(line(persian, 300), persian);
  assert.equal(line(`\u200c${persian}\u200d \u200d`, 300), persian);
  assert.equal(line("a\u200d\u200d\u200d\u200db", 300), "a\u200db");
});

test("paragraphs keep their lines", () => {
  assert.equal(paragraphs(" One \r\n two\u2028\n\n\n\nthree ", 300), "One\ntwo\n\nthree");
});

test("what is too long is cut, and says so, with no half of a character at its end", () => {
  assert.equal(line("x".repeat(400), 300), `${"x".repeat(299)}…`);
  assert.equal(line("😀".repeat(400), 300), `${"😀".repeat(149)}…`);
  assert.ok([...line("é".repeat(1_000_000), 300)].length <= 300);
});

test("only addresses that a click may follow are addresses", () => {
  assert.equal(webAddress("/feed", PAGE), "https://example.com/feed");
  assert.equal(webAddress("//other.example", PAGE), "https://other.example/");
  for (const bad of [
    ...["javascript:alert(1)", " java\nscript:alert(1)", "\u0001javascript:alert(1)", "JAVASCRIPT://x%0aalert(1)"],
    ...[
      "data:text/html,x",
      "vbscript:x",
      "blob:https://x",
      "file:///etc/passwd",
      "mailto:a@b.example",
      "intent://x",
      "",
    ],
    ...["https://", "http://[", `https://example.com/${"x".repeat(2_001)}`, 7, null, {}],
  ]) {
    assert.equal(webAddress(bad, PAGE), "", String(bad));
  }
  assert.equal(webAddress("https://ada:secret@example.com/", PAGE), "https://example.com/");
  assert.equal(webAddress("https://exa\u202emple.com/", PAGE), "");
  assert.equal(webAddress("https://example.com/\u202efdp.ada", PAGE), "");
});

test("e-mail addresses and telephone numbers are what they say", () => {
  assert.equal(emailAddress("MAILTO:ada%40example.com?subject=x"), "ada@example.com");
  assert.equal(emailAddress("ada+talks@mail.example.com"), "ada+talks@mail.example.com");
  for (const bad of [
    "ada",
    "ada@",
    "ada@example",
    "a b@example.com",
    "ada@example.com, eve@example.com",
    "%ff@x.y",
    7,
  ]) {
    assert.equal(emailAddress(bad), "", String(bad));
  }
  assert.equal(emailAddress(`${"a".repeat(400)}@example.com`), "");
  assert.equal(phoneNumber("tel:+44%2020%207946%200000"), "+44 20 7946 0000");
  for (const bad of ["call me", "12", "<b>123456</b>", "1".repeat(40)]) assert.equal(phoneNumber(bad), "", bad);
});

test("only a capture's fields come through, made anew", () => {
  const found = JSON.parse(
    '{"name": "Ada", "__proto__": {"company": "x"}, "constructor": "y", "gender": "z", "title": ["a"]}',
  );
  assert.deepEqual(cleaned(found, PAGE), { name: "Ada" });
  const links = JSON.parse(
    '[{"rel": "me", "url": "https://x.com/ada"}, {"__proto__": {"url": "https://x.com/eve"}}, 7, null]',
  );
  assert.deepEqual(cleaned({ links }, PAGE), { links: [{ rel: "me", url: "https://x.com/ada" }] });
});

test("a page linked twice is one link, under its first word", () => {
  const links = [
    "https://github.com/Ada",
    "http://www.github.com/ada?tab=stars",
    "https://ada.example",
    "http://ada.example/",
  ].map((url, at) => ({ rel: `r${at}`, url }));
  assert.deepEqual(cleaned({ links }, PAGE).links, [
    { rel: "r0", url: "https://github.com/ada" },
    { rel: "r2", url: "https://ada.example/" },
  ]);
});

test("a person weighs less than a capture may, whatever the page holds", () => {
  const many = (/** @type {(at: number) => any} */ made) => Array.from({ length: 1_000 }, (_, at) => made(at));
  const fields = cleaned(
    {
      name: "語".repeat(1_000),
      about: "語".repeat(50_000),
      links: many((at) => ({ rel: "me", url: `https://example.com/${at}/${"x".repeat(1_900)}` })),
      feeds: many((at) => `https://example.com/${at}/${"y".repeat(1_900)}`),
      positions: many((at) => ({ title: `${at}${"語".repeat(500)}`, company: "語".repeat(500), from: "", to: "" })),
      education: many((at) => ({ school: `${at}${"語".repeat(500)}`, degree: "語".repeat(500), from: "", to: "" })),
      emails: many((at) => `a${at}@example.com`),
    },
    PAGE,
  );
  assert.ok(new TextEncoder().encode(JSON.stringify(fields)).length <= LARGEST);
  assert.equal(fields.emails?.length, LIMITS.emails);
  assert.ok((fields.links?.length ?? 0) > 5 && (fields.positions?.length ?? 0) > 5);
});
