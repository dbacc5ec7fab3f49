/** An organisation on GitHub: its people to choose from, and its own site. */

import { webAddress } from "../clean.js";
import { profileOf } from "../canonical.js";
import { all, attribute, first, lineOf } from "../text.js";

const SOURCE = "the organisation's page on GitHub";
const MOST = 100;

/** @type {import("../types.js").SiteReader} */
export const githubOrganisation = {
  name: "github-organisation",
  version: "1",
  knows: (page, { document }) =>
    page.hostname === "github.com" &&
    (/^\/orgs\/[^/]+\/(?:people|members)/.test(page.pathname) || organisationIn(document) !== null),
  read(place) {
    const { document, base } = place;
    const organisation = organisationIn(document);
    const company = lineOf(organisation && first(organisation, '[itemprop="name"], h1'), 300);
    const site = organisation && first(organisation, '[itemprop="url"]');
    const companyPage = site
      ? webAddress(attribute(site, "href") || attribute(first(site, "a[href]") ?? site, "href"), base)
      : "";
    return peopleIn(place).map(({ name, url }) => ({
      fields: { name, company, links: [{ rel: "profile", url }] },
      source: SOURCE,
      role: "listed",
      companyPage,
    }));
  },
};

/**
 * Those the page shows: in its list of people with their names, on its front page by their accounts.
 *
 * @param {import("../types.js").Place} place
 */
function peopleIn({ document, base }) {
  const rows = all(document, ".member-list-item, [data-test-selector='people-list-item'], a.member-avatar", MOST);
  return rows.flatMap((row) => {
    const anchors = row.tagName === "A" ? [row] : all(row, "a[href]", 10);
    const person = anchors.find((each) => profileOf(webAddress(attribute(each, "href"), base)));
    if (!person) return [];
    const url = profileOf(webAddress(attribute(person, "href"), base));
    const names = anchors
      .filter((each) => webAddress(attribute(each, "href"), base).toLowerCase() === url)
      .map((each) => lineOf(each, 200));
    return [
      { name: names.find((each) => each && !each.startsWith("@")) || url.replace("https://github.com/", ""), url },
    ];
  });
}

/** @param {Document} document */
function organisationIn(document) {
  return first(document, '[itemscope][itemtype$="schema.org/Organization"]');
}
