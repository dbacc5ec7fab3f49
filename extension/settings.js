// What the user settled, and the token that pairing gave: in this browser's own storage, where no page can read it.

/**
 * @typedef {object} Settings
 * @property {string} address where the desk is: `http://127.0.0.1:8765`, without a slash at its end
 * @property {string} token what the desk gave this browser; empty while it is not paired
 * @property {string} device the name of that token on the desk
 * @property {boolean} linkedinFull whether profiles on LinkedIn are read beyond title and selection
 */

/** @type {Settings} */
const AS_INSTALLED = { address: standardAddress(), token: "", device: "", linkedinFull: false };

/** @returns {Promise<Settings>} */
export async function settings() {
  const stored = await chrome.storage.local.get("settings");
  return { ...AS_INSTALLED, .../** @type {Partial<Settings>} */ (stored["settings"] ?? {}) };
}

/**
 * @param {Partial<Settings>} changes
 * @returns {Promise<Settings>} all of them, as they are now
 */
export async function settle(changes) {
  const now = { ...(await settings()), ...changes };
  await chrome.storage.local.set({ settings: now });
  return now;
}

/** The desk's address in the one form it is kept in; empty for what is no address of this machine.
 * @param {string} typed
 */
export function deskAddress(typed) {
  const text = typed.trim();
  const whole = /^\d{1,5}$/u.test(text) ? `http://127.0.0.1:${text}` : text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  if (url?.protocol !== "http:" || !["127.0.0.1", "localhost"].includes(url.hostname)) return "";
  if (url.username || url.password || url.port === "0") return "";
  return `http://127.0.0.1:${url.port || "80"}`;
}

/** Keeps what is stored from scripts in pages; Firefox keeps it from them anyway, and may not know the call. */
export async function closeStorage() {
  await chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
}

/** What the permission to call this desk is called. @param {string} address */
export function originsOf(address) {
  return isFirefox() ? ["http://127.0.0.1/*"] : [`${address}/*`];
}

export function isFirefox() {
  return chrome.runtime.getURL("").startsWith("moz-extension:");
}

/** The address whose permission the extension was installed with. */
function standardAddress() {
  const granted = chrome.runtime.getManifest().host_permissions?.[0] ?? "";
  return /:\d+\//u.test(granted) ? granted.replace(/\/\*$/u, "") : "http://127.0.0.1:8765";
}
