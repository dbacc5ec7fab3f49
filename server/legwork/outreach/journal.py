"""What the user says of themselves: how well they know a skill, what weighs for and against, what they decide.

These events belong to no contact. The newest word holds; a word taken back is not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from legwork.outreach.happening import Event, day_in, in_reach, said

LEVELS: Final = range(4)
"""Own level in a skill: 0 none, 1 some, 2 good, 3 strong."""
SIDES: Final = ("for", "against")
PARTS: Final = ("insight", "network", "decisions")
"""The three parts of the weekly review, and there are no others."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go in a field. `evidence` names debriefs by the event that wrote them, with their side."""

    id: str
    field: str
    text: str
    evidence: tuple[tuple[str, str, str], ...] = ()

    def sided(self, side: str) -> tuple[tuple[str, str], ...]:
        """The evidence of one side: its own id and the debrief's."""
        return tuple((name, debrief) for name, debrief, on in self.evidence if on == side)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided in a field, and why; `option` is the text of the way chosen."""

    id: str
    at: datetime
    field: str
    option: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """`levels` by folded skill; `weighed` by debrief, part of its culture and value: 1 it fits, -1 it jars.
    `reviews` by the Monday of their week."""

    levels: Mapping[str, int] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    decisions: tuple[Decision, ...] = ()
    weighed: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    reviews: Mapping[date, Mapping[str, str]] = field(default_factory=dict)


def journal(events: Iterable[Event]) -> Journal:
    """Folds the user's own events that stand, in order of time. `act` is what each is about."""
    so_far = Journal()
    for event in sorted(filter(in_reach, events), key=lambda event: event.at):
        if event.act in _FOLDS:
            so_far = _FOLDS[event.act](so_far, event)
    return so_far


def folded(name: str) -> str:
    """One key for a skill or value however it is written."""
    return " ".join(name.casefold().split())


def _level(so_far: Journal, event: Event) -> Journal:
    skill, level = folded(said(event, "skill")), event.data.get("level")
    if not skill or not isinstance(level, int) or level not in LEVELS:
        return so_far
    return replace(so_far, levels={**so_far.levels, skill: level})


def _option(so_far: Journal, event: Event) -> Journal:
    if not said(event, "text"):
        return so_far
    return replace(so_far, options=(*so_far.options, Option(event.id, said(event, "field"), said(event, "text"))))


def _evidence(so_far: Journal, event: Event) -> Journal:
    """Evidence for an option; the newest side of a debrief holds."""
    debrief, side = said(event, "debrief_id"), said(event, "side")
    if not debrief or side not in SIDES:
        return so_far

    def with_it(option: Option) -> Option:
        if option.id != said(event, "option_id"):
            return option
        others = tuple(one for one in option.evidence if one[1] != debrief)
        return replace(option, evidence=(*others, (event.id, debrief, side)))

    return replace(so_far, options=tuple(map(with_it, so_far.options)))


def _decided(so_far: Journal, event: Event) -> Journal:
    option = said(event, "option")
    if not option:
        return so_far
    decision = Decision(event.id, event.at, said(event, "field"), option, said(event, "why"))
    return replace(so_far, decisions=(*so_far.decisions, decision))


def _weighed(so_far: Journal, event: Event) -> Journal:
    way = event.data.get("way")
    key = (said(event, "debrief_id"), said(event, "part"), folded(said(event, "value")))
    if not all(key) or way not in (-1, 0, 1):
        return so_far
    return replace(so_far, weighed={**so_far.weighed, key: int(way)})


def _reviewed(so_far: Journal, event: Event) -> Journal:
    week = day_in(event, "week")
    if week is None:
        return so_far
    return replace(so_far, reviews={**so_far.reviews, week: {part: said(event, part) for part in PARTS}})


_FOLDS: Final = {
    "level": _level,
    "option": _option,
    "evidence": _evidence,
    "decided": _decided,
    "weighed": _weighed,
    "reviewed": _reviewed,
}
KINDS: Final = frozenset(_FOLDS)
