"""Each of LinkedIn's ways to write a date is read, and none is taken for another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.linkedin_dates import american, any_of_linkedins, java, month_or_year, utc


@pytest.mark.parametrize(
    ("read", "text", "found"),
    [
        (utc, "2021-04-02 09:15:00 UTC", "2021-04-02T09:15:00Z"),
        (utc, "2022/06/20 13:05:02 UTC", "2022-06-20T13:05:02Z"),
        (utc, "2026-02-09 01:21:47", "2026-02-09T01:21:47"),
        (utc, "2021-13-02 09:15:00 UTC", ""),
        (utc, "3/12/21, 4:05 PM", ""),
        (american, "3/12/21, 4:05 PM", "2021-03-12T16:05:00"),
        (american, "3/12/21, 12:05 AM", "2021-03-12T00:05:00"),
        (american, "12/31/2021, 12:05\u202fPM", "2021-12-31T12:05:00"),
        (american, "13/12/21, 4:05 PM", ""),
        (american, "3/12/21, 14:05 PM", ""),
        (american, "3/12/21", ""),
        (java, "Thu Feb 11 09:12:55 UTC 2021", "2021-02-11"),
        (java, "Thu Foo 11 09:12:55 UTC 2021", ""),
        (java, "11 Feb 2021", ""),
        (month_or_year, "Mar 2021", "2021-03"),
        (month_or_year, "2012", "2012"),
        (month_or_year, "Foo 2021", ""),
        (month_or_year, "soon", ""),
        (any_of_linkedins, "Thu Feb 11 09:12:55 UTC 2021", "2021-02-11"),
        (any_of_linkedins, "12 Mar 2021", "2021-03-12"),
        (any_of_linkedins, "3/4/21", ""),
    ],
)
def test_a_date_reads_in_its_own_way_only(read: Callable[[str], str], text: str, found: str) -> None:
    assert read(text) == found


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_none(text: str) -> None:
    for read in (utc, american, java, month_or_year, any_of_linkedins):
        assert len(read(text)) <= 20
