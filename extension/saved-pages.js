// Which pages are known, kept in this browser: nothing is asked of anybody about the pages that are visited.

import { savedPages } from "./legwork-api.js";
import { waiting } from "./outbox.js";
import { canonical, keyOf } from "./readers/canonical.js";

/**
 * @typedef {"unknown" | "waiting" | "saved" | "today"} PageState
 * @typedef {{url: string, contact: string, today: boolean, blocked: boolean}} Entry
 */

const NAME = "pages";

/** Fetches the list from the desk. @returns {Promise<void>} */
export async function refresh() {
  await locked(async () => {
    /** @type {Record<string, Entry>} */
    const found = {};
    for (const page of await savedPages()) {
      const { url, contact, today, do_not_contact: blocked } = page;
      found[nameOf(url)] = { url, contact, today, blocked };
    }
    await chrome.storage.local.set({ [NAME]: found });
  });
}

/** Takes the list away, with the pairing it belonged to. */
export async function forget() {
  await chrome.storage.local.remove(NAME);
}

/** Notes pages that have just been saved, before the list is fetched anew.
 * @param {{url: string, contact: string}[]} pages
 */
export async function note(pages) {
  if (pages.length === 0) return;
  await locked(async () => {
    const found = await index();
    for (const { url, contact } of pages) {
      const before = found[nameOf(url)];
      found[nameOf(url)] = { url, contact, today: before?.today ?? false, blocked: before?.blocked ?? false };
    }
    await chrome.storage.local.set({ [NAME]: found });
  });
}

/** What is known of a page. @param {string} url @returns {Promise<{state: PageState, entry: Entry | null}>} */
export async function stateOf(url) {
  const name = nameOf(url);
  const entry = (await index())[name] ?? null;
  if ((await waitingPages()).has(name)) return { state: "waiting", entry };
  return { state: entry === null ? "unknown" : entry.today ? "today" : "saved", entry };
}

/** Every page that has a state, by its address. @returns {Promise<Map<string, PageState>>} */
export async function states() {
  /** @type {Map<string, PageState>} */
  const found = new Map();
  for (const { url, today } of Object.values(await index())) found.set(canonical(url), today ? "today" : "saved");
  for (const url of (await waitingPages()).values()) found.set(canonical(url), "waiting");
  found.delete("");
  return found;
}

/** The pages that wait, by name. */
async function waitingPages() {
  return new Map((await waiting()).map((kept) => [nameOf(kept.body.url), kept.body.url]));
}

/** One name for every address of a page. @param {string} url */
function nameOf(url) {
  return keyOf(url) || canonical(url);
}

/** @returns {Promise<Record<string, Entry>>} */
async function index() {
  const stored = await chrome.storage.local.get(NAME);
  return /** @type {Record<string, Entry>} */ ({ ...(stored[NAME] ?? {}) });
}

/** One change of the list at a time, or one would undo another. @param {() => Promise<void>} work */
async function locked(work) {
  await navigator.locks.request("legwork-pages", work);
}
