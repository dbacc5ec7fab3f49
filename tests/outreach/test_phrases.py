"""Somebody's own words for later, and the day they mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork.outreach.calendar import Calendar
from legwork.outreach.phrases import OPEN_END_DAYS, Proposal, months_on, proposal

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Next month would be better.", "2026-12-01"),
        ("after the summer", "2027-09-01"),
        ("Maybe after Christmas?", "2027-01-07"),
        ("after new year’s", "2027-01-07"),
        ("in two weeks", "2026-12-08"),
        ("In 3 months", "2027-02-24"),
        ("in about a week", "2026-12-01"),
        ("in a couple of days", "2026-11-26"),
        ("in a year", "2027-11-24"),
        ("next week", "2026-11-30"),
        ("next quarter", "2027-01-01"),
        ("next year", "2027-01-01"),
        ("end of the month", "2026-11-30"),
        ("late this year", "2027-01-01"),
        ("in the spring", "2027-03-01"),
        ("this winter", "2026-12-01"),
        ("March", "2027-03-01"),
        ("after March", "2027-04-01"),
        ("after December", "2027-01-01"),
        ("on 15 March", "2027-03-15"),
        ("March 15th", "2027-03-15"),
        ("the 3rd of December", "2026-12-03"),
        ("in March 2028", "2028-03-01"),
        ("29 Feb", "2028-02-29"),
        ("in May", "2027-05-03"),
        ("Friday", "2026-11-27"),
        ("on Tuesday", "2026-12-01"),
        ("tomorrow", "2026-11-25"),
        ("2027-01-15", "2027-01-15"),
        ("5 January 2026", "2026-11-25"),
        ("after Easter, please", "2027-03-30"),
        ("around Easter", "2027-03-30"),
        ("after Whitsun", "2027-05-18"),
        ("after Thanksgiving", "2026-11-30"),
        ("early in the new year", "2027-01-07"),
        ("in Q1", "2027-01-01"),
        ("after Q1", "2027-04-01"),
        ("Q4", "2027-10-01"),
        ("the second quarter of 2027", "2027-04-01"),
        ("Q3 2025", "2026-11-25"),
        ("in H2", "2027-07-01"),
        ("end of the quarter", "2026-12-31"),
        ("in a fortnight", "2026-12-08"),
        ("in roughly three weeks", "2026-12-15"),
        ("in 2–3 weeks", "2026-12-15"),
        ("in two to three weeks", "2026-12-15"),
        ("give me a couple weeks", "2026-12-08"),
        ("two weeks from now", "2026-12-08"),
        ("in half a year", "2027-05-24"),
        ("I travel over the next 3 weeks", "2026-12-15"),
        ("I am away for the next month", "2026-12-24"),
        ("out of office for two weeks", "2026-12-08"),
        ("the week after next", "2026-12-07"),
        ("later this week", "2026-11-27"),
        ("end of next week", "2026-12-04"),
        ("early this month", "2026-12-01"),
        ("mid next year", "2027-07-02"),
        ("no time this week", "2026-11-30"),
        ("not this quarter", "2027-01-01"),
        ("in 2027", "2027-01-01"),
        ("mid-January", "2027-01-18"),
        ("late November", "2026-11-25"),
        ("end of January 2028", "2028-01-31"),
        ("the second week of December", "2026-12-08"),
        ("until the 14th", "2026-12-14"),
        ("on the 31st", "2026-12-31"),
        ("next Thursday", "2026-12-03"),
        ("I may be free in March", "2027-03-01"),
    ],
)
def test_words_name_a_working_day_ahead(said: str, day: str) -> None:
    assert proposal(said, TUESDAY, Calendar()) == Proposal(date.fromisoformat(day))


@pytest.mark.parametrize(
    "said", ["when the merger is through", "later", "I may be busy", "once we have moved", "not right now"]
)
def test_an_event_names_no_day_so_a_month_is_proposed(said: str) -> None:
    assert proposal(said, TUESDAY, Calendar()) == Proposal(TUESDAY + timedelta(days=OPEN_END_DAYS), certain=False)


@pytest.mark.parametrize("said", ["", "no thank you", "31 Feb", "2027-02-30", "40 March", "on the 32nd", "Q5"])
def test_other_words_name_none(said: str) -> None:
    assert proposal(said, TUESDAY, Calendar()) is None


def test_the_day_is_a_working_one() -> None:
    calendar = Calendar(days_off=frozenset({date(2026, 12, 1), date(2026, 12, 2)}))
    assert proposal("next month", TUESDAY, calendar) == Proposal(date(2026, 12, 3))


WORDS = st.lists(
    st.sampled_from(
        ["in", "after", "next", "the", "two", "3", "weeks", "month", "march", "feb", "29", "31", "2027", "summer",
         "end", "of", "year", "may", "monday", "a", "when", "0", "99", "until", "st", "2026-13-01", "q1", "h2",
         "early", "mid", "quarter", "easter", "this", "from now", "for", "31st", "half a year", "to", "later",
         "last week of"]
    ),
    max_size=7,
).map(" ".join)  # fmt: skip


@given(WORDS, st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_whatever_is_said_the_day_is_ahead_and_a_working_one(said: str, today: date) -> None:
    found = proposal(said, today, Calendar())
    assert found is None or (found.day > today and Calendar().is_working_day(found.day))


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-40, 40))
def test_months_on_keeps_the_day_or_takes_the_months_last(day: date, count: int) -> None:
    there = months_on(day, count)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == count
    assert there.day == day.day or (there + timedelta(days=1)).day == 1


def test_easter_is_the_sunday_that_calendars_print() -> None:
    printed = {2024: "2024-04-02", 2025: "2025-04-22", 2026: "2026-04-07", 2038: "2038-04-27", 2049: "2049-04-20"}
    for year, after in printed.items():
        assert proposal("after Easter", date(year, 1, 2), Calendar()) == Proposal(date.fromisoformat(after))
