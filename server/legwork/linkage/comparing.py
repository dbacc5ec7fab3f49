"""One function a comparison: two persons in, the level they reach and the words for it out.

A comparison that one side has nothing for gives `MISSING`: its weight is 0 and it is not listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import ratio

from legwork.linkage.normalise import domain_label
from legwork.linkage.person import Email, Household, Person
from legwork.linkage.tables import employer_domains, words


class Level(NamedTuple):
    """The level a comparison reaches. `share` is the population share of the agreeing value.

    A tuple, since each is looked up many times.
    """

    comparison: str
    level: str
    text: str
    share: float = 1.0


MISSING = Level("", "missing", "")

_TWO_DIGITS = re.compile(r"\d.*\d")

SIMILAR = 88
"""The likeness, as RapidFuzz's `ratio` counts it in percent, from which two employers are spelled alike."""


NEARLY = 85
"""The same for two cities, and for two streets."""


def profiles(left: Person, right: Person) -> Level:
    """Profile addresses: the same, or two different ones of LinkedIn where both were chosen by a member."""
    if not set(left.profiles).isdisjoint(right.profiles):
        return Level("profile", "same", "same profile address")
    if _chosen(left) and _chosen(right):
        return Level("profile", "different", "different profile addresses")
    return MISSING


def uids(left: Person, right: Person) -> Level:
    if left.uid and left.uid == right.uid:
        return Level("uid", "same", "same entry of the same address book")
    return MISSING


def emails(left: Person, right: Person) -> Level:
    """The same personal address, or a part before the @ that its owner chose with digits in it."""
    ours = {email.address for email in left.emails if not email.shared}
    theirs = {email.address for email in right.emails if not email.shared}
    if not ours.isdisjoint(theirs):
        return Level("email", "same", "same e-mail address")
    if not telling(left.emails).isdisjoint(telling(right.emails)):
        return Level("email", "same_local", "e-mail addresses begin alike")
    return Level("email", "different", "different e-mail addresses") if ours and theirs else MISSING


def phones(left: Person, right: Person) -> Level:
    if not left.phones or not right.phones:
        return MISSING
    if not set(left.phones).isdisjoint(right.phones):
        return Level("phone", "same", "same phone number")
    return Level("phone", "different", "different phone numbers")


def employers(left: Person, right: Person) -> Level:
    """Employers by name, by headline, by e-mail domain, or each against the other.

    The domain of an address both have says nothing more than the address.
    """
    if not set(left.employers).isdisjoint(right.employers):
        return Level("employer", "same", "same employer")
    if employer := _in_headline(left, right) or _in_headline(right, left):
        return Level("employer", "same", f"the headline names {employer}")
    own: set[str] = set()
    if left.domains and right.domains:
        own = {email.address for email in left.emails} & {email.address for email in right.emails}
    ours, theirs = _domains(left, own), _domains(right, own)
    return _employers_apart(left, right, ours, theirs)


def _employers_apart(left: Person, right: Person, ours: set[str], theirs: set[str]) -> Level:
    if not ours.isdisjoint(theirs):
        return Level("employer", "domain", "e-mail addresses of one employer")
    if domain := _employer_domain(left.employers, theirs) or _employer_domain(right.employers, ours):
        return Level("employer", "domain", f"e-mail domain {domain} matches the employer")
    if any(_similar_employers(a, b) for a in left.employers for b in right.employers):
        return Level("employer", "similar", "similar employers")
    if (left.employers or ours) and (right.employers or theirs):
        return Level("employer", "different", "different employers")
    return MISSING


def titles(left: Person, right: Person) -> Level:
    if not left.titles or not right.titles:
        return MISSING
    if not set(left.titles).isdisjoint(right.titles):
        return Level("title", "same", "same title")
    if any(_similar_titles(a, b) for a in left.titles for b in right.titles):
        return Level("title", "similar", "similar titles")
    return Level("title", "different", "different titles")


def places(left: Person, right: Person) -> Level:
    if not left.places or not right.places:
        return MISSING
    if any(_same_place(a, b) for a in left.places for b in right.places):
        return Level("place", "same", "same city")
    if any(_similar_place(a, b) for a in left.places for b in right.places):
        return Level("place", "similar", "cities spelled alike")
    return Level("place", "different", "different cities")


def households(left: Person, right: Person) -> Level:
    pairs = [(a, b) for a in left.households for b in right.households]
    if any(_same_street(a, b) for a, b in pairs):
        return Level("household", "street", "same street address")
    codes = [(a.postcode, b.postcode) for a, b in pairs if a.postcode and b.postcode]
    if any(a == b for a, b in codes):
        return Level("household", "postcode", "same postcode")
    return Level("household", "different", "different addresses") if codes else MISSING


def schools(left: Person, right: Person) -> Level:
    if not left.schools or not right.schools:
        return MISSING
    if not set(left.schools).isdisjoint(right.schools):
        return Level("school", "same", "same school")
    return Level("school", "different", "different schools")


def birthdays(left: Person, right: Person) -> Level:
    """Whole dates, days without a year, and dates that differ as a typing error would."""
    a, b = left.birthday, right.birthday
    if not a or not b:
        return MISSING
    if a == b and not a.startswith("-"):
        return Level("birthday", "same", "same birthday")
    if a[-5:] == b[-5:] and (a.startswith("-") or b.startswith("-")):
        return Level("birthday", "same_day", "same birthday, as far as both say")
    if len(a) == len(b) == 10 and (DamerauLevenshtein.distance(a, b) == 1 or a == f"{b[:5]}{b[8:]}-{b[5:7]}"):
        return Level("birthday", "close", "birthdays differ as a typing error would")
    return Level("birthday", "different", "different birthdays")


