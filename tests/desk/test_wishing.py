"""Pauses, early ends and a little more, through the desk; and days off from a calendar."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from legwork.desk import acting, importing, planning, preferring, resting, undoing, viewing, wishing
from legwork.desk.opening import Desk
from legwork.errors import Refused

PEOPLE = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" + "".join(
    f"P{n},Lind,https://www.linkedin.com/in/p-{n},p{n}@x.example,Firm {n},Nurse,01 Jan 2020\n" for n in range(9)
)


@pytest.fixture
def busy(desk: Desk, tmp_path: Path) -> Desk:
    file = tmp_path / "Connections.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    importing.run(desk, [file])
    return desk


def test_each_wish_changes_today_and_is_taken_back_exactly(busy: Desk) -> None:
    calendar = planning.calendar_of(busy, preferring.preferences(busy))
    before = json.dumps(planning.today(busy))
    for wish, sentence in (
        (lambda: wishing.more(busy), "You asked for a little more today."),
        (lambda: wishing.stop(busy), "You stopped for the day."),
        (lambda: wishing.pause(busy, "2026-12-07", calendar), "You paused the search until Mon 7 Dec."),
    ):
        event = wish()
        assert json.dumps(planning.today(busy)) != before
        line = undoing.line(busy, event)
        assert line is not None
        assert line.sentence == sentence
        undoing.undo(busy, event)
        assert json.dumps(planning.today(busy)) == before


def test_a_pause_ends_when_the_user_says_so(busy: Desk, clock: Any) -> None:
    calendar = planning.calendar_of(busy, preferring.preferences(busy))
    contact = viewing.contacts(busy, "P1")[0].id
    acting.act(busy, contact, "sent")
    wishing.pause(busy, "2027-01-04", calendar)
    assert planning.queue(busy).rest == "paused"
    clock.advance(days=7)
    event = wishing.resume(busy)
    assert planning.queue(busy).rest == ""
    clock.instant = clock.instant.replace(month=12, day=7)
    assert not any(card.act == "send_nudge" for card in planning.queue(busy).cards)
    clock.advance(days=1)
    assert any(card.act == "send_nudge" for card in planning.queue(busy).cards)
    assert undoing.undo(busy, event).sentence == "Undone: you took the search up again."
    assert planning.queue(busy).rest == "paused"


@pytest.mark.parametrize("until", ["", "soon", "2026-11-23", "2020-01-01", "2028-01-01"])
def test_a_pause_needs_a_day_ahead(busy: Desk, until: str) -> None:
    with pytest.raises(Refused, match="Name the day"):
        wishing.pause(busy, until, planning.calendar_of(busy, preferring.preferences(busy)))


def test_holidays_join_the_days_off_as_ranges(small_desk: Desk) -> None:
    preferring.prefer(small_desk, {"days_off": "2026-01-01, 2026-12-26"})
    ics = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270101\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    event = resting.add_holidays(small_desk, ics.encode())
    assert preferring.preferences(small_desk).days_off == "2026-12-25..2026-12-26, 2027-01-01"
    undoing.undo(small_desk, event)
    assert preferring.preferences(small_desk).days_off == "2026-01-01, 2026-12-26"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no calendar", "The days off stay as they are: it is no calendar file."),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "no whole day"),
        (b"x" * (resting.LONGEST + 1), "too large"),
    ],
)
def test_another_file_is_refused_in_a_sentence(small_desk: Desk, content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        resting.add_holidays(small_desk, content)


def test_runs_of_days_are_written_as_ranges() -> None:
    days = [date(2026, 12, day) for day in (24, 25, 26, 31)]
    assert resting.as_ranges(days) == "2026-12-24..2026-12-26, 2026-12-31"
