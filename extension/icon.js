// The toolbar button: its badge counts what waits, its picture says what is known of the page that is open.

import { counts } from "./outbox.js";
import { states } from "./saved-pages.js";
import { say, sayCounted } from "./words.js";

/** @typedef {import("./saved-pages.js").PageState} PageState */

const ACCENT = "#24439f";
const PICTURED = /** @type {const} */ (["saved", "today", "waiting"]);
// The browser compares every page with these; the newest are enough to be of use.
const MOST_RULED = 1_000;

/** Counts what waits on the badge. */
export async function paintBadge() {
  const { waiting, parked } = await counts();
  const words = [];
  if (waiting > 0) words.push(sayCounted("badge_waiting", waiting));
  if (parked > 0) words.push(sayCounted("badge_parked", parked));
  await chrome.action.setBadgeBackgroundColor({ color: ACCENT });
  await chrome.action.setBadgeText({ text: waiting + parked > 0 ? String(waiting + parked) : "" });
  await chrome.action.setTitle({ title: [say("action_title"), ...words].join(" · ") });
}

/** Shows the state of the page that a popup was opened on. @param {number} tabId @param {PageState} state */
export async function paintTab(tabId, state) {
  const name = state === "unknown" ? "plain" : state;
  const path = { 16: `/icons/${name}-16.png`, 32: `/icons/${name}-32.png` };
  // A tab that is closed meanwhile needs no picture.
  await chrome.action.setIcon({ tabId, path }).catch(() => undefined);
}

/** Lets the browser itself change the picture on known pages, where it can: the extension is told of no visit. */
export async function paintKnownPages() {
  const rules = chrome.declarativeContent?.onPageChanged;
  if (rules) await navigator.locks.request("legwork-marks", () => paint(rules));
}

/** One painting at a time: rules of two would have the same names. @param {typeof chrome.declarativeContent.onPageChanged} rules */
async function paint(rules) {
  const known = [...(await states())];
  /** @type {chrome.events.Rule[]} */
  const wanted = [];
  for (const state of PICTURED) {
    const addresses = known.filter(([, found]) => found === state).map(([address]) => address);
    if (addresses.length > 0) wanted.push(await rule(state, addresses.slice(-MOST_RULED)));
  }
  await new Promise((done) => rules.removeRules(undefined, () => done(undefined)));
  if (wanted.length > 0) await new Promise((done) => rules.addRules(wanted, () => done(undefined)));
}

/** @param {PageState} state @param {string[]} addresses */
async function rule(state, addresses) {
  return {
    id: state,
    priority: PICTURED.indexOf(/** @type {"saved"} */ (state)) + 100,
    conditions: addresses.map((address) => new chrome.declarativeContent.PageStateMatcher({ pageUrl: filter(address) })),
    actions: [new chrome.declarativeContent.SetIcon({ imageData: { 16: await pixels(state, 16), 32: await pixels(state, 32) } })],
  };
}

/** A page's address however its visit is written: with www or without, with a slash at its end, with tracking.
 * @param {string} address
 */
function filter(address) {
  const { hostname, pathname, search } = new URL(address);
  const path = pathname.replace(/\/+$/u, "");
  const host = `.${hostname.replace(/^www\./u, "")}`;
  const query = search ? { queryContains: search.slice(1) } : {};
  const end = `${escaped(path)}/?(?:\\?.*)?$`;
  return { hostSuffix: host, schemes: ["http", "https"], urlMatches: `^https?://[^/]+${end}`, ...query };
}

/** @param {string} text as a regular expression matches it */
function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&");
}

/** @param {PageState} state @param {number} size */
async function pixels(state, size) {
  const picture = await fetch(chrome.runtime.getURL(`icons/${state}-${size}.png`));
  const bitmap = await createImageBitmap(await picture.blob());
  const canvas = new OffscreenCanvas(size, size).getContext("2d");
  if (!canvas) throw new Error("This browser paints no pictures.");
  canvas.drawImage(bitmap, 0, 0);
  return canvas.getImageData(0, 0, size, size);
}
