"""Fetches what the facts about one contact are read from, and what the user answered for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from legwork.briefing.facts import Answers, Fact
from legwork.briefing.note import Looked
from legwork.desk import knowing, origins, people, recalling, researching, wording
from legwork.desk.knowing import MOST_COLLEAGUES, Ground, Stay
from legwork.desk.origins import Origin, Origins
from legwork.desk.preferring import Preferences
from legwork.outreach.people import Person
from legwork.outreach.ranking import Ranker
from legwork.store import batches, events, evidence, links, preferences, proposals
from legwork.store.once import is_remembering

KIND = "fact"
"""The kind of event by which the user answers for a fact; its data has the fact's mark, and `said`: right or wrong."""
Footing = tuple[object, ...]
_MARK: Final = re.compile("[0-9a-f]{16}")


def ground(
    connection: Connection,
    person: Person,
    ranker: Ranker,
    stays: Sequence[Stay],
    colleagues: Iterable[Person],
    bridges: Sequence[tuple[Person, str]] = (),
    *,
    placed: bool = True,
) -> Ground:
    """What is read about a person whose `colleagues` the user knows, in any order. Where it was read is looked for
    only when facts are to be `placed`: a message shows no places."""
    there = sorted(colleagues, key=lambda other: (not other.events, other.name, other.id))
    near = there[:MOST_COLLEAGUES]
    number = wording.number(person.id)
    others = {wording.number(other.id): other for other in (*near, *(one for one, _ in bridges))}
    merged = links.merged_of(connection, [number, *others] if placed else [number])
    places: dict[int, str] = {}
    if placed:
        places = {
            record: other.id
            for contact, other in others.items()
            for record in merged[contact].get("sources_of", {}).get("company", [contact])
        }
        held = links.members_of(connection, [number])[number]
        edited = bool(merged[number].get("edited"))
        here, theirs = origins.origins(connection, person.id, held, places, edited=edited)
    else:
        here, theirs = Origins(f"/contacts/{person.id}"), {}

    def origin(other: Person) -> Origin:
        known = [theirs[record] for record, contact in places.items() if contact == other.id and record in theirs]
        return max(known, key=lambda one: (str(one.dated), one.ref), default=here.whole)

    return Ground(
        person,
        merged[number],
        here,
        ranker.clock,
        ranker.bonds(person),
        ranker.target(person.title),
        stays,
        [(other, origin(other)) for other in near],
        len(there) - len(near),
        [(other, place, origin(other)) for other, place in bridges],
    )


def stays_of(connection: Connection) -> tuple[Stay, ...]:
    """The user's own schools and employers with their years, as their files say."""
    said = proposals.standing(connection, ("employer", "school"))
    return tuple(Stay(one.value, one.detail.get("start", ""), one.detail.get("end", "")) for one in said)


def looked_up(connection: Connection, contact: int) -> tuple[tuple[Fact, ...], tuple[Looked, ...]]:
    """What was looked up of a contact outside the desk, and where."""
    return researching.outside_facts(connection, contact), researching.looked(connection, contact)


def is_answer(data: Mapping[str, Any]) -> bool:
    """Whether this is what the event of an answer holds, and nothing else."""
    mark, word = str(data.get("fact")), data.get("said")
    return set(data) == {"fact", "said"} and _MARK.fullmatch(mark) is not None and word in {"right", "wrong"}


def footing(connection: Connection, mine: Preferences, today: date) -> Footing | None:
    """What the facts about everybody stand on, beside people as outreach knows them and the hour: another one
    whenever any of it changes. None where something was looked up, and inside a write, which may be taken back."""
    if not is_remembering(connection) or evidence.is_any(connection):
        return None
    counted = (preferences.counter(connection, name) for name in (people.LINKED, batches.BROUGHT))
    answered = events.last(connection) if events.last(connection, [KIND]) else 0
    return *counted, answered, mine, today


def answers(connection: Connection, contact: int) -> Answers:
    """What the user said of facts about a contact: the last word on each."""
    if not events.last(connection, [KIND]):
        return Answers()
    held = links.members_of(connection, [contact])[contact]
    last = {str(one.data["fact"]): one.data["said"] for one in events.standing_of(connection, held, kinds=[KIND])}
    return Answers(
        frozenset(mark for mark, said in last.items() if said == "right"),
        frozenset(mark for mark, said in last.items() if said == "wrong"),
    )


def known(connection: Connection, found: Ground) -> tuple[Fact, ...]:
    """Every fact about the person, own ones and looked up, as the user answered for them."""
    number = wording.number(found.person.id)
    outside = researching.outside_facts(connection, number)
    return answers(connection, number).heeded((*of_records(found), *outside))


def of_records(found: Ground) -> tuple[Fact, ...]:
    """What the user's own records say, whatever the user said of it."""
    return (*knowing.facts_of(found), *recalling.facts_of(found))
