"""One thing that happened with a contact, and how what it says is read without ever failing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

USUAL_MINUTES: Final = 20
MOST_MINUTES: Final = 480
# So far from both ends of the calendar that every span, zone and run of days off can be counted from there.
_REACH: Final = range(1000, 9000)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: `act` is one of ACTS, `at` an aware instant, `data` what the act needs.

    Keys of `data` read here: `until` (ISO day), `card` (the card acted on), `message` (what was sent),
    `start` (ISO instant) and `minutes`, `reason`, `imported` and `direction` of a logged contact,
    `learned`, `named`, `channel`; `promising` and `talks` say what theirs are. What cannot be read, or is a
    thousand years away, counts as not said.
    """

    id: str
    at: datetime
    act: str
    data: Mapping[str, Any] = field(default_factory=dict)


def in_reach(event: Event) -> bool:
    """Whether it happened at a time that clocks can count from; other events say nothing."""
    return event.at.year in _REACH


def day_in(event: Event, key: str = "until") -> date | None:
    """The ISO day in an event's data, None where there is none."""
    try:
        day = date.fromisoformat(said(event, key))
    except ValueError:
        return None
    return day if day.year in _REACH else None


def said(event: Event, key: str) -> str:
    """A text in an event's data, empty where there is none."""
    text = event.data.get(key)
    return text if isinstance(text, str) else ""


def start_in(event: Event) -> datetime | None:
    """The aware instant at which a conversation starts, None where it cannot be told."""
    try:
        start = datetime.fromisoformat(said(event, "start"))
    except ValueError:
        return None
    return start if start.tzinfo is not None and start.year in _REACH else None


def minutes_in(event: Event) -> int:
    """The length in an event's data, the usual one where none that can be is said."""
    minutes = event.data.get("minutes")
    return minutes if isinstance(minutes, int) and 0 < minutes <= MOST_MINUTES else USUAL_MINUTES
