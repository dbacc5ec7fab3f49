"""Dates and numbers in words."""

from __future__ import annotations

from datetime import date

import pytest

from legwork.outreach.words import (
    between_words,
    count_words,
    counted,
    day_words,
    listed,
    month_words,
    sentence,
    weekday_words,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 1), "1 Mar"),
        (date(2027, 3, 4), "4 Mar"),
        (date(2027, 11, 4), "4 Nov 2027"),
        (date(2025, 12, 31), "31 Dec 2025"),
    ],
)
def test_the_year_is_said_when_it_is_needed(day: date, said: str) -> None:
    assert day_words(day, TODAY) == said


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (date(2026, 3, 3), "between 3 March and 20 November 2026"),
        (date(2025, 9, 2), "between 2 September 2025 and 20 November 2026"),
        (date(2026, 11, 20), "around 20 November 2026"),
    ],
)
def test_the_time_between_two_exports(after: date, said: str) -> None:
    assert between_words(after, date(2026, 11, 20)) == said


def test_numbers_and_lists() -> None:
    assert weekday_words(date(2026, 12, 3), TODAY) == "Thu 3 Dec"
    assert month_words(date(2021, 5, 3)) == "May 2021"
    assert [count_words(n) for n in (0, 12, 13)] == ["no", "twelve", "13"]
    assert [counted(n, "day") for n in (1, 2)] == ["one day", "two days"]
    assert counted(2, "person", "people") == "two people"
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
    assert sentence("two USB ports") == "Two USB ports"
