/**
 * What leaves the readers: plain text within the desk's limits, and web addresses a click may safely follow.
 *
 * A page is written by others and may be written to hurt. So nothing is passed on as it was found: `cleaned` builds
 * each person anew from the fields that a capture has, and from nothing else.
 */

import { canonical, keyOf, webPage } from "./canonical.js";

/** The most characters of a text, and the most entries of a list, as the desk's description of a capture says. */
export const LIMITS = Object.freeze({
  page_title: 500,
  selection: 20_000,
  reader: 60,
  reader_version: 60,
  url: 2_000,
  name: 300,
  headline: 500,
  title: 300,
  company: 300,
  location: 300,
  about: 10_000,
  pronouns: 60,
  email: 320,
  phone: 100,
  feed: 2_000,
  rel: 60,
  from: 40,
  to: 40,
  school: 300,
  degree: 300,
  emails: 20,
  phones: 20,
  links: 50,
  feeds: 20,
  positions: 100,
  education: 50,
});

/** The most bytes of one person: with selection and note beside it a capture stays under the desk's 256 kB. */
export const LARGEST = 150_000;

/** Characters that show nothing and change how what stands beside them is shown or compared. */
const UNSEEN = new RegExp(
  "[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164" +
    "\\ufeff\\uffa0\\ufff9-\\uffff\\u{e0000}-\\u{e007f}]",
  "gu",
);
/** Joiners belong inside words of Persian, Hindi and others; in a row, or at an end, they are only unseen. */
const JOINERS = /(?<=[\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?=\s|$)|(?<=^|\s)[\u200c\u200d]+/gu;
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;
const LINE_END = /\r\n?|[\n\v\f\u2028\u2029]/g;
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@(?:[^\s@.<>()[\]\\,;:"/]+\.)+[^\s@.<>()[\]\\,;:"/\d]{2,}$/;
const LISTS = /** @type {const} */ (["positions", "education", "links", "feeds", "phones", "emails"]);

/**
 * One line of plain text: no control characters, no unseen ones, blanks as one space; empty for what is no text.
 *
 * @param {unknown} value
 * @param {number} most  Characters.
 */
export function line(value, most) {
  return cut(plain(value, most).replace(/\s+/gu, " ").trim(), most);
}

/**
 * Plain text in paragraphs, which at most one empty line parts.
 *
 * @param {unknown} value
 * @param {number} most  Characters.
 */
export function paragraphs(value, most) {
  const lines = plain(value, most).replace(LINE_END, "\n").split("\n");
  const text = lines.map((each) => each.replace(/\s+/gu, " ").trim()).join("\n");
  return cut(text.replace(/\n{3,}/g, "\n\n").trim(), most);
}

/**
 * An absolute address on http or https without credentials, or empty.
 *
 * @param {unknown} value
 * @param {string} base  What it may be relative to; empty for nothing.
 */
export function webAddress(value, base = "") {
  if (typeof value !== "string" || value.length > LIMITS.url * 2) return "";
  const text = value.trim();
  // an address is ASCII or letters; whoever hides something in one is up to something
  if (text.search(UNSEEN) >= 0) return "";
  /** @type {URL | null} */
  let page = null;
  try {
    page = base ? new URL(text, base) : new URL(text);
  } catch {
    return "";
  }
  if (!text || !webPage(page.href)) return "";
  page.username = page.password = "";
  return page.href.length > LIMITS.url ? "" : page.href;
}

/**
 * An e-mail address, also of a `mailto:` link, or empty.
 *
 * @param {unknown} value
 */
export function emailAddress(value) {
  if (typeof value !== "string" || value.length > LIMITS.email * 4) return "";
  const bare =
    line(value, LIMITS.email * 4)
      .replace(/^mailto:/i, "")
      .split("?", 1)[0] ?? "";
  const text = line(decoded(bare), LIMITS.email + 1);
  return text.length <= LIMITS.email && EMAIL.test(text) ? text : "";
}

/**
 * A telephone number as written, also of a `tel:` link, or empty.
 *
 * @param {unknown} value
 */
export function phoneNumber(value) {
  const text = line(decoded(line(value, LIMITS.phone + 8).replace(/^tel:/i, "")), LIMITS.phone);
  const digits = text.replace(/\D/g, "").length;
  return /^[\d\s+().\-/;a-z=,#*]+$/i.test(text) && digits >= 5 && digits <= 20 ? text : "";
}

/**
 * The fields of a capture, made anew and nothing but them. Empty fields are left out.
 *
 * @param {import("./types.js").Fields} found
 * @param {string} base  The page's address.
 * @returns {import("./types.js").Fields}
 */
export function cleaned(found, base) {
  /** @type {import("./types.js").Fields} */
  const fields = {};
  for (const name of /** @type {const} */ (["name", "headline", "title", "company", "location", "pronouns"])) {
    const text = line(found[name], LIMITS[name]);
    if (text) fields[name] = text;
  }
  const about = paragraphs(found.about, LIMITS.about);
  if (about) fields.about = about;
  const lists = {
    emails: unique(list(found.emails).map(emailAddress), (email) => email.toLowerCase()),
    phones: unique(list(found.phones).map(phoneNumber), (phone) => phone.replace(/\D/g, "")),
    links: cleanedLinks(found.links, base),
    feeds: unique(
      list(found.feeds).map((feed) => webAddress(feed, base)),
      String,
    ),
    positions: list(found.positions)
      .map(position)
      .filter((each) => each.title || each.company),
    education: list(found.education)
      .map(schooling)
      .filter((each) => each.school || each.degree),
  };
  for (const name of LISTS) {
    if (lists[name].length) Object.assign(fields, { [name]: lists[name].slice(0, LIMITS[name]) });
  }
  return fitted(fields);
}

/**
 * Links on http or https as canonical addresses, each page once, under the first word it came with.
 *
 * @param {unknown} links
 * @param {string} base
 * @returns {import("./types.js").Link[]}
 */
export function cleanedLinks(links, base) {
  const found = list(links).map((link) => ({
    rel: line(own(link, "rel"), LIMITS.rel),
    url: canonical(webAddress(own(link, "url"), base)),
  }));
  return unique(
    found.filter((link) => link.url),
    (link) => keyOf(link.url) || link.url,
  ).slice(0, LIMITS.links);
}

/**
 * A property that an object has itself: never one of its prototype's.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {unknown}
 */
export function own(value, name) {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return /** @type {Record<string, unknown>} */ (value)[name];
}

/** @param {unknown} value */
function position(value) {
  return {
    title: line(own(value, "title"), LIMITS.title),
    company: line(own(value, "company"), LIMITS.company),
    from: line(own(value, "from"), LIMITS.from),
    to: line(own(value, "to"), LIMITS.to),
  };
}

/** @param {unknown} value */
function schooling(value) {
  return {
    school: line(own(value, "school"), LIMITS.school),
    degree: line(own(value, "degree"), LIMITS.degree),
    from: line(own(value, "from"), LIMITS.from),
    to: line(own(value, "to"), LIMITS.to),
  };
}

/**
 * @param {unknown} value
 * @param {number} most
 */
function plain(value, most) {
  if (typeof value !== "string") return "";
  // what is longer was never text about a person, and must not cost time
  const start = value.slice(0, most * 8 + 1_000).toWellFormed();
  return start.replace(UNSEEN, "").replace(CONTROL, "").replace(JOINERS, "").normalize("NFC");
}

/**
 * The first `most` characters, with no half of one at the end.
 *
 * @param {string} text
 * @param {number} most
 */
function cut(text, most) {
  if (text.length <= most) return text;
  const start = text.slice(0, most - 1);
  return `${(/[\ud800-\udbff]$/.test(start) ? start.slice(0, -1) : start).trimEnd()}…`;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * @param {unknown} value
 * @returns {unknown[]}
 */
function list(value) {
  return Array.isArray(value) ? value.slice(0, 500) : [];
}

/**
 * @template T
 * @param {T[]} values
 * @param {(value: T) => string} keyed
 */
function unique(values, keyed) {
  /** @type {Map<string, T>} */
  const seen = new Map();
  for (const value of values) {
    if (value && !seen.has(keyed(value))) seen.set(keyed(value), value);
  }
  return [...seen.values()];
}

/**
 * Fields that weigh no more than a capture may: the longest list gives up its last half until they do.
 *
 * @param {import("./types.js").Fields} fields
 */
function fitted(fields) {
  while (bytes(fields) > LARGEST) {
    const heaviest = [...LISTS].sort((one, other) => bytes(fields[other]) - bytes(fields[one]))[0] ?? "links";
    const shorter = (fields[heaviest] ?? []).slice(0, Math.floor((fields[heaviest] ?? []).length / 2));
    if (shorter.length) Object.assign(fields, { [heaviest]: shorter });
    else delete fields[heaviest];
  }
  return fields;
}

/** @param {unknown} value */
function bytes(value) {
  return new TextEncoder().encode(JSON.stringify(value) ?? "").length;
}
