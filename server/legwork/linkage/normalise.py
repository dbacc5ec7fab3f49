"""From a stored record to the person linkage compares. Everything here is a function of one record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Sized
from functools import lru_cache
from itertools import chain, islice
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import unquote

import phonenumbers

from legwork.linkage.columns import tuples_of
from legwork.linkage.inferring import in_parts, personal_domain, with_inferred
from legwork.linkage.names import LONGEST, fold, fold_once, names_of
from legwork.linkage.person import Claimed, Email, Household, Name, Person, Profile
from legwork.linkage.remembered import remembered
from legwork.linkage.tables import employer_aliases, employer_domains, known, words

Value = TypeVar("Value")

_MOST_VALUES = 20
_AT_ONCE = 500
_LONGEST_TEXT = 500
_NO_WORDS: frozenset[str] = frozenset()
_NOBODY: Mapping[str, Any] = MappingProxyType({})
_NO_NAMES: tuple[tuple[Name, ...], str] = ((), "")
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
    while some := list(islice(reading, _AT_ONCE)):
        yield from _persons(some, region, shared)


def _persons(claimed: Sequence[Claimed], region: str, shared: Collection[str]) -> Iterator[Person]:
    claims = [one.claim for one in claimed]
    own = [claim if _is_person(claim) else _NOBODY for claim in claims]
    positions = _entries(claims, "positions")
    companies = _regrouped(_texts(positions, "company"), positions)
    employers = [_employers(each) if each else () for each in companies]
    named = [names_of(claim) if claim else _NO_NAMES for claim in own]
    names = [_without_employer(each, work) for (each, _), work in zip(named, employers, strict=True)]
    addresses = _entries(own, "emails")
    found = _regrouped(map(email_of, _texts(addresses, "value")), addresses)
    emails = [_emails(each, who) if each else () for each, who in zip(found, names, strict=True)]
    numbers = _entries(own, "phones")
    dialled = [phone_of(text, region) for text in _texts(numbers, "value")]
    phones = list(map(_sorted, _regrouped(dialled, numbers)))
    if shared:
        emails = [tuple(one for one in each if f"email:{one.address}" not in shared) for each in emails]
        phones = [tuple(one for one in each if f"phone:{one}" not in shared) for each in phones]
    pages = [_pages(_values(claim, "links")) if "links" in claim else _NO_PAGES for claim in claims]
    homes = _entries(claims, "addresses")
    cities = _texts(homes, "city")
    yield from map(
        Person,
        [one.record for one in claimed],
        [one.digest for one in claimed],
        [one.source for one in claimed],
        [one.files for one in claimed],
        [with_inferred(who, each, sites) for who, each, (sites, _) in zip(names, emails, pages, strict=True)],
        [suffix for _, suffix in named],
        emails,
        phones,
        [profiles for profiles, _ in pages],
        [_uid(one.source, _text(one.claim, "uid")) if "uid" in one.claim else "" for one in claimed],
        employers,
        [_sorted([domain_label(one.domain) for one in each if not one.free]) for each in emails],
        [_titles(each) if any(each) else () for each in _regrouped(_texts(positions, "title"), positions)],
        _places(claims, homes, cities),
        _households(homes, cities),
        [_schools(claim) if "education" in claim else () for claim in claims],
        [links for _, links in pages],
        [f" {_in_words(_text(claim, 'headline'))} " if "headline" in claim else "  " for claim in claims],
        [_birthday(_text(claim, "birthday")) if "birthday" in claim else "" for claim in claims],
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
    if usual := _USUAL_ADDRESS.fullmatch(text):
        return _email(*usual.groups())
    written = text.removeprefix("mailto:")
    bare = written.isascii() and len(written) <= LONGEST and _ADDRESS.fullmatch(written)
    match = bare or _ADDRESS.search(fold_once(written))
    if not match:
        return None
    return _email(*match.group().casefold().split("@"))


def _email(local: str, domain: str) -> Email:
    domain, free, dotless = _host(domain)
    if "+" in local:
        local = local.partition("+")[0] or local
    plain = local.replace(".", "") if dotless else local
    roles = words("roles")
    role = plain in roles or not roles.isdisjoint(in_parts(local))
    return Email(f"{plain}@{domain}", local, domain, role, free)


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


@lru_cache(maxsize=16384)
def _employers(names: tuple[str, ...]) -> tuple[str, ...]:
    return _sorted([key for name in names for key in employer_names(name)])


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
    given, family = _text(claim, "given"), _text(claim, "family")
    whole = fold(_text(claim, "name") or given or family)
    companies = {fold(company) for company in _values(claim, "positions", "company")}
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
    if not employers and len(names) == 1 and len(names[0].middle + names[0].family) < 3:
        return names  # as most are
    tokens = _tokens_of(employers) if employers else _NO_WORDS
    if len(names) == 1 and not _is_employer(names[0].middle + names[0].family, tokens):
        return names
    kept = [Name(name.given) if _is_employer(name.middle + name.family, tokens) else name for name in names]
    return tuple(dict.fromkeys(kept) if len(kept) > 1 else kept)


@lru_cache(maxsize=16384)
def _tokens_of(employers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(token for employer in employers for token in employer.split())


def _is_employer(rest: tuple[str, ...], employers: frozenset[str]) -> bool:
    """Whether what stands behind a given name is an employer: known from the record, or with a legal form."""
    if len(rest) < 3 and employers.isdisjoint(rest):
        return False
    bare = set(rest) - words("legal_forms")
    return bool(bare) and (employers >= bare or (len(set(rest)) > 2 and len(bare) < len(set(rest))))


def _text(claim: Mapping[str, Any], key: str) -> str:
    text = claim.get(key)
    return str(text)[:_LONGEST_TEXT] if text else ""


def _entries(claims: Iterable[Mapping[str, Any]], key: str) -> list[Sequence[Mapping[str, Any]]]:
    """What claims list under a key."""
    return [claim[key][:_MOST_VALUES] if key in claim else () for claim in claims]


def _texts(entries: Iterable[Iterable[Mapping[str, Any]]], key: str) -> list[str]:
    """A text of each entry of each list, one behind the other."""
    return [str(text)[:_LONGEST_TEXT] if (text := one.get(key)) else "" for one in chain.from_iterable(entries)]


def _regrouped(values: Iterable[Value], like: Iterable[Sized]) -> list[tuple[Value, ...]]:
    """Values that stand one behind the other, in groups of the sizes of others."""
    reading = iter(values)
    return [(next(reading),) if len(each) == 1 else tuple(islice(reading, len(each))) if each else () for each in like]


def _values(claim: Mapping[str, Any], key: str, part: str = "value") -> list[str]:
    return _texts(_entries([claim], key), part)


def _sorted(values: Sequence[str]) -> tuple[str, ...]:
    if len(values) > 1:
        return tuple(sorted({value for value in values if value}))
    return tuple(values) if values and values[0] else ()


def _emails(found: tuple[Email | None, ...], names: tuple[Name, ...]) -> tuple[Email, ...]:
    if len(found) == 1 and (one := found[0]) and not one.shared:
        return (one,)  # as most are
    own = [
        email._replace(shared=False) if email.shared and personal_domain(domain_label(email.domain), names) else email
        for email in found
        if email
    ]
    return tuple(sorted(set(own), key=lambda email: (email.address, email.local)) if len(own) > 1 else own)


def _pages(texts: list[str]) -> tuple[tuple[Profile, ...], tuple[str, ...]]:
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


def _schools(claim: Mapping[str, Any]) -> tuple[str, ...]:
    return _sorted(list(map(_employer, _values(claim, "education", "school"))))


def _places(
    claims: Iterable[Mapping[str, Any]], homes: Sequence[Sequence[Mapping[str, Any]]], cities: Iterable[str]
) -> list[tuple[str, ...]]:
    """City names: the first part of a place, without `Greater`, `Area` and their like."""
    written = [city or _text(home, "region") for city, home in zip(cities, chain.from_iterable(homes), strict=True)]
    located = [_place(_text(claim, "location")) if "location" in claim else "" for claim in claims]
    found = _regrouped(map(_place, written), homes)
    return [_sorted((*each, place) if place else each) for each, place in zip(found, located, strict=True)]


@remembered(8192)
def _place(text: str) -> str:
    tokens = _WORD.findall(fold_once(re.split(r"[,;|]", text, maxsplit=1)[0]))
    kept = [token for token in tokens if token not in words("place_fillers")]
    return " ".join(kept) if words("no_place").isdisjoint(kept) else ""


def _households(homes: Sequence[Sequence[Mapping[str, Any]]], cities: Iterable[str]) -> list[tuple[Household, ...]]:
    codes = [_in_words(code).replace(" ", "") for code in _texts(homes, "postcode")]
    each = tuples_of(Household, map(_in_words, _texts(homes, "street")), codes, map(_in_words, cities))
    return [_different(found) for found in _regrouped(each, homes)]


def _different(homes: tuple[Household, ...]) -> tuple[Household, ...]:
    """Each household once, in order, without those that say nothing."""
    return homes if len(homes) == 1 and any(homes[0]) else tuple(sorted({home for home in homes if any(home)}))


@remembered(65536)
def _in_words(text: str) -> str:
    if len(text) <= LONGEST and text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.casefold().split())  # what is behind, at a third of its time
    return " ".join(_WORD.findall(fold_once(text)))


@remembered(65536)
def _birthday(text: str) -> str:
    if _ISO_DAY.fullmatch(text):
        return text
    match = _DAY.match(text.strip())
    if not match:
        return ""
    year, month, day, bare_month, bare_day = match.groups()
    return f"{year}-{month}-{day}" if year else f"--{bare_month}-{bare_day}"


def phone_of(text: str, region: str = "") -> str:
    """A number in E.164, its extension behind a semicolon; what no region explains stays as bare digits."""
    if _NORTH_AMERICAN.fullmatch(text):
        return text  # what the library would give, at a hundredth of its time
    return _phone(text[:64], region.upper())


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
