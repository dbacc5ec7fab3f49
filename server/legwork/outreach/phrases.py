"""A day out of somebody's own words: `next month`, `after the summer`, `in two weeks` (method R26).

What they said is an answer, and is taken at its word; the day is proposed, and the user confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from legwork.outreach.calendar import Calendar
from legwork.outreach.words import COUNTS, MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS

OPEN_END_DAYS: Final = 30
"""Days after which somebody who named no day is asked again: a month, as for a short update (R40)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day to come back on. `certain` is false where their words named an event and no time."""

    day: date
    certain: bool = True


def proposal(text: str, today: date, calendar: Calendar) -> Proposal | None:
    """The first working day that the words mean, after today; None where they name nothing like a time.

    Seasons are those of the north: summer ends with August, winter with February.
    """
    said = " ".join(re.sub(r"[^\w\s'-]", " ", text.casefold()).replace("’", "'").split())
    for pattern, read in _READERS:
        found = pattern.search(said)
        day = read(found, today) if found else None
        if day is not None:
            return Proposal(calendar.on_or_after(max(day, today + timedelta(days=1))))
    if re.search(r"\b(when|once|after|as soon as|until|later|busy|not now|another time)\b", said):
        return Proposal(calendar.on_or_after(today + timedelta(days=OPEN_END_DAYS)), certain=False)
    return None


_NUMBERS: Final = {
    **{word: number for number, word in enumerate(COUNTS) if number},
    "a": 1, "an": 1, "a couple of": 2, "a few": 3, "few": 3,
}  # fmt: skip
_NUMBER: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r"|\d{1,2}"
_MONTH: Final = "|".join(
    f"{long.casefold()}|{short.casefold()}" for long, short in zip(MONTH_NAMES, MONTHS, strict=True)
)
_WEEKDAY: Final = "|".join(
    f"{long.casefold()}|{short.casefold()}" for long, short in zip(WEEKDAY_NAMES, WEEKDAYS, strict=True)
)
# The first day after each season, and after the feasts that people put things off over.
_AFTER: Final = {
    "summer": (9, 1), "winter": (3, 1), "spring": (6, 1), "autumn": (12, 1), "fall": (12, 1),
    "christmas": (1, 7), "holidays": (1, 7), "the holidays": (1, 7), "new year": (1, 7), "new year's": (1, 7),
}  # fmt: skip
_START: Final = {"spring": (3, 1), "summer": (6, 1), "autumn": (9, 1), "fall": (9, 1), "winter": (12, 1)}


def _in(found: re.Match[str], today: date) -> date:
    count = _NUMBERS[found[1]] if found[1] in _NUMBERS else int(found[1])
    unit = found[2]
    if unit == "day":
        return today + timedelta(days=count)
    if unit == "week":
        return today + timedelta(weeks=count)
    return months_on(today, count if unit == "month" else 12 * count)


def _relative(found: re.Match[str], today: date) -> date:
    """`next week` begins on Monday, `next month`, `next quarter` and `next year` on their first days."""
    unit = found[1]
    if unit == "week":
        return today + timedelta(days=7 - today.weekday())
    if unit == "month":
        return months_on(today, 1).replace(day=1)
    if unit == "quarter":
        return months_on(today, 3 - (today.month - 1) % 3).replace(day=1)
    return date(today.year + 1, 1, 1)


def _end_of(found: re.Match[str], today: date) -> date:
    """`end of the month` is its last day; `end of the year` is past when the new one begins."""
    first = months_on(today, 1).replace(day=1)
    return first - timedelta(days=1) if found[1] == "month" else date(today.year + 1, 1, 1)


def _after(found: re.Match[str], today: date) -> date:
    return _coming(*_AFTER[found[1]], today)


def _season(found: re.Match[str], today: date) -> date:
    return _coming(*_START[found[1]], today)


def _month(found: re.Match[str], today: date) -> date | None:
    """A month by its name, with the day where one stands beside it; `after March` is April."""
    written = found["before"] or found["behind"]
    if found["month"] == "may" and not (written or found["lead"]):
        return None  # they may be busy
    number = _place(found["month"], MONTHS)
    day = int(written) if written else 1
    if found["lead"] == "after" and not written:
        number, day = number % 12 + 1, 1
    year = int(found["year"]) if found["year"] else None
    if not 1 <= day <= _last_day(year or 2024, number):
        return None
    return _coming(number, day, today) if year is None else date(year, number, day)


def _weekday(found: re.Match[str], today: date) -> date:
    wanted = _place(found[1], WEEKDAYS)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _iso(found: re.Match[str], today: date) -> date | None:  # noqa: ARG001 - one shape of reader
    try:
        return date.fromisoformat(found[0])
    except ValueError:
        return None


def _place(name: str, short: tuple[str, ...]) -> int:
    """The number of a month from 1, or of a weekday from 0, by its first three letters."""
    place = [one.casefold() for one in short].index(name[:3])
    return place + 1 if short is MONTHS else place


def _coming(month: int, day: int, today: date) -> date:
    """That day of this year if it is ahead, else of the next year in which there is one."""
    years = (year for year in range(today.year, today.year + 9) if day <= _last_day(year, month))
    return next(there for year in years if (there := date(year, month, day)) > today)


def _last_day(year: int, month: int) -> int:
    return (months_on(date(year, month, 1), 1) - timedelta(days=1)).day


def months_on(day: date, count: int) -> date:
    """The same day some months later (earlier when negative), or that month's last."""
    years, month = divmod(day.month - 1 + count, 12)
    first = date(day.year + years, month + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...]] = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), _iso),
    (re.compile(rf"\b(?:in|after) (?:about |around )?({_NUMBER}) (day|week|month|year)s?\b"), _in),
    (re.compile(r"\b(?:end of|late) (?:the |this )?(month|year)\b"), _end_of),
    (re.compile(r"\bnext (week|month|quarter|year)\b"), _relative),
    (re.compile(rf"\bafter (?:the )?({'|'.join(sorted(_AFTER, key=len, reverse=True))})\b"), _after),
    (re.compile(rf"\b(?:in|next|this) (?:the )?({'|'.join(_START)})\b"), _season),
    (
        re.compile(
            r"(?:\b(?P<lead>after|in|until|by|next)\b (?:about )?)?"
            r"(?:\b(?P<before>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?"
            rf"\b(?P<month>{_MONTH})\b(?: (?P<behind>\d{{1,2}})(?:st|nd|rd|th)?\b)?(?: (?P<year>20\d\d)\b)?"
        ),
        _month,
    ),
    (re.compile(rf"\b({_WEEKDAY})\b"), _weekday),
    (re.compile(r"\b(tomorrow)\b"), lambda _found, today: today + timedelta(days=1)),
)
