"""The research note of a contact, and the user's word on what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from legwork.briefing.note import Looked, Note, Subject, count, note, text_of
from legwork.briefing.statements import Statement
from legwork.desk import acquainted, gathering, grounding, people, planning, viewing, wording
from legwork.desk.grounding import KIND
from legwork.desk.knowing import Ground
from legwork.desk.opening import Desk
from legwork.desk.origins import Origin
from legwork.desk.preferring import Preferences, read_preferences
from legwork.desk.targeting import KIND as RATED
from legwork.desk.targeting import listed_in
from legwork.errors import NotFound, WrongValue
from legwork.outreach.clocks import Clock
from legwork.outreach.people import Person, Rating
from legwork.outreach.ranking import Ranker
from legwork.store import events, ids

WORDS: Final = ("right", "wrong")
MOST_PAST: Final = 50


@dataclass(frozen=True, slots=True)
class Noted:
    """The note of one contact by its id, and the state of the conversation. `kinds` say of each path what it leads to:
    a record, a capture, evidence or an event."""

    contact: str
    state: str
    note: Note
    kinds: Mapping[str, str]


def noted(desk: Desk, contact: str, past: Sequence[str] = ()) -> Noted:
    """The note as it is now. `past` are the ids of questions the user passed over, in the order in which they did.

    Raises:
        NotFound: there is no such contact.
    """
    with desk.database.read() as connection:
        return _noted(desk, connection, viewing.present(connection, contact), past)


def _noted(desk: Desk, connection: Connection, number: int, past: Sequence[str]) -> Noted:
    ground = _ground(desk, connection, number)
    outside, looked = grounding.looked_up(connection, number)
    person = ground.person
    made = note(
        Subject(wording.called(ground.merged), person.title, person.company),
        (*grounding.of_records(ground), *outside),
        (*_own_places(ground), *looked),
        ground.clock.today,
        grounding.answers(connection, number),
        past[:MOST_PAST],
    )
    known = (*ground.origins.of_records.values(), *ground.origins.edits.values())
    return Noted(person.id, ground.talk.state, made, {one.ref: one.kind for one in known})


def _ground(desk: Desk, connection: Connection, number: int) -> Ground:
    mine = read_preferences(connection)
    gathered = gathering.gather(desk, connection, mine)
    circle = acquainted.circle(desk, gathered.people)
    acted = {track.person.id: track.person for track in gathered.tracks}
    person = acted.get(wording.public(number)) or gathered.people.get(number)
    if person is None:  # the user's own entry, or somebody without a name
        person = people.one(desk, connection, number)
    colleagues = [acted.get(other.id, other) for other in circle.colleagues(person)]
    found = grounding.ground(
        connection, person, _ranker(desk, mine), grounding.stays_of(connection), colleagues, circle.bridges(person)
    )
    return replace(found, rated=_rated(connection, person))


def _ranker(desk: Desk, mine: Preferences) -> Ranker:
    calendar = planning.calendar_of(desk, mine)
    return Ranker(planning.search_of(mine), Clock(calendar.local(desk.clock()), calendar))


def _rated(connection: Connection, person: Person) -> tuple[Rating, Origin] | None:
    """What the user thinks of the employer, and when they said so."""
    target = listed_in(connection).get(person.employer) if person.employer else None
    if target is None or target.rating is None:
        return None
    said = [
        event
        for event in events.unanchored(connection, [RATED])
        if "posting" in event.data and people.employer_key(str(event.data.get("name", ""))) == person.employer
    ]
    at = ids.instant(said[-1].at).date() if said else None
    return target.rating, Origin("Your own rating", "/employers", "event", at, at)


def _own_places(ground: Ground) -> list[Looked]:
    """The user's own sources behind a contact, each with the newest day it was read."""
    newest: dict[str, tuple[date, Origin]] = {}
    for origin in ground.origins.of_records.values():
        day = origin.dated or origin.read or date.min
        if origin.source not in newest or newest[origin.source][0] < day:
            newest[origin.source] = (day, origin)
    return [Looked(origin.source, "", origin.dated or origin.read, origin.ref) for _, origin in newest.values()]


def answer(desk: Desk, contact: str, mark: str, said: str) -> str:
    """The user's word on a fact: right or wrong. A wrong one never returns, in notes, drafts or questions, until it
    is undone. Returns the event.

    Raises:
        NotFound: there is no such contact, or nothing of the kind is known of them.
        WrongValue: the word is neither right nor wrong.
    """
    if said not in WORDS:
        raise WrongValue("The answer", f"one of {', '.join(WORDS)}")

    def work(connection: Connection) -> str:
        number = viewing.present(connection, contact)
        ground = _ground(desk, connection, number)
        if mark not in {fact.mark for fact in grounding.known(connection, ground)}:
            raise NotFound("fact")
        event = ids.new("e", desk.clock())
        events.append(connection, event, ids.utc(desk.clock()), KIND, {"fact": mark, "said": said}, record=number)
        return event

    return desk.database.write(work)


def to_json(found: Noted) -> dict[str, Any]:
    """The note as `legwork note --json` and the API give it: dates are ISO days, empty where they are not known."""
    made = found.note
    return {
        "contact_id": found.contact,
        "text": text_of(made),
        "words": count(made),
        "statements": [_statement(one, found.kinds) for one in made.statements],
        "questions": [
            {
                "id": one.id, "text": one.text, "because": one.because, "general": one.general, "goal": one.goal,
                "ref": one.ref, "url": one.url,
            }
            for one in made.questions
        ],
        "check_first": [asdict(one) for one in made.checks],
        "looked": [{**asdict(one), "read": _iso(one.read)} for one in made.looked],
    }  # fmt: skip


def _statement(one: Statement, kinds: Mapping[str, str]) -> dict[str, Any]:
    return {
        "section": one.section,
        "kind": one.kind,
        "text": one.text,
        "source": {"kind": _kind(one.ref, kinds), "name": one.source, "ref": one.ref, "url": one.url},
        "fact_date": _iso(one.dated),
        "read_date": _iso(one.read),
        "certainty": one.confidence,
        "freshness": one.freshness,
        "mark": one.mark,
    }


def _kind(ref: str, kinds: Mapping[str, str]) -> str:
    """What a path leads to; records are places on the pages of contacts, events too."""
    if ref in kinds:
        return kinds[ref]
    page, _, place = ref.partition("#")
    if page.endswith("/outside"):
        return "evidence"
    return "event" if place.startswith("e_") or ref == "/employers" else "record" if place else "evidence"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
