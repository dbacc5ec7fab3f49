/**
 * What readers give. Every value has passed `cleaned` in clean.js, so that it is plain text within the desk's limits.
 *
 * @typedef {{ rel: string, url: string }} Link
 *   `rel`: `me` where the page claims it as the same person's, `website` for a page of theirs, `profile` for a profile
 *   within their card; `seen`, in a page's facts only, for a profile of whomever somewhere on the page.
 * @typedef {{ title: string, company: string, from: string, to: string }} Position
 * @typedef {{ school: string, degree: string, from: string, to: string }} Education
 *
 * @typedef {object} Fields  What a capture says about one person; what is not known is not there.
 * @property {string} [name]
 * @property {string} [headline]
 * @property {string} [title]
 * @property {string} [company]
 * @property {string} [location]
 * @property {string} [about]
 * @property {string} [pronouns]
 * @property {string[]} [emails]
 * @property {string[]} [phones]
 * @property {Link[]} [links]
 * @property {string[]} [feeds]
 * @property {Position[]} [positions]
 * @property {Education[]} [education]
 *
 * @typedef {keyof Fields} Field
 *
 * @typedef {object} Person
 * @property {Fields} fields
 * @property {Partial<Record<Field, string>>} from  Where each value came from, in a few words for the user.
 * @property {string} reader  Who read it: `json-ld`, `github` …
 * @property {string} reader_version
 * @property {"page" | "one of several"} represents  Whether the page is about this person, or shows several to choose
 *   from.
 *
 * @typedef {object} PageFacts  What the page says about itself, whoever is on it.
 * @property {string} url  The page's canonical address; empty where a capture cannot have it.
 * @property {string} title
 * @property {string[]} feeds
 * @property {Link[]} links  `rel=me` and profiles that the page links to: places where research may look. They may be
 *   the site's, a friend's or an employer's, and two people saved with one profile are one contact to the desk: so they
 *   must not become a person's own links.
 * @property {string} company_domain  `globex.example`, where the page says it.
 *
 * @typedef {object} Options
 * @property {string} [selection]  What the user selected on the page.
 * @property {string} [title]  The tab's title, which scripts may have changed since.
 * @property {boolean} [linkedinFull]  Whether more of a LinkedIn page than its title may be read.
 *
 * @typedef {object} Found  A person as one reader sees them, before cleaning.
 * @property {Fields} fields
 * @property {string} source  Where its values came from, in a few words.
 * @property {"main" | "listed" | "author"} role  Whether the page is about them, lists them, or is written by them.
 * @property {string} [companyPage]  An address on the site of who employs them.
 * @property {string} [reader]  Who read it, where that is not the format's own name.
 *
 * @typedef {object} Place  Where a document lies.
 * @property {Document} document
 * @property {string} url  The page's own address, as the browser shows it.
 * @property {string} base  What relative addresses are relative to.
 * @property {string} key  The page's key, as `keyOf` in canonical.js gives it.
 * @property {string} title  The page's title, cleaned.
 * @property {string} selection  What the user selected, cleaned.
 *
 * @typedef {object} SiteReader
 * @property {string} name
 * @property {string} version
 * @property {(page: URL, place: Place) => boolean} knows
 * @property {(place: Place, options: Options) => Found[]} read  Empty where the page's markup is not what it was.
 */

export {};
