// One look at the open page, when the button is pressed and only then. It changes nothing there.

import { read } from "./readers/index.js";

/**
 * @typedef {{url: string, title: string, selection: string, html: string}} Snapshot
 * @typedef {import("./readers/types.js").Person} Person
 * @typedef {import("./readers/types.js").PageFacts} PageFacts
 */

// More than this of a page says nothing about a person, and would take its time to read.
const MOST_HTML = 3_200_000;
const MOST_SELECTED = 20_000;

/** Whether an address can be saved at all. @param {string} url */
export function isWebPage(url) {
  return /^https?:\/\//iu.test(url);
}

/** On LinkedIn only the title and the selection are looked at, unless the user wants more. @param {string} url */
export function isLinkedIn(url) {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return host === "linkedin.com" || host.endsWith(".linkedin.com");
}

/** Looks at a tab and reads who is there.
 * @param {chrome.tabs.Tab} tab
 * @param {boolean} linkedinFull
 * @returns {Promise<{persons: Person[], page: PageFacts, selection: string}>}
 */
export async function readTab(tab, linkedinFull) {
  const whole = linkedinFull || !isLinkedIn(tab.url ?? "");
  const [shot] = await chrome.scripting.executeScript({
    target: { tabId: tab.id ?? -1 },
    func: lookAtPage,
    args: [whole ? MOST_HTML : 0, MOST_SELECTED],
  });
  const { url, title, selection, html } = /** @type {Snapshot} */ (shot?.result);
  // How long the popup stands still for this can be measured by the marks.
  performance.mark("page:looked-at");
  const page = new DOMParser().parseFromString(html, "text/html");
  const found = read(page, url, { selection, title, linkedinFull });
  performance.mark("page:read");
  return { ...found, selection };
}

/** Runs in the page, so it stands alone: nothing outside of it is there. Remarks, styles and programs say nothing of
 * anybody, and are most of what many pages weigh.
 * @param {number} mostHtml
 * @param {number} mostSelected
 * @returns {Snapshot}
 */
export function lookAtPage(mostHtml, mostSelected) {
  const noise = /<!--[^]*?-->|<style[\s>][^]*?<\/style>|<script(?![^>]{0,500}json)[\s>][^]*?<\/script>/giu;
  return {
    url: location.href,
    title: document.title.slice(0, 1_000),
    selection: String(getSelection() ?? "").slice(0, mostSelected),
    html: mostHtml > 0 ? document.documentElement.outerHTML.replace(noise, "").slice(0, mostHtml) : "",
  };
}
