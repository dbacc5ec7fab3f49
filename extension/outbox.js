// The outbox: every capture is written here first, sent then, and taken out when the desk says that it has it.
// One entry of the storage each, so that nothing that happens to one touches another.

import { DeskProblem, sendCapture, status } from "./legwork-api.js";

/**
 * A capture on its way. `problem` is what the desk said when it refused it; it is not sent again by itself then.
 * @typedef {{key: string, at: string, body: import("./capturing.js").CaptureBody, tries: number, problem?: string}} Kept
 * @typedef {{answers: Record<string, import("./legwork-api.js").Captured>,
 *   problem: import("./legwork-api.js").ProblemKind | "", said: string, waiting: number, parked: number}} Report
 */

const PREFIX = "capture:";
const RETRY = "retry";
export const ALARM = "outbox";
const FIRST_MINUTES = 0.5;
const MOST_MINUTES = 30;
// A desk that fails three times in a row is left alone until the next try.
const MOST_FAILURES = 3;

/** Writes a capture down. It is kept when this returns.
 * @param {import("./capturing.js").CaptureBody} body
 * @returns {Promise<string>} its key
 */
export async function keep(body) {
  const key = crypto.randomUUID();
  const at = new Date().toISOString();
  await chrome.storage.local.set({ [`${PREFIX}${at}:${key}`]: { key, at, body, tries: 0 } });
  return key;
}

/** Everything that waits, the oldest first. @returns {Promise<Kept[]>} */
export async function waiting() {
  return (await entries()).map(([, kept]) => kept);
}

/** @returns {Promise<{waiting: number, parked: number}>} */
export async function counts() {
  const all = await waiting();
  const parked = all.filter((kept) => kept.problem !== undefined).length;
  return { waiting: all.length - parked, parked };
}

/** Takes a capture out for good, because the user says so. @param {string} key */
export async function discard(key) {
  await locked(async () => {
    for (const [name, kept] of await entries()) if (kept.key === key) await chrome.storage.local.remove(name);
  });
}

/** Lets refused captures go out again. @param {string} key */
export async function sendAgain(key) {
  await locked(async () => {
    for (const [name, kept] of await entries()) {
      if (kept.key === key) await chrome.storage.local.set({ [name]: { ...kept, problem: undefined } });
    }
  });
}

/** The outbox as a file that `legwork import` reads: one capture body a line. */
export async function asLines() {
  return (await waiting()).map((kept) => `${JSON.stringify(kept.body)}\n`).join("");
}

/** Sends what waits, in order; one run at a time in the whole browser.
 *
 * A refusal parks that capture alone. When the desk is not there, is another program or does not know this browser,
 * the run ends and everything stays.
 * @returns {Promise<Report>}
 */
export async function flush() {
  return locked(async () => {
    /** @type {Report} */
    const report = { answers: {}, problem: "", said: "", waiting: 0, parked: 0 };
    const due = (await entries()).filter(([, kept]) => kept.problem === undefined);
    try {
      if (due.length > 0) await status();
      await deliver(due, report);
    } catch (problem) {
      if (!(problem instanceof DeskProblem)) throw problem;
      report.problem = problem.kind;
      report.said = problem.message;
    }
    Object.assign(report, await counts());
    await plan(report);
    return report;
  });
}

/** When to try next, in minutes: half a minute, then twice as long each time, at most half an hour.
 * @param {number} failures how often in a row it did not work, from 1
 */
export function delay(failures) {
  return Math.min(FIRST_MINUTES * 2 ** (failures - 1), MOST_MINUTES);
}

/**
 * @param {[string, Kept][]} due
 * @param {Report} report
 */
async function deliver(due, report) {
  let failures = 0;
  for (const [name, kept] of due) {
    try {
      report.answers[kept.key] = await sendCapture(kept.key, kept.body);
      await chrome.storage.local.remove(name);
      failures = 0;
    } catch (problem) {
      if (!(problem instanceof DeskProblem)) throw problem;
      const parked = problem.kind === "refused" ? { problem: problem.message } : {};
      await chrome.storage.local.set({ [name]: { ...kept, tries: kept.tries + 1, ...parked } });
      if (problem.kind === "refused") continue;
      failures += 1;
      if (problem.kind !== "broken" || failures === MOST_FAILURES) throw problem;
    }
  }
}

/** Sets the alarm for the next try, or takes it back. @param {Report} report */
async function plan(report) {
  if (report.waiting === 0) {
    await chrome.storage.local.remove(RETRY);
    await chrome.alarms.clear(ALARM);
    return;
  }
  const stored = await chrome.storage.local.get(RETRY);
  const failures = Object.keys(report.answers).length > 0 ? 1 : Number(stored[RETRY] ?? 0) + 1;
  await chrome.storage.local.set({ [RETRY]: failures });
  await chrome.alarms.create(ALARM, { delayInMinutes: delay(failures) });
}

/** @returns {Promise<[string, Kept][]>} */
async function entries() {
  const stored = await chrome.storage.local.get(null);
  return Object.entries(stored)
    .filter(([name]) => name.startsWith(PREFIX))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, kept]) => [name, /** @type {Kept} */ (kept)]);
}

/** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
async function locked(work) {
  return await navigator.locks.request("legwork-outbox", work);
}
