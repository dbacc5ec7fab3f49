/** A speaker's profile on Sessionize. */

import { profileOf } from "../canonical.js";
import { parted } from "../formats/people-cards.js";
import { all, attribute, first, lineOf, meta, textOf } from "../text.js";

const SOURCE = "the speaker's profile on Sessionize";
const TITLE = /^(.+?)(?:['’]s)?\s+(?:-\s+)?Speaker Profile @ Sessionize/i;

/** @type {import("../types.js").SiteReader} */
export const sessionize = {
  name: "sessionize",
  version: "1",
  knows: (page) => profileOf(page.href).startsWith("https://sessionize.com/"),
  read(place) {
    const { document } = place;
    const told = TITLE.exec(meta(document, "og:title") || place.title)?.[1] ?? "";
    const name = lineOf(first(document, ".c-s-speaker-info__name"), 300) || told;
    if (!name) return [];
    const tagline = lineOf(first(document, ".c-s-speaker-info__tagline"), 500);
    const [title, company] = parted(tagline);
    const links = all(document, ".c-s-links__link[href]", 60);
    const fields = {
      name,
      headline: tagline,
      ...(company ? { title, company } : {}),
      location: lineOf(first(document, ".c-s-speaker-info__location"), 300),
      about: textOf(first(document, ".c-s-speaker-info__bio")),
      links: links.flatMap((each) => linkOf(each, place)),
    };
    return [{ fields, source: SOURCE, role: "main" }];
  },
};

/**
 * A link under the word it stands under; the employer's site is none of the person's.
 *
 * @param {Element} anchor
 * @param {import("../types.js").Place} place
 */
function linkOf(anchor, place) {
  const label = lineOf(anchor, 100);
  const url = attribute(anchor, "href");
  if (/^company/i.test(label) || profileOf(url) === profileOf(place.url)) return [];
  return [{ rel: profileOf(url) ? "me" : "website", url }];
}
