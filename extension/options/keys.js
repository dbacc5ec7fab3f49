// The keys as they are now; the browser is where they are changed.

import { element } from "../making.js";
import { say } from "../words.js";

export async function showKeys() {
  const lines = (await chrome.commands.getAll()).flatMap(({ name, shortcut }) => {
    const label = say(`command_${(name ?? "").replace(/^_/u, "").replaceAll("-", "_")}`);
    if (!label) return [];
    const key = element("dt");
    key.append(element("kbd", {}, shortcut || say("no_key")));
    return [key, element("dd", {}, label)];
  });
  document.getElementById("keys")?.replaceChildren(...lines);
}
