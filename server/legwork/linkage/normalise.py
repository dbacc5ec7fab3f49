"""From a stored record to the person linkage compares. Everything here is a function of one record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

import phonenumbers

from legwork.linkage.entries import Entries, text_of, texts_of
from legwork.linkage.homes import homes_of, in_words
from legwork.linkage.inferring import in_parts, personal_domain, with_inferred
from legwork.linkage.names import LONGEST, fold, fold_once, names_of_each
from legwork.linkage.person import Claimed, Email, Name, Person, Profile
from legwork.linkage.remembered import remembered
from legwork.linkage.tables import employer_aliases, employer_domains, known, words

_AT_ONCE = 200
_NOBODY: Mapping[str, Any] = MappingProxyType({})
_NO_PAGES: tuple[tuple[Profile, ...], tuple[str, ...]] = ((), ())
_LINKEDIN = re.compile(r"(?:^|[/.@])linkedin\.com/(in|pub)/([^?#]+)", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_USUAL_ADDRESS = re.compile(r"([a-z0-9._+-]{1,64})@([a-z0-9-]{1,30}(?:\.[a-z0-9-]{1,30}){1,3})")
_NORTH_AMERICAN = re.compile(r"\+1[2-9][0-9]{9}")
_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\(([^()]*)\)")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = re.compile(r"^(\d{4})-?(\d{2})-?(\d{2})|^--(\d{2})-?(\d{2})")
_SITES = {
    "github.com": ("github", r"^/([^/]+)/?$"),
    "twitter.com": ("x", r"^/@?([^/]+)/?$"),
    "x.com": ("x", r"^/@?([^/]+)/?$"),
    "facebook.com": ("facebook", r"^/([^/]+)/?$"),
    "instagram.com": ("instagram", r"^/([^/]+)/?$"),
    "xing.com": ("xing", r"^/profile/([^/]+)"),
    "orcid.org": ("orcid", r"^/([\dX-]{19})"),
}


def person_of(claimed: Claimed, *, region: str = "", shared: Collection[str] = ()) -> Person:
    """The record as linkage compares it. `region`: two letters for phone numbers written without a country.

    `shared` are identifiers, `email:…` and `phone:…`, that the user said several people use: the person is without
    them, and nothing is read off them.
    """
    return next(persons_of([claimed], region=region, shared=shared))


def persons_of(claimed: Iterable[Claimed], *, region: str = "", shared: Collection[str] = ()) -> Iterator[Person]:
    """The same for many records, in their order: some at a time and of these one fact after the other, which takes
    much less time than record after record."""
    reading = iter(claimed)
    batches = iter(lambda: list(islice(reading, _AT_ONCE)), [])
    return chain.from_iterable(_persons(batch, region, shared) for batch in batches)


def _persons(claimed: Sequence[Claimed], region: str, shared: Collection[str]) -> Iterable[Person]:
    claims = [one.claim for one in claimed]
    own = [claim if _is_person(claim) else _NOBODY for claim in claims]
    positions = Entries(claims, "positions")
    employers = positions.united_by_claim(map(_employers, positions.texts("company")))
    written, suffixes = zip(*names_of_each(own), strict=True)
    names = list(map(_without_employer, written, employers))
    addresses = Entries(own, "emails")
    found = addresses.by_claim(_emails_of(addresses.texts("value")))
    emails = [_emails(each, who) if each else () for each, who in zip(found, names, strict=True)]
    numbers = Entries(own, "phones")
    phones = numbers.sorted_by_claim(_phones_of(numbers.texts("value"), region))
    if shared:
        emails = [tuple(one for one in each if f"email:{one.address}" not in shared) for each in emails]
        phones = [tuple(one for one in each if f"phone:{one}" not in shared) for each in phones]
    links = Entries(claims, "links")
    pages = [_pages(each) if each else _NO_PAGES for each in links.by_claim(links.texts("value"))]
    places, households = homes_of(claims)
    schools = Entries(claims, "education")
    return map(
        Person,
        [one.record for one in claimed],
        [one.digest for one in claimed],
        [one.source for one in claimed],
        [one.files for one in claimed],
        [with_inferred(who, each, sites) for who, each, (sites, _) in zip(names, emails, pages, strict=True)],
        suffixes,
        emails,
        phones,
        [profiles for profiles, _ in pages],
        [_uid(one.source, text_of(one.claim, "uid")) if "uid" in one.claim else "" for one in claimed],
        employers,
        [_domains(each) if len(each) > 1 or (each and not each[0].free) else () for each in emails],
        [_titles(each) if each else () for each in positions.sorted_by_claim(positions.texts("title"))],
        places,
        households,
        schools.sorted_by_claim(list(map(_employer, schools.texts("school")))),
        [others for _, others in pages],
        [f" {in_words(text)} " if text else "  " for text in texts_of(claims, "headline")],
        [text if _ISO_DAY.fullmatch(text) else _birthday(text) for text in texts_of(claims, "birthday")],
    )


def linkedin_profile(address: str) -> Profile | None:
    """A LinkedIn address in its one form: decoded, composed, folded, without query, language or slash.

    Member ids (`ACoAA…`) are a kind of their own: they cannot be compared with a name chosen by the member,
    and are case-sensitive. An old `/pub/name/1/2a/3b4` is the address it forwards to, `name-3b402a1`.
    """
    match = _LINKEDIN.search(address[:500])
    if not match:
        return None
    parts = [unicodedata.normalize("NFC", unquote(part)).strip() for part in match.group(2).split("/")]
    if match.group(1).lower() == "pub":
        low, middle, high = ([*parts[1:4], "", "", ""])[:3]
        parts = [f"{parts[0]}-{high}{middle.zfill(3)}{low}"] if low and middle and high else parts
    if not parts[0]:
        return None
    if re.match(r"AC[ow]AA", parts[0]):
        return Profile("linkedin", "member", parts[0])
    return Profile("linkedin", "name", unicodedata.normalize("NFC", parts[0].casefold()))


def email_of(text: str) -> Email | None:
    """An e-mail address in comparable form, or None: no case, no plus tag, no dots where Gmail ignores them."""
    return _emails_of([text])[0]


def _emails_of(texts: Sequence[str]) -> list[Email | None]:
    roles = words("roles")
    matches = map(_USUAL_ADDRESS.fullmatch, texts)
    return [
        _email(usual.groups(), roles) if usual else _unusual_email(text, roles)
        for text, usual in zip(texts, matches, strict=True)
    ]


def _unusual_email(text: str, roles: frozenset[str]) -> Email | None:
    written = text.removeprefix("mailto:")
    bare = written.isascii() and len(written) <= LONGEST and _ADDRESS.fullmatch(written)
    match = bare or _ADDRESS.search(fold_once(written))
    return _email(match.group().casefold().split("@"), roles) if match else None


def _email(parts: Iterable[str], roles: frozenset[str]) -> Email:
    local, domain = parts
    domain, free, dotless = _host(domain)
    if "+" in local:
        local = local.partition("+")[0] or local
    plain = local.replace(".", "") if dotless else local
    role = plain in roles or not roles.isdisjoint(in_parts(local))
    # at half the time of calling Email
    return tuple.__new__(Email, (f"{plain}@{domain}", local, domain, role, free))


@remembered(16384)
def _host(domain: str) -> tuple[str, bool, bool]:
    """The domain in its one form, whether it is a public mail host, and one that ignores dots."""
    gmail = domain in ("gmail.com", "googlemail.com")
    return "gmail.com" if gmail else domain, domain in words("free_mail"), gmail


@remembered(65536)
def employer_keys(name: str) -> tuple[str, ...]:
    """An employer's folded names: without legal form, and what stands in brackets as an alias of its own."""
    asides = _ASIDE.findall(name[:LONGEST])
    keys = [_employer(text) for text in (_ASIDE.sub(" ", name[:LONGEST]), *asides)]
    return tuple(dict.fromkeys(key for key in keys if key))


