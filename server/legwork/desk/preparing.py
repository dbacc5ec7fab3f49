"""Getting ready for a talk: what is known, what to ask, and how far one is (method R28-R31, section 9).

Questions are chosen from facts until the user keeps their own choice; what they keep is an event of its own, and the
last one stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from legwork.desk import people, planning, wording
from legwork.desk.acquainted import circle_of
from legwork.desk.opening import Desk
from legwork.desk.preferring import Preferences, read_preferences
from legwork.drafting.asking import check_question
from legwork.drafting.bank import BY_ID
from legwork.drafting.dress import dress_line
from legwork.drafting.facts import Fact
from legwork.drafting.finding import Finding
from legwork.drafting.questions import BECAUSE_BANK, BECAUSE_OWN, MOST, Chosen, choose, heard
from legwork.errors import NotFound, Refused
from legwork.outreach.happening import Event
from legwork.outreach.people import Person
from legwork.outreach.stages import Conversation, conversation
from legwork.outreach.talks import wondered
from legwork.store import events, ids, links

KIND = "questions"
LONGEST = 400
OWN = "own"


@dataclass(frozen=True, slots=True)
class Ready:
    """How far one is, out of three: read up on them, questions chosen, able to say who one is."""

    note: bool
    questions: bool
    intro: bool

    @property
    def count(self) -> int:
        return self.note + self.questions + self.intro


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything for one talk. `honest` is what the user honestly wants to know, in their words; `kept` says that
    the questions are the user's choice; `findings` are those of each question, in their order."""

    person: Person
    talk: Conversation
    facts: tuple[Fact, ...]
    honest: str
    questions: tuple[Chosen, ...]
    kept: bool
    findings: tuple[tuple[Finding, ...], ...]
    asked: frozenset[str]
    bridges: tuple[tuple[Person, str], ...]
    notes: tuple[str, ...]
    ready: Ready
    dress: str
    intro: str


def prepare(desk: Desk, contact: str) -> Prepared:
    """What is there for a talk with one contact.

    Raises:
        NotFound: there is no such contact.
    """
    with desk.database.read() as connection:
        number = _present(connection, contact)
        mine = read_preferences(connection)
        everyone = people.everyone(desk, connection, mine)
        person = people.one(desk, connection, number)
        table = planning.table_of(desk, connection, mine, everyone, placed=True)
        merged = links.merged_of(connection, [number])[number]
        held = links.members_of(connection, [number])[number]
        stood = events.standing_of(connection, held, kinds=[KIND, "note"])
        asked = _asked_there(connection, person, everyone)
        facts = table.facts(person)
    kept = next((event.data for event in reversed(stood) if event.kind == KIND), None)
    notes = tuple(
        text
        for text in (
            *(str(event.data["text"]) for event in stood if event.kind == "note"),
            *(str(note.get("text") or "") for note in merged.get("notes", ())),
            str(merged.get("why") or ""),
        )
        if text.strip()
    )
    questions = _kept(kept, facts) if kept and kept.get("questions") else choose(facts, asked)
    return Prepared(
        person=person,
        talk=conversation(person.events, captured=person.captured),
        facts=facts,
        honest=wondered(person.events),
        questions=questions,
        kept=bool(kept and kept.get("questions")),
        findings=tuple(check_question(one.text, facts, person.company) for one in questions),
        asked=asked,
        bridges=tuple(circle_of(everyone).bridges(person)),
        notes=notes,
        ready=_ready(notes, kept, mine),
        dress=dress_line((person.company, person.title, *mine.fields), mine.dress),
        intro=mine.intro,
    )


def is_read_up(desk: Desk, contact: str) -> bool:
    """`read_up` for a contact named by its id."""
    with desk.database.read() as connection:
        number = _present(connection, contact)
        acted = people.acts(connection, [number], desk.settings.timezone)
        return read_up(connection, number, acted.get(number, ()))


def read_up(connection: Connection, number: int, acted: Iterable[Event]) -> bool:
    """Whether the user has looked into somebody (R28): a note, kept questions, a brief that was read, or their word;
    `acted` is what happened with the contact of that number."""
    if any(event.act in {"ready", "briefed"} for event in acted):
        return True
    merged = links.merged_of(connection, [number])[number]
    if merged.get("notes") or merged.get("why"):
        return True
    held = links.members_of(connection, [number])[number]
    return bool(events.standing_of(connection, held, kinds=[KIND, "note"]))


