"""A day out of somebody's own words: `next month`, `after Easter`, `in two weeks`, `Q1` (method R26).

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
    said = " ".join(re.sub(r"[^\w\s'-]", " ", re.sub("[‐-–]", "-", text.casefold()).replace("’", "'")).split())
    days = (read(found, today) for pattern, read in _READERS for found in pattern.finditer(said))
    day = next(filter(None, days), None)
    if day is not None:
        return Proposal(calendar.on_or_after(max(day, today + timedelta(days=1))))
    if _PUT_OFF.search(said):
        return Proposal(calendar.on_or_after(today + timedelta(days=OPEN_END_DAYS)), certain=False)
    return None


_PUT_OFF: Final = re.compile(
    r"\b(when|once|after|as soon as|until|later|busy|swamped|slammed|not (?:right )?now|not at the moment|"
    r"(?:another|some other) time|down the (?:road|line))\b"
)
_NUMBERS: Final = {
    **{word: number for number, word in enumerate(COUNTS) if number},
    "a": 1, "an": 1, "a couple of": 2, "a couple": 2, "couple of": 2, "a few": 3, "few": 3,
}  # fmt: skip
_NUMBER: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r"|\d{1,2}"
_SPAN: Final = (
    rf"(?P<count>{_NUMBER})(?: ?(?:-|to|or) ?(?P<most>{_NUMBER}))?[ -](?P<unit>day|week|fortnight|month|year)s?"
)
_ABOUT: Final = "(?:about|around|roughly|approximately|at least|maybe|perhaps|another)"
_AWAY: Final = "(?:away|out|off|gone|office|leave|holiday|vacation|travell?ing|busy|swamped|booked)"
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


# How far into a week, month, quarter or year; its end is its last day.
_PARTS: Final = {
    "early": 0.0, "beginning of": 0.0, "start of": 0.0, "first half of": 0.0, "first week of": 0.0,
    "second week of": 0.25, "mid": 0.5, "mid of": 0.5, "middle of": 0.5, "second half of": 0.5, "third week of": 0.5,
    "last week of": 0.8, "later": 0.8, "late": 0.8, "end of": 1.0,
}  # fmt: skip
_PART: Final = rf"\b(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})[ -](?:in )?(?:the )?"
_UNITS: Final = "week|month|quarter|year"


def _in(found: re.Match[str], today: date) -> date:
    """Of `two to three weeks` the longer."""
    said = found["most"] or found["count"] or "a"
    count = _NUMBERS[said] if said in _NUMBERS else int(said)
    unit = found["unit"]
    if unit == "day":
        return today + timedelta(days=count)
    if unit in {"week", "fortnight"}:
        return today + timedelta(weeks=count if unit == "week" else 2 * count)
    return months_on(today, count if unit == "month" else 12 * count)


def _first(unit: str, today: date, count: int = 0) -> date:
    """The day on which this week, month, quarter or year begins, or the `count`-th after it."""
    if unit == "week":
        return today + timedelta(days=7 * count - today.weekday())
    if unit == "month":
        return months_on(today, count).replace(day=1)
    if unit == "quarter":
        return months_on(today, 3 * count - (today.month - 1) % 3).replace(day=1)
    return date(today.year + count, 1, 1)


def _relative(found: re.Match[str], today: date) -> date:
    """`next week` begins on Monday, `next month`, `next quarter` and `next year` on their first days; and who has no
    time this week has some in the next."""
    return _first(found[1], today, 1)


def _part(found: re.Match[str], today: date) -> date:
    """`end of the month`, `mid next year`; what is past already means what comes after it."""
    unit, ahead = found["unit"], int(found["which"] == "next")
    first, following = _first(unit, today, ahead), _first(unit, today, ahead + 1)
    day = _into(found["part"], first, first + timedelta(days=5) if unit == "week" else following)
    return day if day > today and not (unit == "year" and found["part"] == "end of") else following


def _into(part: str, first: date, following: date) -> date:
    """A day that far into what begins on `first` and is over on `following`."""
    return first + timedelta(days=min(int(_PARTS[part] * (following - first).days), (following - first).days - 1))


def _fortnight(_found: re.Match[str], today: date) -> date:
    return _first("week", today, 2)


def _quarter(found: re.Match[str], today: date) -> date:
    """`Q1`, `end of the first quarter`, `H2 2027`: its beginning, or what follows it after `end of` and `after`."""
    months = 6 if found["half"] else 3
    number = (_ORDINALS.index(found["ordinal"]) if found["ordinal"] else int(found["number"]) - 1) % (12 // months)
    number += found["lead"] in {"after", "end of", "late"}
    years = [int(found["year"])] if found["year"] else range(today.year, today.year + 3)
    days = [months_on(date(year, 1, 1), months * number) for year in years]
    return next((day for day in days if day > today), days[-1])


_ORDINALS: Final = ("first", "second", "third", "fourth")


def _year(found: re.Match[str], today: date) -> date:  # noqa: ARG001 - one shape of reader
    return date(int(found[1]), 1, 1)


def _day_of_month(found: re.Match[str], today: date) -> date | None:
    """`until the 14th`: the next such day."""
    months = (_first("month", today, count) for count in range(3))
    days = (month + timedelta(days=int(found[1]) - 1) for month in months if 1 <= int(found[1]) <= 31)
    return next((day for day in days if day > today and day.day == int(found[1])), None)


def _feast(found: re.Match[str], today: date) -> date:
    """The first day after a feast that has another date every year."""
    return next(day for year in range(today.year, today.year + 2) if (day := _FEASTS[found[1]](year)) > today)


def _easter(year: int) -> date:
    """Easter Sunday (Meeus/Jones/Butcher): its moon and its weekday, worked out in whole numbers."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _after_easter(days: int) -> Callable[[int], date]:
    return lambda year: _easter(year) + timedelta(days=days)


