"""Dates as exports write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.dates import birthday, day, instant, month, order_of


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12 Mar 2021", "2021-03-12"),
        ("4-Apr-21", "2021-04-04"),
        ("12-nov-21", "2021-11-12"),
        ("12. März 2021", "2021-03-12"),
        ("1-févr.-21", "2021-02-01"),
        ("3 août 2021", "2021-08-03"),
        ("3 gen 2021", "2021-01-03"),
        ("3 juil 2021", "2021-07-03"),
        ("3 juin 2021", "2021-06-03"),
        ("1 abr 2021", "2021-04-01"),
        ("1 paź 1970", "1970-10-01"),
        ("3/12/21, 4:05 PM", "2021-03-12"),
        ("3/12/21 16:05", "2021-03-12"),
        ("23/4/2021", "2021-04-23"),
        ("4/23/2021", "2021-04-23"),
        ("3/4/2021", ""),
        ("23.04.2021", "2021-04-23"),
        ("3. 4. 2021", "2021-04-03"),
        ("2021-4-3", "2021-04-03"),
        ("20210403", "2021-04-03"),
        ("2021-04-03T10:00:00Z", "2021-04-03"),
        ("March 12, 1980", "1980-03-12"),
        ("12 Foo 2021", ""),
        ("30 Feb 2021", ""),
        ("0/0/00", ""),
        ("00.00.00", ""),
        ("", ""),
        ("12 Mar 2021" * 20, ""),
    ],
)
def test_a_day_is_read_or_left(text: str, iso: str) -> None:
    assert day(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1980-03-12", "1980-03-12"),
        (" --07-14", "--07-14"),
        ("--0229", "--02-29"),
        ("--0230", ""),
        ("--1301", ""),
        ("1604-03-12", "--03-12"),
        ("3/25/45", "1945-03-25"),
        ("12-nov-03", "2003-11-12"),
        ("soon", ""),
    ],
)
def test_a_birthday_may_lack_its_year(text: str, iso: str) -> None:
    assert birthday(text) == iso


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["3/4/2021", "23/4/2021"], "day"),
        (["3/4/2021", " 4/23/21, 3:05 PM"], "month"),
        (["4/23/2021", "23/4/2021"], ""),
        (["3/4/2021", "23.4.2021", "soon"], ""),
    ],
)
def test_dates_together_show_their_order(dates: list[str], order: str) -> None:
    assert order_of(dates) == order


def test_a_known_order_settles_a_date() -> None:
    assert [day("3/4/2021", order="day"), day("3/4/2021", order="month")] == ["2021-04-03", "2021-03-04"]
    assert [day("3/14/2021", order="day"), birthday("14/3/2021", order="month")] == ["", ""]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-20T11:00:00+01:00", "2026-11-20T10:00:00Z"),
        ("20191224T091244Z", "2019-12-24T09:12:44Z"),
        ("2019-12-24 09:12", "2019-12-24T09:12:00"),
        ("2019-12-24", "2019-12-24"),
        ("24 Dec 2019", "2019-12-24"),
        ("0001-01-01T00:00:00+14:00", ""),
        ("never", ""),
    ],
)
def test_an_instant_is_in_utc(text: str, iso: str) -> None:
    assert instant(text) == iso


def test_months_have_names_in_several_languages() -> None:
    assert [month(name) for name in ("Januar", "marzo", "mai", "dez", "Quintilis")] == [1, 3, 5, 12, 0]


@given(st.dates(min_value=dt.date(1970, 1, 1), max_value=dt.date(2069, 12, 31)))
def test_every_day_reads_back(date: dt.date) -> None:
    for text in (date.strftime("%d %b %Y"), date.strftime("%d-%b-%y"), f"{date:%m/%d/%y}, 4:05 PM", str(date)):
        assert day(text) == date.isoformat()


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_nothing(text: str) -> None:
    for read in (day, birthday, instant):
        read(text)
