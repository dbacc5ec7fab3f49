"""Dates, counts and lanes read as a person would say them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from legwork.outreach.stages import STATES
from legwork.web import wording
from legwork_importers import places, registry
from legwork_importers.contract import TieKind

TODAY = date(2026, 11, 24)


def test_every_kind_and_every_place_of_a_column_has_words() -> None:
    assert set(registry.KINDS) <= set(wording.KINDS)
    assert list(wording.PLACES) == list(places.PLACES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nudge on 2026-12-03", "nudge on Thu 3 Dec"),
        ("2026-11-24, then 2027-03-04", "Tue 24 Nov, then Thu 4 Mar"),
        ("on 2026-13-45", "on 2026-13-45"),
        ("file-2026-12-03-final", "file-2026-12-03-final"),
        (None, ""),
    ],
)
def test_days_are_spoken(text: str | None, said: str) -> None:
    assert wording.spoken(text, TODAY) == said


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        ("2026-11-24T07:05:00+00:00", "today, 08:05"),
        ("2026-11-18T13:00:00+00:00", "18 Nov, 14:00"),
        ("2019-03-12", "12 Mar 2019"),
        ("soon", "soon"),
        ("9999-12-31T23:59:00+00:00", "9999-12-31T23:59:00+00:00"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
        ("0001-01-01", "1 Jan 1"),
        ("", ""),
    ],
)
def test_moments_are_in_the_users_zone(instant: str, said: str) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert wording.moment(instant, datetime(2026, 11, 24, 9, tzinfo=UTC).astimezone(berlin), berlin) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2019-03-12", "12 Mar 2019"),
        ("2019-03", "Mar 2019"),
        ("2019", "2019"),
        ("--04-12", "12 Apr"),
        ("2019-13-12", "2019-13-12"),
        ("12 March", "12 March"),
        (None, ""),
    ],
)
def test_days_of_records_are_in_words_with_their_year(text: str | None, said: str) -> None:
    assert wording.known_day(text) == said


def test_every_state_has_words() -> None:
    assert wording.STATES.keys() == set(STATES)


def test_lanes_are_counted_in_words() -> None:
    assert wording.lane_counted("reply", 1) == "reply"
    assert wording.lane_counted("reply", 2) == "replies"
    assert wording.lane_counted("some_lane", 2) == "Some lane"
    assert wording.lane_label("new") == "Someone new"
    assert wording.lane_label("some_lane") == "Some lane"


def test_sizes_and_long_days() -> None:
    assert [wording.size(n) for n in (12, 3400, 3_400_000, 3_400_000_000)] == [
        "12 bytes",
        "3.4 kB",
        "3.4 MB",
        "3.4 GB",
    ]
    assert wording.long_day(TODAY) == "Tuesday, 24 November"


@pytest.mark.parametrize(
    ("exchange", "said"),
    [
        (
            {"last": "2021-05-03T08:00:00Z", "sent": 3, "received": 1, "subject": "Lisbon"},
            "last on 3 May 2021 (Lisbon); 3 from you, 1 from them",
        ),
        ({"last": "", "sent": 0, "received": 1, "subject": ""}, "0 from you, 1 from them"),
    ],
)
def test_what_went_between_two_people_is_counted_each_way(exchange: dict[str, Any], said: str) -> None:
    assert wording.exchange_words(exchange) == said


@pytest.mark.parametrize(
    ("tie", "said"),
    [
        (
            {"what": "invited_you", "on": "2024-03-12T06:00:00", "text": "Hello"},
            "they invited you on 12 Mar 2024: Hello",
        ),
        ({"what": "you_recommended", "on": "", "text": ""}, "you recommended them"),
    ],
)
def test_ties_are_told_from_the_users_side(tie: dict[str, str], said: str) -> None:
    assert wording.tie_words(tie) == said


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        ({"on": "2024-03-12", "summary": "Coffee: first talk"}, "12 Mar 2024: Coffee: first talk"),
        ({"on": "2024-03-12", "summary": ""}, "12 Mar 2024"),
    ],
)
def test_meetings_are_told_by_their_day(meeting: dict[str, str], said: str) -> None:
    assert wording.meeting_words(meeting) == said


def test_every_tie_has_words() -> None:
    assert wording.TIES.keys() == set(get_args(TieKind))
