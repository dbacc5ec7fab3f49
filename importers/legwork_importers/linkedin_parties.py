"""People whom a file names in many rows, gathered to one entry each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from legwork_importers.columns import RowType
from legwork_importers.contract import Claim, Labelled, Outcome, Owner, SourceRow, Tie, Unreadable
from legwork_importers.profiles import linkedin_key
from legwork_importers.spreadsheets import NO_PERSON
from legwork_importers.table import Table, shortened

Said = TypeVar("Said")

CLOSED = "nobody is left of this account but “LinkedIn Member”"

_NOBODY = re.compile(
    r"linkedin member|linkedin[- ]mitglied|membre (?:de )?linkedin|miembro de linkedin|membro do linkedin"
    r"|utente linkedin|membro (?:di )?linkedin|linkedin[- ]lid|użytkownik linkedin"
)


@dataclass(frozen=True, slots=True)
class Party:
    """Someone in a row: the name and profile address as written there; either may be empty. `given` and `family`
    are the name's parts in files that keep them apart."""

    name: str = ""
    url: str = ""
    given: str = ""
    family: str = ""

    @classmethod
    def in_parts(cls, given: str, family: str, url: str = "") -> Party:
        return cls(" ".join(filter(None, (given, family))), url, given, family)

    @property
    def key(self) -> str:
        return _key(self.url)

    @property
    def identity(self) -> str:
        """What tells two people of one file apart: the profile, else the name."""
        return f"in/{self.key}" if self.key else f"name:{same(self.name)}"

    @property
    def is_nobody(self) -> bool:
        """Whether the account is closed or hidden, so that only a placeholder is left of it."""
        return not self.key and (not self.name or _NOBODY.fullmatch(same(self.name)) is not None)


@dataclass(slots=True)
class Entry(Generic[Said]):
    """One person of a file, and what each row says of them."""

    first: Party
    said: list[Said] = field(default_factory=list)
    names: dict[str, Party] = field(default_factory=dict)
    raw: list[str] = field(default_factory=list)

    @property
    def locator(self) -> str:
        return self.first.url if self.first.key else f"name:{self.first.name}"

    @property
    def key(self) -> str:
        return self.first.key

    @property
    def text(self) -> str:
        return shortened("\n".join(self.raw))

    @property
    def claim(self) -> Claim:
        """Who it is, by the name used last; to be completed by what the file says."""
        *others, last = [*self.names.values()] or [self.first]
        return Claim(
            name=last.name,
            given=last.given,
            family=last.family,
            links=(Labelled(_openable(self.first.url), "linkedin"),) if self.key else (),
            extra={"Other names": ", ".join(party.name for party in others)} if others else {},
        )


def _openable(url: str) -> str:
    """Endorsements have addresses without a scheme, which no page could link to."""
    return url if "//" in url else f"https://{url}"


# files of messages hold each address and name thousands of times
_key = lru_cache(maxsize=16_384)(linkedin_key)


class Gathering(Generic[Said]):
    """Entries in the order in which their people first appear."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry[Said]] = {}

    def add(self, party: Party, said: Said, raw: str) -> None:
        entry = self._entries.setdefault(party.identity, Entry(party))
        entry.said.append(said)
        if party.name:
            entry.names.pop(same(party.name), None)
            entry.names[same(party.name)] = party
        if not entry.raw or entry.raw[-1] != raw:
            entry.raw.append(raw)

    def __iter__(self) -> Iterator[Entry[Said]]:
        return iter(self._entries.values())


def ties_of(entry: Entry[Tie]) -> tuple[Tie, ...]:
    """Each once, the oldest first."""
    return tuple(sorted(set(entry.said), key=lambda tie: (tie.on, tie.what, tie.text)))


@dataclass(frozen=True, slots=True)
class Left:
    """Why a row is left out."""

    reason: str
    outcome: Outcome = "refused"


def gathered(
    table: Table,
    layout: type[RowType],
    said: Callable[[RowType], tuple[Party, Said] | Left],
    claim: Callable[[Entry[Said]], Claim],
) -> Iterator[SourceRow | Unreadable]:
    """The people of a table that names each in any number of rows, after the rows that are left out."""
    binding = layout.bind(table.header)
    people: Gathering[Said] = Gathering()
    for row in table.rows():
        if isinstance(row, Unreadable):
            yield row
            continue
        found = said(layout(binding, row.cells))
        if not isinstance(found, Left) and found[0].is_nobody:
            found = Left(CLOSED, "skipped") if found[0].name else Left(NO_PERSON)
        if isinstance(found, Left):
            yield Unreadable(str(row.number), shortened(row.raw), found.reason, found.outcome)
        else:
            people.add(*found, row.raw)
    for entry in people:
        yield SourceRow(entry.locator, claim(entry), entry.text, entry.key)


@lru_cache(maxsize=16_384)
def same(name: str) -> str:
    """A name as names within one file are compared."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class Me:
    """The owner as a file can show them: keys of profiles, and names as `same` gives them."""

    keys: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, owner: Owner) -> Me:
        keys = frozenset(filter(None, map(linkedin_key, owner.profiles)))
        return cls(keys, frozenset(filter(None, map(same, owner.names))))

    def is_party(self, party: Party) -> bool:
        """Whether it is the owner. Of someone else with the owner's name the profile tells, once it is known."""
        if party.key and self.keys:
            return party.key in self.keys
        return self.is_named(party.name)

    def is_named(self, name: str) -> bool:
        """Whether it is the owner's name, with or without what people write behind a comma."""
        name = same(name)
        return bool(name) and (name in self.names or name.partition(",")[0].strip() in self.names)
