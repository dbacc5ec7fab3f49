/** The rules by which a page's person is found, each on the smallest page that shows it. */

import assert from "node:assert/strict";
import test from "node:test";

import { read } from "../../readers/index.js";
import { borneOut, couldBeName, pronounsIn, sameName, withoutTitles } from "../../readers/names.js";
import { parsed } from "./documents.js";

const PEOPLE = /team|people/;

/**
 * @param {string} body
 * @param {string} [url]
 * @param {import("../../readers/types.js").Options} [options]
 */
function reading(body, url = "https://example.com/page", options = {}) {
  return read(parsed(`<!doctype html><html><head></head><body>${body}</body></html>`), url, options);
}

/**
 * @param {string} body
 * @param {string} [url]
 * @param {import("../../readers/types.js").Options} [options]
 */
function names(body, url, options) {
  return reading(body, url, options).persons.map((person) => person.fields.name);
}

/** @param {object} data */
function jsonLd(data) {
  return `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
}

const ADA = { "@type": "Person", name: "Ada Lovelace", jobTitle: "Programmer" };
const WEI = { "@type": "Person", name: "Wei Zhang" };
const CARD_OF_ADA =
  '<div class="h-card"><span class="p-name">Ada Lovelace</span><span class="p-org">Globex</span></div>';

test("the person whose address is the page's counts, and nobody beside them", () => {
  const both = [{ ...ADA, url: "http://www.example.com/page/#me" }, WEI];
  assert.deepEqual(names(jsonLd(both)), ["Ada Lovelace"]);
  assert.deepEqual(names(jsonLd([ADA, { ...WEI, sameAs: ["https://example.com/page"] }])), ["Wei Zhang"]);
  assert.deepEqual(
    names(
      jsonLd([
        { ...ADA, url: "#" },
        { ...WEI, url: "page" },
      ]),
    ),
    ["Wei Zhang"],
  );
});

test("of several persons none is guessed", () => {
  const { persons } = reading(jsonLd([ADA, WEI]));
  assert.deepEqual(
    persons.map((person) => [person.fields.name, person.represents]),
    [
      ["Ada Lovelace", "one of several"],
      ["Wei Zhang", "one of several"],
    ],
  );
});

test("whom the page lists goes before who wrote it, and an author counts where there is no one else", () => {
  const article = { "@type": "Article", author: WEI };
  assert.deepEqual(names(jsonLd([article, ADA])), ["Ada Lovelace"]);
  assert.deepEqual(names(jsonLd(article)), ["Wei Zhang"]);
});

test("friends, reviewers and people in comments are nobody's subject", () => {
  assert.deepEqual(names(jsonLd({ "@type": "Product", review: { "@type": "Review", author: WEI } })), []);
  assert.deepEqual(names(jsonLd({ ...ADA, knows: [WEI], spouse: WEI, children: [WEI] })), ["Ada Lovelace"]);
  const comment =
    '<div itemscope itemtype="https://schema.org/Comment"><b itemprop="author" itemscope itemtype="https://schema.org/Person"><i itemprop="name">Wei Zhang</i></b></div>';
  assert.deepEqual(names(comment), []);
});

test("later formats fill only what is empty, and each value says where it is from", () => {
  const { persons } = reading(
    jsonLd({ ...ADA, worksFor: "Initech" }) +
      CARD_OF_ADA +
      '<div class="h-card"><b class="p-name">ADA LOVELACE</b><b class="p-locality">Leeds</b></div>',
  );
  assert.equal(persons.length, 1);
  const [person] = persons;
  assert.deepEqual([person?.fields.company, person?.from.company], ["Initech", "the page's structured data (JSON-LD)"]);
  assert.deepEqual([person?.fields.location, person?.from.location], ["Leeds", "the page's h-card"]);
  assert.equal(person?.reader, "json-ld");
});

test("a representative h-card is the page's: by uid, by rel=me, or as the only one with the page's address", () => {
  const other = '<p class="h-card"><a class="p-name u-url" href="/wei">Wei Zhang</a></p>';
  const card = (/** @type {string} */ link) =>
    `<p class="h-card"><a class="p-name" href="/x">Ada Lovelace</a>${link}</p>`;
  assert.deepEqual(names(other + card('<a class="u-url u-uid" href="/page">x</a>')), ["Ada Lovelace"]);
  assert.deepEqual(names(other + card('<a class="u-url" rel="me" href="https://ada.example/">x</a>')), [
    "Ada Lovelace",
  ]);
  assert.deepEqual(names(other + card('<a class="u-url" href="/page">x</a>')), ["Wei Zhang", "Ada Lovelace"]);
  assert.equal(reading(card('<a class="u-url" href="/page">x</a>')).persons[0]?.represents, "page");
});

test("a card with nothing marked in it is its own name, and an organisation's card is nobody", () => {
  assert.deepEqual(names('<a class="h-card" href="https://ada.example/">Ada Lovelace</a>'), ["Ada Lovelace"]);
  assert.deepEqual(names('<img class="h-card" alt="Ada Lovelace" src="x">'), ["Ada Lovelace"]);
  assert.deepEqual(names('<div class="h-card"><a class="p-name p-org" href="/">Globex</a></div>'), []);
});

test("titles and employers that nothing pairs are not paired", () => {
  const work = (/** @type {object} */ more) => reading(jsonLd({ ...ADA, ...more })).persons[0]?.fields ?? {};
  const two = work({ jobTitle: ["Programmer", "Poet"], worksFor: [{ name: "Globex" }, { name: "Initech" }] });
  assert.deepEqual(
    two.positions?.map(({ title, company }) => [title, company]),
    [
      ["Programmer", "Globex"],
      ["Poet", "Initech"],
    ],
  );
  const uneven = work({ jobTitle: ["Programmer", "Poet", "Countess"], worksFor: { name: "Globex" } });
  assert.deepEqual([uneven.title, uneven.company], [undefined, "Globex"]);
  assert.deepEqual([work({}).title, work({}).company], ["Programmer", undefined]);
});

test("a heading is a name only if it looks like one and the address bears it out", () => {
  const page = "<h1>Ada Lovelace</h1>";
  assert.deepEqual(names(page, "https://adalovelace.example/"), ["Ada Lovelace"]);
  assert.deepEqual(names(page, "https://example.com/team/lovelace"), ["Ada Lovelace"]);
  assert.deepEqual(names(page, "https://example.com/ada-lovelace"), []);
  assert.deepEqual(names(page, "https://example.com/team/"), []);
  assert.deepEqual(names("<h1>Machine Learning</h1>", "https://example.com/machine-learning"), []);
  const firm = jsonLd({ "@type": "Organization", name: "Baker Tolly" });
  assert.deepEqual(names(`${firm}<h1>Baker Tolly</h1>`, "https://bakertolly.example/"), []);
});

test("links a page marks as the same person's are theirs on their front page, and the site's on a page below", () => {
  const page = `<a rel="me" href="https://github.com/globex">x</a>${jsonLd({ ...ADA, url: "https://ada.example/" })}`;
  assert.deepEqual(reading(page, "https://ada.example/").persons[0]?.fields.links, [
    { rel: "me", url: "https://github.com/globex" },
  ]);
  const below = reading(
    page.replace("https://ada.example/", "https://globex.example/team/ada"),
    "https://globex.example/team/ada",
  );
  assert.equal(below.persons[0]?.fields.links, undefined);
  assert.deepEqual(below.page.links, [{ rel: "me", url: "https://github.com/globex" }]);
});

test("the front page of an organisation gives its links and feeds to nobody", () => {
  const founder = jsonLd({ "@type": "Organization", name: "Globex", url: "https://globex.example/", founder: ADA });
  const { persons, page } = reading(
    `${founder}<a rel="me" href="https://x.com/globex">x</a>`,
    "https://globex.example/",
  );
  assert.deepEqual([persons[0]?.fields.name, persons[0]?.fields.links], ["Ada Lovelace", undefined]);
  assert.deepEqual(page.links, [{ rel: "me", url: "https://x.com/globex" }]);
});

test("a page's word for its own address counts on its own site, and not where it names the front page", () => {
  const said = (/** @type {string} */ href, url = "https://example.com/a?utm_source=x#y") =>
    read(parsed(`<!doctype html><html><head><link rel="canonical" href="${href}"></head><body></body></html>`), url)
      .page.url;
  assert.equal(said("/ada"), "https://example.com/ada");
  assert.equal(said("https://evil.example/ada"), "https://example.com/a");
  assert.equal(said("http://example.com/ada"), "https://example.com/a");
  assert.equal(said("/"), "https://example.com/a");
  assert.equal(said("javascript:alert(1)"), "https://example.com/a");
  assert.equal(said("/somebody-else", "https://github.com/ada"), "https://github.com/ada");
});

test("on LinkedIn nothing of the document is looked at", () => {
  const untouched = new Proxy(/** @type {Document} */ ({}), {
    get(_, name) {
      throw new Error(`the document's ${String(name)} was read`);
    },
  });
  for (const url of [
    "https://www.linkedin.com/in/ada",
    "https://www.linkedin.com/company/globex",
    "https://linkedin.com/feed/",
  ]) {
    const { persons, page } = read(untouched, url, { title: "(2) Ada Lovelace | LinkedIn", selection: "x" });
    assert.equal(page.title, "Ada Lovelace | LinkedIn");
    assert.deepEqual(
      persons.map((person) => person.fields),
      url.includes("/in/") ? [{ name: "Ada Lovelace" }] : [],
    );
  }
  assert.throws(() =>
    read(untouched, "https://www.linkedin.com/in/ada", { title: "Ada | LinkedIn", linkedinFull: true }),
  );
});

