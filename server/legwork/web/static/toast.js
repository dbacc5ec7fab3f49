// A page that loads with something to say says it to screen readers too: only a change is announced.

const BEFORE_SAYING_MS = 150;
const SHOWN_MS = 10_000;

export function announceToast(page) {
  const said = page.querySelector('[data-toast] [role="status"]');
  if (!said) return;
  const sentence = said.textContent;
  said.textContent = "";
  setTimeout(() => (said.textContent = sentence), BEFORE_SAYING_MS);
  setTimeout(() => said.parentElement.classList.add("settled"), SHOWN_MS);
  const address = withoutDone(location.href);
  if (address !== location.href) history.replaceState(history.state, "", address);
}

// The address of a page without what it says was done: going back there says it no more.
export function withoutDone(place) {
  const address = new URL(place, location.href);
  address.searchParams.delete("done");
  return address.href;
}

// Says a sentence of the page's own, where there is one already in its place.
export function say(page, sentence) {
  const said = page.querySelector('[data-toast] [role="status"]') ?? place(page);
  said.textContent = "";
  setTimeout(() => (said.textContent = sentence), BEFORE_SAYING_MS);
}

function place(page) {
  const toast = page.createElement("div");
  const said = page.createElement("p");
  toast.className = "toast";
  toast.dataset.toast = "";
  said.setAttribute("role", "status");
  toast.append(said);
  page.querySelector("main").append(toast);
  return said;
}
