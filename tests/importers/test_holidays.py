"""Whole days out of calendars of holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.contract import UnreadableSource
from legwork_importers.holidays import holidays_in

FIRST, LAST = date(2026, 11, 24), date(2028, 11, 24)


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


def days(*events: str) -> list[str]:
    return [day.isoformat() for day in holidays_in(calendar(*events), FIRST, LAST)]


@pytest.mark.parametrize(
    ("event", "found"),
    [
        ("DTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas", ["2026-12-25"]),
        ("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227", ["2026-12-25", "2026-12-26"]),
        ("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261225", ["2026-12-25"]),
        ("DTSTART:20261225", ["2026-12-25"]),
        ("DTSTART;VALUE=DATE:\r\n 20261225", ["2026-12-25"]),
        ("DTSTART:20261225T090000Z", []),
        ("DTSTART;VALUE=DATE:20261331", []),
        ("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261220", []),
        ("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20270401", []),
        ("DTSTART;VALUE=DATE:20261225\r\nSTATUS:CANCELLED", []),
        ("DTSTART;VALUE=DATE:20261001", []),
        ("SUMMARY:no day", []),
        ("DTSTART;VALUE=DATE:19991225\r\nRRULE:FREQ=YEARLY", ["2026-12-25", "2027-12-25"]),
        ("DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY", ["2028-02-29"]),
        (
            "DTSTART;VALUE=DATE:20201231\r\nDTEND;VALUE=DATE:20210102\r\nRRULE:FREQ=YEARLY",
            ["2026-12-31", "2027-01-01", "2027-12-31", "2028-01-01"],
        ),
    ],
)
def test_what_is_a_whole_day(event: str, found: list[str]) -> None:
    assert days(event) == found


def test_two_names_of_one_day_are_one_day() -> None:
    assert days("DTSTART;VALUE=DATE:20261225", "DTSTART;VALUE=DATE:20261225\r\nSUMMARY:Again") == ["2026-12-25"]


def test_another_file_is_no_calendar() -> None:
    with pytest.raises(UnreadableSource, match="no calendar"):
        holidays_in(b"First Name,Last Name\n", FIRST, LAST)


def test_too_many_events_are_refused() -> None:
    with pytest.raises(UnreadableSource, match="more than 5,000 events"):
        holidays_in(calendar(*["DTSTART;VALUE=DATE:20261225"] * 5_001), FIRST, LAST)


@given(st.binary(max_size=200), st.integers(0, 60))
def test_any_bytes_give_days_in_the_range_or_a_sentence(data: bytes, length: int) -> None:
    end = (FIRST + timedelta(days=length)).strftime("%Y%m%d").encode()
    content = calendar(f"DTSTART;VALUE=DATE:{FIRST:%Y%m%d}") + data + b"\r\nBEGIN:VEVENT\r\nDTSTART:" + end
    assert all(FIRST <= day <= LAST for day in holidays_in(content, FIRST, LAST))
