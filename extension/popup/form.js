// The form: filled from a person, read back as fields, and what says where each value came from.

import { say } from "../words.js";

/**
 * @typedef {import("../readers/types.js").Fields} Fields
 * @typedef {import("../readers/types.js").Person} Person
 * @typedef {import("../capturing.js").Written} Written
 */

const TEXTS = /** @type {const} */ (["name", "headline", "title", "company", "location", "pronouns", "about"]);
const LISTS = /** @type {const} */ (["emails", "phones"]);
/** Everything the user can type into. */
export const INPUTS = [...TEXTS, ...LISTS, "school", "links", "url", "selection", "note", "why"];

/** @param {HTMLFormElement} form @param {Person} person @param {{url: string, selection: string}} page */
export function fill(form, person, page) {
  const { fields } = person;
  for (const name of TEXTS) input(form, name).value = fields[name] ?? "";
  for (const name of LISTS) input(form, name).value = (fields[name] ?? []).join(", ");
  input(form, "school").value = fields.education?.[0]?.school ?? "";
  input(form, "links").value = (fields.links ?? []).map((link) => link.url).join("\n");
  for (const name of ["why", "note"]) input(form, name).value = "";
  input(form, "url").value = page.url;
  input(form, "selection").value = page.selection;
  tellSources(form, person);
  tellMore(form, fields);
}

/** What stands in the form. @param {HTMLFormElement} form @param {Person} person whom it was filled with @returns {Written} */
export function written(form, person) {
  /** @type {Fields} */
  const fields = { ...person.fields };
  for (const name of TEXTS) fields[name] = input(form, name).value;
  for (const name of LISTS) fields[name] = parts(input(form, name).value, /[,;\n]/u);
  fields.links = parts(input(form, "links").value, /\s/u).map((url) => ({ rel: relOf(person, url), url }));
  fields.education = schools(input(form, "school").value.trim(), person.fields.education ?? []);
  if (!box(form, "whole").checked) fields.positions = [];
  if (!box(form, "whole").checked) fields.education = fields.education.slice(0, 1);
  const text = (/** @type {string} */ name) => input(form, name).value;
  return { fields, url: text("url"), selection: text("selection"), note: text("note"), why: text("why") };
}

/** @param {HTMLFormElement} form @returns {Record<string, string>} */
export function values(form) {
  return Object.fromEntries(INPUTS.map((name) => [name, input(form, name).value]));
}

/** @param {HTMLFormElement} form @param {Record<string, string>} kept */
export function putBack(form, kept) {
  for (const name of INPUTS) {
    const value = kept[name];
    if (value !== undefined) input(form, name).value = value;
  }
}

/** @param {HTMLFormElement} form @param {string} name */
export function input(form, name) {
  return /** @type {HTMLInputElement | HTMLTextAreaElement} */ (form.elements.namedItem(name));
}

/** @param {HTMLFormElement} form @param {string} name */
function box(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/** Where the values came from: said once for what most came from, and at a field where it is another.
 * @param {HTMLFormElement} form
 * @param {Person} person
 */
function tellSources(form, person) {
  const sources = Object.values(person.from);
  const often = (/** @type {string} */ source) => sources.filter((one) => one === source).length;
  const usual = [...new Set(sources)].sort((one, other) => often(other) - often(one))[0] ?? "";
  const all = /** @type {HTMLElement} */ (form.querySelector("#from-all"));
  all.textContent = usual ? say("read_from_all", usual) : "";
  all.hidden = !usual;
  for (const place of form.querySelectorAll("[data-from]")) {
    const source = person.from[/** @type {keyof Fields} */ (place.getAttribute("data-from"))];
    place.textContent = source && source !== usual ? say("read_from", source) : "";
  }
}

/** Positions and schools beyond the first are not typed anew, but can be left out. @param {HTMLFormElement} form @param {Fields} fields */
function tellMore(form, fields) {
  const positions = (fields.positions ?? []).map((one) => [one.title, one.company].filter(Boolean).join(", "));
  const schooling = (fields.education ?? []).slice(1).map((one) => [one.degree, one.school].filter(Boolean).join(", "));
  const list = form.querySelector("[data-history]");
  const place = /** @type {HTMLElement} */ (form.querySelector("[data-history-part]"));
  const lines = [...positions, ...schooling].map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  });
  list?.replaceChildren(...lines);
  place.hidden = lines.length === 0;
  box(form, "whole").checked = true;
}

/** @param {string} school @param {import("../readers/types.js").Education[]} read */
function schools(school, read) {
  const [first, ...rest] = read;
  if (!first) return school ? [{ school, degree: "", from: "", to: "" }] : [];
  return first.school === school ? read : [{ school, degree: "", from: "", to: "" }, ...rest];
}

/** @param {Person} person @param {string} url */
function relOf(person, url) {
  return person.fields.links?.find((link) => link.url === url)?.rel ?? "";
}

/** @param {string} text @param {RegExp} between */
function parts(text, between) {
  return text.split(between).map((part) => part.trim()).filter(Boolean);
}
