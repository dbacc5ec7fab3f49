"""What the user asks of whole days: pausing the search, ending a day early, a little more today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from legwork.desk.opening import Desk
from legwork.errors import Refused
from legwork.outreach.calendar import Calendar
from legwork.outreach.happening import Event
from legwork.outreach.wishes import LONGEST_PAUSE, Wishes, wishes
from legwork.store import events, ids

KIND: Final = "wish"
MORE: Final = {"new": 1, "cards": 5}


def asked(desk: Desk, connection: Connection, calendar: Calendar) -> Wishes:
    """Everything the user asked of days, as it stands."""
    stood = events.unanchored(connection, [KIND])
    zone = desk.settings.timezone
    return wishes(
        (Event(one.id, ids.instant(one.at).astimezone(zone), str(one.data.get("act", "")), one.data) for one in stood),
        calendar,
    )


def pause(desk: Desk, until: str, calendar: Calendar) -> str:
    """Pauses the search until a day, an ISO date on which it goes on; returns the event.

    Raises:
        Refused: that is no day after today, or it is more than a year away.
    """
    today = calendar.day(desk.clock())
    try:
        day = date.fromisoformat(until.strip())
    except ValueError:
        day = today
    if not today < day <= today + timedelta(days=LONGEST_PAUSE):
        raise Refused("Name the day on which the search goes on: one after today, and at most a year away.")
    return _wish(desk, {"act": "pause", "until": day.isoformat()})


def resume(desk: Desk) -> str:
    """Ends the pause today; returns the event."""
    return _wish(desk, {"act": "resume"})


def stop(desk: Desk) -> str:
    """Ends today: what can wait comes tomorrow; returns the event."""
    return _wish(desk, {"act": "stop"})


def more(desk: Desk) -> str:
    """One invitation and a few cards more than the limits, for today alone; returns the event."""
    return _wish(desk, {"act": "more", **MORE})


def _wish(desk: Desk, data: dict[str, Any]) -> str:
    def work(connection: Connection) -> str:
        event = ids.new("e", desk.clock())
        events.append(connection, event, ids.utc(desk.clock()), KIND, data)
        return event

    return desk.database.write(work)
