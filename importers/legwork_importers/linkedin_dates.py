"""Instants and months as LinkedIn's files write them: each file has its own way, and is read in no other."""

from __future__ import annotations

import datetime as dt
import re

from legwork_importers.dates import day, month

_UTC = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?( UTC)?")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4}),? (\d{1,2}):(\d{2})\s?([AP])M", re.IGNORECASE)
_JAVA = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{1,2}):(\d{2}):(\d{2}) [A-Z]{3,4} (\d{4})")
_MONTH = re.compile(r"([^\W\d_]{3,12})\.? (\d{4})")
_YEAR = re.compile(r"\d{4}")


def utc(text: str) -> str:
    """`2021-04-02 09:15:00 UTC`, of messages, or with slashes, of endorsements, as `2021-04-02T09:15:00Z`."""
    match = _UTC.fullmatch(text.strip()[:60])
    if match is None:
        return ""
    year, month_number, day_number, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    return _instant(year, month_number, day_number, hour, minute, second, zone="Z" if match[7] else "")


def american(text: str) -> str:
    """`3/12/21, 4:05 PM`, month first and without a zone, as `2021-03-12T16:05:00`."""
    match = _AMERICAN.fullmatch(_plain(text))
    if match is None:
        return ""
    month_number, day_number, year, hour, minute = (int(part) for part in match.groups()[:5])
    if not 1 <= hour <= 12:
        return ""
    hour = hour % 12 + (12 if match[6] in "pP" else 0)
    return _instant(year + 2000 if year < 100 else year, month_number, day_number, hour, minute, 0)


def java(text: str) -> str:
    """`Thu Feb 11 09:12:55 UTC 2021`, of companies followed, as a day."""
    match = _JAVA.fullmatch(_plain(text))
    if match is None:
        return ""
    hour, minute, second = int(match[3]), int(match[4]), int(match[5])
    return _instant(int(match[6]), month(match[1]), int(match[2]), hour, minute, second)[:10]


def month_or_year(text: str) -> str:
    """`Mar 2021` or `2012`, of positions and schools, as `2021-03` or `2012`."""
    text = _plain(text)
    if _YEAR.fullmatch(text):
        return text
    match = _MONTH.fullmatch(text)
    number = month(match[1]) if match else 0
    return f"{match[2]}-{number:02}" if match and number else ""


def any_of_linkedins(text: str) -> str:
    """For files whose way is not settled: one of the ways above, or a day with its month in letters."""
    return utc(text) or american(text) or java(text) or day(text)


def _plain(text: str) -> str:
    """Single plain blanks: newer Java puts narrow ones before AM and PM."""
    return " ".join(text[:60].split())


def _instant(year: int, month_number: int, day_number: int, hour: int, minute: int, second: int, zone: str = "") -> str:
    try:
        moment = dt.datetime(year, month_number, day_number, hour, minute, second)  # noqa: DTZ001  the file names no zone
    except ValueError:
        return ""
    return f"{moment.isoformat(timespec='seconds')}{zone}"
