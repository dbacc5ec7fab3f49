"""The clock of a talk: three marks, two signals, and a beginning that may move."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from legwork.outreach.stages import conversation
from legwork.outreach.timing import marks, offered

START = datetime(2026, 11, 25, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "phase"),
    [(-0.1, "before"), (0, "small_talk"), (4.9, "small_talk"), (5, "questions"), (14.9, "questions"),
     (15, "next_steps"), (19.9, "next_steps"), (20, "over"), (90, "over")],
)  # fmt: skip
def test_a_talk_of_twenty_minutes_has_its_marks_at_five_and_fifteen(minutes: float, phase: str) -> None:
    assert marks(START, at(20)).phase(at(minutes)) == phase


def test_the_marks_are_shares_of_the_whole() -> None:
    assert marks(START, at(20)).shares == (25, 75)
    assert marks(START, at(60)).shares == (8, 92)


@pytest.mark.parametrize("length", [1, 4, 5, 6])
def test_a_short_talk_keeps_its_marks_in_order(length: int) -> None:
    found = marks(START, at(length))
    assert found.start < found.questions <= found.next_steps < found.end


def test_marks_count_real_time_over_a_change_of_clocks() -> None:
    zone = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 10, 25, 2, 50, tzinfo=zone)
    end = datetime(2026, 10, 25, 2, 10, tzinfo=zone, fold=1)
    assert marks(start, end).shares == (25, 75)


def test_the_page_is_offered_a_quarter_of_an_hour_before() -> None:
    assert not offered(START, at(-15.1))
    assert offered(START, at(-15))


def test_a_talk_that_begins_late_ends_as_much_later(world: Any) -> None:
    world.add("Sam", "Acme")
    world.happened("Sam", "scheduled", "2026-11-20T10:00", start="2026-11-25T15:00:00+00:00", minutes=20)
    world.happened("Sam", "began", "2026-11-25T15:04")
    talk = conversation(world.people["sam"].events)
    assert (talk.start, talk.end) == (world.at("2026-11-25T15:04"), world.at("2026-11-25T15:24"))
    assert "debrief-debrief-sam" not in world.ids("2026-11-25T15:22")
    assert "debrief-debrief-sam" in world.ids("2026-11-25T15:24")


def test_a_call_that_nobody_agreed_on_is_a_talk_from_now(world: Any) -> None:
    world.add("Sam", "Acme")
    world.happened("Sam", "began", "2026-11-25T15:04", minutes=30)
    talk = conversation(world.people["sam"].events)
    assert (talk.state, talk.end) == ("scheduled", world.at("2026-11-25T15:34"))


def test_a_talk_that_went_on_with_their_consent_ends_when_it_is_said_to(world: Any) -> None:
    world.add("Sam", "Acme")
    world.happened("Sam", "scheduled", "2026-11-20T10:00", start="2026-11-25T15:00:00+00:00", minutes=20)
    world.happened("Sam", "went_on", "2026-11-25T15:20")
    world.happened("Sam", "held", "2026-11-25T15:40")
    talk = conversation(world.people["sam"].events)
    assert talk.went_on_at == world.at("2026-11-25T15:20")
    assert talk.held_at == world.at("2026-11-25T15:40")
