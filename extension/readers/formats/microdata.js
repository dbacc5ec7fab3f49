/** Persons in a page's microdata. */

import { all, attribute, depthIn, lineOf, textOf } from "../text.js";
import { TYPE, bareType } from "./properties.js";
import { companyPageOf, fieldsOf, isPerson, pagesOf } from "./schema-person.js";

/** @typedef {import("./properties.js").Bag} Bag */
/** @typedef {import("./properties.js").Value} Value */

export const SOURCE = "the page's structured data (microdata)";

const MOST_ITEMS = 200;
const MOST_PROPERTIES = 200;
const DEEPEST = 4;
const ITEM = "[itemscope]";
const AUTHOR = /\b(?:author|creator|contributor|editor|publisher)\b/;
const REMARK = /(?:Comment|Review|Answer|Question)$/;

/**
 * @param {import("../types.js").Place} place
 * @param {(url: string) => boolean} isThisPage
 * @returns {import("../types.js").Found[]}
 */
export function readMicrodata(place, isThisPage) {
  return all(place.document, '[itemscope][itemtype*="schema.org/"]', MOST_ITEMS).flatMap((element) => {
    if (depthIn(element, ITEM, DEEPEST) === DEEPEST) return [];
    const bag = bagOf(element, 0);
    if (!isPerson(bag)) return [];
    const under = attribute(element, "itemprop");
    const around = element.parentElement?.closest(ITEM);
    if (around && REMARK.test(attribute(around, "itemtype"))) return [];
    const pages = pagesOf(bag);
    const main =
      pages.some(isThisPage) ||
      (under === "mainEntity" && /ProfilePage$/.test(around ? attribute(around, "itemtype") : ""));
    const role = main ? "main" : AUTHOR.test(under) ? "author" : "listed";
    return [{ fields: fieldsOf(bag), source: SOURCE, role, companyPage: companyPageOf(bag) }];
  });
}

/**
 * @param {Element} item
 * @param {number} depth
 * @returns {Bag}
 */
function bagOf(item, depth) {
  /** @type {Bag} */
  const bag = new Map();
  bag.set(TYPE, attribute(item, "itemtype").slice(0, 1_000).split(/\s+/).map(bareType));
  for (const element of all(item, "[itemprop]", MOST_PROPERTIES)) {
    if (element.parentElement?.closest(ITEM) !== item) continue;
    const value = element.hasAttribute("itemscope") && depth < DEEPEST ? bagOf(element, depth + 1) : valueOf(element);
    for (const name of attribute(element, "itemprop").slice(0, 500).split(/\s+/)) {
      bag.set(name, [...(bag.get(name) ?? []), value]);
    }
  }
  return bag;
}

/**
 * @param {Element} element
 * @returns {string}
 */
function valueOf(element) {
  if (element.hasAttribute("content")) return attribute(element, "content");
  if (/^(?:A|LINK|AREA)$/.test(element.tagName) && element.hasAttribute("href")) {
    const told = /\b(?:url|sameAs|email|telephone|mainEntityOfPage)\b/.test(attribute(element, "itemprop"));
    return told ? attribute(element, "href") : lineOf(element);
  }
  if (element.tagName === "TIME") return attribute(element, "datetime") || lineOf(element);
  if (element.tagName === "DATA") return attribute(element, "value") || lineOf(element);
  return /\bdescription\b/.test(attribute(element, "itemprop")) ? textOf(element) : lineOf(element);
}
