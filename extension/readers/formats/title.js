/** The name in a heading or title, where the address bears it out. */

import { borneOut, couldBeName, sameName, withoutTitles } from "../names.js";
import { all, lineOf } from "../text.js";
import { PEOPLE, SOURCE as AROUND, readCard } from "./people-cards.js";

const OF_HEADING = "the page's heading";
const OF_TITLE = "the page's title";

/**
 * A heading may say anything. So it is a name only when it looks like one and the page's address bears it out; then
 * what stands around it on a page for people is read with it.
 *
 * @param {import("../types.js").Place} place
 * @param {string[]} organisations  Names that are not a person's here.
 * @returns {import("../types.js").Found[]}
 */
export function readTitle({ document, url, base, title, ...place }, organisations) {
  const page = new URL(url);
  const headings = all(document, "h1", 5).map((element) => ({
    text: lineOf(element, 200),
    source: OF_HEADING,
    element,
  }));
  const parts = title.split(/\s+[|·•–—:-]\s+/).map((text) => ({ text, source: OF_TITLE, element: null }));
  const named = [...headings, ...parts].find(
    ({ text }) =>
      couldBeName(text) && borneOut(text, page, PEOPLE) && !organisations.some((each) => sameName(each, text)),
  );
  if (!named) return [];
  const name = withoutTitles(named.text);
  const isOnPeoplesPage = borneOut(name, page, PEOPLE) === "path";
  /** @type {import("../types.js").Found[]} */
  const found = [{ fields: { name }, source: named.source, role: isOnPeoplesPage ? "main" : "listed" }];
  const around = named.element?.closest("article, section, header, main") ?? named.element?.parentElement;
  if (named.element && around && isOnPeoplesPage) {
    const card = readCard(around, named.element, { document, url, base, title, ...place });
    // links and addresses around a heading may be the host's or the organiser's
    const fields = { ...card.fields, links: [], emails: [], phones: [] };
    found.push({ ...card, fields, source: AROUND, role: "main" });
  }
  return found;
}