test("where more of LinkedIn may be read, a namesake's data is not the profile's", () => {
  const options = { title: "Ada Lovelace | LinkedIn", linkedinFull: true };
  const url = "https://www.linkedin.com/in/ada";
  const data = (/** @type {string} */ page) => jsonLd({ "@graph": [{ ...ADA, url: page }] });
  assert.equal(reading(data(`${url}/`), url, options).persons[0]?.fields.title, "Programmer");
  assert.equal(reading(data(`${url}-2`), url, options).persons[0]?.fields.title, undefined);
});

test("what a page hides is not read", () => {
  const card = '<div class="h-card"><b class="p-name">Ada <i hidden>Evil</i>Lovelace<script>1</script></b></div>';
  assert.deepEqual(names(card), ["Ada Lovelace"]);
});

test("a profile on LinkedIn whose title is not there yet gives no name", () => {
  assert.deepEqual(names("", "https://www.linkedin.com/in/ada", { title: "LinkedIn" }), []);
  assert.deepEqual(names("", "https://www.linkedin.com/in/ada", { title: "Ada Lovelace | Elsewhere" }), []);
});

test("what the user selected is their word", () => {
  assert.deepEqual(names("", undefined, { selection: " Lena Fischer \n" }), ["Lena Fischer"]);
  assert.deepEqual(names("", undefined, { selection: "the whole paragraph about tides" }), []);
  const [mail] = reading("", undefined, { selection: "Write to lena@tide.example." }).persons;
  assert.deepEqual([mail?.fields, mail?.from.emails], [{ emails: ["lena@tide.example"] }, "the text you selected"]);
  assert.deepEqual(names(jsonLd([ADA, WEI]), undefined, { selection: "talk by Wei Zhang" }), [
    "Wei Zhang",
    "Ada Lovelace",
  ]);
  const [ada] = reading(jsonLd(ADA), undefined, { selection: "a@example.com or b@example.com" }).persons;
  assert.equal(ada?.fields.emails, undefined);
});

