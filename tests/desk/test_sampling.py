"""The demonstration has something to show whatever day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from legwork.desk import furnishing, planning, preferring, reflecting, viewing
from legwork.desk.opening import Desk
from legwork.outreach.learning import debriefs, insights, skills
from legwork.outreach.talks import INSIGHTS

WEEK = [date(2026, 11, 16) + timedelta(days=n) for n in range(7)]
TURNS_OF_YEARS = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2), date(2028, 2, 29), date(2028, 3, 1)]
OCLOCK = [time(0, 10), time(3, 59), time(9), time(23, 50)]


def reasons(desk: Desk) -> list[str]:
    return [card["why"][0]["text"] for card in planning.today(desk)["cards"]]


@pytest.mark.parametrize("day", [*WEEK, *TURNS_OF_YEARS], ids=date.isoformat)
def test_a_furnished_desk_has_a_card_with_its_reason_on_any_day(small_desk: Desk, clock: Any, day: date) -> None:
    hour = OCLOCK[day.day % len(OCLOCK)]
    clock.instant = datetime.combine(day, hour, tzinfo=small_desk.settings.timezone)
    furnishing.furnish(small_desk)
    assert any(reasons(small_desk)), (day, hour)
    assert planning.today(small_desk)["cards"][0]["draft"] is not None or len(reasons(small_desk)) > 1
    preferring.prefer(small_desk, {"days_off": f"{day - timedelta(days=1)}..{day + timedelta(days=1)}"})
    assert any(reasons(small_desk)), (day, hour, "a day off")


def test_a_clock_in_another_zone_than_the_users_furnishes_as_well(small_desk: Desk, clock: Any) -> None:
    clock.instant = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    furnishing.furnish(small_desk)
    assert any(reasons(small_desk))


def test_a_furnished_desk_has_a_past_that_every_board_shows(small_desk: Desk, clock: Any) -> None:
    clock.instant = datetime(2026, 11, 24, 9, tzinfo=small_desk.settings.timezone)
    furnishing.furnish(small_desk)
    past = reflecting.past(small_desk)
    assert (len(list(debriefs(past.talks))), past.introduced_in) == (3, 74)
    assert {tag for tag in INSIGHTS if insights(past.talks, tag)} == set(INSIGHTS)
    power, sql = skills(past.talks, past.journal)
    assert [(one.skill, len(one.people), one.own) for one in (sql, power)] == [("SQL", 2, 2), ("Power systems", 2, 0)]
    assert len(past.journal.options) == 2
    acts = {(card["act"], card["contact"]["name"]) for card in planning.today(small_desk)["cards"]}
    assert {("decide", "Noor El-Amrani"), ("report_back", "Noor El-Amrani"), ("confirm", "Jonas Feldgrün")} <= acts
    assert "Dora Lindqvist" in [line.name for line in viewing.inbox(small_desk)]
