// The popup: looks at the page once, shows who is there, and saves when Enter is pressed.

import { captureOf, nobody } from "../capturing.js";
import { paintTab } from "../icon.js";
import { DeskProblem } from "../legwork-api.js";
import { changed, flush } from "../messages.js";
import { keep, waiting } from "../outbox.js";
import { stateOf } from "../saved-pages.js";
import { deskAddress, settings } from "../settings.js";
import { isLinkedIn, isWebPage, readTab } from "../snapshot.js";
import { putWords, say, sayProblem } from "../words.js";
import { draftOf, dropDraft, keepDraft } from "./drafts.js";
import { fill, input, putBack, values, written } from "./form.js";
import { acquaintance } from "./known.js";
import { offerPairing } from "./pairing.js";
import { openPanel } from "./places.js";
import { showChoices, showKnown, showOutcome, showSection } from "./showing.js";

/**
 * @typedef {import("../readers/types.js").Person} Person
 * @typedef {import("../readers/types.js").PageFacts} PageFacts
 * @typedef {{tab: chrome.tabs.Tab, page: PageFacts, persons: Person[], selection: string}} Looked
 */

const DRAFT_MS = 150;
const QUICK_MS = 5_000;

const form = /** @type {HTMLFormElement} */ (document.getElementById("form"));
/** @type {Looked} */
let looked;
let person = nobody();
/** Whether the user marked this person as not to be written to; saving then asks first. */
let blocked = false;
let saving = false;

putWords(document);
listen();
open();

async function open() {
  const tab = await openTab();
  const quick = await takeQuickWish(tab);
  byId("open-panel").addEventListener("click", () => openPanel(tab.windowId));
  const kept = await settings();
  sendWhatWaits();
  const address = tab.url ?? "";
  if (address && deskAddress(new URL(address).origin) === kept.address) return offerPairing(tab, kept);
  if (!isWebPage(address)) return message("no_page");
  try {
    looked = { tab, ...(await readTab(tab, kept.linkedinFull)) };
  } catch {
    return message("unreadable");
  }
  if (!looked.page.url) return message("no_page");
  byId("linkedin-note").hidden = kept.linkedinFull || !isLinkedIn(address);
  const draft = await draftOf(looked.page.url);
  const drafted = draft && looked.persons.find((one) => (one.fields.name ?? "") === draft.who);
  if (looked.persons.length > 1 && !drafted) return choose();
  await show(drafted || looked.persons[0] || nobody(), draft?.values);
  if (quick && input(form, "name").value) await save(false);
}

/** The tab the popup belongs to; a page of the extension may stand in a tab and name another. */
async function openTab() {
  const named = new URLSearchParams(location.search).get("tab");
  if (named) return chrome.tabs.get(Number(named));
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return /** @type {chrome.tabs.Tab} */ (tab);
}

/** Opening the popup is a reason to try again; what the desk is like is said when it answers. */
async function sendWhatWaits() {
  const report = await flush();
  const place = byId("desk-problem");
  const waits = (await waiting()).length > 0;
  if (report?.problem && waits) {
    place.textContent = sayProblem(report.problem, report.said);
    place.hidden = false;
  }
}

/** @param {string} name of the words that say what can be done here instead */
function message(name) {
  byId("message-title").textContent = say(`${name}_title`);
  byId("message-text").textContent = say(`${name}_text`);
  showSection("message");
}

function choose() {
  showChoices(looked.persons, (one) => show(one));
  showSection("choose");
}

/** @param {Person} chosen @param {Record<string, string>} [draft] */
async function show(chosen, draft) {
  person = chosen;
  fill(form, person, { url: looked.page.url, selection: looked.selection });
  if (draft) putBack(form, draft);
  byId("draft-back").hidden = !draft;
  byId("others").hidden = looked.persons.length < 2;
  showSection("form");
  (input(form, "name").value ? byId("save") : input(form, "name")).focus();
  await recognise();
}

/** Says whether this person is known: by the list that is kept here at once, by the desk when it answers. */
async function recognise() {
  const name = input(form, "name").value;
  const { state, entry } = await stateOf(looked.page.url);
  blocked = entry?.blocked ?? false;
  const here = await settings();
  if (looked.tab.id !== undefined) await paintTab(looked.tab.id, state);
  showKnown({ state, blocked, address: here.address });
  try {
    if (!here.token) throw new DeskProblem("unpaired");
    const found = await acquaintance(looked.page.url, name);
    if (name !== input(form, "name").value || saving) return;
    blocked = found.known?.do_not_contact ?? blocked;
    showKnown({ state, blocked, address: here.address, found, fields: written(form, person).fields });
  } catch (problem) {
    if (!(problem instanceof DeskProblem)) throw problem;
    byId("desk-problem").textContent = sayProblem(problem.kind, problem.message);
    byId("desk-problem").hidden = false;
  }
}

/** @param {boolean} sure whether the user said so although nobody is to be contacted here */
async function save(sure) {
  if (saving) return;
  if (blocked && !sure) return askFirst();
  saving = true;
  const body = captureOf(written(form, person), person, looked.page, new Date());
  const url = looked.page.url;
  let key;
  try {
    key = await keep(body);
  } catch {
    saving = false;
    byId("wrong").textContent = say("not_kept");
    byId("wrong").hidden = false;
    return;
  }
  await dropDraft(url);
  byId("save").setAttribute("aria-disabled", "true");
  const report = await flush();
  const left = (await waiting()).find((kept) => kept.key === key);
  showOutcome({ report, answer: report?.answers[key], left, name: body.fields.name ?? "" });
  saving = false;
  if (looked.tab.id !== undefined) await paintTab(looked.tab.id, (await stateOf(url)).state);
  if (!left) await changed();
}

function askFirst() {
  byId("sure-words").textContent = say("sure_words", input(form, "name").value || say("this_person"));
  byId("sure").hidden = false;
  byId("sure-no").focus();
}

/** Whether the key of quick-save opened this popup for this tab. The wish is taken at once: the desk may be slow to
 * answer, and what a popup left behind when it was closed must not save somebody in the next one.
 * @param {chrome.tabs.Tab} tab
 */
async function takeQuickWish(tab) {
  const stored = await chrome.storage.session.get("quick");
  const wish = /** @type {{tab: number, at: number} | undefined} */ (stored["quick"]);
  await chrome.storage.session.remove("quick");
  return wish?.tab === tab.id && Date.now() - (wish?.at ?? 0) < QUICK_MS;
}

function listen() {
  let timer = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(false);
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (!saving && !form.hidden) keepDraft(looked.page.url, { who: person.fields.name ?? "", values: values(form) });
    }, DRAFT_MS);
  });
  form.addEventListener("change", (event) => {
    if (["name", "title", "company", "location", "headline"].includes(/** @type {Element} */ (event.target).id)) recognise();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  byId("sure-yes").addEventListener("click", () => save(true));
  byId("sure-no").addEventListener("click", () => {
    byId("sure").hidden = true;
    byId("save").focus();
  });
  byId("draft-drop").addEventListener("click", async () => {
    await dropDraft(looked.page.url);
    await show(person);
  });
  byId("others").addEventListener("click", choose);
  byId("close").addEventListener("click", () => window.close());
  for (const id of ["open-options", "done-options"]) {
    byId(id).addEventListener("click", () => chrome.runtime.openOptionsPage());
  }
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
