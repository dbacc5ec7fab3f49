/** Persons on team and speaker pages without structured data: cards that are built alike, a name at the head of each. */

import { profileOf } from "../canonical.js";
import { webAddress } from "../clean.js";
import { couldBeName, pronounsIn, withoutTitles } from "../names.js";
import { all, attribute, lineOf, linesOf } from "../text.js";

export const SOURCE = "this person's part of the page";

const MOST_HEADS = 1_000;
const HIGHEST = 8;
const NAMES = 'h2, h3, h4, h5, h6, dt, [class*="name"], [class*="Name"]';
const ROLES = ["role", "position", "job", "title", "tagline", "function", "subtitle"];
const EMPLOYERS = ["company", "employer", "organization", "organisation", "affiliation"];
/** Words by which a page or a part of it says that it shows people. */
export const PEOPLE = new RegExp(
  "team|people|person|speaker|staff|member|faculty|board|leader|founder|crew|organi[sz]er|profile|author|fellow|alumni" +
    "|about-us|mitarbeiter|referent|equipe|équipe|equipo|ponente|intervenant",
  "i",
);
const OTHERS = /testimonial|review|comment|blog|post|news|product|quote|related|footer|cookie/i;

/**
 * @param {import("../types.js").Place} place
 * @returns {import("../types.js").Found[]}
 */
export function readCards(place) {
  const heads = nameHeads(place.document);
  const above = countAbove(heads);
  /** @type {Map<Element, { card: Element, head: Element }[]>} */
  const groups = new Map();
  for (const head of heads) {
    const card = cardOf(head, above);
    const group = card.parentElement;
    if (group && (above.get(group) ?? 0) > 1) groups.set(group, [...(groups.get(group) ?? []), { card, head }]);
  }
  const told = PEOPLE.test(new URL(place.url).pathname);
  return [...groups].flatMap(([group, cards]) => {
    const words = [group, ...ancestors(group, 4), ...(cards[0] ? [cards[0].card] : [])].map(wordsOf).join(" ");
    if (OTHERS.test(words) || !(told || PEOPLE.test(words))) return [];
    return cards.map(({ card, head }) => readCard(card, head, place));
  });
}

/**
 * What one card says about the person at its head.
 *
 * @param {Element} card
 * @param {Element} head
 * @param {import("../types.js").Place} place
 * @returns {import("../types.js").Found}
 */
export function readCard(card, head, place) {
  const name = withoutTitles(lineOf(head, 200));
  const lines = linesOf(card).filter((each) => each !== lineOf(head, 200) && each !== name);
  const role = classed(card, head, ROLES) || shortLine(lines, card);
  const aside = pronounsIn(/\([^()]*\)$/.exec(role)?.[0] ?? "");
  const [title, company] = parted(aside ? role.replace(/\s*\([^()]*\)$/, "") : role);
  const anchors = all(card, "a[href]", 50).map((each) => attribute(each, "href"));
  const pages = anchors.map((href) => webAddress(href, place.base)).filter(Boolean);
  return {
    fields: {
      name,
      title,
      company: classed(card, head, EMPLOYERS) || company,
      about: lines.filter((each) => each.length > 80).join("\n"),
      pronouns: aside || (lines.map(pronounsIn).find(Boolean) ?? ""),
      emails: anchors.filter((href) => /^mailto:/i.test(href)),
      phones: anchors.filter((href) => /^tel:/i.test(href)),
      links: linksOf(pages, place),
    },
    source: SOURCE,
    role: "listed",
  };
}

/** @param {Document} document */
function nameHeads(document) {
  /** @type {Set<Element>} */
  const heads = new Set();
  for (const element of all(document, NAMES, MOST_HEADS)) {
    if (ancestors(element, 3).some((each) => heads.has(each))) continue;
    if (couldBeName(withoutTitles(lineOf(element, 80)))) heads.add(element);
  }
  return [...heads];
}

/**
 * How many of the heads stand below each element near them.
 *
 * @param {Element[]} heads
 */
function countAbove(heads) {
  /** @type {Map<Element, number>} */
  const above = new Map();
  for (const head of heads) {
    for (const each of ancestors(head, HIGHEST)) above.set(each, (above.get(each) ?? 0) + 1);
  }
  return above;
}

/**
 * The widest element around a head that holds no other.
 *
 * @param {Element} head
 * @param {Map<Element, number>} above
 */
function cardOf(head, above) {
  let card = head;
  for (const each of ancestors(head, HIGHEST)) {
    if (above.get(each) !== 1) break;
    card = each;
  }
  return card;
}

/**
 * The text of the first element whose class has one of the words, in the words' order.
 *
 * @param {Element} card
 * @param {Element} head
 * @param {string[]} words
 */
function classed(card, head, words) {
  const elements = all(card, "[class]", 60).filter(
    (each) => each !== head && !each.contains(head) && !head.contains(each),
  );
  for (const word of words) {
    const found = elements.find((each) => attribute(each, "class").toLowerCase().includes(word));
    const text = lineOf(found, 200);
    if (text && text.length <= 150) return text;
  }
  return "";
}

/**
 * The first line that could be what somebody does, where the card has no word for it.
 *
 * @param {string[]} lines
 * @param {Element} card
 */
function shortLine(lines, card) {
  const linked = new Set(all(card, "a, button", 50).map((each) => lineOf(each)));
  return lines.find((each) => each.length > 2 && each.length <= 100 && !linked.has(each) && !pronounsIn(each)) ?? "";
}

/**
 * `Title at Employer` in its two parts; anything less plain is a title.
 *
 * @param {string} role
 */
export function parted(role) {
  const [title = "", company = "", more] = role.split(/ (?:at|@) | @(?=\p{L})/u);
  return company && more === undefined ? [title, company] : [role, ""];
}

/**
 * @param {string[]} pages
 * @param {import("../types.js").Place} place
 */
function linksOf(pages, place) {
  const here = new URL(place.url).hostname;
  return pages.flatMap((url) => {
    const profile = profileOf(url);
    if (profile) return [{ rel: "profile", url: profile }];
    return new URL(url).hostname === here ? [] : [{ rel: "website", url }];
  });
}

/**
 * @param {Element} element
 * @param {number} most
 */
function ancestors(element, most) {
  /** @type {Element[]} */
  const found = [];
  let each = element.parentElement;
  while (each && found.length < most && !/^(?:BODY|HTML)$/.test(each.tagName)) {
    found.push(each);
    each = each.parentElement;
  }
  return found;
}

/** @param {Element} element */
function wordsOf(element) {
  return `${attribute(element, "class")} ${attribute(element, "id")}`;
}
