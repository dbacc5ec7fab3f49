"""People whom a file names in many rows, gathered to one entry each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from legwork_importers.contract import Labelled, Owner
from legwork_importers.profiles import linkedin_key
from legwork_importers.table import shortened

Said = TypeVar("Said")

_NOBODY = re.compile(
    r"linkedin member|linkedin[- ]mitglied|membre (?:de )?linkedin|miembro de linkedin|membro do linkedin"
    r"|utente linkedin|membro (?:di )?linkedin|linkedin[- ]lid|użytkownik linkedin"
)


@dataclass(frozen=True, slots=True)
class Party:
    """Someone in a row: the name and profile address as written there; either may be empty."""

    name: str = ""
    url: str = ""

    @property
    def key(self) -> str:
        return linkedin_key(self.url)

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
    names: dict[str, str] = field(default_factory=dict)
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
    def name(self) -> str:
        """The name used last."""
        return next(reversed(self.names.values()), "")

    @property
    def other_names(self) -> dict[str, str]:
        others = list(self.names.values())[:-1]
        return {"Other names": ", ".join(others)} if others else {}

    @property
    def links(self) -> tuple[Labelled, ...]:
        return (Labelled(self.first.url, "linkedin"),) if self.key else ()


class Gathering(Generic[Said]):
    """Entries in the order in which their people first appear."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry[Said]] = {}

    def add(self, party: Party, said: Said, raw: str) -> None:
        entry = self._entries.setdefault(party.identity, Entry(party))
        entry.said.append(said)
        if party.name:
            entry.names.pop(same(party.name), None)
            entry.names[same(party.name)] = party.name
        if not entry.raw or entry.raw[-1] != raw:
            entry.raw.append(raw)

    def __iter__(self) -> Iterator[Entry[Said]]:
        return iter(self._entries.values())


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
