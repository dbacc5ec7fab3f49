/**
 * Reads the page the user looks at: who is on it, and what it says about itself.
 *
 * Pure: it opens, fetches and changes nothing, and knows nothing of the browser but the document it is handed.
 */

import { keyOf } from "./canonical.js";
import { chosen, personOf } from "./choosing.js";
import { webAddress } from "./clean.js";
import { readHCards } from "./formats/h-card.js";
import { organisationsIn, readJsonLd } from "./formats/json-ld.js";
import { readMicrodata } from "./formats/microdata.js";
import { readOpenGraph } from "./formats/open-graph.js";
import { PEOPLE, readCards } from "./formats/people-cards.js";
import { readTitle } from "./formats/title.js";
import { isLinkedin } from "./linkedin-address.js";
import { domainOf, factsOf, placeOf } from "./page.js";
import { isHome, readHome } from "./sites/personal-site.js";
import { SITES } from "./sites/index.js";
import { bookmark } from "./sites/linkedin.js";
import { pointedAt } from "./selection.js";

/** @typedef {import("./types.js").Found} Found */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").Place} Place */

/** Goes up whenever the formats' readers read something otherwise than before. */
export const VERSION = "1";

/**
 * The persons on a page, and the page's own facts. One person: the page is about them, or they alone are on it.
 * Several: the user chooses. None: nothing on the page says by itself whose it is.
 *
 * @param {Document} document  As the browser shows it, or parsed again from its HTML.
 * @param {string} url  The page's address.
 * @param {import("./types.js").Options} [options]
 * @returns {{ persons: Person[], page: import("./types.js").PageFacts }}
 */
export function read(document, url, options = {}) {
  if (isLinkedin(url) && !options.linkedinFull) return bookmark(url, options.title ?? document.title, options);
  const place = placeOf(document, url, options);
  const page = factsOf(place);
  if (!page.url) return { persons: [], page };
  const site = SITES.find((each) => each.knows(new URL(place.url), place));
  const bySite = site?.read(place, options) ?? [];
  const groups = bySite.length ? chosen(bySite, []) : byFormats(place);
  const version = bySite.length ? (site?.version ?? VERSION) : VERSION;
  const represents = groups.length === 1 ? "page" : "one of several";
  const persons = groups.map((group) => {
    const named = group.map((each) => ({ ...each, reader: each.reader ?? site?.name ?? "" }));
    return personOf(named, place, version, represents);
  });
  page.company_domain = companyDomain(place, groups);
  return { persons: pointedAt(persons, place, VERSION), page };
}

/**
 * What the formats any site may use say, in the order in which they count.
 *
 * @param {Place} place
 */
function byFormats(place) {
  // a place within the page is not the page: blogs write `#` where an author has no address
  const isThisPage = (/** @type {string} */ url) =>
    place.key !== "" && !url.startsWith("#") && keyOf(webAddress(url, place.base)) === place.key;
  const structured = [
    ...tagged(readJsonLd(place, isThisPage), "json-ld"),
    ...tagged(readMicrodata(place, isThisPage), "microdata"),
    ...tagged(readHCards(place, isThisPage), "h-card"),
  ];
  const organisations = organisationsIn(place.document);
  const names = organisations.map(({ name }) => name);
  const weak = [...tagged(readOpenGraph(place), "open-graph"), ...tagged(readTitle(place, names), "title")];
  const isAbout = structured.some((each) => each.role === "main");
  const groups = chosen([...structured, ...(isAbout ? [] : tagged(readCards(place), "people"))], weak);
  const [only, another] = groups;
  if (!only || another || !isHome(place)) return groups;
  return only.some((each) => each.role === "main") || !organisations.length ? [readHome(only, place)] : groups;
}

/**
 * @param {Found[]} found
 * @param {string} reader
 */
function tagged(found, reader) {
  return found.map((each) => ({ ...each, reader }));
}

/**
 * The domain of the employer: of the one person, or of the organisation whose people the page shows.
 *
 * @param {Place} place
 * @param {Found[][]} groups
 */
function companyDomain(place, groups) {
  if (groups.length === 1) {
    return groups[0]?.map((each) => domainOf(each.companyPage ?? "")).find(Boolean) ?? "";
  }
  const said = groups.flatMap((group) => group.map((each) => each.companyPage ?? ""));
  const shared = new Set(said.map(domainOf).filter(Boolean));
  if (shared.size === 1) return [...shared][0] ?? "";
  const here = domainOf(place.url);
  const ours = organisationsIn(place.document).some(({ url }) => domainOf(url) === here);
  return groups.length > 1 && ours && PEOPLE.test(new URL(place.url).pathname) ? here : "";
}
