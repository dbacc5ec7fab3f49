// What pages of the extension ask of its worker. The worker sends captures, and paints the button.

/**
 * `flush` send what waits; `changed` the pairing, the address or the desk's state changed, so look at it anew.
 * @typedef {"flush" | "changed"} Wish
 */

/** Sends what waits; null where the worker was ended in the middle, and then the outbox knows.
 * @returns {Promise<import("./outbox.js").Report | null>}
 */
export async function flush() {
  return (await ask("flush")) ?? null;
}

/** Has the index of saved pages and the button made anew. */
export async function changed() {
  await ask("changed");
}

/** Answers the wishes of the extension's own pages.
 * @param {Record<Wish, () => Promise<unknown>>} does
 */
export function answer(does) {
  chrome.runtime.onMessage.addListener((message, sender, respond) => {
    const wish = /** @type {Wish} */ (message?.wish);
    if (sender.id !== chrome.runtime.id || !Object.hasOwn(does, wish)) return false;
    does[wish]().then(respond, () => respond(undefined));
    return true;
  });
}

/** @param {Wish} wish @returns {Promise<any>} */
async function ask(wish) {
  try {
    return await chrome.runtime.sendMessage({ wish });
  } catch {
    return undefined; // the worker went before it answered
  }
}
