"""What the user says of themselves: levels, plans, options, evidence, decisions, reviews; each one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from legwork.desk import conversing, people, planning, wording
from legwork.desk.acting import Done
from legwork.desk.journals import OWN, own_events
from legwork.desk.opening import Desk
from legwork.desk.preferring import Preferences, read_preferences
from legwork.errors import NotFound, WrongValue
from legwork.outreach import journal
from legwork.outreach.acts import later_day
from legwork.outreach.clocks import Clock
from legwork.outreach.journal import LEVELS, PARTS, SIDES, Journal
from legwork.outreach.lanes import Track, tracks_of
from legwork.outreach.learning import Heard, debriefs, heard
from legwork.outreach.people import Person
from legwork.outreach.promising import WAYS
from legwork.outreach.ranking import Ranker
from legwork.outreach.talks import CULTURE
from legwork.store import events, ids

LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Past:
    """Everything that boards think about, read once."""

    mine: Preferences
    people: tuple[Person, ...]
    tracks: tuple[Track, ...]
    talks: tuple[Heard, ...]
    journal: Journal
    ranker: Ranker
    introduced_in: int | None

    @property
    def clock(self) -> Clock:
        return self.ranker.clock


def past(desk: Desk) -> Past:
    """What happened so far, and what the user says of it."""
    with desk.database.read() as connection:
        mine = read_preferences(connection)
        known = people.everyone(desk, connection, mine)
        own = own_events(desk, connection)
    calendar = planning.calendar_of(desk, mine)
    ranker = Ranker(planning.search_of(mine), Clock(calendar.local(desk.clock()), calendar))
    timed = [event.data.get("seconds") for event in own if event.act == "timed"]
    tracks = tuple(tracks_of(known))
    return Past(
        mine, known, tracks, tuple(heard(tracks, ranker)), journal.journal(own), ranker,
        timed[-1] if timed and isinstance(timed[-1], int) else None,
    )  # fmt: skip


def rate_skill(desk: Desk, skill: str, level: int) -> Done:
    """Says how well the user knows a skill, 0 to 3.

    Raises:
        WrongValue: the level or the skill cannot be.
    """
    if level not in LEVELS:
        raise WrongValue("Your level", f"a number from {LEVELS[0]} to {LEVELS[-1]}")
    return _own(desk, "level", {"skill": _text("The skill", skill), "level": level})


def plan_skill(desk: Desk, contact_id: str, skill: str, way: str, text: str, day: str) -> Done:
    """Plans to learn a skill by education, training or experience until a day. The plan stands with the contact who
    named the skill, and its card comes on that day.

    Raises:
        NotFound: there is no such contact.
        WrongValue: the way, the day or the words cannot be.
    """
    if way not in WAYS:
        raise WrongValue("The way", f"one of {', '.join(WAYS)}")
    with desk.database.read() as connection:
        calendar = planning.calendar_of(desk, read_preferences(connection))
    try:
        until = later_day(day, calendar.day(desk.clock()), calendar).isoformat()
    except ValueError as problem:
        raise WrongValue("The day of a plan", "after today and within ten years, such as 2027-01-15") from problem
    plan = {"skill": _text("The skill", skill), "way": way, "text": _text("The plan", text), "until": until}
    return conversing.append(desk, contact_id, {"act": "planned", **plan})


def add_option(desk: Desk, topic: str, text: str) -> Done:
    """Writes down one way to go in a field.

    Raises:
        WrongValue: there are no words, or too many.
    """
    return _own(desk, "option", {"field": _text("The field", topic), "text": _text("A way to go", text)})


def link_evidence(desk: Desk, option: str, debrief: str, side: str) -> Done:
    """Links what was said in a talk to an option, for or against it.

    Raises:
        NotFound: there is no such option, or no such debrief.
        WrongValue: the side is neither.
    """
    if side not in SIDES:
        raise WrongValue("The side", " or ".join(SIDES))
    found = past(desk)
    if option not in {one.id for one in found.journal.options}:
        raise NotFound("way to go")
    _present(found.talks, debrief)
    return _own(desk, "evidence", {"option_id": option, "debrief_id": debrief, "side": side})


def decide(desk: Desk, topic: str, option: str, why: str) -> Done:
    """Records a decision in a field; everyone heard about it is then proposed a note.

    Raises:
        WrongValue: there are no words, or too many.
    """
    said = {"field": _text("The field", topic), "option": _text("The decision", option)}
    return _own(desk, "decided", {**said, "why": _optional("The reason", why)})


def weigh(desk: Desk, debrief: str, part: str, value: str, way: int) -> Done:
    """Says that what was told of a place fits one of the user's values (1), jars with it (-1), or neither (0).

    Raises:
        NotFound: there is no such debrief.
        WrongValue: the part or the way cannot be.
    """
    if part not in CULTURE or way not in (-1, 0, 1):
        raise WrongValue("A weighing", "of environment, management or mission: 1, 0 or -1")
    _present(past(desk).talks, debrief)
    return _own(desk, "weighed", {"debrief_id": debrief, "part": part, "value": _text("The value", value), "way": way})


def review(desk: Desk, week: date, parts: Mapping[str, str]) -> Done:
    """Keeps the review of a week, in its three parts.

    Raises:
        WrongValue: a part is too long.
    """
    words = {part: _optional("A part of the review", parts.get(part, "")) for part in PARTS}
    return _own(desk, "reviewed", {"week": week.isoformat(), **words})


def time_introduction(desk: Desk, seconds: int) -> Done:
    """Keeps how long the introduction took.

    Raises:
        WrongValue: nobody introduces themselves for so long.
    """
    if not 1 <= seconds <= 600:
        raise WrongValue("The time of an introduction", "between 1 and 600 seconds")
    return _own(desk, "timed", {"seconds": seconds})


def _present(talks: Sequence[Heard], debrief: str) -> None:
    if debrief not in {one.event for _, one in debriefs(talks)}:
        raise NotFound("debrief")


def _own(desk: Desk, what: str, data: Mapping[str, Any]) -> Done:
    def work(connection: Connection) -> Done:
        event = ids.new("e", desk.clock())
        events.append(connection, event, ids.utc(desk.clock()), OWN, {"what": what, **data})
        written = events.by_id(connection, event)
        return Done(event, "" if written is None else wording.sentence(connection, written), "")

    return desk.database.write(work)


def _text(what: str, text: str) -> str:
    found = _optional(what, text)
    if not found:
        raise WrongValue(what, f"between 1 and {LONGEST:,} characters long")
    return found


def _optional(what: str, text: str) -> str:
    found = "\n".join(" ".join(line.split()) for line in text.replace("\x00", "").splitlines()).strip()
    if len(found) > LONGEST:
        raise WrongValue(what, f"at most {LONGEST:,} characters long")
    return found
