/**
 * One address for every way a page's address is written, and the key by which the desk knows that page.
 *
 * Both agree with the desk's own rules; tests/readers/addresses.json holds the pairs that its tests and ours share.
 */

import { isLinkedin, linkedinAddress, linkedinKey } from "./linkedin-address.js";
import { profileAddress } from "./profile-sites.js";

/** The most characters a capture's address may have. */
const LONGEST = 2_000;
const LONGEST_KEY = 300; // bytes; of a longer one the desk keeps a digest
const TRACKING = new RegExp(
  "^(?:utm_\\w+|_(?:ga|gl|hsenc|hsmi|openstat)|(?:fb|g|d|ms|tw|tt|y)clid|li_fat_id|igshid|igsh|[gw]braid|mc_[ce]id" +
    "|mkt_tok|trk\\w*|lipi|licu|ref_(?:src|url)|vero_id|oly_(?:anon|enc)_id|rb_clickid|wickedid|spm)$",
  "i",
);

/**
 * The address of a page without what is not part of it: fragment, tracking, credentials; of a profile on a known site
 * its one address. Empty for what is no web page, or too long to be kept.
 *
 * @param {string} url
 * @returns {string}
 */
export function canonical(url) {
  const profile = linkedinAddress(url);
  if (profile) return profile;
  const page = webPage(url);
  if (!page) return "";
  const known = profileAddress(page);
  if (known) return known;
  page.hash = page.username = page.password = "";
  if (page.search) page.search = withoutTracking(page.search);
  if (page.href.length > LONGEST) page.search = "";
  return page.href.length > LONGEST ? "" : page.href;
}

/**
 * What the desk calls a page: the slug of a LinkedIn profile, else host, path and query. Two addresses of one page have
 * one key. Empty where `canonical` is, and for very long addresses.
 *
 * @param {string} url
 * @returns {string}
 */
export function keyOf(url) {
  const address = canonical(url);
  const profile = linkedinKey(address);
  if (profile || !address) return profile;
  const bare = address.replace(/^https?:\/\/(?:www\.)?/i, "").replace(/\/+$/, "");
  return new TextEncoder().encode(bare).length > LONGEST_KEY ? "" : bare;
}

/**
 * The address of a person's profile on a site that is known, or empty.
 *
 * @param {string} url
 * @returns {string}
 */
export function profileOf(url) {
  const page = webPage(url);
  return linkedinAddress(url) || (page && !isLinkedin(url) ? profileAddress(page) : "");
}

/**
 * @param {string} url
 * @returns {URL | null}
 */
export function webPage(url) {
  if (!/^\s*https?:/i.test(url)) return null;
  try {
    const page = new URL(url);
    return page.protocol.startsWith("http") && page.hostname ? page : null;
  } catch {
    return null;
  }
}

/** @param {string} search */
function withoutTracking(search) {
  const kept = search
    .slice(1)
    .split("&")
    .filter((part) => part && !TRACKING.test(part.split("=", 1)[0] ?? ""));
  return kept.join("&");
}
