"""When a decision is due, and whom to tell of one (method R11, R41).

Nobody decides on one voice: the card comes with the third debrief in a field, and again after three more when the
user decided, or said *not yet*. A decision proposes a note to everyone whose advice went into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from legwork.outreach.cards import Card, card_id
from legwork.outreach.clocks import Clock, Due
from legwork.outreach.happening import Event, said
from legwork.outreach.journal import Decision, Journal, Option, folded
from legwork.outreach.lanes import Track, make_card
from legwork.outreach.learning import Heard, debriefs
from legwork.outreach.newcomers import with_facts
from legwork.outreach.people import Person
from legwork.outreach.talks import Debrief
from legwork.outreach.words import counted

VOICES: Final = 3
DECIDE: Final = "decide"
CLOSE_LOOP: Final = "close_loop"
_ENDED_BY: Final = frozenset({"sent", "touched", "let_go"})


@dataclass(frozen=True, slots=True)
class Argument:
    """Evidence with its source: who said it when, and what. `event` is where the user linked it."""

    event: str
    person: Person
    at: datetime
    text: str
    fit: int | None


@dataclass(frozen=True, slots=True)
class Weighing:
    """An option with what speaks for and against it; a debrief that no longer stands is not shown."""

    option: Option
    speaks_for: tuple[Argument, ...]
    against: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One field: its debriefs, the ways to go, and what was decided, the newest last. `due` when three debriefs came
    since the last word."""

    topic: str
    debriefs: tuple[tuple[Heard, Debrief], ...]
    options: tuple[Weighing, ...]
    decisions: tuple[Decision, ...]
    due: bool

    @property
    def ready(self) -> bool:
        """Whether enough people were heard to decide at all."""
        return len(self.debriefs) >= VOICES


def questions(talks: Sequence[Heard], mine: Journal) -> list[Question]:
    """Every field of which a debrief was written, by name; debriefs of no field decide nothing."""
    by_field: dict[str, tuple[str, list[tuple[Heard, Debrief]]]] = {}
    for one, debrief in debriefs(talks):
        if one.topic:
            by_field.setdefault(folded(one.topic), (one.topic, []))[1].append((one, debrief))
    return [_question(topic, found, talks, mine) for _, (topic, found) in sorted(by_field.items())]


def cards(talks: Sequence[Heard], mine: Journal, clock: Clock) -> list[Card]:
    """The cards of decisions that are due, and of advisers who have not heard of one; one of a kind a person."""
    found: dict[str, Card] = {}
    for question in questions(talks, mine):
        for card in (*([_decide(question, clock)] if question.due else ()), *_tell(question, clock)):
            found.setdefault(card.id, card)
    return list(found.values())


def _question(topic: str, found: list[tuple[Heard, Debrief]], talks: Sequence[Heard], mine: Journal) -> Question:
    decisions = tuple(one for one in mine.decisions if folded(one.field) == folded(topic))
    options = tuple(_weighing(one, found) for one in mine.options if folded(one.field) == folded(topic))
    put_off = [event.at for event in _said_of(talks, "not_yet") if folded(said(event, "promise")) == folded(topic)]
    last = max([*put_off, *(one.at for one in decisions)], default=None)
    since = [debrief for _, debrief in found if last is None or debrief.at > last]
    return Question(topic, tuple(found), options, decisions, len(since) >= VOICES)


def _weighing(option: Option, found: Iterable[tuple[Heard, Debrief]]) -> Weighing:
    by_event = {debrief.event: (one, debrief) for one, debrief in found}

    def arguments(side: str) -> tuple[Argument, ...]:
        return tuple(
            Argument(event, by_event[name][0].person, by_event[name][0].talk.at, words(by_event[name][1]),
                     by_event[name][1].fit)
            for event, name in option.sided(side)
            if name in by_event
        )  # fmt: skip

    return Weighing(option, arguments("for"), arguments("against"))


def words(debrief: Debrief) -> str:
    """What a debrief says in one line: how it fits and why, else what was learned."""
    return debrief.why or debrief.learned.partition("\n")[0] or debrief.next


def _said_of(talks: Iterable[Heard], act: str) -> Iterator[Event]:
    people = {one.person.id: one.person for one in talks}
    return (event for person in people.values() for event in person.events if event.act == act)


def _decide(question: Question, clock: Clock) -> Card:
    newest, debrief = max(question.debriefs, key=lambda pair: (pair[1].at, pair[0].person.id))
    count = counted(len(question.debriefs), "conversation")
    text = f"{count} about {question.topic}: what speaks for it, what against, and what do you do?"
    day = clock.calendar.on_or_after(clock.day(debrief.at))
    due = Due("debrief", DECIDE, day, DECIDE, text, names=question.topic)
    return make_card(Track(newest.person, newest.state), due, clock)


def _tell(question: Question, clock: Clock) -> Iterator[Card]:
    """R41: everyone heard before the last decision, unless they were told or nobody may write to them."""
    if not question.decisions:
        return
    decision = question.decisions[-1]
    advisers = {one.person.id: one for one, debrief in question.debriefs if debrief.at <= decision.at}
    for one in advisers.values():
        card = card_id("promise", CLOSE_LOOP, one.person.id)
        told = any(
            event.act in _ENDED_BY
            and (said(event, "card"), folded(said(event, "promise"))) == (card, folded(question.topic))
            and event.at > decision.at
            for event in one.person.events
        )
        if told or one.state.blocked:
            continue
        text = (
            f"you decided about {question.topic} on {clock.words(decision.at)} ({decision.option}); "
            f"{one.person.called} helped you see it"
        )
        day = clock.calendar.on_or_after(clock.day(decision.at))
        due = Due("promise", CLOSE_LOOP, day, CLOSE_LOOP, text, names=question.topic)
        yield with_facts(make_card(Track(one.person, one.state), due, clock), decision=decision.option)
