"""Dates as exports write them, to ISO 8601. What can be read two ways is not read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

Order = Literal["", "day", "month"]

# The first letters of each month as programs abbreviate it; a name is matched by its longest known start.
_MONTHS = {
    start: month
    for month, starts in enumerate(
        (
            "jan jän gen ene sty led",
            "feb fev fév fevr févr lut úno uno",
            "mar mär maer mrz maa mrt bře",
            "apr avr abr kwi dub",
            "may mai mag mei maj maio mayo kvě kve",
            "jun juin giu cze čvn",
            "jul juil lug lip čvc",
            "aug aoû aou ago sie srp",
            "sep set wrz zář zar",
            "oct okt ott out oct. paź paz říj rij",
            "nov lis",
            "dec déc dez dic des gru pro",
        ),
        start=1,
    )
    for start in starts.split()
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_NAMED = re.compile(r"(\d{1,2})[.\s/-]+([^\W\d_]{3,12})\.?[\s/-]+(\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2}),?\s+(\d{4})")
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(,? +\d{1,2}:\d{2}.*)?")
_YOUNGEST = "2012"  # a year of birth in two digits that would be later than this was a century before
_NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})")


def order_of(texts: Iterable[str]) -> Order:
    """Which number of a date in slashes is the day, as the dates of one file show that can be read one way only."""
    dates = [match for text in texts if (match := _SLASHED.fullmatch(text.strip()[:60]))]
    first, second = (any(int(match[number]) > 12 for match in dates) for number in (1, 2))
    if first == second:
        return ""
    return "day" if first else "month"


def day(text: str, *, order: Order = "") -> str:
    """A calendar day as `2021-04-12`, or empty when `text` is not one.

    `4/12/21, 3:05 PM` is LinkedIn's own way and month first; without a time, slashes are read only where
    one number can be nothing but a day, or where the `order` is known to put the day or the month first.
    """
    text = text.strip()[:60]
    if match := _NAMED.fullmatch(text):
        return _iso(match[3], month(match[2]), match[1])
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _iso(match[1], int(match[2]), match[3])
    if match := _SLASHED.fullmatch(text):
        first, second = match[1], match[2]
        if order == "month" or (not order and (match[4] or int(second) > 12)):
            return _iso(match[3], int(first), second)
        return _iso(match[3], int(second) if order or int(first) > 12 else 0, first)
    if match := _DOTTED.fullmatch(text):
        return _iso(match[3], int(match[2]), match[1])
    match = _NAMED_FIRST.fullmatch(text)
    return _iso(match[3], month(match[1]), match[2]) if match else ""


def birthday(text: str, *, order: Order = "") -> str:
    """A birthday as `1980-03-12`, or `--03-12` where the year is not told; empty when it is neither."""
    text = text.strip()[:60]
    if match := _NO_YEAR.fullmatch(text):
        return text_without_year(int(match[1]), int(match[2]))
    found = day(text, order=order)
    if found[:4] > _YOUNGEST and found[:4] not in text:
        found = f"{int(found[:4]) - 100}{found[4:]}"  # 12/3/45 was not in 2045
    # Apple writes 1604, a leap year nobody living was born in, where the year is not known.
    return f"-{found[4:]}" if found.startswith("1604") else found


def birthday_of(year: str, month_number: str, day_number: str) -> str:
    """A birthday from its three numbers; the year may be missing."""
    numbers = [int(part) if part.isascii() and part.isdecimal() else 0 for part in (month_number[:4], day_number[:4])]
    if year.strip("0"):
        return day(f"{year}-{numbers[0]}-{numbers[1]}")
    return text_without_year(*numbers)


def text_without_year(month_number: int, day_number: int) -> str:
    return f"-{iso[4:]}" if (iso := _iso("2000", month_number, str(day_number))) else ""


def instant(text: str) -> str:
    """An instant in UTC as `2026-11-20T10:00:00Z`; a day alone stays a day; empty when it is neither.

    Basic forms without hyphens and colons, as old vCards have them, are read too.
    """
    text = text.strip()[:60]
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return day(text)
    if "T" not in text and " " not in text and ":" not in text:
        return moment.date().isoformat()
    if moment.tzinfo is None:
        return moment.isoformat(timespec="seconds")
    try:
        moment = moment.astimezone(dt.UTC)
    except OverflowError:
        return ""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def month(name: str) -> int:
    """1 to 12, or 0 when the name begins like no month in the languages known here."""
    name = name.casefold()
    return next((_MONTHS[name[:size]] for size in (4, 3) if name[:size] in _MONTHS), 0)


def _iso(year: str, month_number: int, day_number: str) -> str:
    whole = int(year)
    if len(year) == 2:
        whole += 2000 if whole < 70 else 1900
    try:
        return dt.date(whole, month_number, int(day_number)).isoformat()
    except ValueError:
        return ""
