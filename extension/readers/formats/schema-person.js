/** What schema.org's Person says, as a capture's fields. Photo, birthday, gender and nationality are never read. */

import { isOf, stringsIn, textIn, valuesIn } from "./properties.js";

/** @typedef {import("./properties.js").Bag} Bag */
/** @typedef {import("./properties.js").Value} Value */

const SCHOOL = /^(?:EducationalOrganization|CollegeOrUniversity|School|HighSchool|MiddleSchool|ElementarySchool)$/;
const PERSON = /^(?:Person|Patient|Physician)$/;
const ROLE = /Role$/;

/** @param {Value | undefined} bag */
export function isPerson(bag) {
  return isOf(bag, PERSON);
}

/**
 * The fields a Person has; values are as found and not yet cleaned.
 *
 * @param {Bag} person
 * @returns {import("../types.js").Fields}
 */
export function fieldsOf(person) {
  const work = positionsOf(person);
  const present = work.filter((each) => !each.to);
  return {
    name: nameOf(person),
    headline: textIn(person, "headline", "disambiguatingDescription"),
    title: present[0]?.title ?? "",
    company: present[0]?.company ?? "",
    location: locationOf(person),
    about: textIn(person, "description"),
    pronouns: textIn(person, "pronouns"),
    emails: [...stringsIn(person, "email"), ...contactsOf(person, "email")],
    phones: [...stringsIn(person, "telephone"), ...contactsOf(person, "telephone")],
    links: linksOf(person),
    positions: work.length > 1 || work.some((each) => each.from || each.to) ? work : [],
    education: valuesIn(person, "alumniOf").filter(isSchool).map(schoolingOf),
  };
}

/**
 * Addresses of pages about a Person: their own, and those said to be the same.
 *
 * @param {Bag} person
 */
export function pagesOf(person) {
  return [...addressesIn(person, "url"), ...addressesIn(person, "mainEntityOfPage"), ...addressesIn(person, "sameAs")];
}

/**
 * The address of the site of whoever a Person works for, or empty.
 *
 * @param {Bag} person
 */
export function companyPageOf(person) {
  const employers = [...valuesIn(person, "worksFor"), ...valuesIn(person, "affiliation")];
  return employers.map((employer) => stringsIn(employer, "url")[0] ?? "").find(Boolean) ?? "";
}

/** @param {Bag} person */
function nameOf(person) {
  const parts = ["givenName", "additionalName", "familyName"].map((part) => textIn(person, part));
  return textIn(person, "name") || (parts[2] ? parts.filter(Boolean).join(" ") : "");
}

/**
 * What somebody does and did. Titles and employers that stand side by side belong together only if there are as many
 * of one as of the other.
 *
 * @param {Bag} person
 */
function positionsOf(person) {
  const employers = [...valuesIn(person, "worksFor"), ...valuesIn(person, "affiliation")].map(employmentOf);
  const titles = [
    ...stringsIn(person, "jobTitle"),
    ...valuesIn(person, "hasOccupation").map((value) => named(value)),
  ].filter(Boolean);
  const formerly = valuesIn(person, "alumniOf").filter((value) => isOf(value, /^(?:Organization|Corporation)$/));
  const paired = titles.length === employers.length || (titles.length === 1 && employers.length === 0);
  const work = employers.map((each, at) => ({ ...each, title: each.title || (paired ? (titles[at] ?? "") : "") }));
  const first = titles[0];
  if (first && !work.some((each) => each.title)) {
    if (work[0] && titles.length === 1) work[0].title = first;
    else if (!work.length || titles.length === 1) work.unshift({ title: first, company: "", from: "", to: "" });
  }
  const past = formerly.map((value) => employmentOf(value)).filter((each) => each.to);
  return [...work, ...past].filter((each) => each.title || each.company);
}

/**
 * An employer as a position: plain, or through a Role that says what somebody is there, and since when.
 *
 * @param {Value} value
 */
function employmentOf(value) {
  const role = isOf(value, ROLE) ? value : valuesIn(value, "member").find((each) => isOf(each, ROLE));
  const inner = isOf(value, ROLE) ? (valuesIn(value, "worksFor")[0] ?? valuesIn(value, "affiliation")[0]) : value;
  return {
    title: textIn(role, "roleName", "namedPosition", "jobTitle"),
    company: named(inner),
    from: textIn(role, "startDate"),
    to: textIn(role, "endDate"),
  };
}

/** @param {Value} value */
function isSchool(value) {
  return typeof value === "string" || isOf(value, SCHOOL) || isOf(value, ROLE) || !isOf(value, /./);
}

/** @param {Value} value */
function schoolingOf(value) {
  const role = isOf(value, ROLE) ? value : valuesIn(value, "member").find((each) => isOf(each, ROLE));
  const school = isOf(value, ROLE) ? valuesIn(value, "alumniOf")[0] : value;
  return {
    school: named(school),
    degree: textIn(role, "roleName"),
    from: textIn(role, "startDate"),
    to: textIn(role, "endDate"),
  };
}

/** @param {Bag} person */
function locationOf(person) {
  for (const property of ["homeLocation", "workLocation", "address", "location"]) {
    for (const value of valuesIn(person, property)) {
      const place = placeOf(value);
      if (place) return place;
    }
  }
  return "";
}

/**
 * @param {Value} value
 * @returns {string}
 */
function placeOf(value) {
  if (typeof value === "string") return value.includes("***") ? "" : value;
  const parts = ["addressLocality", "addressRegion", "addressCountry"].map((part) => textIn(value, part));
  const city = parts[0] ?? "";
  const told = city.includes(",") ? city : parts.filter((part, at) => part && parts.indexOf(part) === at).join(", ");
  const inner = valuesIn(value, "address")[0];
  return told || (inner === undefined ? "" : placeOf(inner)) || textIn(value, "name");
}

/**
 * @param {Bag} person
 * @param {string} property
 */
function contactsOf(person, property) {
  return valuesIn(person, "contactPoint").flatMap((point) => stringsIn(point, property));
}

/** @param {Bag} person */
function linksOf(person) {
  const same = addressesIn(person, "sameAs").map((url) => ({ rel: "me", url }));
  return [...same, ...addressesIn(person, "url").map((url) => ({ rel: "website", url }))];
}

/**
 * @param {Bag} person
 * @param {string} property
 */
function addressesIn(person, property) {
  return valuesIn(person, property).flatMap((value) => (typeof value === "string" ? [value] : stringsIn(value, "@id")));
}

/** @param {Value | undefined} value */
function named(value) {
  if (typeof value === "string") return value.includes("***") || /^https?:/i.test(value) ? "" : value;
  return textIn(value, "name", "legalName");
}
