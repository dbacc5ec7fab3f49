/** From what the readers of formats found to persons: who is one, whom the page is about, and what is known of each. */

import { keyOf } from "./canonical.js";
import { cleaned } from "./clean.js";
import { nameKey, sameName } from "./names.js";

/** @typedef {import("./types.js").Found} Found */
/** @typedef {import("./types.js").Person} Person */

/** The most persons a page is read for. */
const MOST = 200;
const FIELDS = /** @type {const} */ ([
  ...["name", "headline", "title", "company", "location", "about", "pronouns"],
  ...["emails", "phones", "links", "feeds", "positions", "education"],
]);

/**
 * Groups of what was found, one a person: the person the page is about, else everyone it lists, else who wrote it.
 *
 * @param {Found[]} found  In the order in which readers count.
 * @param {Found[]} weak  What heading and preview say: they name the one the page is about, and never a second one. Of
 *   role `listed` they do not stand against a list of others.
 * @returns {Found[][]}
 */
export function chosen(found, weak) {
  const named = found.filter((each) => each.fields.name?.trim());
  const mains = grouped(named.filter((each) => each.role === "main"));
  if (mains.length) return mains.map((group) => withMore(group, named, mains.length === 1 ? weak : []));
  const said = weak.find((each) => each.fields.name?.trim());
  const listed = grouped(named.filter((each) => each.role === "listed"));
  const isListed = listed.some(([one]) => sameName(one?.fields.name, said?.fields.name));
  const borneOut = said && (said.role === "main" || listed.length < 2 || isListed);
  if (said && borneOut) {
    return [
      withMore(
        named.filter((each) => sameName(each.fields.name, said.fields.name)),
        [],
        weak,
      ),
    ];
  }
  return listed.length ? listed : grouped(named.filter((each) => each.role === "author"));
}

/**
 * One person of what several readers say of them: the first that knows a field fills it, links add up.
 *
 * @param {Found[]} group
 * @param {{ base: string, key: string }} place
 * @param {string} version
 * @param {Person["represents"]} represents
 * @returns {Person}
 */
export function personOf(group, { base, key }, version, represents) {
  /** @type {import("./types.js").Fields} */
  const fields = {};
  /** @type {Person["from"]} */
  const from = {};
  for (const found of group) {
    const clean = cleaned(found.fields, base);
    for (const name of FIELDS) {
      if (clean[name] === undefined) continue;
      if (fields[name] === undefined) {
        Object.assign(fields, { [name]: clean[name] });
        from[name] = found.source;
      } else if (name === "links") {
        fields.links = [...(fields.links ?? []), ...(clean.links ?? [])];
      }
    }
  }
  // the page's own address comes with every capture
  fields.links = fields.links?.filter((link) => keyOf(link.url) !== key);
  if (!fields.links?.length) delete from.links;
  const reader = group.find((each) => each.reader)?.reader ?? "";
  return { fields: cleaned(fields, base), from, reader, reader_version: version, represents };
}

/**
 * @param {Found[]} found
 * @returns {Found[][]}
 */
function grouped(found) {
  /** @type {Map<string, Found[]>} */
  const groups = new Map();
  for (const each of found) {
    const key = nameKey(each.fields.name ?? "");
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].slice(0, MOST);
}

/**
 * A group with all else that was found under its name, and what heading and preview say if they name nobody else.
 *
 * @param {Found[]} group
 * @param {Found[]} named
 * @param {Found[]} weak
 */
function withMore(group, named, weak) {
  const name = group[0]?.fields.name ?? weak[0]?.fields.name;
  const more = named.filter((each) => !group.includes(each) && sameName(each.fields.name, name));
  return [...group, ...more, ...weak.filter((each) => !each.fields.name || sameName(each.fields.name, name))];
}
