/** The front page of somebody's own site: what the page marks as theirs is theirs. */

import { all, attribute } from "../text.js";
import { feedsOf, markedLinks } from "../page.js";

/** @typedef {import("../types.js").Found} Found */
/** @typedef {import("../types.js").Place} Place */

const HOME = /^\/(?:~[^/]+\/?|(?:about|about-me|me|bio|contact|cv|resume|hello|index|home)(?:\.html?)?\/?)?$/i;

/**
 * Whether a page is where a person's own site presents them, if it is a person's.
 *
 * @param {Place} place
 */
export function isHome(place) {
  return HOME.test(new URL(place.url).pathname);
}

/**
 * The person with the links the page marks as theirs, its feeds, and its e-mail address if it has exactly one. A page
 * deep in a site of many is never read so: its links and feeds may be the site's.
 *
 * @param {Found[]} group
 * @param {Place} place
 * @returns {Found[]}
 */
export function readHome(group, place) {
  const mails = new Set(
    all(place.document, 'a[href^="mailto:" i]', 50).map((each) => attribute(each, "href").split("?", 1)[0] ?? ""),
  );
  const reader = "personal-site";
  /** @type {Omit<Found, "fields" | "source">} */
  const same = { role: "main", reader };
  return [
    ...group.map((each) => ({ ...each, reader })),
    { ...same, fields: { links: markedLinks(place) }, source: "links the page marks as the same person's (rel=me)" },
    { ...same, fields: { feeds: feedsOf(place) }, source: "the feeds the page offers" },
    { ...same, fields: { emails: mails.size === 1 ? [...mails] : [] }, source: "the page's one e-mail link" },
  ];
}
