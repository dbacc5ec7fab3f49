// What was begun in the popup stays until it is saved or the browser is closed: a popup closes at every click outside.

import { canonical } from "../readers/canonical.js";

/** @typedef {{who: string, values: Record<string, string>}} Draft */

/** @param {string} url @returns {Promise<Draft | null>} */
export async function draftOf(url) {
  const name = nameOf(url);
  const stored = await chrome.storage.session.get(name);
  return /** @type {Draft | undefined} */ (stored[name]) ?? null;
}

/** @param {string} url @param {Draft} draft */
export async function keepDraft(url, draft) {
  await chrome.storage.session.set({ [nameOf(url)]: draft });
}

/** @param {string} url */
export async function dropDraft(url) {
  await chrome.storage.session.remove(nameOf(url));
}

/** @param {string} url */
function nameOf(url) {
  return `draft:${canonical(url) || url}`;
}
