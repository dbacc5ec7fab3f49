// Copies the draft as it stands in the field, and keeps the mail link in step with it.

const SAID_MS = 12_000;

export function offerCopies(page) {
  const draft = page.querySelector("[data-draft]");
  for (const source of page.querySelectorAll("[data-copy-text]")) {
    source.hidden = false;
    source.addEventListener("click", () => copy(page, page.getElementById(source.dataset.copyText).textContent.trim()));
  }
  if (!draft) return;
  const words = page.querySelector("[data-words]");
  const main = page.querySelector("[data-main]");
  draft.addEventListener("input", () => {
    words.textContent = countWords(draft.value);
    if (main?.href.startsWith("mailto:")) main.href = withBody(main.href, draft.value);
  });
  for (const button of page.querySelectorAll('[data-copy="draft"]')) {
    button.hidden = false;
    const then = button === main && page.querySelector('[data-key="s"]') ? " When it is sent, press s." : "";
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

export function countWords(text) {
  const count = text.split(/\s+/u).filter(Boolean).length;
  return count === 1 ? "1 word" : `${count} words`;
}

// Only the body changes; every character that could begin another header stays encoded.
export function withBody(href, text) {
  const [address, query = ""] = href.split("?", 2);
  const kept = query.split("&").filter((part) => part && !part.startsWith("body="));
  const body = encodeURIComponent(text.replace(/\r?\n/gu, "\r\n"));
  return `${address}?${[...kept, `body=${body}`].join("&")}`;
}
