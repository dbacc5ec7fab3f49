/** What a page says about itself, whoever is on it. */

import { canonical, keyOf, profileOf, webPage } from "./canonical.js";
import { LIMITS, cleanedLinks, line, webAddress } from "./clean.js";
import { all, attribute, first } from "./text.js";

const FEED = /^application\/(?:(?:rss|atom|rdf)\+xml|feed\+json)\b/i;
/** Feeds of what others say below a page. */
const REMARKS = /comments|replies/i;
const MOST_ANCHORS = 10_000;
const MAY_BE_PROFILE = new RegExp(
  "//[^/?#]*(?:linkedin|github|twitter|xing|meetup|sessionize|overflow|exchange|serverfault|superuser|askubuntu|x)\\.(?:com|net)" +
    "|//orcid\\.org/|//bsky\\.app/|//scholar\\.google\\.|//[^/?#]+/@",
  "i",
);
const SHARED_HOSTS = new RegExp(
  "(?:^|\\.)(?:linkedin|facebook|instagram|twitter|x|youtube|github|gitlab|crunchbase|glassdoor|xing|medium|google" +
    "|wikipedia|wikidata|bsky|linktr|tiktok|substack)\\.(?:com|org|app|ee)$",
);

/**
 * Where a document lies, and what is known before anybody reads it.
 *
 * @param {Document} document
 * @param {string} url
 * @param {import("./types.js").Options} options
 * @returns {import("./types.js").Place}
 */
export function placeOf(document, url, options) {
  const title = options.title ?? first(document, "title")?.textContent ?? "";
  return {
    document,
    url: webPage(url)?.href ?? "",
    base: baseOf(document, url),
    key: keyOf(ownAddress(document, url)),
    title: titleOf(title),
    selection: line(options.selection ?? "", LIMITS.selection),
  };
}

/**
 * A title without the number of unread things that sites write before it.
 *
 * @param {string} title
 */
export function titleOf(title) {
  return line(title, LIMITS.page_title).replace(/^\(\d+\+?\)\s+/, "");
}

/**
 * @param {import("./types.js").Place} place
 * @returns {import("./types.js").PageFacts}
 */
export function factsOf(place) {
  const { document, url, title } = place;
  return { url: ownAddress(document, url), title, feeds: feedsOf(place), links: linksOf(place), company_domain: "" };
}

/**
 * The feeds a page offers, without those of comments.
 *
 * @param {import("./types.js").Place} place
 */
export function feedsOf({ document, base }) {
  const links = all(document, 'link[rel~="alternate"][type][href]', 100);
  const feeds = links
    .filter((each) => FEED.test(attribute(each, "type")))
    .filter((each) => !REMARKS.test(`${attribute(each, "title")} ${attribute(each, "href")}`))
    .map((each) => webAddress(attribute(each, "href"), base));
  return [...new Set(feeds.filter(Boolean))].slice(0, LIMITS.feeds);
}

/**
 * The links that the page marks as the same person's.
 *
 * @param {import("./types.js").Place} place
 */
export function markedLinks({ document, base, key }) {
  const marked = all(document, 'a[rel~="me"][href], link[rel~="me"][href], area[rel~="me"][href]', 200);
  const links = cleanedLinks(
    marked.map((each) => ({ rel: "me", url: attribute(each, "href") })),
    base,
  );
  return links.filter((link) => keyOf(link.url) !== key);
}

/**
 * An organisation's domain in an address, or empty where the address is on a site that many share.
 *
 * @param {string} url
 */
export function domainOf(url) {
  const host = webPage(url)?.hostname.replace(/^www\./, "") ?? "";
  return host.includes(".") && !/^[\d.]+$/.test(host) && !SHARED_HOSTS.test(host) ? host : "";
}

/** @param {import("./types.js").Place} place */
function linksOf(place) {
  const anchors = new Set(all(place.document, "a[href]", MOST_ANCHORS).map((each) => attribute(each, "href")));
  /** @type {Set<string>} */
  const profiles = new Set();
  for (const href of anchors) {
    if (profiles.size >= LIMITS.links) break;
    // taking an address apart costs more than all else here, and most are the site's own
    if (href.length > LIMITS.url || !MAY_BE_PROFILE.test(href)) continue;
    const profile = profileOf(webAddress(href, place.base));
    if (profile) profiles.add(profile);
  }
  const found = [...profiles].map((url) => ({ rel: "seen", url }));
  const links = cleanedLinks([...markedLinks(place), ...found], place.base);
  return links.filter((link) => keyOf(link.url) !== place.key);
}

/**
 * The page's own address, canonical: what it says itself counts on the same site only, and not where it names the front
 * page for a page below, as sites do that were set up wrong.
 *
 * @param {Document} document
 * @param {string} url
 */
function ownAddress(document, url) {
  const page = webPage(url);
  if (!page || profileOf(url)) return canonical(url);
  const href = attribute(first(document, 'link[rel~="canonical"][href]') ?? document.documentElement, "href");
  const said = webPage(webAddress(href, baseOf(document, url)));
  if (!said || said.origin !== page.origin) return canonical(url);
  if (said.pathname === "/" && page.pathname !== "/") return canonical(url);
  return canonical(said.href) || canonical(url);
}

/**
 * @param {Document} document
 * @param {string} url
 */
function baseOf(document, url) {
  const href = first(document, "base[href]")?.getAttribute("href") ?? "";
  const page = webPage(url)?.href ?? "";
  return (href && webAddress(href, page)) || page;
}
