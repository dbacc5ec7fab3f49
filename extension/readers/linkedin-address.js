/** LinkedIn's profile addresses, by the same rules as the desk's: one key for every way one is written. */

const HOST = /^(?:https?:)?(?:\/\/)?(?:[a-z0-9-]{1,20}\.){0,2}linkedin\.com(?::\d{1,5})?\//i;
const NOBODY = new Set(["me", "unavailable", "edit"]);
const LONGEST = 2_000;
const LONGEST_SLUG = 300;
/** What LinkedIn gives members who chose no name: not a word, so that its capitals count. */
const MEMBER = /^AC[ow]AA/;

/**
 * The slug of a profile's address as the desk compares slugs, or empty for what is no profile.
 *
 * @param {string} url
 */
export function linkedinKey(url) {
  const key = slugKey(slugOf(url));
  return NOBODY.has(key) ? "" : key;
}

/**
 * The one address of a profile, or empty for what is no profile.
 *
 * @param {string} url
 */
export function linkedinAddress(url) {
  const slug = unquoted(slugOf(url)).normalize("NFC");
  const key = linkedinKey(url);
  if (!key) return "";
  return `https://www.linkedin.com/in/${encodeURIComponent((MEMBER.test(slug) ? slug : key).toWellFormed())}`;
}

/** @param {string} url */
export function isLinkedin(url) {
  return HOST.test(url);
}

/** @param {string} url */
function slugOf(url) {
  const text = url.trim();
  const host = HOST.exec(text);
  if (!host || text.length > LONGEST) return "";
  const path = text.slice(host[0].length).split(/[?#]/, 1)[0] ?? "";
  let parts = path.split("/").filter(Boolean);
  if (parts[0] === "mwlite") parts = parts.slice(1);
  const [section = "", slug = "", low, middle, high] = parts;
  if (section.toLowerCase() === "pub" && low && middle && high)
    return `${slug}-${high}${middle.padStart(3, "0")}${low}`;
  return ["in", "pub"].includes(section.toLowerCase()) ? slug : "";
}

/** @param {string} slug */
function slugKey(slug) {
  if (slug.length > LONGEST_SLUG * 3) return "";
  const plain = [...unquoted(slug)].slice(0, LONGEST_SLUG).join("").normalize("NFC");
  return folded(plain).normalize("NFC").trim();
}

/**
 * Text with %XX read as UTF-8; as it is where that gives no text.
 *
 * @param {string} text
 */
function unquoted(text) {
  if (!text.includes("%")) return text;
  /** @type {number[]} */
  const bytes = [];
  const coder = new TextEncoder();
  for (const part of text.split(/(%[0-9A-Fa-f]{2})/)) {
    if (/^%[0-9A-Fa-f]{2}$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 16));
    else bytes.push(...coder.encode(part));
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
  } catch {
    return text;
  }
}

/**
 * Full case folding, which JavaScript has no name for: `ß` is `ss`, `ς` is `σ`. Dotless `ı` is a letter of its own, and
 * Cherokee folds to capitals.
 *
 * @param {string} text
 */
function folded(text) {
  return Array.from(text, (character) => {
    if (character === "ı") return character;
    if (/\p{Script=Cherokee}/u.test(character)) return character.toUpperCase();
    return character.toUpperCase().toLowerCase();
  }).join("");
}
