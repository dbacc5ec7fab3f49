"""Business days, the outreach day, clocks that jump, and the setting `days_off`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legwork.outreach.calendar import Calendar, later_by, parse_days_off

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(
    Calendar,
    days_off=st.frozensets(st.dates(date(2026, 11, 1), date(2027, 1, 31)), max_size=15),
    weekend=st.frozensets(st.integers(0, 6), max_size=4),
    paused=st.frozensets(st.dates(date(2026, 11, 10), date(2026, 12, 20)), max_size=20),
)
NEAR = st.dates(date(2026, 10, 15), date(2027, 2, 15))


@settings(max_examples=80, deadline=None)
@given(CALENDARS, NEAR, st.integers(-30, 30))
def test_adding_lands_on_a_working_day_that_many_away(calendar: Calendar, day: date, count: int) -> None:
    there = calendar.add_business_days(day, count)
    assert there == day if count == 0 else calendar.is_working_day(there)
    if count >= 0:
        assert calendar.business_days_between(day, there) == count


@settings(max_examples=80, deadline=None)
@given(CALENDARS, NEAR, NEAR, NEAR)
def test_counting_is_additive_and_turns_round(calendar: Calendar, a: date, b: date, c: date) -> None:
    between = calendar.business_days_between
    assert between(a, b) + between(b, c) == between(a, c)
    assert between(a, b) == -between(b, a)


@settings(max_examples=60, deadline=None)
@given(CALENDARS, NEAR, NEAR)
def test_counting_equals_looking_at_each_day(calendar: Calendar, a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert calendar.business_days_between(first, last) == sum(map(calendar.is_working_day, days))


@settings(max_examples=60, deadline=None)
@given(CALENDARS, DAYS)
def test_the_next_working_day_has_none_before_it(calendar: Calendar, day: date) -> None:
    there = calendar.on_or_after(day)
    assert calendar.is_working_day(there)
    assert calendar.business_days_between(day - timedelta(days=1), there) == 1


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="one working day"):
        Calendar(weekend=frozenset(range(7)))


@pytest.mark.parametrize(
    ("zone", "instant", "day"),
    [
        ("America/New_York", "2027-03-14T07:30:00+00:00", date(2027, 3, 13)),  # 3:30, an hour after the jump
        ("America/New_York", "2027-03-14T08:00:00+00:00", date(2027, 3, 14)),
        ("America/New_York", "2027-03-14T06:59:00+00:00", date(2027, 3, 13)),
        ("Europe/Berlin", "2026-10-25T02:59:00+00:00", date(2026, 10, 24)),  # 3:59, after the hour came twice
        ("Europe/Berlin", "2026-10-25T03:00:00+00:00", date(2026, 10, 25)),
        ("Pacific/Kiritimati", "2026-11-23T13:59:00+00:00", date(2026, 11, 23)),
        ("Pacific/Kiritimati", "2026-11-23T14:00:00+00:00", date(2026, 11, 24)),
        ("Pacific/Pago_Pago", "2026-11-23T14:59:00+00:00", date(2026, 11, 22)),
        ("Pacific/Pago_Pago", "2026-11-23T15:00:00+00:00", date(2026, 11, 23)),
    ],
)
def test_the_day_turns_at_four_on_the_local_clock(zone: str, instant: str, day: date) -> None:
    assert Calendar(ZoneInfo(zone)).day(datetime.fromisoformat(instant)) == day


def test_a_time_the_clocks_jump_over_is_refused_and_one_that_comes_twice_is_the_first() -> None:
    new_york, berlin = Calendar(ZoneInfo("America/New_York")), Calendar(ZoneInfo("Europe/Berlin"))
    with pytest.raises(ValueError, match="jump over 02:30"):
        new_york.at(date(2027, 3, 14), time(2, 30))
    assert berlin.at(date(2026, 10, 25), time(2, 30)).utcoffset() == timedelta(hours=2)


def test_elapsed_time_is_real_time() -> None:
    before = datetime(2027, 3, 13, 12, tzinfo=ZoneInfo("America/New_York"))
    assert later_by(before, timedelta(hours=24)).hour == 13


def test_days_off_are_days_and_ranges() -> None:
    days = parse_days_off(" 2026-11-26, 2026-12-31..2027-01-02 ,")
    assert sorted(days) == [date(2026, 11, 26), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]
    assert parse_days_off("") == frozenset()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Christmas", "Christmas is not a day such as"),
        ("2026-12-24..", "is not a day such as"),
        ("2027-01-01..2026-12-24", "ends before it begins"),
        ("2026-01-01..2036-01-01", "longer than three years"),
    ],
)
def test_other_days_off_are_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_days_off(text)


def test_without_a_zone_a_calendar_counts_in_universal_time() -> None:
    assert Calendar().local(datetime(2026, 11, 23, 8, tzinfo=UTC)).hour == 8
