// A code from the desk becomes a token that is good for this browser alone.

import { pair } from "./legwork-api.js";
import { changed } from "./messages.js";
import { settle } from "./settings.js";

/** Redeems a code, and has everything looked at anew. @param {string} code */
export async function pairWith(code) {
  const { token, id } = await pair(code, browserName());
  await settle({ token, device: id });
  await changed();
}

/** What the desk calls this browser. */
function browserName() {
  const agent = navigator.userAgent;
  const browser = /Firefox\//u.test(agent) ? "Firefox" : /Edg\//u.test(agent) ? "Edge" : "Chromium";
  const system = ["Windows", "Mac", "Android", "Linux"].find((name) => agent.includes(name));
  return system ? `${browser}, ${system}` : browser;
}
