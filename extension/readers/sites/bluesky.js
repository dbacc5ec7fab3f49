/** A person's profile on Bluesky: as the app shows it, and as its server sends it to who runs no scripts. */

import { profileOf } from "../canonical.js";
import { first, lineOf, meta } from "../text.js";

const SOURCE = "the profile on Bluesky";
const DOMAIN = "the handle, which only the owner of that domain can have";
/** Under these the server hands out handles; any other handle is a domain of its owner's. */
const HANDED_OUT = /\.(?:bsky\.social|bsky\.team|brid\.gy)$/;

/** @type {import("../types.js").SiteReader} */
export const bluesky = {
  name: "bluesky",
  version: "1",
  knows: (page) => profileOf(page.href).startsWith("https://bsky.app/profile/"),
  read(place) {
    const { document } = place;
    const handle = handleIn(document, place.url);
    const shown = lineOf(first(document, '[data-testid="profileHeaderDisplayName"], #bsky_display_name'), 300);
    const told = /^(.*?)\s*\(@[^)]+\)/.exec(meta(document, "og:title") || place.title)?.[1] ?? "";
    const name = shown || told || handle;
    if (!name) return [];
    const description = first(document, '[data-testid="profileHeaderDescription"], #bsky_profile_description');
    const about = description?.textContent || meta(document, "og:description");
    const own = handle && !handle.startsWith("did:") && !HANDED_OUT.test(`.${handle}`) ? `https://${handle}/` : "";
    return [
      { fields: { name: name.replace(/^@/, ""), about }, source: SOURCE, role: "main" },
      { fields: { name, links: own ? [{ rel: "website", url: own }] : [] }, source: DOMAIN, role: "main" },
    ];
  },
};

/**
 * @param {Document} document
 * @param {string} url
 */
function handleIn(document, url) {
  const shown = lineOf(first(document, '[data-testid="profileHeaderHandle"], #bsky_handle'), 300).replace(/^@/, "");
  return (shown || decodeURIComponent(new URL(url).pathname.split("/")[2] ?? "")).toLowerCase();
}
