"""Today's queue: computed from what stands, each time it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from legwork.desk import doubting, people, wording
from legwork.desk.opening import Desk
from legwork.desk.preferring import Preferences, read_preferences
from legwork.drafting.checks import Circumstances, check
from legwork.drafting.drafts import draft
from legwork.drafting.slots import You
from legwork.outreach.calendar import Calendar, parse_days_off
from legwork.outreach.cards import Card
from legwork.outreach.limits import Limits, notes_of_month
from legwork.outreach.people import Person, Search, Tenure, Tidy
from legwork.outreach.queue import Queue, plan
from legwork.store import links

MOST_TIDY = 3


def queue(desk: Desk) -> Queue:
    """The cards of this moment, in order."""
    with desk.database.read() as connection:
        return queue_in(desk, connection)


def queue_in(desk: Desk, connection: Connection) -> Queue:
    """The cards of this moment, inside a reading or a write."""
    mine = read_preferences(connection)
    return _queue(desk, connection, mine, people.everyone(desk, connection, mine))


def _queue(desk: Desk, connection: Connection, mine: Preferences, known: tuple[Person, ...]) -> Queue:
    return plan(
        known,
        search=search_of(mine),
        limits=limits_of(mine),
        calendar=calendar_of(desk, mine),
        now=desk.clock(),
        doubtful=_tidy(connection, known),
    )


def today(desk: Desk) -> dict[str, Any]:
    """The queue as `legwork today --json` shows it, each card with its draft."""
    with desk.database.read() as connection:
        mine = read_preferences(connection)
        known = people.everyone(desk, connection, mine)
        found = _queue(desk, connection, mine, known)
    shown = found.to_json()
    calendar = calendar_of(desk, mine)
    notes = notes_of_month(known, found.day, calendar)
    wanting = _Wanting(you_of(desk, mine), calendar, found.day, mine.li_notes_month, notes)
    for plain, card in zip(shown["cards"], found.cards, strict=True):
        plain["draft"] = _draft(card, wanting)
        plain["contact"] |= {
            "email": card.person.channels.email,
            "profile": card.person.channels.profile,
            "state": card.talk.state,
        }
    return shown


def search_of(mine: Preferences) -> Search:
    return Search(
        purpose=mine.purpose,
        fields=mine.fields,
        schools=mine.schools,
        past_employers=tuple(Tenure(name) for name in mine.past_employers),
    )


def limits_of(mine: Preferences) -> Limits:
    return Limits(
        new_per_day=mine.new_per_day,
        open_employers=mine.open_employers,
        day_max=mine.day_max,
        ask_minutes=mine.ask_minutes,
        li_note_limit=mine.li_note_limit,
        li_notes_month=mine.li_notes_month,
    )


def calendar_of(desk: Desk, mine: Preferences) -> Calendar:
    return Calendar(zone=desk.settings.timezone, days_off=parse_days_off(mine.days_off))


def you_of(desk: Desk, mine: Preferences) -> You:
    """The user as drafts speak of them."""
    zone = getattr(desk.settings.timezone, "key", None) or "UTC"
    return You(name=mine.name, fields=mine.fields, minutes=mine.ask_minutes, zone=zone, note_limit=mine.li_note_limit)


@dataclass(frozen=True, slots=True)
class _Wanting:
    """What drafts of one day have in common: who writes, the calendar, and LinkedIn's notes of the month."""

    you: You
    calendar: Calendar
    today: date
    notes_month: int
    notes_sent: int


def _draft(card: Card, day: _Wanting) -> dict[str, Any] | None:
    made = draft(card, card.person, day.you)
    if made is None:
        return None
    invited = card.talk.invited_at
    nudging = card.act == "send_nudge" and invited is not None
    waited = day.calendar.business_days_between(day.calendar.day(invited), day.today) if nudging and invited else None
    findings = check(
        made,
        card.person,
        Circumstances(
            card.act,
            day.you.fields,
            note_limit=day.you.note_limit,
            notes_month=day.notes_month,
            notes_sent=day.notes_sent,
            waited=waited,
        ),
    )
    return {
        **made.to_json(),
        "checks": [{"id": one.id, "level": one.level, "text": one.text} for one in findings],
    }


def _tidy(connection: Connection, known: tuple[Person, ...]) -> list[Tidy]:
    """The doubtful pairs worth most, for the lane that tidies up."""
    rows = doubting.waiting(connection)[:MOST_TIDY]
    if not rows:
        return []
    by_id = {person.id: person for person in known}
    sides = [side for row in rows for side in (row["left_contact"], row["right_contact"])]
    names = {number: wording.called(merged) for number, merged in links.merged_of(connection, sides).items()}

    def person(number: int) -> Person:
        public = wording.public(number)
        return by_id.get(public) or Person(public, names[number])

    return [
        Tidy(
            pair=wording.pair(row["left_id"], row["right_id"]),
            person=person(row["left_contact"]),
            other=person(row["right_contact"]),
            reason="; ".join(one["text"] for one in row["scored"]["comparisons"] if one["weight"] > 0),
            band=row["band"],
        )
        for row in rows
    ]
