"""The debrief: what was tagged in the talk, put in order the same day; names and promises go where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from legwork.desk import conversing, editing, people, planning, viewing, wording
from legwork.desk.acting import Done
from legwork.desk.opening import Desk
from legwork.desk.preferring import read_preferences
from legwork.drafting import bank
from legwork.drafting.bank import BY_ID
from legwork.errors import WrongValue
from legwork.outreach.acts import later_day
from legwork.outreach.calendar import Calendar
from legwork.outreach.clocks import Clock
from legwork.outreach.learning import topic_of
from legwork.outreach.people import Person
from legwork.outreach.promising import USUAL_DAYS
from legwork.outreach.ranking import Ranker
from legwork.outreach.talks import CORE, CULTURE, INSIGHTS, LEAST, MOST, Talk, talks_of
from legwork.store import events, links, records

# What is asked of everyone, by the key under which the answer is kept.
CORE_QUESTIONS: Final = {key: BY_ID[name].text for key, name in zip(CORE, bank.CORE, strict=True)}
LONGEST: Final = 4_000
MOST_LINES: Final = 50
TEXTS: Final = ("learned", "why", "next", "advice", "unasked")
SCALES: Final = ("fit", "before", "after")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A debrief as its page holds it: texts by field, numbers 1 to 5 or none, one line each of `skills` and `names`,
    promises with their ISO day. `topic` is the field of work."""

    texts: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, int | None] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    culture: Mapping[str, str] = field(default_factory=dict)
    skills: Sequence[str] = ()
    names: Sequence[str] = ()
    promises: Sequence[tuple[str, str]] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The page before it is written: with whom, the talk if there was one, and the sheet as far as it is filled.
    `written` says that a debrief stands already; `topics` are the fields to choose from."""

    id: str
    person: Person
    talk: Talk | None
    sheet: Sheet
    topics: tuple[str, ...]
    written: bool


def prepare(desk: Desk, contact_id: str) -> Prepared:
    """The debrief of the newest talk: as it was written, else filled from the tags.

    Raises:
        NotFound: there is no such contact.
    """
    with desk.database.read() as connection:
        number = viewing.present(connection, contact_id)
        person = people.one(desk, connection, number)
        mine = read_preferences(connection)
    talks = talks_of(person.events)
    talk = talks[-1] if talks else None
    calendar = planning.calendar_of(desk, mine)
    ranker = Ranker(planning.search_of(mine), Clock(desk.clock(), calendar))
    topic = topic_of(person, talk, ranker) if talk else ranker.bonds(person).get("field", "")
    written = talk is not None and talk.debrief is not None
    sheet = _written(talk) if written and talk else _tagged(talk, topic, calendar.day(desk.clock()))
    topics = tuple(dict.fromkeys(filter(None, (sheet.topic, *mine.fields))))
    return Prepared(wording.public(number), person, talk, sheet, topics, written)


def write(desk: Desk, contact_id: str, sheet: Sheet) -> Done:
    """Keeps the debrief as one act. Names not noted before become people in the Inbox, with who named them.

    Raises:
        NotFound: there is no such contact.
        WrongValue: a part cannot be kept; nothing was.
    """
    data = _checked(desk, sheet)

    def work(connection: Connection) -> Done:
        number = viewing.present(connection, contact_id)
        person = people.one(desk, connection, number)
        claims = [claim for name in sheet.names if (claim := editing.typed(name, ""))]
        known = _names_before(person) | _referred(connection, number)
        fresh = [claim for claim in claims if claim.name not in known]
        if fresh:
            editing.store_people(connection, desk, fresh, referred_by=number)
        whole = {**data, "names": list(sheet.names), "named": _first_name(sheet.names), "company": person.company}
        return conversing.appended(connection, desk, number, {"act": "debriefed", **whole})

    return desk.database.write(work)


def _tagged(talk: Talk | None, topic: str, today: date) -> Sheet:
    """What the tags of a talk already say."""
    if talk is None:
        return Sheet(topic=topic)
    day = (today + timedelta(days=USUAL_DAYS)).isoformat()
    return Sheet(
        texts={"learned": "\n".join(line.text for line in talk.tagged(*INSIGHTS))},
        skills=_once(line.text for line in talk.tagged("skill")),
        names=_once(line.text for line in talk.tagged("name")),
        promises=[(text, day) for text in _once(line.text for line in talk.tagged("promise"))],
        topic=topic,
    )


def _written(talk: Talk) -> Sheet:
    debrief = talk.debrief
    if debrief is None:
        return Sheet()
    named = [str(name) for name in debrief.data.get("names", ())]
    return Sheet(
        texts={name: getattr(debrief, name) for name in TEXTS},
        scales={name: getattr(debrief, name) for name in SCALES},
        answers=debrief.answers,
        culture=debrief.culture,
        skills=_once([*debrief.skills, *_since(talk, "skill")]),
        names=_once([*named, *_since(talk, "name")]),
        promises=[(str(one["text"]), str(one["day"])) for one in debrief.data.get("promises", ())],
        topic=debrief.topic,
    )


def _since(talk: Talk, tag: str) -> list[str]:
    """What was tagged after the debrief was written."""
    return [line.text for line in talk.tagged(tag) if talk.debrief is None or line.at > talk.debrief.at]


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _names_before(person: Person) -> set[str]:
    """The names that standing debriefs of this contact hold: their people are in the Inbox, or were."""
    found = [event.data.get("names", ()) for event in person.events if event.act == "debriefed"]
    return {str(name).partition(",")[0].strip() for names in found for name in names}


def _referred(connection: Connection, number: int) -> set[str]:
    """The names of the people here whom this contact named, as they were written down."""
    held = {wording.public(record) for record in links.members_of(connection, [number])[number]}
    named = [
        event.record
        for event in events.standing_of(connection, kinds=["act"])
        if event.data.get("act") == "referred" and event.data.get("by_id") in held
    ]
    here = links.contacts_of(connection, [record for record in named if record is not None])
    return {str(row["claim"].get("name", "")) for row in records.claims(connection, sorted(here))}


def _first_name(names: Sequence[str]) -> str:
    return names[0].partition(",")[0].strip() if names else ""


def _checked(desk: Desk, sheet: Sheet) -> dict[str, Any]:
    with desk.database.read() as connection:
        calendar = planning.calendar_of(desk, read_preferences(connection))
    for name, value in sheet.scales.items():
        if value is not None and not LEAST <= value <= MOST:
            raise WrongValue(name, f"a number from {LEAST} to {MOST}")
    for what, texts in _long_parts(sheet):
        if any(len(text) > LONGEST for text in texts):
            raise WrongValue(what, f"at most {LONGEST:,} characters long")
    if any(len(part) > MOST_LINES for part in (sheet.skills, sheet.names, sheet.promises)):
        raise WrongValue("Skills, names and promises", f"at most {MOST_LINES} lines each")
    return {
        **{name: _clean(text) for name, text in sheet.texts.items() if name in TEXTS and _clean(text)},
        **{name: value for name, value in sheet.scales.items() if name in SCALES and value is not None},
        "answers": {key: _clean(text) for key, text in sheet.answers.items() if key in CORE and _clean(text)},
        "culture": {key: _clean(text) for key, text in sheet.culture.items() if key in CULTURE and _clean(text)},
        "skills": list(sheet.skills),
        "promises": [{"text": text, "day": _day(day, calendar, desk)} for text, day in sheet.promises],
        "field": _clean(sheet.topic),
    }


def _long_parts(sheet: Sheet) -> list[tuple[str, Iterable[str]]]:
    return [
        ("A text", [*sheet.texts.values(), *sheet.answers.values(), *sheet.culture.values(), sheet.topic]),
        ("A line", [*sheet.skills, *sheet.names, *(text for text, _ in sheet.promises)]),
    ]


def _day(text: str, calendar: Calendar, desk: Desk) -> str:
    """The day of a promise; one that has passed by the time a debrief is written again stays as it is."""
    today = calendar.day(desk.clock())
    try:
        if text and date.fromisoformat(text) <= today:
            return text
    except ValueError:
        pass
    try:
        return later_day(text or f"{USUAL_DAYS}d", today, calendar).isoformat()
    except ValueError as problem:
        raise WrongValue("The day of a promise", "after today and within ten years, such as 2027-01-15") from problem


def _clean(text: str) -> str:
    """Lines as they are, without what a database or a page cannot hold."""
    return "\n".join(" ".join(line.split()) for line in text.replace("\x00", "").splitlines()).strip()
