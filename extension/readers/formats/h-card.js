/** Persons as h-cards, and as hCards of the years before. */

import { canonical, keyOf } from "../canonical.js";
import { webAddress } from "../clean.js";
import { all, attribute, depthIn, first, lineOf, textOf } from "../text.js";

export const SOURCE = "the page's h-card";

const MOST_CARDS = 200;
const CARD = ".h-card, .vcard";
const DEEPEST = 3;

/**
 * @param {import("../types.js").Place} place
 * @param {(url: string) => boolean} isThisPage
 * @returns {import("../types.js").Found[]}
 */
export function readHCards(place, isThisPage) {
  const cards = all(place.document, CARD, MOST_CARDS).filter((card) => !isInside(card));
  const representative = representativeOf(cards, place, isThisPage);
  return cards.flatMap((card) => {
    const found = readCard(card);
    if (!found) return [];
    const author = card.matches(".p-author") || card.closest(".h-entry, .hentry, .h-review, .h-cite");
    return [{ ...found, role: card === representative ? "main" : author ? "author" : "listed" }];
  });
}

/**
 * One card; null where it is an organisation's, or names nobody.
 *
 * @param {Element} card
 * @returns {import("../types.js").Found | null}
 */
export function readCard(card) {
  const name = nameOf(card);
  const company = lineOf(own(card, ".p-org .p-name, .p-org, .org .organization-name, .org")[0]);
  if (!name || name === company) return null;
  return {
    fields: {
      name,
      title: textOfFirst(card, ".p-job-title, .p-role, .title, .role"),
      company,
      location: locationOf(card),
      about: textOf(own(card, ".p-note, .note")[0]),
      pronouns: textOfFirst(card, ".p-pronouns, .p-pronoun, .u-pronoun, .p-x-pronoun-nominative"),
      emails: own(card, ".u-email, a.email").map((each) => attribute(each, "href") || lineOf(each)),
      phones: own(card, ".p-tel, .tel").map(valueOf),
      links: linksOf(card),
    },
    source: SOURCE,
    role: "listed",
  };
}

/**
 * The card of whom the page is about: its `uid` and `url` are the page; else its `url` is the page's `rel=me`; else it
 * is the only card, and its `url` is the page (microformats.org, "representative h-card").
 *
 * @param {Element[]} cards
 * @param {import("../types.js").Place} place
 * @param {(url: string) => boolean} isThisPage
 */
function representativeOf(cards, place, isThisPage) {
  const identified = cards.find(
    (card) =>
      own(card, ".u-uid").some((each) => isThisPage(hrefOf(each, place))) && urlsOf(card, place).some(isThisPage),
  );
  if (identified) return identified;
  const mine = new Set(
    all(place.document, 'a[rel~="me"][href], link[rel~="me"][href]', 100).map((each) => keyOf(hrefOf(each, place))),
  );
  const claimed = cards.find((card) => urlsOf(card, place).some((url) => mine.has(keyOf(url))));
  if (claimed) return claimed;
  const [only, another] = cards;
  return only && !another && urlsOf(only, place).some(isThisPage) ? only : undefined;
}

/** @param {Element} card */
function nameOf(card) {
  const named = own(card, ".p-name, .fn")[0];
  if (named) return valueOf(named);
  if (card.matches(".vcard:not(.h-card)") || first(card, '[class*="p-"], [class*="u-"]')) return "";
  // an h-card with nothing marked in it is its own name
  if (card.tagName === "IMG") return attribute(card, "alt");
  return lineOf(card, 200);
}

/** @param {Element} card */
function locationOf(card) {
  const parts = [".p-locality, .locality", ".p-region, .region", ".p-country-name, .country-name"];
  const told = parts
    .map((selector) => textOfFirst(card, selector))
    .filter(Boolean)
    .join(", ");
  return told || textOfFirst(card, ".p-adr, .p-label, .p-geo, .adr");
}

/** @param {Element} card */
function linksOf(card) {
  const links = own(card, 'a.u-url[href], a.url[href], a[rel~="me"][href]');
  return links
    .map((each) => ({ rel: /\bme\b/.test(attribute(each, "rel")) ? "me" : "website", url: attribute(each, "href") }))
    .filter((link) => !/^mailto:/i.test(link.url));
}

/**
 * @param {Element} card
 * @param {import("../types.js").Place} place
 */
function urlsOf(card, place) {
  const urls = own(card, ".u-url, .url, .u-uid").map((each) => hrefOf(each, place));
  if (card.tagName === "A") urls.unshift(hrefOf(card, place));
  return urls.filter(Boolean);
}

/**
 * @param {Element} element
 * @param {import("../types.js").Place} place
 */
function hrefOf(element, place) {
  return canonical(webAddress(attribute(element, "href") || attribute(element, "value"), place.base));
}

/**
 * @param {Element} card
 * @param {string} selector
 */
function textOfFirst(card, selector) {
  const element = own(card, selector)[0];
  return element ? valueOf(element) : "";
}

/** @param {Element} element */
function valueOf(element) {
  if (element.tagName === "DATA") return attribute(element, "value") || lineOf(element);
  if (element.tagName === "ABBR") return attribute(element, "title") || lineOf(element);
  if (element.tagName === "IMG") return attribute(element, "alt");
  return lineOf(element);
}

/**
 * What a selector finds in a card but not in a card within it, an organisation's aside.
 *
 * @param {Element} card
 * @param {string} selector
 */
function own(card, selector) {
  return all(card, selector, 50).filter((each) => {
    const around = each.parentElement?.closest(CARD);
    return around === card || (around?.matches(".p-org") && around.parentElement?.closest(CARD) === card);
  });
}

/**
 * Whether a card is a part of another, or stands in too many to be anybody's.
 *
 * @param {Element} card
 */
function isInside(card) {
  const depth = depthIn(card, CARD, DEEPEST);
  return depth === DEEPEST || (depth > 0 && card.matches(".p-org, .p-adr, .org, .adr"));
}
