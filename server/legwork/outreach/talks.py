"""The talks with one contact: what was noted in each, and the debrief that was written of it (method R32-R36).

A talk is what stands between being agreed or held and the next one that is agreed. A debrief written again takes
the place of the earlier one. What was undone is not among the events, so it leaves no trace here either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from legwork.outreach.happening import Event, in_reach, minutes_in, said, start_in

INSIGHTS: Final = ("trend", "challenge", "opportunity")
TAGS: Final[Mapping[str, str]] = {
    "trend": "t",
    "challenge": "c",
    "opportunity": "o",
    "skill": "s",
    "name": "n",
    "promise": "!",
}
"""What one key notes, and the key."""

CORE: Final = ("changing", "in_common", "in_my_place")
"""The answers that are compared: to three questions that are the same for everyone (R29)."""

CULTURE: Final[Mapping[str, str]] = {
    "environment": "What is the place like to work in?",
    "management": "What does a good manager do there?",
    "mission": "What is it all for, and does one notice?",
}

LEAST, MOST = 1, 5
"""The scale of fit and of confidence."""
_TALKING: Final = frozenset({"held", "debriefed", "thanked"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line noted in a talk: `tag` is a key of TAGS. `unsearchable`: not found online."""

    event: str
    at: datetime
    tag: str
    text: str
    unsearchable: bool = False


@dataclass(frozen=True, slots=True)
class Debrief:
    """What was written after a talk. `fit`, `before` and `after` are 1 to 5, None where nothing was said.

    `answers` has the keys of CORE and `culture` those of CULTURE, as far as there is something. `unasked` is what
    they mentioned without being asked. `company` is their employer of that day, `topic` the field of work it was about.
    """

    event: str
    at: datetime
    learned: str = ""
    fit: int | None = None
    why: str = ""
    next: str = ""
    advice: str = ""
    unasked: str = ""
    topic: str = ""
    company: str = ""
    skills: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    culture: Mapping[str, str] = field(default_factory=dict)
    before: int | None = None
    after: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk. `at` is when it began or was to begin; `happened` once the user said so."""

    at: datetime
    minutes: int
    lines: tuple[Line, ...] = ()
    debrief: Debrief | None = None
    happened: bool = False
    went_on: bool = False

    def tagged(self, *tags: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.tag in tags)

    @property
    def skills(self) -> tuple[str, ...]:
        """Those of the debrief, and as long as there is none those that were tagged."""
        return self.debrief.skills if self.debrief else tuple(line.text for line in self.tagged("skill"))


def talks_of(events: Iterable[Event]) -> tuple[Talk, ...]:
    """Every talk in order of time. Never fails, whatever is stored."""
    found: list[Talk] = []
    for event in sorted(filter(in_reach, events), key=lambda event: event.at):
        if event.act in _OPENING and (not found or _is_over(found[-1], event)):
            found.append(Talk(event.at, minutes_in(event)))
        if found and event.act in _READ:
            found[-1] = _READ[event.act](found[-1], event)
    return tuple(found)


def wondered(events: Iterable[Event]) -> str:
    """What the user honestly wants to know of this contact, in their newest words."""
    said_last = [said(event, "text") for event in events if event.act == "wondered"]
    return said_last[-1] if said_last else ""


def line_of(event: Event) -> Line | None:
    """What an event `noted` says; None where it says nothing that can be shown."""
    tag, text = said(event, "tag"), said(event, "text")
    if tag not in TAGS or not text:
        return None
    return Line(event.id, event.at, tag, text, event.data.get("unsearchable") is True)


def debrief_of(event: Event) -> Debrief:
    """What an event `debriefed` says."""
    return Debrief(
        event.id,
        event.at,
        learned=said(event, "learned"),
        fit=_scale(event, "fit"),
        why=said(event, "why"),
        next=said(event, "next"),
        advice=said(event, "advice"),
        unasked=said(event, "unasked"),
        topic=said(event, "field"),
        company=said(event, "company"),
        skills=_texts(event.data.get("skills")),
        answers=_chosen(event.data.get("answers"), CORE),
        culture=_chosen(event.data.get("culture"), CULTURE),
        before=_scale(event, "before"),
        after=_scale(event, "after"),
        data=event.data,
    )


def _is_over(talk: Talk, event: Event) -> bool:
    """Whether an event belongs to the next talk: one agreed, begun or held after this one took place."""
    return talk.happened and event.act in {"scheduled", "began", "held"}


def _agreed(talk: Talk, event: Event) -> Talk:
    start = start_in(event)
    return talk if start is None else replace(talk, at=start, minutes=minutes_in(event))


def _began(talk: Talk, event: Event) -> Talk:
    return replace(talk, at=event.at)


def _noted(talk: Talk, event: Event) -> Talk:
    line = line_of(event)
    return talk if line is None else replace(talk, lines=(*talk.lines, line))


def _happened(talk: Talk, event: Event) -> Talk:  # noqa: ARG001 - the shape of every reader
    return replace(talk, happened=True)


def _went_on(talk: Talk, event: Event) -> Talk:  # noqa: ARG001 - the shape of every reader
    return replace(talk, went_on=True)


def _debriefed(talk: Talk, event: Event) -> Talk:
    return replace(talk, happened=True, debrief=debrief_of(event))


_READ: Final = {
    "scheduled": _agreed,
    "began": _began,
    "noted": _noted,
    "held": _happened,
    "thanked": _happened,
    "went_on": _went_on,
    "debriefed": _debriefed,
}
_OPENING: Final = frozenset({"scheduled", "began", "noted"}) | _TALKING


def _scale(event: Event, key: str) -> int | None:
    value = event.data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and LEAST <= value <= MOST else None


def _texts(value: Any) -> tuple[str, ...]:
    found = value if isinstance(value, (list, tuple)) else ()
    return tuple(dict.fromkeys(text for text in found if isinstance(text, str) and text))


def _chosen(value: Any, keys: Iterable[str]) -> dict[str, str]:
    found = value if isinstance(value, Mapping) else {}
    return {key: text for key in keys if isinstance(text := found.get(key), str) and text}
