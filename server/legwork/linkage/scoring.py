"""The match weight of a pair and the reasons it is made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from legwork.linkage import comparing
from legwork.linkage.comparing import MISSING, Level
from legwork.linkage.comparing_names import email_names, names
from legwork.linkage.model import DECIMALS, Model
from legwork.linkage.person import FACTS, Person

Compare = Callable[[Person, Person], Level]

ROUNDING = 0.001
"""More than rounding to three decimals can take from a sum."""

_ALWAYS = -1

_NAMED = (
    ("profile", "profiles", comparing.profiles),
    ("uid", "", comparing.uids),
    ("email", "emails", comparing.emails),
    ("email_name", "", email_names),
    ("phone", "phones", comparing.phones),
    ("employer", "employers", comparing.employers),
    ("title", "titles", comparing.titles),
    ("place", "places", comparing.places),
    ("household", "households", comparing.households),
    ("school", "schools", comparing.schools),
    ("birthday", "birthday", comparing.birthdays),
    ("link", "links", comparing.links),
    ("generation", "", comparing.generations),
)
"""In the order reasons are listed in, behind those of names: each with what it needs on both sides."""

REASONS = tuple(name for name, _, _ in _NAMED)

_COMPARISONS: tuple[tuple[int, Compare], ...] = tuple(
    (1 << FACTS.index(fact) if fact else _ALWAYS, compare) for _, fact, compare in _NAMED
)


@dataclass(frozen=True, slots=True)
class Deciding:
    """A comparison of one of FACTS, by its place there, and what it looks at in a person.

    Any two pairs of persons of whose sides `reads` gives the same reach the same level, and where it reads nothing all
    do, unless `meets` of the two have something in common. Where `whole` of the two is the same, what `reads` gives
    decides alone again. What meets and what is the same in birthdays and households `bulk_facts` says, and of birthdays
    what is read.
    """

    place: int
    name: str
    compare: Compare
    reads: Callable[[Person], Hashable] | None
    meets: Callable[[Person], Collection[Hashable]] | None = None
    whole: Callable[[Person], Hashable] | None = None


def _owned(person: Person) -> Collection[Hashable]:
    """The domain of an address that both have does not count."""
    if len(person.emails) == 1:
        email = person.emails[0]
        return () if email.free else (email.address,)
    return [email.address for email in person.emails if not email.free]


def _sites(person: Person) -> Hashable:
    return frozenset([(profile.site, profile.kind) for profile in person.profiles]) if person.profiles else ()


def _own(person: Person) -> Hashable:
    emails = person.emails
    return not emails[0].shared if len(emails) == 1 else not all(map(attrgetter("shared"), emails))


def _addresses(person: Person) -> Collection[Hashable]:
    if len(person.emails) == 1 and not person.emails[0].shared:
        address, local, *_ = person.emails[0]
        return (address, local) if comparing.tells(local) else (address,)
    emails = [email for email in person.emails if not email.shared]
    return [*[email.address for email in emails], *comparing.telling(emails)]


def _postal(person: Person) -> Hashable:
    homes = person.households
    if len(homes) == 1:
        return bool(homes[0].postcode), bool(homes[0].street)
    return any(map(attrgetter("postcode"), homes)), any(map(attrgetter("street"), homes))


DECIDING = tuple(
    Deciding(FACTS.index(fact), name, compare, *looks)
    for fact, name, compare, *looks in (
        ("birthday", "birthday", comparing.birthdays, None),
        ("suffix", "generation", comparing.generations, attrgetter("suffix")),
        ("profiles", "profile", comparing.profiles, _sites, attrgetter("profiles"), attrgetter("profiles")),
        ("phones", "phone", comparing.phones, None, attrgetter("phones"), attrgetter("phones")),
        ("households", "household", comparing.households, _postal),
        ("emails", "email", comparing.emails, _own, _addresses, attrgetter("emails")),
        ("schools", "school", comparing.schools, attrgetter("schools")),
        ("links", "link", comparing.links, None, attrgetter("links")),
        ("employers", "employer", comparing.employers, attrgetter("employers", "domains", "headline"), _owned),
        ("titles", "title", comparing.titles, attrgetter("titles")),
        ("places", "place", comparing.places, attrgetter("places")),
    )
)
"""The comparisons that need something on both sides, those that decide most first."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One reason: what was compared, the level reached, its weight in bits, and the reason in words."""

    comparison: str
    level: str
    weight: float
    text: str

    def to_json(self) -> dict[str, Any]:
        return {"comparison": self.comparison, "level": self.level, "weight": self.weight, "text": self.text}


