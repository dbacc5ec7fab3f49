// The one-time link opens by itself; without scripts its button is pressed.

export function signIn(page) {
  page.querySelector("form[data-sign-in]")?.requestSubmit();
}