test("a saved document reads alike with the title its tab has by now", () => {
  const { page } = reading("<title>old</title>", undefined, { title: " (12) New\u202e " });
  assert.equal(page.title, "New");
});

test("names look like names in more than one script", () => {
  const yes = [
    "Ada Lovelace",
    "Jonas van der Berg",
    "Tomás Ó Briain",
    "李娜",
    "Мария Сидорова",
    "Dr. Amara Diallo, PhD",
  ];
  const more = ["Jean-Luc O'Neil", "J. R. Hartley", "Σωτήρης Παπαδόπουλος", "김 민수", "Wei (Vicky) Zhang"];
  for (const text of [...yes, ...more]) assert.ok(couldBeName(text), text);
  const no = [
    "Our Team",
    "About us",
    "Ada",
    "ada lovelace",
    "10 Questions",
    "Meet Ada Lovelace",
    "Contact",
    "Tide Forum 2026",
  ];
  const none = ["Chief Executive Officer of Everything", "Read more", "", "X".repeat(80), "What we do", "Globex Inc"];
  for (const text of [...no, ...none]) assert.ok(!couldBeName(text), text);
});

test("names are compared without case, accents, titles and pronouns", () => {
  assert.ok(sameName("Prof. Zoë Müller, PhD", "ZOE MULLER"));
  assert.ok(sameName("Ada Lovelace (she/her)", "Ada Lovelace"));
  assert.ok(!sameName("", ""));
  assert.ok(!sameName("Ada Lovelace", "Ada King"));
  assert.equal(withoutTitles("Dr. Dr. Ada Lovelace"), "Ada Lovelace");
  assert.equal(pronounsIn("(They/Them)"), "They/Them");
  assert.equal(pronounsIn("Head of Cranes"), "");
  assert.equal(borneOut("Ada Lovelace", new URL("https://example.com/people/ada"), PEOPLE), "path");
  assert.equal(borneOut("Ada Lovelace", new URL("https://ada-lovelace.example/"), PEOPLE), "host");
});
