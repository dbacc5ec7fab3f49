"""The demonstration has something to show whatever day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from legwork.desk import planning, preferring, sampling
from legwork.desk.opening import Desk

WEEK = [date(2026, 11, 16) + timedelta(days=n) for n in range(7)]
TURNS_OF_YEARS = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2), date(2028, 2, 29), date(2028, 3, 1)]
OCLOCK = [time(0, 10), time(3, 59), time(9), time(23, 50)]


def reasons(desk: Desk) -> list[str]:
    return [card["why"][0]["text"] for card in planning.today(desk)["cards"]]


@pytest.mark.parametrize("day", [*WEEK, *TURNS_OF_YEARS], ids=date.isoformat)
def test_a_furnished_desk_has_a_card_with_its_reason_on_any_day(small_desk: Desk, clock: Any, day: date) -> None:
    hour = OCLOCK[day.day % len(OCLOCK)]
    clock.instant = datetime.combine(day, hour, tzinfo=small_desk.settings.timezone)
    sampling.furnish(small_desk)
    assert any(reasons(small_desk)), (day, hour)
    assert planning.today(small_desk)["cards"][0]["draft"] is not None or len(reasons(small_desk)) > 1
    preferring.prefer(small_desk, {"days_off": f"{day - timedelta(days=1)}..{day + timedelta(days=1)}"})
    assert any(reasons(small_desk)), (day, hour, "a day off")


def test_a_clock_in_another_zone_than_the_users_furnishes_as_well(small_desk: Desk, clock: Any) -> None:
    clock.instant = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    sampling.furnish(small_desk)
    assert any(reasons(small_desk))
