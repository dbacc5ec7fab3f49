/** A record on ORCID: the page as it is now, and as it was until 2020. */

import { profileOf } from "../canonical.js";
import { all, attribute, first, lineOf, linesOf, meta, textOf } from "../text.js";

/** @typedef {import("../types.js").Position} Position */

const SOURCE = "the record on ORCID";
const ID = /\d{4}-\d{4}-\d{4}-\d{3}[\dX]/;
const SPAN = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)\s+(?:to|-|–)\s+(\d{4}(?:-\d{2}(?:-\d{2})?)?|present)\s*(?:\|\s*(.*))?$/i;

/** @type {import("../types.js").SiteReader} */
export const orcid = {
  name: "orcid",
  version: "1",
  knows: (page) => profileOf(page.href).startsWith("https://orcid.org/"),
  read(place) {
    const { document } = place;
    const name = nameIn(document, place.title);
    if (!name) return [];
    const employments = positionsIn(document, /^employment/i);
    const present = employments.find((each) => !each.to);
    const fields = {
      name,
      title: present?.title ?? "",
      company: present?.company ?? "",
      location: lineOf(panel(document, /^country|^countries/i), 200),
      about: textOf(panel(document, /^biography/i)),
      emails: linesOf(panel(document, /^e-?mails?$/i)).filter((each) => each.includes("@")),
      links: linksIn(document),
      positions: employments.length > 1 || employments.some((each) => each.from) ? employments : [],
      education: positionsIn(document, /^education/i).map(({ title, company, from, to }) => ({
        school: company,
        degree: title,
        from,
        to,
      })),
    };
    return [{ fields, source: SOURCE, role: "main" }];
  },
};

/**
 * @param {Document} document
 * @param {string} title
 */
function nameIn(document, title) {
  const shown = lineOf(first(document, ".published-name, h2.full-name, .full-name"), 300);
  const told = [title, meta(document, "og:title")].find((each) => ID.test(each)) ?? "";
  return shown || (told.split(/\s*\(/)[0] ?? "").trim();
}

/**
 * What stands under a heading: in the element marked as its body, or in the rest of its panel.
 *
 * @param {Document} document
 * @param {RegExp} heading
 */
function panel(document, heading) {
  const head = all(document, "h2, h3, h4, .workspace-title", 60).find((each) => heading.test(lineOf(each, 100)));
  const around = head?.closest("app-panel, section, .workspace-section, .workspace-accordion-item");
  return around
    ? (first(around, "[body], .body, .workspace-section-content, .workspace-accordion-content") ?? null)
    : null;
}

/**
 * Affiliations: where, and on the lines below since when and as what.
 *
 * @param {Document} document
 * @param {RegExp} heading
 * @returns {Position[]}
 */
function positionsIn(document, heading) {
  const lines = linesOf(panel(document, heading));
  return lines.flatMap((each, at) => {
    const span = SPAN.exec(each);
    if (!span) return [];
    const [, from = "", until = "", rest = ""] = span;
    const title = rest.replace(/\s*\([^()]*\)$/, "").replace(/^\|\s*/, "");
    const company = (lines[at - 1] ?? "").split(":")[0] ?? "";
    return [{ title, company, from, to: until.toLowerCase() === "present" ? "" : until }];
  });
}

/** @param {Document} document */
function linksIn(document) {
  const body = panel(document, /^websites?\b/i);
  const marked = all(document, '.workspace-section a[rel~="me"][href]', 50);
  const anchors = [...(body ? all(body, "a[href]", 50) : []), ...marked];
  return anchors.map((each) => ({ rel: "me", url: attribute(each, "href") }));
}
