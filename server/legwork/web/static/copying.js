// Copies the draft as it stands in the field, and keeps the mail link in step with it.

const SAID_MS = 12_000;

export function offerCopies(page) {
  const draft = page.querySelector("[data-draft]");
  for (const source of page.querySelectorAll("[data-copy-text]")) {
    source.hidden = false;
    source.addEventListener("click", () => copy(page, page.getElementById(source.dataset.copyText).textContent.trim()));
  }
  if (!draft) return;
  const main = page.querySelector("[data-main]");
  const subject = page.querySelector("[data-subject]");
  for (const field of [draft, subject]) {
    field?.addEventListener("input", () => {
      if (main?.href.startsWith("mailto:")) main.href = withWords(main.href, draft.value, subject?.value);
    });
  }
  for (const button of page.querySelectorAll('[data-copy="draft"]')) {
    button.hidden = false;
    const sent = page.querySelector("#act-sent [data-key]")?.dataset.key;
    const then = button === main && sent ? ` When it is sent, press ${sent}.` : "";
    button.addEventListener("click", () => copy(page, draft.value, then));
  }
}

function copy(page, text, then = "") {
  const said = page.querySelector("[data-copied]");
  navigator.clipboard.writeText(text).then(
    () => say(said, `Copied.${then}`),
    () => say(said, "The browser would not copy; mark the text and copy it yourself."),
  );
}

function say(place, sentence) {
  if (!place) return;
  place.textContent = sentence;
  setTimeout(() => (place.textContent = ""), SAID_MS);
}

// Only subject and body change; every character that could begin another header stays encoded.
export function withWords(href, text, subject) {
  const [address, query = ""] = href.split("?", 2);
  const changed = { body: text.replace(/\r?\n/gu, "\r\n") };
  if (subject !== undefined) changed.subject = subject.replace(/\s+/gu, " ").trim();
  const kept = query.split("&").filter((part) => part && !(part.split("=")[0] in changed));
  const said = Object.entries(changed).filter(([, value]) => value);
  return `${address}?${[...kept, ...said.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join("&")}`;
}
