// Checks the draft as it is typed and keeps it, so that nothing written is lost. The rules are the server's.

const PAUSE_MS = 450;
const LEVELS = { stop: "Stop", warn: "Better", hint: "Note" };
const GREEN = 75;
const RED = 100;

// `shown` ends with the page.
export function checkAsTyped(page, shown) {
  const section = page.querySelector("[data-draft-at]");
  const draft = section?.querySelector("[data-draft]");
  if (!draft?.form) return;
  const subject = section.querySelector("[data-subject]");
  let timer = 0;
  let asked = 0;
  let unsaved = false;
  section.querySelector("[data-check]").hidden = true;

  const words = () => {
    const form = new URLSearchParams({ csrf_token: draft.form.elements.csrf_token.value, do: "check", quiet: "1" });
    form.set("text", draft.value);
    if (subject) form.set("subject", subject.value);
    return form;
  };
  const ask = async () => {
    const turn = ++asked;
    try {
      const answer = await fetch(section.dataset.draftAt, { method: "POST", body: words() });
      if (!answer.ok) throw new Error("refused");
      const found = await answer.json();
      if (turn !== asked) return;
      unsaved = false;
      show(section, found);
    } catch {
      if (turn === asked) list(section, [{ level: "hint", text: "Legwork does not answer, so this is not checked and not kept." }]);
    }
  };
  for (const field of [draft, subject]) {
    field?.addEventListener("input", () => {
      unsaved = true;
      count(section, draft.value);
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MS);
    });
  }
  // What goes along with a form is kept by it; what would be lost by leaving is sent on the way out.
  const sent = () => {
    unsaved = false;
    clearTimeout(timer);
  };
  const left = () => {
    if (unsaved) navigator.sendBeacon(section.dataset.draftAt, words());
  };
  page.addEventListener("submit", sent, { signal: shown });
  window.addEventListener("pagehide", left, { signal: shown });
}

function count(section, text) {
  const parts = "parts" in section.dataset ? text.split("\n\n") : [text];
  const total = Math.max(...parts.map((part) => part.split(/\s+/u).filter(Boolean).length));
  const place = section.querySelector("[data-words]");
  place.textContent = (total === 1 ? "1 word" : `${total} words`) + (parts.length > 1 ? " in the longest part" : "");
  place.className = `count-words ${total > RED ? "over" : total > GREEN ? "long" : "good"}`;
  const characters = section.querySelector("[data-characters]");
  characters.textContent = characters.textContent.replace(/\d+/u, [...text].length);
  section.querySelector("[data-preview]").textContent = text;
}

function show(section, found) {
  list(section, found.checks);
  section.querySelector("[data-override]").hidden = !found.stops;
}

// Written only where it changed, so that a screen reader hears each finding once.
function list(section, checks) {
  const place = section.querySelector("[data-findings]");
  const said = checks.map((check) => `${LEVELS[check.level]} ${check.text}`).join("\n");
  if (place.dataset.said === said) return;
  place.dataset.said = said;
  const lines = document.createElement("ul");
  lines.className = "findings";
  for (const check of checks) {
    const line = document.createElement("li");
    const level = document.createElement("span");
    line.className = check.level;
    level.className = "level";
    level.textContent = LEVELS[check.level];
    line.append(level, ` ${check.text}`);
    lines.append(line);
  }
  place.replaceChildren(...(checks.length ? [lines] : []));
}
