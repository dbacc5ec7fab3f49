/** A person's profile on Stack Overflow and its sister sites. */

import { profileOf } from "../canonical.js";
import { all, attribute, first, lineOf, textOf } from "../text.js";

const SOURCE = "the profile on Stack Overflow";

/** @type {import("../types.js").SiteReader} */
export const stackOverflow = {
  name: "stack-overflow",
  version: "1",
  knows: (page) => /\/users\/\d+$/.test(profileOf(page.href)),
  read(place) {
    const { document, title } = place;
    const shown = first(document, "#mainbar-full .fs-headline2, .user-card-name, .profile-user--name");
    const name = ownText(shown) || nameInTitle(title);
    if (!name) return [];
    const lives =
      first(document, "svg.iconLocation")?.closest("li, .d-flex") ??
      first(document, ".icon-location + span, .profile-user--location");
    const marked = all(
      document,
      '.s-anchors a[rel~="me"][href], .user-links a[rel~="me"][href], #user-card a[rel~="me"][href]',
      20,
    );
    const fields = {
      name,
      headline: lineOf(
        first(document, "#mainbar-full .fs-title, .user-card-name + .current-position, .current-position"),
        500,
      ),
      location: lineOf(lives, 300),
      about: textOf(first(document, ".js-about-me-content, #user-card .bio, .profile-user--bio")),
      links: marked.map((each) => ({ rel: "me", url: attribute(each, "href") })),
    };
    return [{ fields, source: SOURCE, role: "main" }];
  },
};

/**
 * What an element says itself: behind a name stand badges, in elements of their own.
 *
 * @param {Element | null} element
 */
function ownText(element) {
  const texts = [...(element?.childNodes ?? [])].filter((node) => node.nodeType === 3).slice(0, 20);
  return texts
    .map((node) => (node.nodeValue ?? "").slice(0, 300))
    .join(" ")
    .trim();
}

/** @param {string} title */
function nameInTitle(title) {
  return /^User (.+?) - (?:Stack Overflow|Server Fault|Super User|Ask Ubuntu|.+Stack Exchange)$/.exec(title)?.[1] ?? "";
}
