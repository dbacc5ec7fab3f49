// On the desk's own page: its code is read and redeemed, so that nothing has to be typed.

import { DeskProblem, status } from "../legwork-api.js";
import { pairWith } from "../pairing.js";
import { say, sayProblem } from "../words.js";
import { showSection } from "./showing.js";

/** @param {chrome.tabs.Tab} tab @param {import("../settings.js").Settings} kept */
export async function offerPairing(tab, kept) {
  const [shot] = await chrome.scripting.executeScript({ target: { tabId: tab.id ?? -1 }, func: codeOnPage });
  const code = String(shot?.result ?? "");
  if (code) return redeem(code);
  try {
    const { paired } = await status();
    tell(kept.token && paired ? "desk_paired" : "desk_unpaired");
  } catch (problem) {
    fail(problem);
  }
}

/** @param {string} code */
async function redeem(code) {
  try {
    await pairWith(code);
    tell("paired_now");
  } catch (problem) {
    fail(problem);
  }
}

/** Runs in the desk's page, and stands alone. */
function codeOnPage() {
  return document.querySelector("[data-pairing-code]")?.textContent?.trim().slice(0, 20) ?? "";
}

/** @param {string} name */
function tell(name) {
  const [title, text] = [document.getElementById("message-title"), document.getElementById("message-text")];
  if (title) title.textContent = say(`${name}_title`);
  if (text) text.textContent = say(`${name}_text`);
  showSection("message");
}

/** @param {unknown} problem */
function fail(problem) {
  if (!(problem instanceof DeskProblem)) throw problem;
  tell("pairing_failed");
  const said = document.getElementById("message-said");
  if (said) said.textContent = sayProblem(problem.kind, problem.message);
}
