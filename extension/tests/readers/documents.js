/** Pages as the readers' tests read them. */

import { parseHTML } from "linkedom";

/**
 * A document of HTML, as the browser's parser would give it.
 *
 * @param {string} html
 * @returns {Document}
 */
export function parsed(html) {
  return parseHTML(html).document;
}
