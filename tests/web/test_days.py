"""Stop, more, pause and take up again by buttons; presets, holidays, and a day in somebody's own words."""

from __future__ import annotations

import io
import re

import pytest

from legwork.desk import planning, preferring, targeting, undoing, viewing
from legwork.desk.opening import Desk
from web.sitting import Sitting, words


@pytest.mark.usefixtures("people")
def test_a_day_is_stopped_and_a_little_more_brings_it_back(desk: Desk, sitting: Sitting) -> None:
    page = words(sitting.get("/"))
    assert "Stop for today" in page
    assert "A little more today" in page
    page = words(sitting.follow("/days/stop"))
    assert "That was it for today." in page
    assert "If you like" not in page
    page = words(sitting.follow("/days/more"))
    assert "Why now" in page
    assert len([card for card in planning.today(desk)["cards"] if card["lane"] == "new"]) == 3


@pytest.mark.usefixtures("people")
def test_the_search_is_paused_and_taken_up_again(sitting: Sitting) -> None:
    sitting.get("/")
    sitting.post("/days/pause", 422, until="2026-11-24")
    page = words(sitting.follow("/days/pause", until="2026-12-07"))
    assert "The search is paused until Mon 7 Dec: nothing is due." in page
    assert "Take the search up again today" in page
    assert "A little more today" not in page
    page = words(sitting.follow("/days/resume"))
    assert "You took the search up again." in page
    assert "Why now" in page


def test_presets_set_both_limits_at_once_with_their_forecasts(desk: Desk, sitting: Sitting) -> None:
    page = words(sitting.get("/settings"))
    assert page.count("first messages and") == 3
    sitting.follow("/settings/preset", preset="full")
    mine = preferring.preferences(desk)
    assert (mine.new_per_day, mine.open_employers) == (3, 10)
    undoing.undo(desk)
    mine = preferring.preferences(desk)
    assert (mine.new_per_day, mine.open_employers) == (2, 5)
    sitting.post("/settings/preset", 404, preset="all")


def test_a_calendar_of_holidays_joins_the_days_off(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/settings")
    ics = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    file = (io.BytesIO(ics), "holidays.ics")
    sitting.post("/days/holidays", content_type="multipart/form-data", file=file)
    assert preferring.preferences(desk).days_off == "2026-12-25"
    sitting.post("/days/holidays", 422, content_type="multipart/form-data")


@pytest.mark.usefixtures("people")
def test_their_own_words_propose_a_day_that_is_confirmed(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/")
    card = planning.today(desk)["cards"][0]
    asked = {"card": card["id"], "act": "park", "back": "/"}
    page = sitting.post("/act", 200, said="after the summer", **asked).text
    assert "Wednesday, 1 September?" in words(page)
    assert 'value="2027-09-01"' in page
    assert viewing.contact(desk, card["contact"]["id"]).state != "parked"
    assert "names no day" in words(sitting.post("/act", 200, said="when the merger is over", **asked).text)
    assert "No day could be found" in words(sitting.post("/act", 422, said="no thank you", **asked).text)
    sitting.post("/act", day="2027-09-01", **asked)
    assert viewing.contact(desk, card["contact"]["id"]).state == "parked"


def test_the_calm_page_proposes_one_act_by_what_is_missing(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/welcome")
    sitting.post("/welcome", skip="1")
    offered = []
    for step in (
        lambda: preferring.prefer(desk, {"fields": "climate data"}),
        lambda: targeting.rate(desk, "Initech", "3", "1", advocate=False),
        lambda: None,
    ):
        page = sitting.get("/")
        assert words(page).count("If you like") == 1
        offered.append(re.findall(r'class="button main" href="([^"]+)"', page))
        step()
    assert offered == [["/settings"], ["/employers"], ["/people"]]


@pytest.mark.usefixtures("people")
def test_somebody_is_admired_from_their_page(desk: Desk, sitting: Sitting) -> None:
    contact = viewing.contacts(desk, "Kofi")[0].id
    assert "I admire them" in words(sitting.get(f"/contacts/{contact}"))
    sitting.post("/act", card=contact, act="admired", back=f"/contacts/{contact}")
    assert viewing.contact(desk, contact).talk.admired
    undoing.undo(desk)
    assert not viewing.contact(desk, contact).talk.admired
