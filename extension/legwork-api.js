// The calls to the desk. Whatever goes wrong becomes one DeskProblem, whose kind says what can be done about it.

import { originsOf, settings } from "./settings.js";

export const API = 1;
const PATIENCE_MS = 10_000;
// Answers that say "not now", and nothing about what was sent.
const LATER = new Set([408, 421, 425, 429]);

/**
 * `off` nobody answers; `barred` the browser may not call the desk; `other` another program answers there; `old` the
 * desk is older than this extension can use; `unpaired` the desk does not know this browser; `broken` it failed;
 * `refused` what was sent cannot be used, and the message says why.
 * @typedef {"off" | "barred" | "other" | "old" | "unpaired" | "broken" | "refused"} ProblemKind
 * @typedef {{name: string, version: string, api?: number, paired: boolean}} Status
 * @typedef {{id: string, name: string, state: string, do_not_contact: boolean, last_event: string, since: string}} Known
 * @typedef {{field: string, was: unknown, is: unknown}} Change
 * @typedef {{capture_id: string, outcome: string, contact: {id: string, name: string, state: string, url: string},
 *   changes: Change[], others_with_this_name: number, doubtful: number}} Captured
 * @typedef {{url: string, contact: string, today: boolean, do_not_contact: boolean}} SavedPage
 */

export class DeskProblem extends Error {
  /**
   * @param {ProblemKind} kind
   * @param {string} message what the desk said; empty where it said nothing
   */
  constructor(kind, message = "") {
    super(message);
    this.kind = kind;
  }
}

/** Makes sure that it is Legwork that answers, and one that is new enough.
 * @returns {Promise<Status>}
 */
export async function status() {
  const found = /** @type {Partial<Status>} */ (await call("/status"));
  if (found.name !== "legwork") throw new DeskProblem("other");
  if ((found.api ?? 0) < API) throw new DeskProblem("old", found.version);
  return /** @type {Status} */ (found);
}

/** Redeems a pairing code.
 * @param {string} code
 * @param {string} name what the desk calls this browser
 * @returns {Promise<{token: string, id: string}>}
 */
export async function pair(code, name) {
  await status();
  const given = /** @type {{token?: unknown, id?: unknown}} */ (await call("/pairing", { body: { code, name } }));
  if (typeof given.token !== "string" || typeof given.id !== "string") throw new DeskProblem("other");
  return { token: given.token, id: given.id };
}

/** Sends a capture under its key; the same key twice has one effect.
 * @param {string} key
 * @param {object} body
 * @returns {Promise<Captured>}
 */
export async function sendCapture(key, body) {
  const answer = /** @type {Captured} */ (await call("/captures", { body, key }));
  // Only Legwork's own answer says that the capture is kept there.
  if (typeof answer.capture_id !== "string") throw new DeskProblem("other");
  return answer;
}

/** @param {string} url @returns {Promise<Known[]>} */
export async function knownAt(url) {
  return contacts(`url=${encodeURIComponent(url.slice(0, 2_000))}`);
}

/** @param {string} name @returns {Promise<Known[]>} */
export async function knownAs(name) {
  return contacts(`q=${encodeURIComponent(name.slice(0, 200))}`);
}

/** @param {string} id @returns {Promise<any>} */
export const contact = (id) => call(`/contacts/${encodeURIComponent(id)}`);

/** What research found of a contact. @param {string} id @returns {Promise<any>} */
export const note = (id) => call(`/contacts/${encodeURIComponent(id)}/note`);

/** @returns {Promise<any>} */
export const today = () => call("/today");

/**
 * @param {string} card
 * @param {{act: string, text?: string, subject?: string, reason?: string}} body
 * @returns {Promise<{event: string, sentence: string}>}
 */
export const act = (card, body) => call(`/cards/${encodeURIComponent(card)}/acts`, { body });

/** @param {string} event @returns {Promise<{event: string, sentence: string}>} */
export const undo = (event) => call(`/acts/${encodeURIComponent(event)}`, { method: "DELETE" });

/** @returns {Promise<SavedPage[]>} */
export async function savedPages() {
  const { pages } = await call("/pages");
  return Array.isArray(pages) ? pages : [];
}

/** @param {string} query @returns {Promise<Known[]>} */
async function contacts(query) {
  const found = await call(`/contacts?${query}`);
  return Array.isArray(found.contacts) ? found.contacts : [];
}

/**
 * @param {string} path
 * @param {{method?: string, body?: object, key?: string}} [sent]
 * @returns {Promise<any>}
 */
async function call(path, { method, body, key } = {}) {
  const { address, token } = await settings();
  /** @type {Record<string, string>} */
  const headers = {};
  if (token) headers["Authorization"] = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const answer = await fetched(address, path, {
    method: method ?? (body ? "POST" : "GET"),
    headers,
    body: body ? JSON.stringify(body) : null,
    credentials: "omit",
    cache: "no-store",
    redirect: "manual",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const said = await read(answer);
  if (answer.ok) return said;
  // Another program's refusals are not about what was sent; Legwork's say their own number.
  if (said.code !== answer.status || typeof said.message !== "string") throw new DeskProblem("other");
  if (answer.status === 401) throw new DeskProblem("unpaired", said.message);
  if (answer.status >= 500 || LATER.has(answer.status)) throw new DeskProblem("broken", said.message);
  throw new DeskProblem("refused", said.message);
}

/** @param {string} address @param {string} path @param {RequestInit} request */
async function fetched(address, path, request) {
  try {
    return await fetch(`${address}/api/v1${path}`, request);
  } catch {
    const may = await chrome.permissions.contains({ origins: originsOf(address) });
    throw new DeskProblem(may ? "off" : "barred");
  }
}

/** The answer's JSON object, whole: one that breaks off in the middle says nothing. @param {Response} answer */
async function read(answer) {
  let text;
  try {
    text = await answer.text();
  } catch {
    throw new DeskProblem("off");
  }
  try {
    const said = JSON.parse(text);
    if (said !== null && typeof said === "object" && !Array.isArray(said)) return said;
  } catch {
    // said below
  }
  throw new DeskProblem("other");
}
