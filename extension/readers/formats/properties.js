/**
 * What structured data says, as bags of properties: the same for JSON-LD and microdata, and safe from names like
 * `__proto__`, since a bag is a Map.
 *
 * @typedef {Map<string, Value[]>} Bag
 * @typedef {string | Bag} Value
 */

/** Every bag's types stand under this name, without their vocabulary's address. */
export const TYPE = "@type";

/**
 * The first text of a property: its own, or the name of what it is.
 *
 * @param {Value | undefined} bag
 * @param {...string} names
 */
export function textIn(bag, ...names) {
  for (const name of names) {
    for (const value of valuesIn(bag, name)) {
      const text = typeof value === "string" ? value : (stringsIn(value, "name")[0] ?? "");
      if (isTold(text)) return text;
    }
  }
  return "";
}

/**
 * The plain texts of a property.
 *
 * @param {Value | undefined} bag
 * @param {string} name
 */
export function stringsIn(bag, name) {
  return valuesIn(bag, name)
    .filter((value) => typeof value === "string" && isTold(value))
    .map(String);
}

/**
 * @param {Value | undefined} bag
 * @param {string} name
 * @returns {Value[]}
 */
export function valuesIn(bag, name) {
  return bag instanceof Map ? (bag.get(name) ?? []) : [];
}

/**
 * @param {Value | undefined} bag
 * @param {RegExp} type
 */
export function isOf(bag, type) {
  return valuesIn(bag, TYPE).some((name) => typeof name === "string" && type.test(name));
}

/**
 * A type's bare name: `Person` of `https://schema.org/Person` and of `schema:Person`.
 *
 * @param {string} type
 */
export function bareType(type) {
  return type.slice(0, 200).split(/[/#:]/).pop() ?? "";
}

/**
 * Whether a text says something; sites put asterisks where a visitor without an account may not look.
 *
 * @param {string} text
 */
function isTold(text) {
  return Boolean(text.trim()) && !text.includes("***");
}