def employer_names(name: str) -> tuple[str, ...]:
    """An employer's folded names with the first of those it is well known by: `bcg` and `boston consulting`."""
    keys = employer_keys(name)
    known_as = (employer_aliases().get(key, key) for key in keys)
    return tuple(dict.fromkeys([*known_as, *keys]))


@remembered(16384)
def _employers(name: str) -> tuple[str, ...]:
    return tuple(sorted(employer_names(name)))


@remembered(16384)
def domain_label(domain: str) -> str:
    """The label an organisation registered: `globex` of `mail.globex.co.uk`."""
    labels = domain.split(".")
    labels.pop()
    if len(labels) > 1 and labels[-1] in words("second_level"):
        labels.pop()
    return labels[-1] if labels else ""


@remembered(65536)
def _employer(name: str) -> str:
    tokens = _WORD.findall(fold_once(name).replace("'", ""))
    kept = [token for token in tokens if token not in words("legal_forms")] or tokens
    if words("no_employer").issuperset(kept):
        return ""
    strong = [token for token in kept if token not in words("employer_fillers")]
    return " ".join(strong or kept)


def _is_person(claim: Mapping[str, Any]) -> bool:
    """Cards of organisations and households name no person, and their addresses and phones are nobody's own."""
    if "kind" in claim and claim["kind"] in ("org", "group"):
        return False
    if claim.get("given") and claim.get("family"):
        return True
    given, family = text_of(claim, "given"), text_of(claim, "family")
    whole = fold(text_of(claim, "name") or given or family)
    companies = {fold(company) for company in Entries([claim], "positions").texts("company")}
    tokens = whole.split()
    own_firm = len(tokens) > 1 and known("given", tokens[0]) and known("family", tokens[-1])
    return not whole or not ((whole in companies and not own_firm) or _is_organisation(whole))


