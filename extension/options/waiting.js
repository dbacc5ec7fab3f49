// What has not reached the desk yet: looked at, sent again, thrown away, taken out as a file.

import { element } from "../making.js";
import { changed, flush } from "../messages.js";
import { asLines, discard, sendAgain, waiting } from "../outbox.js";
import { say, sayDay } from "../words.js";

/** @typedef {import("../outbox.js").Kept} Kept */

export async function showWaiting() {
  const all = await waiting();
  byId("waiting-none").hidden = all.length > 0;
  byId("waiting-acts").hidden = all.length === 0;
  byId("waiting").replaceChildren(...all.map(line));
}

/** Gives the outbox as a file that the desk imports. */
export async function exportOutbox() {
  const address = URL.createObjectURL(new Blob([await asLines()], { type: "application/jsonl" }));
  element("a", { href: address, download: "captures.jsonl" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @param {Kept} kept */
function line(kept) {
  const words = element("span", { class: "grow" });
  const name = kept.body.fields.name || kept.body.page_title || say("nameless");
  words.append(element("bdi", { class: "who" }, name), element("br"), element("bdi", { class: "hint" }, kept.body.url));
  const item = element("li");
  item.append(words);
  if (kept.problem === undefined) {
    item.append(element("span", { class: "hint" }, say("waits_since", sayDay(kept.at))));
    return item;
  }
  words.append(element("br"), element("span", { class: "small" }, kept.problem));
  item.append(
    button(say("send_again"), name, async () => {
      await sendAgain(kept.key);
      await flush();
    }),
    button(say("throw_away"), name, async () => {
      await discard(kept.key);
      await changed();
    }),
  );
  return item;
}

/** @param {string} label @param {string} about whom @param {() => Promise<void>} does */
function button(label, about, does) {
  const made = element("button", { type: "button", class: "button" });
  made.append(label, element("span", { class: "unseen" }, ` ${about}`));
  made.addEventListener("click", async () => {
    await does();
    await showWaiting();
  });
  return made;
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
