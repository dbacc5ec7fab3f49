/** A person's profile on GitHub. */

import { readCard } from "../formats/h-card.js";
import { feedsOf } from "../page.js";
import { profileOf } from "../canonical.js";
import { all, attribute, first, lineOf } from "../text.js";

const SOURCE = "the profile on GitHub";
const NO_NAME = "the account's name on GitHub, where no other is given";
const CARD = '.h-card[itemtype$="schema.org/Person"], .h-card:has(.vcard-names), .vcard-names-container';

/** @type {import("../types.js").SiteReader} */
export const github = {
  name: "github",
  version: "1",
  knows: (page, { document }) =>
    profileOf(page.href).startsWith("https://github.com/") && first(document, CARD) !== null,
  read(place) {
    const card = first(place.document, CARD);
    const account = card && first(card, ".p-nickname, .vcard-username");
    if (!card || !account) return [];
    const login = lineOf(account, 100).split(/[\s·]/)[0] ?? "";
    const marked = readCard(card)?.fields ?? {};
    const name = lineOf(first(card, ".p-name, .vcard-fullname"), 300);
    const employers = employersIn(lineOf(first(card, '[itemprop="worksFor"]'), 300));
    const bio = first(card, ".user-profile-bio, .p-note");
    const fields = {
      name: name || login,
      headline: (bio && attribute(bio, "data-bio-text")) || lineOf(bio, 300),
      company: employers[0] ?? "",
      positions: employers.length > 1 ? employers.map((company) => ({ title: "", company, from: "", to: "" })) : [],
      location: lineOf(first(card, '[itemprop="homeLocation"] .p-label, [itemprop="homeLocation"]'), 300),
      pronouns: lineOf(first(card, '[itemprop="pronouns"]'), 100) || (marked.pronouns ?? ""),
      emails: all(card, '[itemprop="email"] a[href^="mailto:"], a.u-email[href^="mailto:"]', 5).map((each) =>
        attribute(each, "href"),
      ),
      links: [
        ...linksIn(card, '[itemprop="url"] a[href]', "website"),
        ...linksIn(card, '[itemprop="social"] a[href]', "me"),
      ],
      feeds: feedsOf(place),
    };
    const found = { fields, source: SOURCE, role: /** @type {const} */ ("main") };
    return name ? [found] : [{ ...found, fields: { name: login }, source: NO_NAME }, found];
  },
};

/**
 * `@globex @initech` and `Globex` as names of employers.
 *
 * @param {string} text
 */
export function employersIn(text) {
  if (!text.includes("@")) return text ? [text] : [];
  return text
    .split(/[\s,;]*@/)
    .map((each) => each.replace(/[\s,;&|/+]+$/, "").trim())
    .filter(Boolean);
}

/**
 * @param {Element} card
 * @param {string} selector
 * @param {string} rel
 */
function linksIn(card, selector, rel) {
  return all(card, selector, 10).map((each) => ({ rel, url: attribute(each, "href") }));
}
