/**
 * Pages built to hurt: they cost bounded time, and nothing unclean comes out. The largest, 10 MB and 50,000 elements, are
 * read in a browser, by the project's tests and its bench.
 */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { read } from "../../readers/index.js";
import { assertClean } from "./cleanliness.js";
import { parsed } from "./documents.js";

const PAGES = fileURLToPath(new URL("../pages/", import.meta.url));
const URL_OF_PAGE = "https://hostile.example/team/ada";
/** Of the processor's time, since the machine may be busy. Linkedom is slower than a browser, which the bench measures. */
const MOST_MILLISECONDS = 2_000;

/** Texts that a page may put anywhere. */
const HOSTILE = [
  "javascript:alert(document.cookie)",
  " java\tscript:alert(1)",
  "data:text/html;base64,PHNjcmlwdD4=",
  "Ada\u202eecalevoL\u202c \u2066King\u2069",
  "\u200b\ufeffAda\u00ad Love\u2060lace",
  "a\u0000b\u0007c\u001b[31md\u009b",
  "\ud83d half \udc00",
  `${"Ada ".repeat(5_000)}`,
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "__proto__",
  "https://user:secret@hostile.example/",
  `https://hostile.example/${"x".repeat(5_000)}`,
  "mailto:ada@hostile.example,eve@hostile.example\r\nbcc:all@hostile.example",
  "//\u202ehostile.example/",
  "Z\u0335\u0321".repeat(3_000),
];

/**
 * @param {string} html
 * @param {object} [options]
 * @param {string} [url]
 */
function hurt(html, options = {}, url = URL_OF_PAGE) {
  const document = parsed(html);
  const start = process.cpuUsage();
  const reading = read(document, url, options);
  const { user, system } = process.cpuUsage(start);
  const took = (user + system) / 1_000;
  assert.ok(took < MOST_MILLISECONDS, `${Math.round(took)} ms`);
  assertClean(reading);
  return reading;
}

/** @param {unknown} data */
function withJsonLd(data) {
  const text = typeof data === "string" ? data : JSON.stringify(data).replaceAll("<", "\\u003c");
  return `<!doctype html><html><head><script type="application/ld+json">${text}</script></head><body></body></html>`;
}

test("megabytes of text in thousands of elements", () => {
  const row = [
    '<div class="team-card h-card vcard" itemscope itemtype="https://schema.org/Person">',
    '<h3 class="p-name" itemprop="name">Ada Lovelace</h3>',
    `<a rel="me" href="https://github.com/ada">${"x".repeat(200)}</a></div>`,
  ].join("");
  const { persons } = hurt(
    `<!doctype html><html><body>${row.repeat(2_000)}<p>${"y".repeat(1_000_000)}</p></body></html>`,
  );
  assert.equal(persons.length, 1);
});

test("thousands of persons by different names", () => {
  const cards = Array.from(
    { length: 2_500 },
    (_, at) => `<li class="person"><h3>Ada ${letters(at)}</h3><p class="role">Role</p></li>`,
  );
  const { persons } = hurt(`<!doctype html><html><body><ul class="team">${cards.join("")}</ul></body></html>`);
  assert.equal(persons.length, 200);
});

test("elements nested as deep as they go", () => {
  hurt(`<body>${'<div class="h-card"><b itemscope itemtype="https://schema.org/Person">'.repeat(10_000)}Ada Lovelace`);
});

test("every element refers to everything", () => {
  hurt(
    [
      '<link rel="me alternate canonical" type="application/rss+xml" href="javascript:alert(1)">'.repeat(2_000),
      '<meta property="og:type" content="profile">'.repeat(2_000),
      '<base href="javascript:alert(1)">'.repeat(2_000),
      '<a href="https://x.com/a" rel="me">'.repeat(5_000),
    ].join(""),
  );
});

test("JSON-LD nested without end, cut off, or enormous", () => {
  hurt(withJsonLd("[".repeat(1_500_000)));
  hurt(withJsonLd(`${'{"@type":"Person","knows":'.repeat(50_000)}1${"}".repeat(50_000)}`));
  hurt(withJsonLd(`{"@type": "Person", "name": "${"Ada ".repeat(490_000)}"}`));
  hurt(
    withJsonLd({
      "@graph": Array.from({ length: 20_000 }, (_, at) => ({ "@type": "Person", name: `Ada ${letters(at)}` })),
    }),
  );
  hurt(withJsonLd(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at]))));
  hurt(
    Array.from(
      { length: 2_000 },
      () => '<script type="application/ld+json">{"@type":"Person","name":"Ada Lovelace"}</script>',
    ).join(""),
  );
});

test("JSON-LD that is its own parent", () => {
  const { persons } = hurt(
    withJsonLd({
      "@graph": [
        {
          "@id": "#a",
          "@type": "Person",
          name: "Ada Lovelace",
          url: URL_OF_PAGE,
          worksFor: { "@id": "#b" },
          knows: { "@id": "#a" },
        },
        {
          "@id": "#b",
          "@type": "Organization",
          name: { "@id": "#b" },
          member: { "@id": "#a" },
          address: { "@id": "#c" },
        },
        { "@id": "#c", address: { "@id": "#c" } },
      ],
    }),
  );
  assert.equal(persons[0]?.fields.name, "Ada Lovelace");
});