@lru_cache(maxsize=4096)
def reason(comparison: str, level: str, weight: float, text: str) -> Comparison:
    """One reason, the same object for the same words: few are ever said, and many pairs hold them."""
    return Comparison(comparison, level, weight, text)


class Scored(NamedTuple):
    """A pair of record ids with its match weight in bits: the model's prior and the sum of `comparisons`.

    `identifiers` are what the two share that could name one person: `email:…`, `phone:…`, `profile:…`,
    `uid:…`, sorted.
    """

    left: int
    right: int
    weight: float
    comparisons: tuple[Comparison, ...]
    identifiers: tuple[str, ...] = ()

    def worth_keeping(self, model: Model) -> bool:
        """Whether clustering needs this pair: a shared identifier, or a weight of at least `model.keep`."""
        return bool(self.identifiers) or self.weight >= model.keep

    def to_json(self) -> dict[str, Any]:
        return {
            "left": self.left,
            "right": self.right,
            "weight": self.weight,
            "comparisons": [comparison.to_json() for comparison in self.comparisons],
            "identifiers": list(self.identifiers),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Scored:
        comparisons = tuple(Comparison(**entry) for entry in data["comparisons"])
        return cls(data["left"], data["right"], data["weight"], comparisons, tuple(data["identifiers"]))


def worth_scoring(left: Person, right: Person, model: Model) -> bool:
    """Whether the pair can be worth keeping: False for most candidates, at a fraction of the cost of a score.

    Adds up the comparisons from the ones that decide most, and stops when all that are left could not lift the
    pair to `model.keep`.
    """
    if left.shares(right):
        return True

    def weigh(level: Level) -> float:
        return 0.0 if level is MISSING else model.weight(level.comparison, level.level, level.share)

    first, second = sorted((left, right), key=lambda person: (person.digest, person.source))
    total = model.prior + sum(map(weigh, names(first, second, weigh))) + weigh(email_names(first, second))
    for compare, hope in _plan(model, first.says & second.says):
        if total + hope < model.keep - ROUNDING:
            return False
        total += weigh(compare(first, second))
    return total >= model.keep - ROUNDING


def _plan(model: Model, says: int) -> tuple[tuple[Compare, float], ...]:
    """The comparisons that two persons have something for, those that decide most first, each with the most
    that it and all after it can add."""
    found = model.plans.get(says)
    if found is None:
        asked = [(one.compare, model.most(one.name)) for one in DECIDING if says >> one.place & 1]
        hopes = [sum(most for _, most in asked[start:]) for start in range(len(asked))]
        found = model.plans[says] = tuple((compare, hope) for (compare, _), hope in zip(asked, hopes, strict=True))
    return found


def score(left: Person, right: Person, model: Model) -> Scored:
    """Compares two persons: a function of the two records and the fixed tables alone, and symmetric."""

    def weigh(level: Level) -> float:
        return 0.0 if level is MISSING else model.weight(level.comparison, level.level, level.share)

    first, second = sorted((left, right), key=lambda person: (person.digest, person.source))
    both = first.says & second.says
    said = [compare(first, second) for bit, compare in _COMPARISONS if bit == _ALWAYS or both & bit]
    levels = [*names(first, second, weigh), *said]
    comparisons = tuple(
        reason(level.comparison, level.level, weigh(level), level.text) for level in levels if level is not MISSING
    )
    weight = round(model.prior + sum(comparison.weight for comparison in comparisons), DECIMALS)
    return Scored(left.record, right.record, weight, comparisons, first.shares(second))