def _ready(notes: Sequence[str], kept: Mapping[str, Any] | None, mine: Preferences) -> Ready:
    return Ready(bool(notes), bool(kept and kept.get("questions")), bool(mine.intro.strip()))


def _asked_there(connection: Connection, person: Person, everyone: Sequence[Person]) -> frozenset[str]:
    """The ids of the questions the user kept for colleagues there with whom they have talked."""
    talked = [
        wording.number(other.id)
        for other in everyone
        if person.employer and other.employer == person.employer and other.id != person.id and other.events
        and conversation(other.events, captured=other.captured).held_at is not None
    ]  # fmt: skip
    held = {record for found in links.members_of(connection, talked).values() for record in found} if talked else set()
    stood = events.standing_of(connection, held, kinds=[KIND])
    return frozenset(one["id"] for event in stood for one in event.data.get("questions", ()) if one["id"] != OWN)


def _kept(data: Mapping[str, Any], facts: Sequence[Fact]) -> tuple[Chosen, ...]:
    """What was kept, with the place of each fact as it is now: ids of contacts stay out of what is kept."""
    places = {fact.text: fact.ref for fact in facts}
    return tuple(
        Chosen(one["id"], one["group"], one["text"], one["because"], places.get(one["because"], ""), one["general"])
        for one in data["questions"]
    )


def keep_questions(desk: Desk, contact: str, honest: str, wanted: Sequence[tuple[str, str]]) -> str:
    """Keeps the questions for a contact in their order, each an id and its text, and what one honestly wants to
    know; returns the event. Reasons are those of the facts, of the bank, or that it is the user's own.

    Raises:
        NotFound: there is no such contact.
        Refused: there are too many, or one is too long.
    """
    if len(wanted) > MOST:
        raise Refused(f"{MOST} questions are more than a talk holds; take one away first.")
    if any(len(text) > LONGEST for text in (honest, *(text for _, text in wanted))):
        raise Refused(f"A question has {LONGEST} characters at most.")
    before = prepare(desk, contact)
    known = {one.id: one for one in (*choose(before.facts, before.asked), *before.questions)}
    questions = [_worded(known, before.asked, id_, " ".join(text.split())) for id_, text in wanted if text.strip()]
    wish = " ".join(honest.split())

    def work(connection: Connection) -> str:
        number = _present(connection, contact)
        if wish != before.honest:
            _append(connection, desk, "act", {"act": "wondered", "text": wish}, number)
        return _append(connection, desk, KIND, {"questions": questions}, number)

    return desk.database.write(work)


def _append(connection: Connection, desk: Desk, kind: str, data: dict[str, Any], number: int) -> str:
    event = ids.new("e", desk.clock())
    events.append(connection, event, ids.utc(desk.clock()), kind, data, record=number)
    return event


def _worded(known: Mapping[str, Chosen], asked: frozenset[str], id_: str, text: str) -> dict[str, Any]:
    one = known.get(id_)
    if one is not None and one.id != OWN:
        return _plain(one.id, one.group, text, one.because, general=one.general)
    if id_ in BY_ID:
        because = f"{BECAUSE_BANK}; you asked it at this employer before" if id_ in asked else BECAUSE_BANK
        return _plain(id_, BY_ID[id_].group, text, because, general=True)
    return _plain(OWN, OWN, text, BECAUSE_OWN, general=False)


def _plain(id_: str, group: str, text: str, because: str, *, general: bool) -> dict[str, Any]:
    return {"id": id_, "group": group, "text": text, "because": because, "general": general}


def from_bank(id_: str, asked: frozenset[str]) -> str:
    """The words of a question of the bank, or its form for who knows one answer already.

    Raises:
        NotFound: the bank has no such question.
    """
    if id_ not in BY_ID:
        raise NotFound("question")
    return heard(BY_ID[id_].text) if id_ in asked else BY_ID[id_].text


def _present(connection: Connection, contact: str) -> int:
    number = wording.number(contact)
    found = links.contacts_of(connection, [number]).get(number)
    if found is None:
        raise NotFound("contact")
    return found
