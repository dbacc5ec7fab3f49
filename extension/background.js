// The worker: sends what waits, and paints the button. It is ended and started by the browser at any time, so it
// remembers nothing itself; everything is in the storage.

import { paintBadge, paintKnownPages } from "./icon.js";
import { DeskProblem } from "./legwork-api.js";
import { answer } from "./messages.js";
import * as outbox from "./outbox.js";
import * as savedPages from "./saved-pages.js";
import { closeStorage, settings } from "./settings.js";

const REFRESH = "refresh";
const REFRESH_MINUTES = 30;

answer({ flush, changed });

chrome.alarms.onAlarm.addListener(async (alarm) => {
  if (alarm.name === outbox.ALARM) await flush();
  if (alarm.name === REFRESH) await changed();
});
chrome.runtime.onStartup.addListener(changed);
chrome.runtime.onInstalled.addListener(async ({ reason }) => {
  if (reason === "install") await chrome.runtime.openOptionsPage();
  await changed();
});
chrome.commands.onCommand.addListener((command, tab) => {
  if (command !== "quick-save" || tab?.id === undefined) return;
  // Nothing may be waited for here: the popup opens only in the moment of the key.
  chrome.storage.session.set({ quick: { tab: tab.id, at: Date.now() } });
  chrome.action.openPopup({ windowId: tab.windowId });
});
wake();

/** Every start of the worker: the browser may have lost the alarms, never the outbox. */
async function wake() {
  await closeStorage();
  await paintBadge();
  if (!(await chrome.alarms.get(REFRESH))) {
    await chrome.alarms.create(REFRESH, { periodInMinutes: REFRESH_MINUTES });
  }
  const { waiting } = await outbox.counts();
  if (waiting > 0 && !(await chrome.alarms.get(outbox.ALARM))) {
    await chrome.alarms.create(outbox.ALARM, { delayInMinutes: outbox.delay(1) });
  }
}

async function flush() {
  const sent = new Map((await outbox.waiting()).map((kept) => [kept.key, kept.body.url]));
  const report = await outbox.flush();
  const answers = Object.entries(report.answers);
  await savedPages.note(answers.map(([key, captured]) => ({ url: sent.get(key) ?? "", contact: captured.contact.id })));
  await paintBadge();
  await paintKnownPages();
  return report;
}

/** Looks at the desk anew: sends what waits, and fetches the list of saved pages. */
async function changed() {
  await flush();
  const { token } = await settings();
  try {
    if (token) await savedPages.refresh();
    else await savedPages.forget();
  } catch (problem) {
    if (!(problem instanceof DeskProblem)) throw problem; // a desk that is not there is no fault
  }
  await paintKnownPages();
}
