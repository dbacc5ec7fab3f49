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
  const address = new URL(location.href);
  address.searchParams.delete("done");
  history.replaceState(null, "", address);
}
