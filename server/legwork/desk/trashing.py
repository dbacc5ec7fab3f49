"""The trash: people taken off the desk, kept for thirty days, and then forgotten."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from legwork.desk import components, pools, tombstones, wording
from legwork.desk.opening import Desk, alone
from legwork.errors import NotFound
from legwork.linkage.merging import merge
from legwork.store import events, ids, links, preferences, records, trash

KIND: Final = "trash"
KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Trashed:
    """Somebody in the trash: the event that put them there, their id and name, when they came and when they are
    forgotten, aware instants."""

    event: str
    contact: str
    called: str
    role: str
    at: datetime
    until: datetime


def put_in(desk: Desk, contact: str) -> str:
    """Takes a contact off the desk, with everything of theirs; returns the event, whose undoing brings them back.

    Raises:
        NotFound: there is no such contact.
        Conflict: an import is running.
    """

    def work(connection: Connection) -> str:
        number = wording.number(contact)
        held = set().union(*links.housemates(connection, [number]).values())
        if not held:
            raise NotFound("contact")
        marks = tombstones.marks_of(connection, held)
        event = ids.new("e", desk.clock())
        events.append(connection, event, ids.utc(desk.clock()), KIND, {}, record=min(held))
        trash.put_in(connection, event, held)
        trash.bury(connection, event, marks)
        components.relink(connection, [], leaving=held)
        return event

    with alone(desk):
        return desk.database.write(work)


def show_or_hide(connection: Connection, event: str) -> None:
    """Inside a write, after what put people in the trash was taken back or brought back."""
    held = trash.records_of(connection, event)
    standing = records.standing_ids(connection, held)
    if not trash.among(connection, held):
        preferences.count_up(connection, trash.RETURNED)
    components.relink(connection, [], fresh=standing, leaving=records.behind_contacts(connection, held) - standing)


def everyone(desk: Desk) -> list[Trashed]:
    """Who is in the trash, the newest first."""
    with desk.database.read() as connection:
        return [_line(connection, event) for event in events.of_kind(connection, [KIND])]


def find(desk: Desk, contact: str) -> Trashed:
    """Somebody in the trash by their id, one they had before they were joined, or the event.

    Raises:
        NotFound: they are not there.
    """
    for one in everyone(desk):
        with desk.database.read() as connection:
            held = trash.records_of(connection, one.event)
        if contact in (one.event, *map(wording.public, held)):
            return one
    raise NotFound("contact in the trash")


def due(desk: Desk) -> Sequence[Trashed]:
    """Who has been in the trash for thirty days."""
    return [one for one in everyone(desk) if one.until <= desk.clock()]


def _line(connection: Connection, event: events.Event) -> Trashed:
    held = trash.records_of(connection, event.id)
    called, role = known_as(connection, held)
    at = ids.instant(event.at)
    return Trashed(event.id, wording.public(min(held)), called, role, at, at + KEPT)


def known_as(connection: Connection, held: Collection[int]) -> tuple[str, str]:
    """What the contact of these records is called, and its role and employer, standing or not."""
    linker = pools.linker(connection)
    edits = components.edits_of(connection, held).values()
    said = [one.edit for found in edits for one in found if one.of.issubset(held)]
    merged = merge(pools.read_claims(connection, sorted(held)), said, region=linker.region).to_json()
    return wording.called(merged), ", ".join(filter(None, (str(merged["title"]), str(merged["company"]))))
