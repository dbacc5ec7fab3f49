// Every word that is shown comes from _locales; pages name theirs in data-i18n.

/** @param {string} name @param {...(string | number)} values */
export function say(name, ...values) {
  return chrome.i18n.getMessage(name, values.map(String));
}

/** A sentence with a number in it: `NAME_one` for one, `NAME_other` for more. @param {string} name @param {number} count */
export function sayCounted(name, count) {
  return say(count === 1 ? `${name}_one` : `${name}_other`, count);
}

/** What keeps the desk from doing what was asked, in one sentence: the desk's own where it said one.
 * @param {import("./legwork-api.js").ProblemKind} kind
 * @param {string} [message]
 */
export function sayProblem(kind, message = "") {
  return kind === "refused" ? message : say(`problem_${kind}`);
}

/** Puts the words into a page, where `data-i18n` names them. @param {Document} page */
export function putWords(page) {
  page.documentElement.lang = chrome.i18n.getUILanguage().startsWith("en") ? chrome.i18n.getUILanguage() : "en";
  for (const place of page.querySelectorAll("[data-i18n]")) {
    place.textContent = say(place.getAttribute("data-i18n") ?? "");
  }
}

/** A day as people say it: 23 Nov, with the year where it is another. @param {string} day ISO */
export function sayDay(day) {
  const at = new Date(`${day.slice(0, 10)}T12:00:00`);
  if (Number.isNaN(at.getTime())) return "";
  const year = at.getFullYear() === new Date().getFullYear() ? {} : /** @type {const} */ ({ year: "numeric" });
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "short", ...year });
}
