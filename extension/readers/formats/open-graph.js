/** What OpenGraph says of a page that is a profile. */

import { meta } from "../text.js";

export const SOURCE = "the page's preview for other sites (OpenGraph)";

/**
 * @param {import("../types.js").Place} place
 * @returns {import("../types.js").Found[]}
 */
export function readOpenGraph({ document }) {
  if (meta(document, "og:type").trim().toLowerCase() !== "profile") return [];
  const parts = [meta(document, "profile:first_name"), meta(document, "profile:last_name")];
  const title = meta(document, "og:title").split(/ [|·–—-] /)[0] ?? "";
  const fields = {
    name: parts.every((part) => part.trim()) ? parts.join(" ") : title.replace(/\s*\(@[^)]*\)\s*$/, ""),
    about: meta(document, "og:description"),
  };
  return [{ fields, source: SOURCE, role: "main" }];
}