def _thanksgiving(year: int) -> date:
    """The Monday after the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21 + 4)


# Easter and Whitsun have a Monday.
_FEASTS: Final = {
    "easter": _after_easter(2), "whitsun": _after_easter(51), "pentecost": _after_easter(51),
    "thanksgiving": _thanksgiving,
}  # fmt: skip


def _after(found: re.Match[str], today: date) -> date:
    return _coming(*_AFTER[found[1]], today)


def _season(found: re.Match[str], today: date) -> date:
    return _coming(*_START[found[1]], today)


def _month(found: re.Match[str], today: date) -> date | None:
    """A month by its name, with the day where one stands beside it; `after March` is April."""
    written = found["before"] or found["behind"]
    if found["month"] == "may" and not (written or found["lead"] or found["part"]):
        return None  # they may be busy
    number = _place(found["month"], MONTHS)
    if found["part"] and not written:
        years = [int(found["year"])] if found["year"] else [today.year, today.year + 1]
        firsts = [date(year, number, 1) for year in years]
        days = [_into(found["part"], first, months_on(first, 1)) for first in firsts]
        return next((day for day in days if day > today), days[-1])
    day = int(written) if written else 1
    if found["lead"] == "after" and not written:
        number, day = number % 12 + 1, 1
    year = int(found["year"]) if found["year"] else None
    if not 1 <= day <= _last_day(year or 2024, number):
        return None
    return _coming(number, day, today) if year is None else date(year, number, day)


def _weekday(found: re.Match[str], today: date) -> date:
    """The coming one; `next Thursday` is that of next week."""
    wanted = _place(found["weekday"], WEEKDAYS)
    if found["next"]:
        return _first("week", today, 1) + timedelta(days=wanted)
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
    (re.compile(rf"\b(?:in|after|within|give me|another) (?:{_ABOUT} )?{_SPAN}\b"), _in),
    (re.compile(rf"\b(?:(?:for|over|during) (?:the )?(?:next|coming)|{_AWAY} for) (?:{_ABOUT} )?{_SPAN}\b"), _in),
    (re.compile(rf"\b{_SPAN} from (?:now|today)\b"), _in),
    (re.compile(r"\b(?:for|over|during) the (?:next|coming) (?P<most>)(?P<count>)(?P<unit>week|month|year)\b"), _in),
    (re.compile(r"\b(?:in|after|within) (?:about )?half a year\b"), lambda _found, today: months_on(today, 6)),
    (re.compile(r"\bweek after (?:next|that)\b"), _fortnight),
    (re.compile(rf"{_PART}(?:(?P<which>next|this) )?(?P<unit>{_UNITS})\b"), _part),
    (re.compile(rf"\bnext ({_UNITS})\b"), _relative),
    (re.compile(rf"\b(?:after|around|over|at|post) (?:the )?({'|'.join(_FEASTS)})\b"), _feast),
    (re.compile(rf"\bafter (?:the )?({'|'.join(sorted(_AFTER, key=len, reverse=True))})\b"), _after),
    (re.compile(r"\bin the (new year)\b"), _after),
    (
        re.compile(
            r"(?:\b(?P<lead>after|end of|late) (?:the )?)?"
            r"\b(?:(?P<half>h(?=[12]\b))?q?(?P<number>(?<=q)[1-4]|(?<=h)[12])"
            r"|(?P<ordinal>first|second|third|fourth) quarter)\b(?: (?:of )?(?P<year>20\d\d)\b)?"
        ),
        _quarter,
    ),
    (re.compile(rf"\b(?:in|next|this) (?:the )?({'|'.join(_START)})\b"), _season),
    (
        re.compile(
            rf"(?:\b(?P<lead>after|in|until|by|next)\b (?:about )?)?(?:{_PART})?"
            r"(?:\b(?P<before>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?"
            rf"\b(?P<month>{_MONTH})\b(?: (?P<behind>\d{{1,2}})(?:st|nd|rd|th)?\b)?(?: (?P<year>20\d\d)\b)?"
        ),
        _month,
    ),
    (re.compile(r"\b(?:until|till|after|on|by|from|of) the (\d{1,2})(?:st|nd|rd|th)\b"), _day_of_month),
    (re.compile(rf"\b(?P<next>next )?(?P<weekday>{_WEEKDAY})\b"), _weekday),
    (re.compile(r"\b(?:in|early|during|first half of) (20\d\d)\b"), _year),
    (re.compile(r"\b(tomorrow)\b"), lambda _found, today: today + timedelta(days=1)),
    (re.compile(rf"\bthis ({_UNITS})\b"), _relative),
)
