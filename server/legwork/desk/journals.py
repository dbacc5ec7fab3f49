"""The user's own events, which belong to no contact, as outreach reads them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from legwork.desk.opening import Desk
from legwork.outreach.happening import Event
from legwork.outreach.journal import Journal, journal
from legwork.store import events, ids

OWN: Final = "own"


def journal_of(desk: Desk, connection: Connection) -> Journal:
    """What the user wrote of themselves, as it stands."""
    return journal(own_events(desk, connection))


def own_events(desk: Desk, connection: Connection) -> list[Event]:
    """The user's own events that stand, in the order they came; `act` is what each is about."""
    zone = desk.settings.timezone
    return [
        Event(one.id, ids.instant(one.at).astimezone(zone), str(one.data.get("what", "")), one.data)
        for one in events.standing_kind(connection, OWN)
    ]
