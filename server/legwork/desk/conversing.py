"""One conversation while it goes on: its clock, what is noted in it, and the questions at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from legwork.desk import people, preparing, viewing, wording
from legwork.desk.acting import Done
from legwork.desk.opening import Desk
from legwork.desk.preferring import read_preferences
from legwork.drafting.bank import bank
from legwork.errors import Refused, WrongValue
from legwork.outreach.people import Person
from legwork.outreach.stages import Conversation, conversation
from legwork.outreach.talks import TAGS, Talk, talks_of, wondered
from legwork.outreach.timing import Marks, marks
from legwork.store import events, ids

LONGEST_LINE: Final = 500
DIGS: Final = tuple(one.text for one in bank(group="dig"))
# Who else, and whether one may come back (R35).
CLOSING: Final = tuple(one.text for one in bank(group="close")[1:])


@dataclass(frozen=True, slots=True)
class Room:
    """What is at hand in one conversation. `marks` is None where none is agreed or begun; `talks` are all with this
    contact, in order of time. `minutes` is what a talk that begins now would take."""

    id: str
    person: Person
    state: Conversation
    talks: tuple[Talk, ...]
    marks: Marks | None
    wondered: str
    minutes: int
    now: datetime

    @property
    def talk(self) -> Talk | None:
        """The newest talk, None before there is one."""
        return self.talks[-1] if self.talks else None


def room(desk: Desk, contact_id: str) -> Room:
    """Everything the conversation's page shows.

    Raises:
        NotFound: there is no such contact.
    """
    with desk.database.read() as connection:
        number = viewing.present(connection, contact_id)
        person = people.one(desk, connection, number)
        minutes = read_preferences(connection).ask_minutes
    state = conversation(person.events, captured=person.captured)
    talks = talks_of(person.events)
    agreed = marks(state.start, state.end) if state.start and state.end and state.start < state.end else None
    return Room(
        id=wording.public(number),
        person=person,
        state=state,
        talks=talks,
        marks=agreed,
        wondered=wondered(person.events),
        minutes=minutes,
        now=desk.clock(),
    )


def questions(desk: Desk, contact_id: str) -> tuple[str, ...]:
    """What is asked in a talk: what the user chose, or what the facts propose; who else, and coming back, at the end.

    Raises:
        NotFound: there is no such contact.
    """
    chosen = tuple(one.text for one in preparing.prepare(desk, contact_id).questions)
    return (*chosen, *(text for text in CLOSING if text not in chosen))


def note_line(desk: Desk, contact_id: str, tag: str, text: str, *, unsearchable: bool = False) -> Done:
    """Keeps one line of what was said, under its tag and with its time.

    Raises:
        NotFound: there is no such contact.
        WrongValue: there is no such tag, or the line is empty or too long.
    """
    if tag not in TAGS:
        raise WrongValue("The tag", f"one of {', '.join(TAGS)}")
    line = _line("A line", text)
    return append(desk, contact_id, {"act": "noted", "tag": tag, "text": line, "unsearchable": unsearchable})


def wonder(desk: Desk, contact_id: str, text: str) -> Done:
    """Keeps what the user honestly wants to know of this contact, in their own words.

    Raises:
        NotFound: there is no such contact.
        WrongValue: it is empty or too long.
    """
    return append(desk, contact_id, {"act": "wondered", "text": _line("What you want to know", text)})


def begin(desk: Desk, contact_id: str) -> Done:
    """The talk begins at this moment and lasts as long as agreed, or as long as the user asks for.

    Raises:
        NotFound: there is no such contact.
    """
    with desk.database.read() as connection:
        minutes = read_preferences(connection).ask_minutes
    return append(desk, contact_id, {"act": "began", "minutes": minutes})


def go_on(desk: Desk, contact_id: str) -> Done:
    """They agreed to go on beyond the end.

    Raises:
        NotFound: there is no such contact.
        Refused: no conversation is going on.
    """
    if room(desk, contact_id).marks is None:
        raise Refused("No conversation is agreed with them; begin one first.")
    return append(desk, contact_id, {"act": "went_on"})


def append(desk: Desk, contact_id: str, data: Mapping[str, Any]) -> Done:
    """Appends an act on a contact, with its time.

    Raises:
        NotFound: there is no such contact.
    """

    def work(connection: Connection) -> Done:
        number = viewing.present(connection, contact_id)
        return appended(connection, desk, number, data)

    return desk.database.write(work)


def appended(connection: Connection, desk: Desk, number: int, data: Mapping[str, Any]) -> Done:
    """The same inside a write."""
    event = ids.new("e", desk.clock())
    events.append(connection, event, ids.utc(desk.clock()), "act", data, record=number)
    written = events.by_id(connection, event)
    said = "" if written is None else wording.sentence(connection, written)
    return Done(event, said, wording.public(number))


def _line(what: str, text: str) -> str:
    line = " ".join(text.replace("\x00", "").split())
    if not 0 < len(line) <= LONGEST_LINE:
        raise WrongValue(what, f"between 1 and {LONGEST_LINE} characters long")
    return line
