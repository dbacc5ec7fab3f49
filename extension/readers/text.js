/** Text out of a page: what a reader of it would see, in bounded time. */

/** Elements whose content is not shown. */
const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "SVG", "svg", "IFRAME", "OBJECT", "HEAD", "SELECT"]);
const BLOCKS = new Set(
  (
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE BR DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN " +
    "NAV OL P PRE SECTION TABLE TD TH TR UL"
  ).split(" "),
);
const MOST_NODES = 3_000;
const MOST_CHARACTERS = 20_000;

/**
 * What an element says, with a line for each block; empty for none. Hidden parts are left out.
 *
 * @param {Element | null | undefined} element
 * @param {number} most  Characters.
 */
export function textOf(element, most = MOST_CHARACTERS) {
  if (!element) return "";
  /** @type {string[]} */
  const parts = [];
  let length = 0;
  for (const node of shown(element)) {
    const part = typeof node === "string" ? node : "\n";
    parts.push(part);
    length += part.length;
    if (length > most) break;
  }
  return parts.join("").slice(0, most);
}

/**
 * What an element says, in one line.
 *
 * @param {Element | null | undefined} element
 * @param {number} most  Characters.
 */
export function lineOf(element, most = 1_000) {
  return textOf(element, most).replace(/\s+/g, " ").trim();
}

/**
 * The lines an element shows, without empty ones.
 *
 * @param {Element | null | undefined} element
 */
export function linesOf(element) {
  return textOf(element)
    .split("\n")
    .map((each) => each.replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

/**
 * The first element that a selector finds within another.
 *
 * @param {ParentNode} within
 * @param {string} selector
 */
export function first(within, selector) {
  return within.querySelector(selector);
}

/**
 * The elements that a selector finds, at most so many.
 *
 * @param {ParentNode} within
 * @param {string} selector
 * @param {number} most
 */
export function all(within, selector, most = 500) {
  /** @type {Element[]} */
  const found = [];
  for (const element of within.querySelectorAll(selector)) {
    if (found.length >= most) break;
    found.push(element);
  }
  return found;
}

/**
 * How many elements of a kind an element stands in; counted no further than `most`, so that what is put into itself
 * over and over costs no time.
 *
 * @param {Element} element
 * @param {string} kind  A selector.
 * @param {number} most
 */
export function depthIn(element, kind, most) {
  let depth = 0;
  let around = element.parentElement?.closest(kind);
  while (around && depth < most) {
    depth += 1;
    around = around.parentElement?.closest(kind);
  }
  return depth;
}

/**
 * The content of the first `meta` element of one of these names or properties.
 *
 * @param {Document} document
 * @param {...string} names
 */
export function meta(document, ...names) {
  for (const name of names) {
    const content = first(document, `meta[property="${name}"], meta[name="${name}"]`)?.getAttribute("content");
    if (content) return squeezed(content);
  }
  return "";
}

/**
 * The start of an attribute, as much as any could need.
 *
 * @param {Element} element
 * @param {string} name
 */
export function attribute(element, name) {
  return squeezed(element.getAttribute(name) ?? "");
}

/**
 * The start of a text, each run of blanks as one: what patterns are tried on must not be long and monotonous.
 *
 * @param {string} text
 */
function squeezed(text) {
  if (text.length < 500) return text;
  return text
    .slice(0, MOST_CHARACTERS / 2)
    .replace(/[^\S\n]+/g, " ")
    .replace(/\n{3,}/g, "\n\n");
}

/**
 * Texts and block borders below an element, in order, without recursion: a page may nest as deep as it likes.
 *
 * @param {Element} root
 * @returns {Generator<string | Element>}
 */
function* shown(root) {
  /** @type {Node | null} */
  let node = root.firstChild;
  let visited = 0;
  while (node && visited < MOST_NODES) {
    visited += 1;
    if (node.nodeType === 3) yield (node.nodeValue ?? "").slice(0, MOST_CHARACTERS).replace(/\s+/g, " ");
    const element = node.nodeType === 1 ? /** @type {Element} */ (node) : null;
    if (element && BLOCKS.has(element.tagName)) yield element;
    if (element && !isSilent(element) && element.firstChild) {
      node = element.firstChild;
      continue;
    }
    while (node && !node.nextSibling) {
      node = node.parentNode === root ? null : node.parentNode;
      if (node && BLOCKS.has(/** @type {Element} */ (node).tagName)) yield /** @type {Element} */ (node);
    }
    node = node?.nextSibling ?? null;
  }
}

/** @param {Element} element */
function isSilent(element) {
  return SILENT.has(element.tagName) || element.hasAttribute("hidden");
}
