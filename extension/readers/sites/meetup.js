/** A member's page on Meetup: as it is now, and as it was until 2019. */

import { profileOf } from "../canonical.js";
import { own } from "../clean.js";
import { all, attribute, first, lineOf, textOf } from "../text.js";

const SOURCE = "the profile on Meetup";
const MOST_CHARACTERS = 2_000_000;

/** @type {import("../types.js").SiteReader} */
export const meetup = {
  name: "meetup",
  version: "1",
  knows: (page) => profileOf(page.href).startsWith("https://www.meetup.com/members/"),
  read(place) {
    const { document } = place;
    const data = memberIn(document);
    const shown = first(document, ".memName, h1#member-name, main h1");
    const name = text(data, "name") || lineOf(shown, 300);
    if (!name) return [];
    const old = [".locality", ".region"].map((part) =>
      lineOf(first(document, `.vcard ${part}, #D_memberProfileMeta ${part}`), 100),
    );
    const told = ["city", "state", "localizedCountryName"].map((part) => text(data, part)).filter(Boolean);
    const anchors = all(
      document,
      'a.badge-external-link[href], .member-social a[href], a[data-event-label="social-link"][href]',
      20,
    );
    const fields = {
      name,
      location: told.join(", ") || old.filter(Boolean).join(", "),
      about:
        text(data, "bio") || textOf(first(document, ".D_memberProfileContentItem .intro, #member-bio, .memberIntro")),
      links: anchors.map((each) => ({ rel: "me", url: attribute(each, "href") })),
    };
    return [{ fields, source: SOURCE, role: "main" }];
  },
};

/** @param {Document} document */
function memberIn(document) {
  const script = first(document, "script#__NEXT_DATA__")?.textContent ?? "";
  if (!script || script.length > MOST_CHARACTERS) return null;
  try {
    const props = own(own(JSON.parse(script), "props"), "pageProps");
    return own(props, "member") ?? own(props, "memberProfile") ?? null;
  } catch {
    return null;
  }
}

/**
 * @param {unknown} member
 * @param {string} name
 */
function text(member, name) {
  const value = own(member, name);
  return typeof value === "string" ? value : "";
}