@remembered(65536)
def _is_organisation(name: str) -> bool:
    """`Home Depot`, `Pizza Luna`, `Haddock Family`: a known employer, or a word no person is called by."""
    tokens = name.split()
    telling = words("organisations").intersection(tokens)
    return len(tokens) > 1 and (
        " ".join(tokens) in employer_domains() or any(not known("family", token) for token in telling)
    )


def _without_employer(names: tuple[Name, ...], employers: tuple[str, ...]) -> tuple[Name, ...]:
    """Names without the employer some people write behind a friend's given name: `Alan Terrawave`."""
    if len(names) == 1 and _apart(names[0].middle + names[0].family, employers):
        return names  # as most are
    tokens = frozenset(token for employer in employers for token in employer.split())
    kept = [Name(name.given) if _is_employer(name.middle + name.family, tokens) else name for name in names]
    return tuple(dict.fromkeys(kept) if len(kept) > 1 else kept)


def _apart(rest: tuple[str, ...], employers: tuple[str, ...]) -> bool:
    """Whether what stands behind a given name is too short for a legal form, and in no employer's name."""
    for employer in employers:
        for token in rest:
            if token in employer:
                return False
    return len(rest) < 3


def _is_employer(rest: tuple[str, ...], employers: frozenset[str]) -> bool:
    """Whether what stands behind a given name is an employer: known from the record, or with a legal form."""
    if len(rest) < 3 and employers.isdisjoint(rest):
        return False
    bare = set(rest) - words("legal_forms")
    return bool(bare) and (employers >= bare or (len(set(rest)) > 2 and len(bare) < len(set(rest))))


def _domains(emails: Iterable[Email]) -> tuple[str, ...]:
    return tuple(sorted({label for one in emails if not one.free and (label := domain_label(one.domain))}))


def _emails(found: tuple[Email | None, ...], names: tuple[Name, ...]) -> tuple[Email, ...]:
    if len(found) == 1 and (one := found[0]) and not one.shared:
        return (one,)  # as most are
    own = [
        email._replace(shared=False) if email.shared and personal_domain(domain_label(email.domain), names) else email
        for email in found
        if email
    ]
    return tuple(sorted(set(own), key=lambda email: (email.address, email.local)) if len(own) > 1 else own)


def _pages(texts: Iterable[str]) -> tuple[tuple[Profile, ...], tuple[str, ...]]:
    profiles: set[Profile] = set()
    links: set[str] = set()
    for text in texts:
        if profile := linkedin_profile(text) or _other_profile(text):
            profiles.add(profile)
        elif (page := _page(text)) and "/" in page.strip("/"):
            links.add(page)
        elif page:
            links.add(page.strip("/"))
    return tuple(sorted(profiles, key=lambda profile: profile.identifier)), tuple(sorted(links))


def _page(text: str) -> str:
    bare = re.sub(r"^[a-z]+://", "", text.strip(), flags=re.IGNORECASE)
    host, _, path = bare.split("?", 1)[0].split("#", 1)[0].partition("/")
    host = host.casefold().removeprefix("www.").removeprefix("m.")
    return f"{host}/{unquote(path).rstrip('/')}" if "." in host else ""


def _other_profile(text: str) -> Profile | None:
    host, _, path = _page(text).partition("/")
    if host not in _SITES:
        return None
    site, pattern = _SITES[host]
    match = re.match(pattern, f"/{path}")
    return Profile(site, "name", match.group(1).casefold()) if match else None


def _uid(source: str, uid: str) -> str:
    return f"{source}:{uid.casefold().removeprefix('urn:uuid:')}" if len(uid) >= 8 else ""


def _titles(titles: Iterable[str]) -> tuple[frozenset[str], ...]:
    found = {frozenset(_WORD.findall(fold(title))) for title in titles}
    return tuple(sorted((title for title in found if title), key=sorted))


@remembered(65536)
def _birthday(text: str) -> str:
    match = _DAY.match(text.strip())
    if not match:
        return ""
    year, month, day, bare_month, bare_day = match.groups()
    return f"{year}-{month}-{day}" if year else f"--{bare_month}-{bare_day}"


def phone_of(text: str, region: str = "") -> str:
    """A number in E.164, its extension behind a semicolon; what no region explains stays as bare digits."""
    return _phones_of([text], region)[0]


def _phones_of(texts: Iterable[str], region: str) -> list[str]:
    region = region.upper()
    # what is given as it stands is what the library would give, at a hundredth of its time
    return [text if _NORTH_AMERICAN.fullmatch(text) else _phone(text[:64], region) for text in texts]


@lru_cache(maxsize=65536)
def _phone(text: str, region: str) -> str:
    digits = "".join(character for character in text if character.isdigit())
    text = f"+{digits[2:]}" if digits.startswith("00") else text
    if len(digits) < 6:
        return ""
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return f"local:{digits}"
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain};{number.extension}" if number.extension else plain
