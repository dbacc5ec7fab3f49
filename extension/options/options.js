// The options: pairing, what waits, LinkedIn, keys, the desk's address, and what becomes of what is read.

import { DeskProblem, status } from "../legwork-api.js";
import { changed, flush } from "../messages.js";
import { pairWith } from "../pairing.js";
import { deskAddress, isFirefox, originsOf, settings, settle } from "../settings.js";
import { putWords, say, sayProblem } from "../words.js";
import { showKeys } from "./keys.js";
import { exportOutbox, showWaiting } from "./waiting.js";

putWords(document);
listen();
showAll();

async function showAll() {
  const kept = await settings();
  field("linkedin-full").checked = kept.linkedinFull;
  field("address").value = kept.address;
  byId("pair-page").setAttribute("href", `${kept.address}/pair`);
  await Promise.all([showDesk(), showWaiting(), showKeys()]);
}

/** Asks the desk how it is, and says it in one sentence. */
async function showDesk() {
  const { address, token } = await settings();
  let paired = false;
  let barred = false;
  try {
    const desk = await status();
    paired = desk.paired && token !== "";
    byId("desk-said").textContent = say(paired ? "desk_answers_paired" : "desk_answers", address, desk.version);
  } catch (problem) {
    if (!(problem instanceof DeskProblem)) throw problem;
    paired = token !== "" && problem.kind !== "unpaired";
    barred = problem.kind === "barred";
    byId("desk-said").textContent = sayProblem(problem.kind, problem.message);
  }
  byId("paired").hidden = !paired;
  byId("unpaired").hidden = paired;
  byId("barred").hidden = !barred;
}

function listen() {
  byId("pair-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await trying("pair-said", async () => {
      await pairWith(field("code").value);
      field("code").value = "";
      return say("paired_now_title");
    });
    await showAll();
  });
  byId("unpair").addEventListener("click", async () => {
    await settle({ token: "", device: "" });
    await changed();
    await showAll();
    byId("pair-said").textContent = say("unpaired_now");
  });
  byId("allow").addEventListener("click", async () => {
    await chrome.permissions.request({ origins: originsOf(field("address").value) });
    await changed();
    await showAll();
  });
  byId("address-form").addEventListener("submit", (event) => {
    event.preventDefault();
    keepAddress();
  });
  field("linkedin-full").addEventListener("change", () => settle({ linkedinFull: field("linkedin-full").checked }));
  byId("send-now").addEventListener("click", async () => {
    const report = await flush();
    byId("waiting-said").textContent = report?.problem ? sayProblem(report.problem, report.said) : "";
    await showAll();
  });
  byId("export").addEventListener("click", exportOutbox);
  byId("change-keys").addEventListener("click", async () => {
    const firefox = /** @type {{openShortcutSettings?: () => Promise<void>}} */ (/** @type {unknown} */ (chrome.commands));
    if (firefox.openShortcutSettings) await firefox.openShortcutSettings();
    else await chrome.tabs.create({ url: "chrome://extensions/shortcuts" });
  });
  chrome.storage.onChanged.addListener(() => showWaiting());
}

/** A token belongs to the desk that gave it, so another address is another pairing. */
async function keepAddress() {
  const address = deskAddress(field("address").value);
  if (!address) {
    byId("address-said").textContent = say("address_wrong");
    return;
  }
  // The browser asks the user, and only in the moment of the click.
  const allowed = isFirefox() || (await chrome.permissions.request({ origins: originsOf(address) }));
  if (!allowed) {
    byId("address-said").textContent = say("address_not_allowed");
    return;
  }
  const before = await settings();
  await settle(address === before.address ? { address } : { address, token: "", device: "" });
  await changed();
  byId("address-said").textContent = say("address_kept");
  await showAll();
}

/** @param {string} place where it is said how it went @param {() => Promise<string>} work */
async function trying(place, work) {
  try {
    byId(place).textContent = await work();
  } catch (problem) {
    if (!(problem instanceof DeskProblem)) throw problem;
    byId(place).textContent = sayProblem(problem.kind, problem.message);
  }
}

/** @param {string} id */
function field(id) {
  return /** @type {HTMLInputElement} */ (document.getElementById(id));
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
