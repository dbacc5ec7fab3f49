// A key is answered at once: the card steps back while its act is being written down.

export function showActing(page) {
  page.addEventListener("submit", (event) => event.target.closest(".card")?.setAttribute("aria-busy", "true"));
  // a page that comes back as it was left is waiting for nothing
  addEventListener("pageshow", () => page.querySelector(".card[aria-busy]")?.removeAttribute("aria-busy"));
}
