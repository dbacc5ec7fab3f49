/** What could be somebody's name, as far as letters tell. */

const WORD = /^(?:\p{L}[\p{L}\p{M}'’.\-\u200c\u200d]*|\(\p{L}[\p{L}\p{M}'’\- ]*\))$/u;
const PARTICLES = new Set(
  (
    "af al ap av ben bin da das de del della den der di do dos du el i ibn la le mac mc san st te ten ter und van von " +
    "y zu zum zur"
  ).split(" "),
);
/** Words on headings of pages about people that are not names of any. */
const NO_NAME = new Set(
  (
    "about account all and articles board blog browse call careers club co company conference contact contacts content " +
    "corp council culture department directors directory discover event events executive explore faculty faq featured " +
    "find follow for founders from gallery gmbh group help history home inc index info join keynote keynotes latest " +
    "leadership legal llc log login ltd management meet meetup members menu mission more navigation network news " +
    "newsletter next office open organisers organizers our overview page panel partners past people photos policy " +
    "press previous pricing privacy products profile profiles programme program projects publications read recent " +
    "register related research resources schedule search services session sessions share sign site speaker speakers " +
    "sponsors staff stories story subscribe summit support talks team terms testimonials the this us values venue view " +
    "welcome what who with work workshop your"
  ).split(" "),
);

/**
 * Whether a line could be the name of one person: two to five words that begin like names do, or two to four
 * characters of Chinese, Japanese or Korean.
 *
 * @param {string} text
 */
export function couldBeName(text) {
  if (text.length < 2 || text.length > 60) return false;
  if (/^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}・· ]{2,12}$/u.test(text)) return true;
  const words = withoutTitles(text).split(" ");
  if (words.length < 2 || words.length > 5 || !words.every((word) => WORD.test(word))) return false;
  if (words.some((word) => NO_NAME.has(word.toLowerCase()))) return false;
  return words.every((word) => !/^\p{Ll}/u.test(word) || PARTICLES.has(word.toLowerCase()));
}

/**
 * A name without what stands before and behind it: `Prof. Dr.`, `PhD`, `(she/her)`.
 *
 * @param {string} text
 */
export function withoutTitles(text) {
  return text
    .replace(/^(?:(?:prof|professor|dr|ing|mr|mrs|ms|mx|sir|dame)\.? +)+/i, "")
    .replace(/,? *\(?(?:she|he|they|ze|xe)(?: ?\/ ?\p{L}+)+\)?$/iu, "")
    .replace(/(?:, *(?:ph\.?d\.?|m\.?d\.?|mba|msc|m\.sc\.|bsc|cpa|rn|jr\.?|sr\.?|esq\.?))+$/i, "")
    .trim();
}

/**
 * Whether two names are written alike, but for case, accents and blanks.
 *
 * @param {string | undefined} one
 * @param {string | undefined} other
 */
export function sameName(one, other) {
  return Boolean(one) && nameKey(one ?? "") === nameKey(other ?? "");
}

/**
 * A name as names are compared.
 *
 * @param {string} name
 */
export function nameKey(name) {
  const plain = withoutTitles(name)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/**
 * Whether an address bears a name out: its host is made of all its words (`adalovelace.example`), or one of them stands
 * in the path of a page for people (`/team/lovelace`). Anything else may be a subject or a firm.
 *
 * @param {string} name
 * @param {URL} page
 * @param {RegExp} people  Words of such paths.
 */
export function borneOut(name, page, people) {
  const words = nameKey(name)
    .split(" ")
    .filter((word) => word.length > 1);
  const path = `${page.pathname.toLowerCase()} ${nameKey(page.pathname)}`;
  if (people.test(page.pathname) && words.some((word) => word.length > 2 && path.includes(word))) return "path";
  return words.length && words.every((word) => page.hostname.includes(word)) ? "host" : "";
}

/**
 * Pronouns as people write them, or empty.
 *
 * @param {string} text
 */
export function pronounsIn(text) {
  return /^\(?((?:she|he|they|it|ze|xe|any|elle|il|sie|er)(?: ?\/ ?\p{L}+){1,3})\)?$/iu.exec(text.trim())?.[1] ?? "";
}
