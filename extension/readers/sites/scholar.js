/** An author's profile on Google Scholar. */

import { profileOf } from "../canonical.js";
import { domainOf } from "../page.js";
import { all, attribute, first, lineOf } from "../text.js";

const SOURCE = "the profile on Google Scholar";

/** @type {import("../types.js").SiteReader} */
export const scholar = {
  name: "scholar",
  version: "1",
  knows: (page) => profileOf(page.href).startsWith("https://scholar.google.com/"),
  read(place) {
    const { document } = place;
    const name = lineOf(first(document, "#gsc_prf_in"), 300);
    if (!name) return [];
    const line = first(document, ".gsc_prf_il:not(#gsc_prf_ivh):not(#gsc_prf_int)");
    const verified = first(document, "#gsc_prf_ivh");
    const domain = /(?:[\w-]+\.)+[a-z]{2,}/i.exec(lineOf(verified, 200))?.[0] ?? "";
    const interests = all(document, "#gsc_prf_int a", 20)
      .map((each) => lineOf(each, 100))
      .filter(Boolean);
    const homes = verified ? all(verified, "a[href]", 3) : [];
    const fields = {
      name,
      ...affiliationIn(line),
      about: interests.length ? `Interests: ${interests.join(", ")}` : "",
      links: homes.map((each) => ({ rel: "website", url: attribute(each, "href") })),
    };
    const companyPage = domain && domainOf(`https://${domain}/`) ? `https://${domain}/` : "";
    return [{ fields, source: SOURCE, role: "main", companyPage }];
  },
};

/**
 * `Professor of Botany, University of Hooli` in its parts where the site links the employer; else as it stands.
 *
 * @param {Element | null} line
 */
function affiliationIn(line) {
  const whole = lineOf(line, 500);
  const company = lineOf(line && first(line, "a"), 300);
  if (!company) return { headline: whole };
  const before = whole.slice(0, whole.indexOf(company)).replace(/[\s,;–-]+$/, "");
  return {
    company,
    title: before.replace(/,? (?:at|in|of)$/, ""),
    headline: before ? "" : whole === company ? "" : whole,
  };
}
