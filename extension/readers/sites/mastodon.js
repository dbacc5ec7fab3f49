/** A person's account on Mastodon, or on a server that shows accounts as Mastodon does. */

import { feedsOf } from "../page.js";
import { pronounsIn } from "../names.js";
import { all, attribute, first, lineOf, meta, textOf } from "../text.js";

const SOURCE = "the profile on Mastodon";
const ACCOUNT = /^\/@[^/]+\/?(?:with_replies|media|featured|about)?\/?$/;
const PLACE = /^(?:location|place|city|based in|lives in|ort|wohnort|lieu|ville|lugar|local)$/i;

/** @type {import("../types.js").SiteReader} */
export const mastodon = {
  name: "mastodon",
  version: "1",
  knows: (page, { document }) => ACCOUNT.test(page.pathname) && isMastodon(document),
  read(place) {
    const { document } = place;
    const name = nameIn(document, place.title);
    if (!name) return [];
    const rows = all(
      document,
      ".account__header__fields dl, .account__header .account-fields dl, dl.account-field",
      20,
    ).map((row) => ({ label: lineOf(first(row, "dt"), 100), value: first(row, "dd") }));
    const told = (/** @type {RegExp} */ label) => lineOf(rows.find((row) => label.test(row.label))?.value, 300);
    const marked = rows.flatMap(({ value }) => (value ? all(value, 'a[rel~="me"][href]', 3) : []));
    const fields = {
      name,
      about:
        textOf(first(document, ".account__header__content, .account__header .p-note")) ||
        bioIn(meta(document, "og:description")),
      pronouns: pronounsIn(told(/^pronouns$/i)),
      location: told(PLACE),
      links: marked.map((each) => ({ rel: "me", url: attribute(each, "href") })),
      feeds: feedsOf(place),
    };
    return [{ fields, source: SOURCE, role: "main" }];
  },
};

/** @param {Document} document */
function isMastodon(document) {
  const marks = '#mastodon, #initial-state, .account__header, link[rel="alternate"][type="application/activity+json"]';
  return (
    first(document, marks) !== null &&
    (meta(document, "profile:username") !== "" || first(document, ".account__header") !== null)
  );
}

/**
 * @param {Document} document
 * @param {string} title
 */
function nameIn(document, title) {
  const shown = first(
    document,
    ".account__header__tabs__name h1 bdi, .account__header__tabs__name h1 > span, .public-account-header__tabs__name h1",
  );
  const told = meta(document, "og:title") || title;
  const name = shown ? (lineOf(shown, 300).split(" @")[0] ?? "") : (told.split(/\s*\(@/)[0] ?? "");
  // custom emoji are pictures with a word between colons
  return name.replace(/:\w+:/g, " ").trim() || meta(document, "profile:username").split("@")[0] || "";
}

/**
 * A description without the counts that old servers put before it.
 *
 * @param {string} text
 */
function bioIn(text) {
  return text.replace(/^[\d.,]+[KM]? \p{L}+, [\d.,]+[KM]? \p{L}+, [\d.,]+[KM]? \p{L}+\s*·\s*/u, "");
}
