"""Days off out of a calendar of holidays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from legwork.desk.opening import Desk
from legwork.desk.preferring import prefer, preferences
from legwork.errors import Refused
from legwork.outreach.calendar import parse_days_off
from legwork_importers.contract import ImportProblem
from legwork_importers.holidays import holidays_in

LONGEST: Final = 1_000_000
"""Bytes. Calendars of public holidays have some thousands."""

AHEAD_DAYS: Final = 2 * 366


def add_holidays(desk: Desk, content: bytes) -> str:
    """Adds the whole days of an ICS file to `days_off`, those of the next two years; returns the event.

    Raises:
        Refused: the file is too large, is no calendar, or has no whole day in these two years.
        WrongValue: the setting cannot hold so many.
    """
    if len(content) > LONGEST:
        raise Refused("This file is too large for a calendar of holidays; choose one of holidays alone.")
    today = desk.clock().date()
    try:
        found = holidays_in(content, today, today + timedelta(days=AHEAD_DAYS))
    except ImportProblem as problem:
        raise Refused(f"The days off stay as they are: {problem}.") from problem
    if not found:
        raise Refused("There is no whole day in this calendar from today on, so the days off stay as they are.")
    present = {day for day in parse_days_off(preferences(desk).days_off) if day >= today}
    return prefer(desk, {"days_off": as_ranges(present | set(found))})


def as_ranges(days: Iterable[date]) -> str:
    """Days as the setting holds them: `2026-12-25, 2026-12-30..2027-01-01`."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day == runs[-1][-1] + timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{run[0]}..{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
