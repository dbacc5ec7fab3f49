"""Recalls which pages were saved, so that a browser can mark them without asking about each page it visits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from legwork.desk import people, planning, wording
from legwork.desk.opening import Desk
from legwork.outreach.people import Person
from legwork.store.tables import members
from legwork.store.tables import records as record_table

MOST = 5_000


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page's address as it was read, whose it is, and what a browser may show of that: nothing of the contact's."""

    url: str
    contact: str
    today: bool
    do_not_contact: bool


def pages(desk: Desk) -> list[SavedPage]:
    """The pages saved last, at most 5,000, and the profiles of those who have a card today."""
    with desk.database.read() as connection:
        due = {card.person.id: card.person for card in planning.queue_in(desk, connection).cards}
        found = {url: number for number, url in _captured(connection)}
        found.update((url, wording.number(person.id)) for person in due.values() for url in _profiles(person))
        talks = people.states(connection, set(found.values()), desk.settings.timezone)
    return [
        SavedPage(url, wording.public(number), wording.public(number) in due, talks[number].blocked)
        for url, number in found.items()
    ]


def _captured(connection: Connection) -> Iterator[tuple[int, str]]:
    """Contact and address of the captures, the oldest of the newest first, so that the newest wins."""
    query = (
        select(members.c.contact_id, record_table.c.raw)
        .join(record_table, record_table.c.id == members.c.record_id)
        .where(record_table.c.source == people.CAPTURE)
        .order_by(record_table.c.id.desc())
        .limit(MOST)
    )
    for contact, raw in reversed(connection.execute(query).all()):
        yield contact, json.loads(raw)["url"]


def _profiles(person: Person) -> Iterator[str]:
    profile = person.channels.profile
    if profile:
        yield profile if profile.lower().startswith("http") else f"https://{profile}"
