/** Sites where one address is one person's, and the form in which that address is kept. */

const GITHUB_PAGES = new Set(
  (
    "about account apps blog codespaces collections contact dashboard discussions enterprise events " +
    "explore features issues join login logout marketplace mobile new notifications orgs organizations pricing pulls " +
    "readme search security sessions settings signup site sponsors stars team topics trending users"
  ).split(" "),
);
const X_PAGES = new Set(
  "compose explore hashtag home i intent jobs login messages notifications search settings share signup tos".split(" "),
);
const SESSIONIZE_PAGES = new Set("api app blog login playbook pricing speakers-directory".split(" "));
const EXCHANGES = /(^|\.)(stackoverflow|stackexchange|serverfault|superuser|askubuntu)\.com$|(^|\.)mathoverflow\.net$/;
const ORCID = /^\/(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])(?:\/|$)/;
const MEETUP = /^(?:\/[^/]+)?\/members\/(\d+)(?:\/|$)/;
/** The parts of a Mastodon account that are tabs of the same page. */
const TABS = /^(\/@[^/@]+)(?:\/(?:with_replies|media|featured|about))?\/?$/;

/**
 * The kept address of a person's page on a site that is known, or empty for any other page.
 *
 * @param {URL} page  On http or https.
 */
export function profileAddress(page) {
  const host = page.hostname.replace(/^(?:www|m|mobile)\./, "");
  const named = BY_HOST.get(host)?.(page.pathname) ?? "";
  return named || byShape(page, host);
}

/** @type {Map<string, (path: string) => string>} */
const BY_HOST = new Map([
  ["github.com", (path) => single(path, "https://github.com/", /^[a-z\d][a-z\d-]{0,38}$/, GITHUB_PAGES)],
  ["x.com", (path) => onX(path)],
  ["twitter.com", (path) => onX(path)],
  ["sessionize.com", (path) => single(path, "https://sessionize.com/", /^[a-z\d][\w.-]*$/, SESSIONIZE_PAGES)],
  ["orcid.org", (path) => after(path, ORCID, (id) => `https://orcid.org/${id.toUpperCase()}`)],
  [
    "bsky.app",
    (path) => after(path, /^\/profile\/([^/]+)\/?$/, (id) => `https://bsky.app/profile/${id.toLowerCase()}`),
  ],
  [
    "xing.com",
    (path) => after(path, /^\/profile\/([^/]+)/, (id) => `https://www.xing.com/profile/${id.toLowerCase()}`),
  ],
  ["meetup.com", (path) => after(path, MEETUP, (id) => `https://www.meetup.com/members/${id}`)],
]);

/** @param {string} path */
function onX(path) {
  return single(path.replace(/^\/@/, "/"), "https://x.com/", /^\w{1,15}$/, X_PAGES);
}

/**
 * @param {URL} page
 * @param {string} host
 */
function byShape(page, host) {
  if (EXCHANGES.test(host)) {
    return after(page.pathname, /^\/users\/(\d+)(?:\/|$)/, (id) => `https://${host}/users/${id}`);
  }
  if (/^scholar\.google\.[a-z]{2,3}(?:\.[a-z]{2})?$/.test(host) && page.pathname === "/citations") {
    const user = page.searchParams.get("user") ?? "";
    return /^[\w-]{6,20}$/.test(user) ? `https://scholar.google.com/citations?user=${user}` : "";
  }
  return after(page.pathname, TABS, (account) => `${page.origin}${account}`);
}

/**
 * @param {string} path
 * @param {string} site
 * @param {RegExp} shape
 * @param {Set<string>} others  Names that are the site's own pages.
 */
function single(path, site, shape, others) {
  const name = path.replace(/^\/|\/$/g, "").toLowerCase();
  return shape.test(name) && !others.has(name) ? `${site}${name}` : "";
}

/**
 * @param {string} path
 * @param {RegExp} shape
 * @param {(part: string) => string} address
 */
function after(path, shape, address) {
  const part = shape.exec(path)?.[1];
  return part ? address(part) : "";
}