test("keys that name an object's own machinery change nothing", () => {
  const { persons } = hurt(
    withJsonLd(
      `{"@type": "Person", "name": "Ada Lovelace", "toString": "x", "hasOwnProperty": 1,
        "__proto__": {"polluted": true, "@type": "Person", "name": "Eve"},
        "constructor": {"prototype": {"polluted": true}}, "worksFor": {"__proto__": {"name": "Evil"}}}`,
    ),
  );
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
  assert.deepEqual(
    persons.map((person) => person.fields),
    [{ name: "Ada Lovelace" }],
  );
});

test("links of a hostile person are left out", () => {
  const { persons } = hurt(
    withJsonLd({
      "@type": "Person",
      name: "Ada Lovelace",
      url: URL_OF_PAGE,
      sameAs: HOSTILE,
      email: HOSTILE,
      telephone: HOSTILE,
    }),
  );
  assert.equal(persons.length, 1);
  assert.deepEqual(
    persons[0]?.fields.links?.filter((link) => !link.url.startsWith("https://hostile.example/")),
    [],
  );
  assert.equal(persons[0]?.fields.emails, undefined);
});

test("a selection and a title of 10 MB", () => {
  hurt("<!doctype html><html><body></body></html>", {
    selection: "Ada <ada@x.example> ".repeat(500_000),
    title: "Ada | ".repeat(1_500_000),
  });
  hurt("", { selection: "\u202eAda Lovelace\u202c", title: "\u202eAda" }, "https://www.linkedin.com/in/ada");
});

test("values that patterns could stumble over", () => {
  const trouble = [" ", "(@", "he/", ":a", "1,", " |", "(a", ", phd"].map((part) => part.repeat(60_000 / part.length));
  const places = [
    URL_OF_PAGE,
    "https://bsky.app/profile/ada.example",
    "https://social.example/@ada",
    "https://sessionize.com/ada",
  ];
  for (const text of trouble) {
    const head = ["og:type", "og:title", "og:description", "profile:first_name", "profile:username"]
      .map((name) => `<meta property="${name}" content="${name === "og:type" ? "profile" : `x${text}y`}">`)
      .join("");
    const body = `<div class="account__header h-card"><a class="p-name u-url" href="//x${text}">x${text}y</a></div>`;
    const data = { "@type": "Person", name: `x${text}y`, jobTitle: text, address: text, email: text, url: text };
    const script = `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
    hurt(`<!doctype html><html><head>${script}</head><body></body></html>`, {
      title: `x${text}y`,
      selection: `x${text}y`,
    });
    for (const url of places) hurt(`<!doctype html><html><head>${head}</head><body>${body}</body></html>`, {}, url);
  }
});

test("an address that is none, or another program's", () => {
  for (const url of [
    "",
    "about:blank",
    "file:///home/ada/page.html",
    "chrome://settings",
    "javascript:alert(1)",
    "https://",
  ]) {
    const { page } = hurt(withJsonLd({ "@type": "Person", name: "Ada Lovelace" }), {}, url);
    assert.equal(page.url, "");
  }
});

test("hostile texts anywhere on any saved page come out clean or not at all", () => {
  const random = seeded(20_261_123);
  for (const name of readdirSync(PAGES, { recursive: true })
    .map(String)
    .filter((each) => each.endsWith(".html"))
    .sort()) {
    const { url, options } = JSON.parse(readFileSync(join(PAGES, `${name}.expected.json`), "utf8"));
    const html = readFileSync(join(PAGES, name), "utf8");
    for (let round = 0; round < 6; round += 1) hurt(disturbed(html, random), { ...options, linkedinFull: true }, url);
  }
});

/**
 * A page with hostile texts in place of some of its own.
 *
 * @param {string} html
 * @param {() => number} random
 */
function disturbed(html, random) {
  const any = () => HOSTILE[Math.floor(random() * HOSTILE.length)] ?? "";
  return html
    .replace(/>([^<>]{3,})</g, (whole) => (random() < 0.3 ? `>${any().replaceAll("<", "&lt;")}<` : whole))
    .replace(/(href|content|value|datetime)="[^"]*"/g, (whole, name) =>
      random() < 0.3 ? `${name}="${any().replaceAll('"', "")}"` : whole,
    )
    .replace(/": ?"[^"]*"/g, (whole) =>
      random() < 0.3 ? `": ${JSON.stringify(any()).replaceAll("<", "\\u003c")}` : whole,
    );
}

/**
 * Numbers between 0 and 1, the same in every run.
 *
 * @param {number} state
 */
function seeded(state) {
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A name of letters for each number.
 *
 * @param {number} at
 */
function letters(at) {
  return `L${[...String(at)].map((digit) => "abcdefghij"[Number(digit)]).join("")}`;
}
