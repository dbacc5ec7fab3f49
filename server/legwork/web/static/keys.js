// One key, one button: whatever carries data-key is pressed by that key.

const SEQUENCE_MS = 1200;

export function listenForKeys(page) {
  page.querySelector("input:target")?.focus();
  let before = "";
  let timer = 0;
  page.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.key === "Escape") return leave(page);
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      return page.querySelector('[data-command="commands"]')?.click();
    }
    if (isTyping(event.target) || page.querySelector("dialog[open]")) return;
    const undo = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!undo && (event.ctrlKey || event.metaKey || event.altKey)) return;
    if (event.key === "Enter" && isPressable(event.target)) return;
    const { key } = event;
    const target = undo
      ? [...page.querySelectorAll('[data-command="undo"]')].find(isVisible)
      : find(page, before ? `${before} ${key}` : key) ?? find(page, key);
    clearTimeout(timer);
    before = "";
    if (target) {
      event.preventDefault();
      press(target);
    } else if (startsSequence(page, key)) {
      before = key;
      timer = setTimeout(() => (before = ""), SEQUENCE_MS);
    }
  });
}

// An open menu takes its keys before the page does.
function find(page, key) {
  const name = CSS.escape(key);
  const popover = page.querySelector("[popover]:popover-open");
  if (popover) {
    const opener = page.querySelector(`[popovertarget="${popover.id}"]:not([popovertargetaction])`);
    return opener?.dataset.key === key ? popover.querySelector("[popovertarget]") : popover.querySelector(`[data-key="${name}"]`);
  }
  const menu = page.querySelector("details[data-menu][open]");
  const first = menu?.querySelector(`[data-key="${name}"]`);
  if (first && isVisible(first)) return first;
  return [...page.querySelectorAll(`[data-key="${name}"]`)].find(isVisible);
}

export function isVisible(element) {
  return element.checkVisibility?.() ?? element.offsetParent !== null;
}

function startsSequence(page, key) {
  return key.length === 1 && page.querySelector(`[data-key^="${CSS.escape(key)} "]`) !== null;
}

export function press(element) {
  if (element.matches("input:is([type=checkbox], [type=radio])")) {
    element.click();
  } else if (element.matches("input, textarea, select")) {
    element.focus();
    if (element.matches("input")) element.select();
  } else {
    element.focus({ preventScroll: true });
    element.click();
  }
}

function isTyping(element) {
  if (element.isContentEditable || element.matches?.("textarea, select")) return true;
  return element.matches?.("input") && !["checkbox", "radio", "button", "submit", "file"].includes(element.type);
}

function isPressable(element) {
  return element.closest?.("a[href], button, summary, input") !== null;
}

// Escape steps out: of a field first, then of a menu.
function leave(page) {
  const open = page.querySelector("details[data-menu][open]");
  if (isTyping(page.activeElement ?? page.body)) page.activeElement.blur();
  else if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
}
