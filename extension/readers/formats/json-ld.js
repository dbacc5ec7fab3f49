/** Persons in a page's JSON-LD, and what its organisations say about their site. */

import { all } from "../text.js";
import { TYPE, bareType, isOf, stringsIn, textIn } from "./properties.js";
import { companyPageOf, fieldsOf, isPerson, pagesOf } from "./schema-person.js";

/** @typedef {import("./properties.js").Bag} Bag */
/** @typedef {import("./properties.js").Value} Value */
/** @typedef {{ bag: Bag, under: string, within: Bag | null }} Node  A bag, the property it stands under, and in what. */

export const SOURCE = "the page's structured data (JSON-LD)";

const MOST_SCRIPTS = 30;
const MOST_CHARACTERS = 2_000_000; // of all scripts together
const MOST_NODES = 5_000;
const MOST_VALUES = 200;
const DEEPEST = 10;
const LONGEST_TEXT = 20_000;

const AUTHOR = /^(?:author|creator|contributor|editor|publisher|copyrightHolder|reviewedBy|accountablePerson)$/;
const MAIN = /^(?:mainEntity|about)$/;
const PROFILE_PAGE = /^(?:ProfilePage|AboutPage)$/;
/** What people say below a page, which makes none of them its subject or its author. */
const REMARK = /^(?:Comment|Review|UserReview|CriticReview|EmployerReview|Answer|Question|UserComments|Rating)$/;
const RELATION = new RegExp(
  "^(?:knows|spouse|children|parents?|siblings?|relatedTo|follows|colleagues?|sponsor|funder|actors?|character|" +
    "itemReviewed|recipient|buyer|seller|recommends)$",
);
const NO_PROPERTY = new Set(["@context", "__proto__", "constructor", "prototype"]);
const ENTITIES = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["#39", "'"],
  ["nbsp", " "],
]);

/**
 * @param {import("../types.js").Place} place
 * @param {(url: string) => boolean} isThisPage
 * @returns {import("../types.js").Found[]}
 */
export function readJsonLd(place, isThisPage) {
  return nodesOf(place.document).flatMap(({ bag, under, within }) => {
    if (!isPerson(bag) || RELATION.test(under) || isOf(within ?? undefined, REMARK)) return [];
    const pages = pagesOf(bag);
    const main = pages.some(isThisPage) || (MAIN.test(under) && isOf(within ?? undefined, PROFILE_PAGE));
    const role = main ? "main" : AUTHOR.test(under) ? "author" : "listed";
    return [{ fields: fieldsOf(bag), source: SOURCE, role, companyPage: companyPageOf(bag) }];
  });
}

/**
 * The organisations that the page's JSON-LD speaks of, which are no persons besides.
 *
 * @param {Document} document
 * @returns {{ name: string, url: string }[]}
 */
export function organisationsIn(document) {
  const organisation = /Organization$|^(?:Corporation|LocalBusiness|CollegeOrUniversity)$/;
  const bags = nodesOf(document)
    .map(({ bag }) => bag)
    .filter((bag) => isOf(bag, organisation) && !isPerson(bag));
  return bags.map((bag) => ({ name: textIn(bag, "name"), url: textIn(bag, "url") }));
}

/**
 * Every object in the page's JSON-LD, outermost first. Objects that stand for another, by `@id` alone, are that one.
 *
 * @param {Document} document
 * @returns {Node[]}
 */
export function nodesOf(document) {
  const known = READ.get(document);
  if (known) return known;
  /** @type {Node[]} */
  const nodes = [];
  let left = MOST_CHARACTERS;
  for (const script of all(document, 'script[type^="application/ld+json"]', MOST_SCRIPTS)) {
    const text = script.textContent ?? "";
    left -= text.length;
    if (left < 0) break;
    collect(parsed(text), nodes);
  }
  resolve(nodes);
  READ.set(document, nodes);
  return nodes;
}

/**
 * Documents whose JSON-LD was taken apart already: more than one reader asks.
 *
 * @type {WeakMap<Document, Node[]>}
 */
const READ = new WeakMap();

/** @param {string} text */
function parsed(text) {
  const bare = text
    .trim()
    .replace(/^(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)/, "")
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\]\]>);?$/, "");
  try {
    return /** @type {unknown} */ (JSON.parse(bare));
  } catch {
    return null;
  }
}

/**
 * @param {unknown} root
 * @param {Node[]} nodes
 */
function collect(root, nodes) {
  const tops = Array.isArray(root) ? root : [root];
  for (const top of tops.slice(0, MOST_VALUES)) bagOf(top, "", null, 0, nodes);
}

/**
 * @param {unknown} value
 * @param {string} under
 * @param {Bag | null} within
 * @param {number} depth
 * @param {Node[]} nodes
 * @returns {Bag | null}
 */
function bagOf(value, under, within, depth, nodes) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  if (depth > DEEPEST || nodes.length >= MOST_NODES) return null;
  /** @type {Bag} */
  const bag = new Map();
  nodes.push({ bag, under, within });
  for (const [name, held] of Object.entries(value).slice(0, MOST_VALUES)) {
    if (NO_PROPERTY.has(name)) continue;
    const each = Array.isArray(held) ? held.slice(0, MOST_VALUES) : [held];
    const values = each.map((one) => valueOf(one, name, bag, depth, nodes)).filter((one) => one !== null);
    bag.set(name, name === TYPE ? values.map((type) => (typeof type === "string" ? bareType(type) : type)) : values);
  }
  return bag;
}

/**
 * @param {unknown} value
 * @param {string} under
 * @param {Bag} within
 * @param {number} depth
 * @param {Node[]} nodes
 * @returns {Value | null}
 */
function valueOf(value, under, within, depth, nodes) {
  if (typeof value === "string") return unescaped(value.slice(0, LONGEST_TEXT));
  if (typeof value === "number") return String(value);
  return bagOf(value, under, within, depth + 1, nodes);
}

/** @param {Node[]} nodes */
function resolve(nodes) {
  /** @type {Map<string, Bag>} */
  const named = new Map();
  for (const { bag } of nodes) {
    const id = stringsIn(bag, "@id")[0];
    if (id && bag.size > 1 && !named.has(id)) named.set(id, bag);
  }
  for (const { bag } of nodes) {
    for (const [name, values] of bag) {
      bag.set(
        name,
        values.map((value) => referred(value, named)),
      );
    }
  }
  for (const node of nodes) {
    const meant = referred(node.bag, named);
    if (meant instanceof Map) node.bag = meant;
  }
}

/**
 * @param {Value} value
 * @param {Map<string, Bag>} named
 * @returns {Value}
 */
function referred(value, named) {
  if (!(value instanceof Map) || value.size !== 1) return value;
  return named.get(stringsIn(value, "@id")[0] ?? "") ?? value;
}

/**
 * Text without the entities that many sites write into JSON, where they mean nothing.
 *
 * @param {string} text
 */
function unescaped(text) {
  return text.includes("&") ? text.replace(/&(\w{2,4}|#39);/g, (whole, name) => ENTITIES.get(name) ?? whole) : text;
}
