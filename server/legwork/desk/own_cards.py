"""The user's own card, as address books have one, is nobody to write to: what Settings say tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from legwork.desk.preferring import read_preferences
from legwork.linkage.comparing_names import same_name
from legwork.linkage.normalise import email_of, linkedin_profile, person_of
from legwork.linkage.person import Claimed, Person, Profile
from legwork_importers.contract import Owner

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
        """Whether a row is about the user: by their profile; by an address under their name, or under none, since
        an address may be a family's."""
        if self.profile is not None and self.profile in _profiles(claim):
            return True
        if self.named is None or self.emails.isdisjoint(addresses_of(claim)):
            return False
        person = person_of(Claimed(0, "", "", claim))
        if not any(name.origin == "" for name in person.names):
            return True
        return same_name(self.named, person)


def own(connection: Connection) -> Own:
    """What Settings say; files that only propose something there say nothing yet."""
    mine = read_preferences(connection)
    emails = frozenset(comparable(mine.emails))
    profile = linkedin_profile(mine.profile)
    named = _called(mine.name) if mine.name else None
    if profile is None and not (emails and named):
        return Own()
    told = Owner(frozenset({mine.name} - {""}), frozenset(mine.emails), frozenset({mine.profile} - {""})).told
    return Own(emails, profile, named, told)


def _called(name: str) -> Person | None:
    person = person_of(Claimed(0, "", "", {"name": name}))
    return person if person.names else None


def addresses_of(claim: Mapping[str, Any]) -> Iterator[str]:
    """The e-mail addresses of a claim, or of what was merged from some, in comparable form."""
    return comparable(str(item.get("value", "")) for item in claim.get("emails", ()))


def comparable(texts: Iterable[str]) -> Iterator[str]:
    """E-mail addresses as `email_of` compares them, without what is none."""
    return (address.address for text in texts if (address := email_of(text)) is not None)


def _profiles(claim: Mapping[str, Any]) -> Iterator[Profile]:
    for item in claim.get("links", ()):
        profile = linkedin_profile(str(item.get("value", "")))
        if profile is not None:
            yield profile
