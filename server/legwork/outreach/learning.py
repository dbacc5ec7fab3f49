"""What was learned from everybody together: insights, comparable answers, skills and the plans for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from legwork.outreach.journal import Journal, folded
from legwork.outreach.lanes import Track
from legwork.outreach.people import Person
from legwork.outreach.promising import WAYS, Promise
from legwork.outreach.ranking import Ranker
from legwork.outreach.stages import Conversation
from legwork.outreach.talks import CORE, Debrief, Line, Talk

MOST_WANTED: Final = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """One talk with one person, and the field of work it was about, empty where none is known."""

    person: Person
    state: Conversation
    talk: Talk
    topic: str


@dataclass(frozen=True, slots=True)
class Insight:
    """One line on the board, with whom and when it was heard."""

    person: Person
    line: Line
    topic: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person answered to a question of the core."""

    person: Person
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A skill that people named. `wanted` is 1 to 3: how many named it, three counting as the most; `own` is the
    user's level, None where they have not said. `plans` are still to be done."""

    skill: str
    people: tuple[Person, ...]
    wanted: int
    own: int | None = None
    plans: tuple[tuple[Person, Promise], ...] = field(default_factory=tuple)

    @property
    def gap(self) -> int:
        """Wanted minus own, never below nothing."""
        return max(0, self.wanted - (self.own or 0))

    @property
    def unplanned(self) -> tuple[str, ...]:
        """The kinds of plan there is none of yet."""
        planned = {plan.way for _, plan in self.plans}
        return tuple(way for way in WAYS if way not in planned)


def heard(tracks: Iterable[Track], ranker: Ranker) -> list[Heard]:
    """Every talk with everybody, the oldest first."""
    found = [
        Heard(track.person, track.talk, talk, topic_of(track.person, talk, ranker))
        for track in tracks
        for talk in track.talks
    ]
    return sorted(found, key=lambda one: (one.talk.at, one.person.id))


def topic_of(person: Person, talk: Talk, ranker: Ranker) -> str:
    """The field a talk was about: as the debrief says, else the one their title names, else the first wanted."""
    return (talk.debrief.topic if talk.debrief else "") or ranker.bonds(person).get("field", "")


def insights(talks: Iterable[Heard], tag: str) -> dict[str, list[Insight]]:
    """The lines of one tag by field of work, the newest first; what belongs to no field comes last."""
    found: dict[str, list[Insight]] = {}
    for one in talks:
        for line in one.talk.tagged(tag):
            found.setdefault(one.topic, []).append(Insight(one.person, line, one.topic))
    for lines in found.values():
        lines.sort(key=lambda each: each.line.at, reverse=True)
    return dict(sorted(found.items(), key=lambda entry: (entry[0] == "", entry[0].casefold())))


def answers(talks: Iterable[Heard]) -> dict[str, list[Answer]]:
    """The answers to each question of the core, side by side in order of time."""
    found: dict[str, list[Answer]] = {key: [] for key in CORE}
    for one, debrief in debriefs(talks):
        for key, text in debrief.answers.items():
            found[key].append(Answer(one.person, one.talk.at, text))
    return found


def debriefs(talks: Iterable[Heard]) -> Iterator[tuple[Heard, Debrief]]:
    """The talks of which a debrief was written."""
    return ((one, one.talk.debrief) for one in talks if one.talk.debrief is not None)


def skills(talks: Sequence[Heard], mine: Journal) -> list[Wanted]:
    """Skills by how many people named them, then by name."""
    names: dict[str, str] = {}
    named: dict[str, dict[str, Person]] = {}
    for one in talks:
        for skill in one.talk.skills:
            names.setdefault(folded(skill), skill)
            named.setdefault(folded(skill), {})[one.person.id] = one.person
    plans = _plans(talks)
    found = [
        Wanted(
            names[key],
            tuple(people.values()),
            min(MOST_WANTED, len(people)),
            mine.levels.get(key),
            tuple(plans.get(key, ())),
        )
        for key, people in named.items()
    ]
    return sorted(found, key=lambda one: (-len(one.people), folded(one.skill)))


def _plans(talks: Iterable[Heard]) -> Mapping[str, list[tuple[Person, Promise]]]:
    """Plans still to be done, by folded skill; each contact's once however often they were talked to."""
    by_person = {one.person.id: one for one in talks}
    found: dict[str, list[tuple[Person, Promise]]] = {}
    for one in by_person.values():
        for plan in one.state.promises.open:
            if plan.way:
                found.setdefault(folded(plan.skill), []).append((one.person, plan))
    return found
