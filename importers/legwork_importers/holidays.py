"""The whole days in a calendar of holidays (ICS): one-day and longer events without a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from legwork_importers.calendar_events import blocks, unfolded
from legwork_importers.contract import UnreadableSource
from legwork_importers.decoding import decode

_LONGEST_DAYS = 60
_MOST_EVENTS = 5_000
_FIELD = re.compile(r"(DTSTART|DTEND|RRULE|STATUS)([;:].*)", re.IGNORECASE)


def holidays_in(content: bytes, first: date, last: date) -> list[date]:
    """The days from `first` to `last` that whole-day events cover, sorted, each once.

    Events that come every year are taken for each of these years; other repetitions once. An event of more than
    sixty days is no holiday, a cancelled one none either.

    Raises:
        UnreadableSource: it is no calendar, or has too many events.
    """
    lines = decode(content, None).lines
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines[:20]):
        raise UnreadableSource("it is no calendar file")
    found: set[date] = set()
    events = [block for block in blocks(unfolded(lines)) if isinstance(block, list)]
    if len(events) > _MOST_EVENTS:
        raise UnreadableSource(f"it has more than {_MOST_EVENTS:,} events")
    for event in events:
        found.update(day for day in _days(event, first, last) if first <= day <= last)
    return sorted(found)


def _days(event: Sequence[str], first: date, last: date) -> Iterator[date]:
    fields = {match[1].upper(): match[2] for line in event if (match := _FIELD.match(line))}
    start = _whole_day(fields.get("DTSTART", ""))
    if start is None or fields.get("STATUS", "")[1:].strip().upper() == "CANCELLED":
        return
    length = ((_whole_day(fields.get("DTEND", "")) or start) - start).days or 1
    if not 0 < length <= _LONGEST_DAYS:
        return
    yearly = "FREQ=YEARLY" in fields.get("RRULE", "").upper()
    # one that began last year may reach into this one
    years = range(max(start.year, first.year - 1), last.year + 1) if yearly else (start.year,)
    for year in years:
        begins = _in_year(start, year)
        if begins is not None:
            yield from (begins + timedelta(days=n) for n in range(length))


def _whole_day(field: str) -> date | None:
    """The day of `;VALUE=DATE:20261225`; None where there is a time."""
    value = field.rpartition(":")[2].strip()
    if not re.fullmatch(r"\d{8}", value):
        return None
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return None


def _in_year(day: date, year: int) -> date | None:
    """The same day of another year; 29 February only where there is one."""
    try:
        return day.replace(year=year)
    except ValueError:
        return None
