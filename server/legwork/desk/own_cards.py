"""The user's own card, as address books have one, is nobody to write to: what Settings say tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from legwork.desk.preferring import read_preferences
from legwork.linkage.comparing_names import same_family, same_name
from legwork.linkage.normalise import email_of, linkedin_profile, person_of
from legwork.linkage.person import Claimed, Person, Profile
from legwork_importers.contract import Owner

_NAMES = ("name", "given", "middle", "family", "nickname")
_AND = re.compile(r"(?:^|\s)(?:and|&|\+|und|et|og|och)(?:\s|$)", re.IGNORECASE)

WHY = "your own card, by what Settings say of you"


@dataclass(frozen=True, slots=True)
class Own:
    """The user as their own card shows them: addresses and the name they settled, in comparable form."""

    emails: frozenset[str] = frozenset()
    profile: Profile | None = None
    named: Person | None = None
    told: str = ""
    """The same text for the same settings, always; empty while nothing tells a card of the user's own."""

    def is_card(self, claim: Mapping[str, Any]) -> bool:
        """Whether a row is about the user and nobody else: by their profile, unless under a name that has nothing
        of theirs, since a card may link to who introduced somebody; by an address under their name, or where the row
        says nothing else of whose it is, since an address may be a family's."""
        by_profile = self.profile is not None and self.profile in _profiles(claim)
        by_address = self.named is not None and not self.emails.isdisjoint(addresses_of(claim))
        if not (by_profile or by_address):
            return False
        person = person_of(Claimed(0, "", "", claim))
        if by_profile and (self.named is None or same_name(self.named, person) or same_family(self.named, person)):
            return True
        if self.named is None or not by_address or person.suffix != self.named.suffix or _two(claim):
            return False
        if not any(name.origin == "" for name in person.names):
            return not any(_called(claim))
        return same_name(self.named, person)


def own(connection: Connection) -> Own:
    """What Settings say; files that only propose something there say nothing yet."""
    mine = read_preferences(connection)
    emails = frozenset(comparable(mine.emails))
    profile = linkedin_profile(mine.profile)
    named = _person(mine.name) if mine.name else None
    if profile is None and not (emails and named):
        return Own()
    told = Owner(frozenset({mine.name} - {""}), frozenset(mine.emails), frozenset({mine.profile} - {""})).told
    return Own(emails, profile, named, told)


def _person(name: str) -> Person | None:
    person = person_of(Claimed(0, "", "", {"name": name}))
    return person if person.names else None


def addresses_of(claim: Mapping[str, Any]) -> Iterator[str]:
    """The e-mail addresses of a claim, or of what was merged from some, in comparable form."""
    return comparable(str(item.get("value", "")) for item in claim.get("emails", ()))


def comparable(texts: Iterable[str]) -> Iterator[str]:
    """E-mail addresses as `email_of` compares them, without what is none."""
    return (address.address for text in texts if (address := email_of(text)) is not None)


def _called(claim: Mapping[str, Any]) -> Iterator[str]:
    """What a row calls somebody; an address in the place of a name is none."""
    for name in _NAMES:
        text = str(claim.get(name, ""))
        if text.strip() and email_of(text) is None:
            yield text


def _two(claim: Mapping[str, Any]) -> bool:
    """Whether a row is a couple's: Robin and Kim Vale."""
    return any(_AND.search(text) for text in _called(claim))


def _profiles(claim: Mapping[str, Any]) -> Iterator[Profile]:
    for item in claim.get("links", ()):
        profile = linkedin_profile(str(item.get("value", "")))
        if profile is not None:
            yield profile
