// Every command of this page and the way to every other: typed for, shown with its key, done with Enter.
import { isVisible, press } from "./keys.js";

const MOST_SHOWN = 12;

export function offerPalette(page) {
  const palette = page.querySelector("#palette");
  const opener = page.querySelector('[data-command="commands"]');
  if (!palette || !opener) return;
  const words = palette.querySelector("input");
  let commands = [];
  let shown = [];
  let at = 0;

  opener.addEventListener("click", (event) => {
    event.preventDefault();
    if (palette.open) return;
    commands = commandsOf(page);
    words.value = "";
    palette.showModal();
    list();
  });
  words.addEventListener("input", list);
  words.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1, event);
    else if (event.key === "ArrowUp") move(-1, event);
    else if (event.key === "Enter") {
      event.preventDefault();
      run(shown[at]);
    }
  });
  palette.addEventListener("click", (event) => {
    const item = event.target.closest("[data-at]");
    if (item) run(shown[Number(item.dataset.at)]);
    else if (event.target === palette) palette.close();
  });

  function list() {
    shown = matching(commands, words.value).slice(0, MOST_SHOWN);
    palette.querySelector("#palette-none").textContent = shown.length ? "" : "No command has these words.";
    mark(0);
  }

  function move(step, event) {
    event.preventDefault();
    if (shown.length) mark((at + step + shown.length) % shown.length);
  }

  function mark(place) {
    at = place;
    palette.querySelector("ul").replaceChildren(...shown.map((command, index) => line(page, command, index, index === at)));
    if (shown.length) words.setAttribute("aria-activedescendant", `command-${at}`);
    else words.removeAttribute("aria-activedescendant");
  }

  function run(command) {
    if (!command) return;
    palette.close();
    press(command.element);
  }
}

// What carries a key is a command; its name is what it says, without its key and what follows from it.
function commandsOf(page) {
  const found = [...page.querySelectorAll("[data-key]")].filter((element) => isVisible(element) && element.closest("#palette") === null);
  return found.map((element) => ({ element, key: element.dataset.key, label: labelOf(element) })).filter(({ label }) => label);
}

function labelOf(element) {
  if (element.labels?.length) return element.labels[0].textContent.trim();
  const copy = element.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, .effect, .count")) extra.remove();
  return copy.textContent.replace(/\s+/gu, " ").trim();
}

export function matching(commands, text) {
  const wanted = text.toLowerCase().split(/\s+/u).filter(Boolean);
  return commands.filter(({ label }) => wanted.every((word) => label.toLowerCase().includes(word)));
}

function line(page, command, index, here) {
  const item = page.createElement("li");
  item.id = `command-${index}`;
  item.dataset.at = String(index);
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", String(here));
  const key = page.createElement("kbd");
  key.textContent = command.key;
  item.append(command.label, key);
  return item;
}
