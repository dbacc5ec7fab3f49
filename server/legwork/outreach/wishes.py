"""What the user asked of whole days: a pause of the search, an early end of a day, a little more today.

Each is an event like any other, so undoing one takes it away exactly. Nothing here names a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from legwork.outreach.calendar import Calendar
from legwork.outreach.happening import Event, day_in, in_reach
from legwork.outreach.limits import Limits

WISHES: Final = ("pause", "resume", "stop", "more")
LONGEST_PAUSE: Final = 366
"""Days. A longer rest is another search."""

MOST_MORE: Final = 100


@dataclass(frozen=True, slots=True)
class Wishes:
    """`paused` are the days on which the search rests or rested, `stopped` those the user ended early; `more_new`
    and `more_cards` say how many more than the limits a day may hold."""

    paused: frozenset[date] = frozenset()
    stopped: frozenset[date] = frozenset()
    more_new: Mapping[date, int] = field(default_factory=dict)
    more_cards: Mapping[date, int] = field(default_factory=dict)

    def back_on(self, day: date) -> date | None:
        """The first day after the pause that `day` lies in; None when nothing is paused then."""
        if day not in self.paused:
            return None
        while day in self.paused:
            day += timedelta(days=1)
        return day

    def allow(self, limits: Limits, day: date) -> Limits:
        """The limits as they are on a day."""
        new, cards = self.more_new.get(day, 0), self.more_cards.get(day, 0)
        if not new and not cards:
            return limits
        return replace(limits, new_per_day=limits.new_per_day + new, day_max=limits.day_max + cards)


def wishes(events: Iterable[Event], calendar: Calendar) -> Wishes:
    """Folds the events that stand, in order of time; ties keep the order in which they were recorded.

    A pause is `{"until": ISO day}`, the first day on which the search goes on; it begins on the day it was asked
    for. `resume` ends it that day. `more` holds `new` and `cards`. Never fails, whatever is stored.
    """
    paused: frozenset[date] = frozenset()
    stopped: set[date] = set()
    new: dict[date, int] = {}
    cards: dict[date, int] = {}
    for event in sorted(filter(in_reach, events), key=lambda event: event.at):
        day = calendar.day(event.at)
        if event.act == "pause":
            paused |= _days(day, day_in(event))
        elif event.act == "resume":
            paused = frozenset(one for one in paused if one < day)
        elif event.act == "stop":
            stopped.add(day)
        elif event.act == "more":
            stopped.discard(day)
            new[day] = min(new.get(day, 0) + _count(event, "new"), MOST_MORE)
            cards[day] = min(cards.get(day, 0) + _count(event, "cards"), MOST_MORE)
    return Wishes(paused, frozenset(stopped), new, cards)


def _days(start: date, until: date | None) -> frozenset[date]:
    length = min((until - start).days, LONGEST_PAUSE) if until is not None else 0
    return frozenset(start + timedelta(days=n) for n in range(max(0, length)))


def _count(event: Event, key: str) -> int:
    found = event.data.get(key)
    return min(found, MOST_MORE) if isinstance(found, int) and found > 0 else 0
