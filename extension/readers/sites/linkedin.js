/**
 * LinkedIn, as a bookmark: address, title and what the user selected. The site's user agreement does not allow
 * extensions to copy profiles, so the rest comes from the user's own export; more is read only where the user switched
 * that on.
 */

import { canonical, keyOf } from "../canonical.js";
import { LIMITS, line } from "../clean.js";
import { titleOf } from "../page.js";
import { SOURCE as STRUCTURED, readJsonLd } from "../formats/json-ld.js";
import { linkedinKey } from "../linkedin-address.js";
import { personOf } from "../choosing.js";
import { pronounsIn, sameName } from "../names.js";
import { pointedAt } from "../selection.js";
import { all, first, lineOf, linesOf } from "../text.js";

const NAME = "linkedin";
const VERSION = "1";
const OF_TITLE = "the page's title";
const OF_HEAD = "the lines below the name";
const DEGREE = /^(?:1st|2nd|3rd\+?|\d(?:\.|er|e|º|°)?)$|degree connection/i;
const CONTROLS =
  /^(?:contact info|message|follow|connect|more|pending|save in sales navigator|open to|add profile section)\b/i;

/**
 * What a bookmark holds; of the document nothing is looked at.
 *
 * @param {string} url
 * @param {string} title
 * @param {import("../types.js").Options} options
 * @returns {{ persons: import("../types.js").Person[], page: import("../types.js").PageFacts }}
 */
export function bookmark(url, title, options) {
  const shown = titleOf(title);
  const address = canonical(url);
  const page = { url: address, title: shown, feeds: [], links: [], company_domain: "" };
  const name = linkedinKey(url) ? nameInTitle(shown) : "";
  const selection = line(options.selection ?? "", LIMITS.selection);
  const found = { fields: { name }, source: OF_TITLE, role: /** @type {const} */ ("main"), reader: NAME };
  const place = { base: address, key: keyOf(address), selection };
  const persons = name ? [personOf([found], place, VERSION, "page")] : [];
  return { persons: pointedAt(persons, place, VERSION), page };
}

/** @type {import("../types.js").SiteReader} */
export const linkedin = {
  name: NAME,
  version: VERSION,
  knows: (page) => linkedinKey(page.href) !== "",
  read(place) {
    const name = nameInTitle(place.title);
    if (!name) return [];
    const structured = readJsonLd(place, (url) => keyOf(url) === place.key).filter(
      (found) => found.role === "main" && sameName(found.fields.name, name),
    );
    return [
      { fields: { name }, source: OF_TITLE, role: "main" },
      ...structured.map((found) => ({ ...found, source: STRUCTURED })),
      ...belowName(place.document, name),
    ];
  },
};

/** @param {string} title */
function nameInTitle(title) {
  const parts = title.split(/\s+\|\s+(?=LinkedIn$)/);
  return parts.length > 1 ? (parts[0]?.split(/\s+[-–—]\s+/)[0]?.trim() ?? "") : "";
}

/**
 * The headline and the place, from the lines that follow the name in its section: its classes change with every
 * release, and the heading's level has too.
 *
 * @param {Document} document
 * @param {string} name
 * @returns {import("../types.js").Found[]}
 */
function belowName(document, name) {
  const main = first(document, "main") ?? document.body;
  const heading = all(main, "h1, h2", 20).find((each) => sameName(lineOf(each, 200), name));
  const section = heading?.closest("section");
  if (!heading || !section) return [];
  const lines = linesOf(section);
  const after = lines.slice(lines.findIndex((each) => sameName(each, name)) + 1, lines.length);
  const told = after.filter((each) => !each.split("·").every(isAside));
  const contact = told.findIndex((each) => /contact info/i.test(each));
  const place = contact > 0 ? (told[contact - 1] ?? "").replace(/\s*·\s*$/, "") : "";
  const headline = told[0] && !CONTROLS.test(told[0]) && told[0] !== place ? told[0] : "";
  const pronouns =
    after
      .flatMap((each) => each.split("·"))
      .map(pronounsIn)
      .find(Boolean) ?? "";
  return [{ fields: { name, headline, location: place, pronouns }, source: OF_HEAD, role: "main" }];
}

/**
 * Pronouns, and how near somebody is in the network.
 *
 * @param {string} text
 */
function isAside(text) {
  return !text.trim() || DEGREE.test(text.trim()) || pronounsIn(text) !== "";
}