def links(left: Person, right: Person) -> Level:
    """The same page; an employer's own front page says nothing about a person."""
    common = set(left.links) & set(right.links)
    front = set(left.domains) | set(right.domains) | {key.replace(" ", "") for key in left.employers + right.employers}
    if any("/" in page or domain_label(page) not in front for page in common):
        return Level("link", "same", "same web page")
    return MISSING


def generations(left: Person, right: Person) -> Level:
    """Generations; one that a single record carries says that there is a namesake in the family."""
    if not left.suffix and not right.suffix:
        return MISSING
    if not left.suffix or not right.suffix:
        return Level("generation", "one", f"only one of the two is called {left.suffix or right.suffix}")
    if left.suffix == right.suffix:
        return Level("generation", "same", "same generation")
    return Level("generation", "different", f"{' and '.join(sorted((left.suffix, right.suffix)))} are two people")


def _chosen(person: Person) -> bool:
    return any((profile.site, profile.kind) == ("linkedin", "name") for profile in person.profiles)


def telling(addresses: Iterable[Email]) -> set[str]:
    """The parts before the @ that their owners chose with digits in them."""
    return {email.local for email in addresses if not email.shared and tells(email.local)}


def tells(local: str) -> bool:
    """Whether a part before the @ holds digits that its owner chose."""
    return len(local) >= 6 and (local[-2:].isdigit() or bool(_TWO_DIGITS.search(local)))


def _domains(person: Person, shared: set[str]) -> set[str]:
    if not shared:
        return set(person.domains)
    return {domain_label(email.domain) for email in person.emails if not email.free and email.address not in shared}


def _employer_domain(employers_: tuple[str, ...], domains: set[str]) -> str:
    if not employers_ or not domains:
        return ""
    found = (domain for domain in sorted(domains) for employer in employers_ if domain_of_employer(domain, employer))
    return next(found, "")


def _in_headline(left: Person, right: Person) -> str:
    if not left.headline.strip():
        return ""
    names = (*right.employers, *(domain for domain in right.domains))
    return next((name for name in names if len(name) >= 3 and f" {name} " in left.headline), "")


@lru_cache(maxsize=32768)
def domain_of_employer(domain: str, employer: str) -> bool:
    """Whether a registered label is likely the employer's own: known, spelled alike, or its initials."""
    if domain in employer_domains().get(employer, ()):
        return True
    label, tokens = domain.replace("-", ""), employer.split()
    joined = "".join(tokens)
    if (
        label == joined
        or (len(label) >= 4 and joined.startswith(label))
        or (len(tokens[0]) >= 5 and label.startswith(tokens[0]) and _adds_nothing(label.removeprefix(tokens[0])))
    ):
        return True
    return len(tokens) >= 3 and label == "".join(token[0] for token in tokens)


def _adds_nothing(rest: str) -> bool:
    """Whether what follows a name in a label tells no other employer apart: `group`, `inc`, a country."""
    return len(rest) <= 2 or rest in words("employer_fillers") or rest in words("legal_forms")


@lru_cache(maxsize=32768)
def _similar_employers(a: str, b: str) -> bool:
    left, right = a.split(), b.split()
    if left[: len(right)] == right or right[: len(left)] == left:
        return True
    known = employer_domains()
    if not known.get(a, frozenset()).isdisjoint(known.get(b, frozenset())):
        return True
    short, long = sorted((left, right), key=len)
    if len(short) == 1 and len(long) >= 2 and short[0] == "".join(token[0] for token in long):
        return True
    return ratio(a.replace(" ", ""), b.replace(" ", "")) >= SIMILAR


def _similar_titles(a: frozenset[str], b: frozenset[str]) -> bool:
    ours, theirs = a - words("title_fillers") or a, b - words("title_fillers") or b
    return len(ours & theirs) * 2 >= min(len(ours), len(theirs))


def _same_place(a: str, b: str) -> bool:
    return a == b or a.startswith(f"{b} ") or b.startswith(f"{a} ")


def _similar_place(a: str, b: str) -> bool:
    """`Toowoomba` and `Towoomba`: a slip, or words run together."""
    ours, theirs = a.replace(" ", ""), b.replace(" ", "")
    if min(len(ours), len(theirs)) < 5 or {*numbers_in(a)} != {*numbers_in(b)}:
        return False
    return ratio(ours, theirs) >= NEARLY


def _same_street(a: Household, b: Household) -> bool:
    """One street and number, as far as both say, in one place: a slip in the street, the postcode or the city each
    is let pass."""
    if not a.street or not b.street or ratio(a.street.replace(" ", ""), b.street.replace(" ", "")) < NEARLY:
        return False
    if {*numbers_in(a.street)} != {*numbers_in(b.street)}:
        return False
    near = bool(a.postcode and b.postcode) and DamerauLevenshtein.distance(a.postcode, b.postcode, score_cutoff=1) <= 1
    return near or a.postcode == b.postcode or a.city == b.city or _similar_place(a.city, b.city)


def numbers_in(street: str) -> list[str]:
    """The words of a street with a digit in them."""
    words_of = street.split()
    return [word for word in words_of if word.isdigit() or (not word.isalpha() and any(map(str.isdigit, word)))]
