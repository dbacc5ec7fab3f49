"""Coming back after some time away: one kind line, and no heap (method, section 7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from legwork.outreach.clocks import Clock
from legwork.outreach.lanes import Track
from legwork.outreach.words import counted, day_words

AWAY_AFTER: Final = 5
"""Business days without an act of the user's own, after which they were away: a working week."""


def last_seen(tracks: Iterable[Track], clock: Clock) -> date | None:
    """The day of the user's last act; what came in with an import is none of theirs."""
    found = (event.at for track in tracks for event in track.person.events if not event.data.get("imported"))
    latest = max((at for at in found if at <= clock.now), default=None)
    return None if latest is None else clock.day(latest)


def welcome_line(tracks: Iterable[Track], clock: Clock, *, shown: int, waiting: int) -> str:
    """What is said to somebody who was away, empty for everybody else: how much today holds, how much waits.

    `waiting` are the cards that a full day leaves for later. Days off and pauses are no absence.
    """
    last = last_seen(tracks, clock)
    if last is None or not shown or clock.calendar.business_days_between(last, clock.today) <= AWAY_AFTER:
        return ""
    today = f"{counted(shown, 'card')} today, the oldest first"
    rest = f"; {counted(waiting, 'more', 'more')} {'waits' if waiting == 1 else 'wait'}" if waiting else ""
    return f"Welcome back: you were last here on {day_words(last, clock.today)}. Of what came due, {today}{rest}."
