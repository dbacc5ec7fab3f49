"""Which pages a browser may mark: those saved, and those of today's people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_desk import capture_body

from legwork.desk import acting, capturing, importing, marking, planning, viewing
from legwork.desk.marking import SavedPage
from legwork.desk.opening import Desk

Exports = Callable[..., list[Path]]
TEAM = "https://globex.example/team#top"


def test_a_page_saved_twice_is_told_once_with_its_contact(desk: Desk) -> None:
    capturing.capture(desk, capture_body(url=TEAM), "k1")
    capturing.capture(desk, {**capture_body(url=TEAM), "note": "again"}, "k2")
    (contact,) = viewing.contacts(desk)
    assert marking.pages(desk) == [SavedPage(TEAM, contact.id, today=False, do_not_contact=False)]


def test_profiles_of_todays_people_are_told_before_they_are_saved(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports("Connections.csv"))
    due = {card.person.id for card in planning.queue(desk).cards if card.person.channels.profile}
    assert due
    told = marking.pages(desk)
    assert {page.contact for page in told} == due
    assert all(page.today and page.url.startswith("https://") for page in told)


def test_the_mark_of_who_is_not_to_be_written_to_comes_along(desk: Desk) -> None:
    answer = capturing.capture(desk, capture_body(), "k1").answer
    acting.act(desk, answer["contact"]["id"], "do_not_contact")
    (page,) = marking.pages(desk)
    assert page.do_not_contact


def test_the_newest_come_first_to_the_limit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        capturing.capture(desk, capture_body(url=f"https://x.example/{number}", name=f"Ana {number}"), f"k{number}")
    monkeypatch.setattr(marking, "MOST", 2)
    assert [page.url for page in marking.pages(desk)] == ["https://x.example/2", "https://x.example/3"]
