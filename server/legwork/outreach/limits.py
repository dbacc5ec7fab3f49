"""How much a day may hold, and what a limit keeps back (method R08-R10 and section 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from legwork.outreach.calendar import Calendar
from legwork.outreach.clocks import Spans
from legwork.outreach.happening import Event, in_reach, said
from legwork.outreach.people import Person


@dataclass(frozen=True, slots=True)
class Limits:
    """The user's settings.

    `new_per_day` first invitations, the second person at an employer among them; `open_employers` employers
    open at once; `day_max` cards a day; `ask_minutes` asked for; LinkedIn's own limits in characters of a
    note and notes a month.
    """

    new_per_day: int = 2
    open_employers: int = 5
    day_max: int = 12
    ask_minutes: int = 20
    li_note_limit: int = 200
    li_notes_month: int = 5
    spans: Spans = field(default_factory=Spans)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What one limit keeps from today: how many, and the words that say so, without a full stop."""

    limit: str
    count: int
    text: str


def notes_of_month(people: Iterable[Person], today: date, calendar: Calendar) -> int:
    """How many invitations of this month went as a LinkedIn note with a request to connect, as far as is known."""
    return notes_among(((person, event) for person in people for event in invitations(person)), today, calendar)


def notes_among(sent: Iterable[tuple[Person, Event]], today: date, calendar: Calendar) -> int:
    """The same of invitations that were found already, each with whom it went to."""
    return sum(_is_note(person, event, today, calendar) for person, event in sent)


def invitations(person: Person) -> list[Event]:
    """The invitations that went to somebody."""
    return [event for event in person.events if event.act == "sent" and said(event, "message") == "invitation"]


def _is_note(person: Person, event: Event, today: date, calendar: Calendar) -> bool:
    if not in_reach(event):
        return False
    day = calendar.day(event.at)
    if day.replace(day=1) != today.replace(day=1):
        return False
    if _was_connected(person, day):
        return False
    only_way = "linkedin" if person.channels.profile and not person.channels.email else ""
    return (said(event, "channel") or only_way) == "linkedin"


def _was_connected(person: Person, day: date) -> bool:
    parted = person.parted
    if parted is not None and day <= parted.after:
        return parted.since is not None and parted.since <= day
    return person.connected_on is not None and person.connected_on <= day
