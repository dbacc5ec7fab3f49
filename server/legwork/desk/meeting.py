"""The calendar file of an agreed conversation (RFC 5545): held longer than asked for, in the user's zone."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from legwork.desk.opening import Desk
from legwork.desk.preparing import Prepared
from legwork.errors import NotFound

# Twenty minutes are asked for and thirty held (R18), so that a good talk needs no apology.
SPARE = timedelta(minutes=10)
BEFORE = timedelta(minutes=15)


def calendar_file(desk: Desk, ready: Prepared) -> str:
    """One event with its zone, and a reminder a quarter of an hour before.

    Raises:
        NotFound: no conversation is agreed with this contact.
    """
    start, end = ready.talk.start, ready.talk.end
    if ready.talk.state != "scheduled" or start is None or end is None:
        raise NotFound("agreed conversation")
    zone = ZoneInfo(getattr(desk.settings.timezone, "key", None) or "UTC")
    event = Event()
    event.add("uid", f"{ready.person.id}-{start:%Y%m%dT%H%M}@legwork.local")
    event.add("dtstamp", desk.clock())
    event.add("dtstart", start.astimezone(zone))
    event.add("dtend", end.astimezone(zone) + SPARE)
    event.add("summary", f"Conversation with {ready.person.name}")
    event.add("description", _asked(ready))
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", f"Conversation with {ready.person.name}")
    reminder.add("trigger", -BEFORE)
    event.add_component(reminder)
    calendar = Calendar()
    calendar.add("prodid", "-//Legwork//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return str(calendar.to_ical(), "utf-8")


def _asked(ready: Prepared) -> str:
    first = [ready.honest] if ready.honest else []
    return "\n".join(["To ask:", *first, *(one.text for one in ready.questions)])
