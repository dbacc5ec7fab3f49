"""A record as stored, and the same record as linkage compares it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from legwork.linkage.columns import in_hexadecimal

UNDATED = "undated"


def stamp(as_of: str) -> str:
    """The date of an export as it sorts: the ISO day that its rows speak of, in ten characters and blank when unknown,
    and behind it when the file was written, where its zip says so.

    Of two exports that speak of the same day the one that bears no date of its own counts as the later: whoever
    brings one file out of an archive brings it for what is new in it.
    """
    return f"{as_of} {UNDATED}" if len(as_of) == 10 else as_of


@dataclass(frozen=True, slots=True)
class Claimed:
    """A record as stored.

    `record` is identity only and never decides an order; `digest`, the content address, breaks ties.
    `claim` has the shape importers give a claim in JSON. `files` are the exports the record was seen
    in; `seen_first` and `seen_last` are the dates of the oldest and newest of those exports, as `stamp`
    gives them.
    """

    record: int
    digest: str
    source: str
    claim: Mapping[str, Any]
    files: frozenset[str] = frozenset()
    seen_first: str = ""
    seen_last: str = ""


class Name(NamedTuple):
    """One name in folded tokens: lower case, no marks, no titles, no credentials.

    This and the facts below it are tuples, since they are made and looked up more often than anything else here.

    `given` holds the given name's tokens, `middle` what stands between, `family` the family name
    without its particles. A token of one letter is an initial. `origin` is empty for a name somebody
    wrote, `profile` for one read off a profile address its owner chose, `address` for one read off an
    e-mail address.
    """

    given: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    origin: Literal["", "profile", "address"] = ""

    @property
    def tokens(self) -> tuple[str, ...]:
        return self.given + self.middle + self.family


class Email(NamedTuple):
    """An address in comparable form. `shared` marks role and list addresses, `free` public mail hosts."""

    address: str
    local: str
    domain: str
    shared: bool = False
    free: bool = False


class Profile(NamedTuple):
    """An address of a person's page. `kind` keeps apart keys of one site that cannot be compared."""

    site: str
    kind: str
    key: str

    @property
    def identifier(self) -> str:
        return f"profile:{self.site}:{self.kind}:{self.key}"


class Household(NamedTuple):
    """A postal address in folded parts."""

    street: str = ""
    postcode: str = ""
    city: str = ""


FACTS = (
    "birthday",
    "suffix",
    "profiles",
    "phones",
    "households",
    "emails",
    "schools",
    "links",
    "employers",
    "titles",
    "places",
)
"""What a comparison needs on both sides; an employer may also be read off a mail domain or a headline."""

(
    _BIRTHDAY,
    _SUFFIX,
    _PROFILES,
    _PHONES,
    _HOUSEHOLDS,
    _EMAILS,
    _SCHOOLS,
    _LINKS,
    _EMPLOYERS,
    _TITLES,
    _PLACES,
) = (1 << place for place in range(len(FACTS)))
_SAYS = tuple(range(1 << len(FACTS)))
"""Every number that tells facts, so that each is there once and not once a person."""


@dataclass(slots=True)
class Person:
    """A record normalised for comparing. Nothing changes one; that the class does not refuse it saves half the time it
    takes to make one. Every tuple is sorted but `names`, whose first is the main one.

    `employers` are folded names without legal forms, aliases included; `domains` the registrable labels
    of the e-mail hosts that are an employer's own; `places` folded city names; `headline` folded words
    between spaces; `birthday` an ISO date or `--MM-DD`; `suffix` a generation (`jr`, `sr`, `ii` …); `uid`
    the address book's own identity.
    """

    record: int
    digest: str
    source: str
    files: frozenset[str] = frozenset()
    names: tuple[Name, ...] = ()
    suffix: str = ""
    emails: tuple[Email, ...] = ()
    phones: tuple[str, ...] = ()
    profiles: tuple[Profile, ...] = ()
    uid: str = ""
    employers: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    titles: tuple[frozenset[str], ...] = ()
    places: tuple[str, ...] = ()
    households: tuple[Household, ...] = ()
    schools: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    headline: str = ""
    birthday: str = ""
    identifiers: tuple[str, ...] = field(default=(), init=False, repr=False, compare=False)
    """What names this person alone, if nothing shows that it is shared."""
    says: int = field(default=0, init=False, repr=False, compare=False)
    """Which of FACTS the record has something for, a bit each."""

    def __post_init__(self) -> None:
        # spelled out, with most having one address and one number: a loop over FACTS takes longer than all else here
        emails, phones = self.emails, self.phones
        found: tuple[str, ...]
        if len(emails) == 1:
            found = () if emails[0].shared else ("email:" + emails[0].address,)
        else:
            found = tuple(dict.fromkeys([f"email:{email.address}" for email in emails if not email.shared]))
        if phones:
            found += ("phone:" + phones[0],) if len(phones) == 1 else tuple([f"phone:{phone}" for phone in phones])
        if self.profiles:
            found += tuple([profile.identifier for profile in self.profiles])
        if self.uid:
            found += (f"uid:{self.uid}",)
        self.identifiers = found
        self.says = _SAYS[
            (_BIRTHDAY if self.birthday else 0)
            | (_SUFFIX if self.suffix else 0)
            | (_PROFILES if self.profiles else 0)
            | (_PHONES if phones else 0)
            | (_HOUSEHOLDS if self.households else 0)
            | (_EMAILS if emails else 0)
            | (_SCHOOLS if self.schools else 0)
            | (_LINKS if self.links else 0)
            | (_EMPLOYERS if self.employers or self.domains or self.headline.strip() else 0)
            | (_TITLES if self.titles else 0)
            | (_PLACES if self.places else 0)
        ]

    def shares(self, other: Person) -> tuple[str, ...]:
        """The identifiers that both have, in order."""
        theirs = other.identifiers
        return tuple(sorted([one for one in self.identifiers if one in theirs]))

    @property
    def order(self) -> tuple[str, str, tuple[str, ...]]:
        """What ties are broken by: content, never the record's number."""
        return (self.digest, self.source, tuple(sorted(self.files)))


def in_order(persons: Sequence[Person]) -> list[int]:
    """The places of persons in their `order`. Digests decide it alone where none comes twice."""
    digests: Sequence[Any] = [person.digest for person in persons]
    if (found := in_hexadecimal(digests)) is not None:
        places: list[int] = found.tolist()
        return places
    if len(set(digests)) < len(digests):
        digests = [person.order for person in persons]
    return sorted(range(len(persons)), key=digests.__getitem__)
