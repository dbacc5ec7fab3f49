"""Where what is known of a contact was read: each record by its kind of source, its day, and its place on the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import Connection

from legwork.linkage.connections import day_written
from legwork.store import events, ids, records
from legwork.store.events import Event
from legwork.store.records import Shown

KINDS: Final[Mapping[str, str]] = {
    "linkedin.connections": "LinkedIn connections",
    "linkedin.messages": "LinkedIn messages",
    "linkedin.invitations": "LinkedIn invitations",
    "linkedin.contacts": "Address books LinkedIn was given",
    "linkedin.endorsements": "LinkedIn endorsements",
    "linkedin.recommendations": "LinkedIn recommendations",
    "linkedin.notes": "Your notes on LinkedIn connections",
    "linkedin.profile": "Your own profile",
    "linkedin.positions": "Your own positions",
    "linkedin.education": "Your own schools",
    "linkedin.skills": "Your own skills",
    "linkedin.email_addresses": "Your own e-mail addresses",
    "linkedin.phone_numbers": "Your own phone numbers",
    "linkedin.company_follows": "Companies you follow",
    "linkedin.job_applications": "Jobs you applied for",
    "linkedin.saved_jobs": "Jobs you saved",
    "google.contacts": "Google Contacts",
    "outlook.contacts": "Outlook contacts",
    "thunderbird.contacts": "Thunderbird contacts",
    "ldif": "An address book in LDIF",
    "yahoo.contacts": "Yahoo contacts",
    "hubspot.contacts": "HubSpot contacts",
    "vcard": "vCards",
    "mail": "A mailbox",
    "calendar": "A calendar",
    "capture": "Saved from a page",
    "legwork.captures": "Captures of the extension",
    "legwork.csv": "A table Legwork exported",
    "legwork.json": "An export of Legwork",
    "generic": "A table of your own",
    "typed": "Typed in by you",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """One place: `source` in words, `ref` its path on the desk, `dated` the day it speaks of, `read` the day it came
    to the desk, `url` the page that was saved."""

    source: str
    ref: str
    kind: Literal["record", "capture", "event"] = "record"
    dated: date | None = None
    read: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Origins:
    """The places behind one contact, whose page is `page`. `edits` are the user's own words, by field."""

    page: str
    of_records: Mapping[int, Origin] = field(default_factory=dict)
    edits: Mapping[str, Origin] = field(default_factory=dict)

    def of_field(self, merged: Mapping[str, Any], *names: str) -> Origin:
        """Where the first of these fields that has a value was read: the user's word, else its newest record."""
        for name in names:
            if merged.get(name) and (found := self.edits.get(name)) is not None:
                return found
            if merged.get(name) and (said := merged.get("sources_of", {}).get(name)):
                return self.of(said)
        return self.whole

    def of(self, found: Iterable[int]) -> Origin:
        """The newest of these records; all records where none of them is here."""
        here = [
            (origin.dated or date.min, -number, origin) for number in found if (origin := self.of_records.get(number))
        ]
        return max(here, key=lambda one: one[:2])[2] if here else self.whole

    def of_event(self, event: str, at: date) -> Origin:
        """What the user did, by its event."""
        return Origin("Your word", f"{self.page}#{event}", "event", at, at)

    @property
    def whole(self) -> Origin:
        """All records of the contact."""
        return Origin("Everything you have of them", f"{self.page}#records")

    @property
    def captures(self) -> Sequence[Origin]:
        """The saved pages, the newest first."""
        found = [origin for _, origin in sorted(self.of_records.items()) if origin.kind == "capture"]
        return sorted(found, key=lambda origin: origin.dated or date.min, reverse=True)


def origins(
    connection: Connection, contact: str, held: Iterable[int], others: Mapping[int, str], *, edited: bool = True
) -> tuple[Origins, Mapping[int, Origin]]:
    """The places behind a contact by its id, from the records `held`, and those of `others`, records by the contacts
    they stand behind. Edits are looked for where any field is `edited`."""
    page, numbers = f"/contacts/{contact}", sorted(held)
    found = {one.record: one for one in records.shown(connection, {*numbers, *others})}
    own = {number: _origin(page, found[number]) for number in numbers if number in found}
    theirs = {number: _origin(f"/contacts/{of}", found[number]) for number, of in others.items() if number in found}
    edits = events.standing_of(connection, numbers, kinds=["edit"]) if edited else []
    return Origins(page, own, {str(one.data["field"]): _edit(page, one) for one in edits}), theirs


def _edit(page: str, event: Event) -> Origin:
    at = ids.instant(event.at).date()
    return Origin("Your word", f"{page}#{event.id}", "event", at, at)


def _origin(page: str, shown: Shown) -> Origin:
    url = next((str(one["value"]) for one in shown.links if one.get("label") == "page"), "")
    words = KINDS.get(shown.source, shown.source)
    kind: Literal["record", "capture"] = "capture" if shown.source == "capture" else "record"
    ref = f"{page}#record-{shown.record}"
    return Origin(words, ref, kind, _day(shown.written_on or _export(shown.as_of)), _day(shown.came), url)


def _export(as_of: str) -> str:
    """When an export was written, if that is known and can be, else what its rows speak of."""
    day = as_of[:10].strip()
    return max(day, day_written(as_of[11:]))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
