"""The user's own events, which belong to no contact, as outreach reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection

from legwork.desk import retelling
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
        Event(name, ids.instant(at).astimezone(zone), str(data.get("what", "")), data)
        for name, at, data in standing(connection)
    ]


def standing(connection: Connection) -> list[tuple[str, str, Mapping[str, Any]]]:
    """The same as they are kept: name, instant, data; those that an import told come at their time."""
    here = [(one.id, one.at, one.data) for one in events.standing_kind(connection, OWN)]
    return sorted([*here, *retelling.own_told(connection)], key=lambda entry: entry[1])
