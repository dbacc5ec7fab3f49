"""Another wording of a draft on its page: a button only where a rewriter is on, and the draft beside what it says."""

from __future__ import annotations

import re

import pytest

from legwork.desk import capturing
from legwork.desk.opening import Desk
from legwork.desk.preferring import prefer
from legwork.sources import rewriting
from web.sitting import Sitting, words

BUTTON = "Shorter, in other words"


@pytest.fixture
def contact(desk: Desk) -> str:
    fields = {"name": "Ana Souza", "title": "Director of Data", "company": "Initech"}
    body = {"url": "https://www.linkedin.com/in/ana-souza-7", "page_title": "x", "captured_at": "2026-11-20T10:00:00Z"}
    return str(capturing.capture(desk, {**body, "fields": fields}, "k1").answer["contact"]["id"])


def drafted(page: str) -> str:
    found = re.search(r'<textarea id="draft"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


def test_no_button_while_it_is_off(desk: Desk, sitting: Sitting, contact: str) -> None:
    page = sitting.get(f"/contacts/{contact}/write?for=close_loop")
    assert BUTTON not in page
    answer = sitting.post(f"/drafts/write-close_loop-{contact}/reworded", code=422, text="x")
    assert "No rewriter is switched on" in answer.text


def test_the_wording_stands_beside_the_draft_and_is_taken_by_a_press(
    desk: Desk, sitting: Sitting, contact: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefer(desk, {"rewrite": "on", "rewrite_model": "small"})
    at = f"/contacts/{contact}/write?for=close_loop"
    page = sitting.get(at)
    assert BUTTON in page
    before = drafted(page)
    shorter = "Dear Ana,\nthank you for your time. I would like to tell you how it turned out."
    monkeypatch.setattr(rewriting, "_sent", lambda *_: {"choices": [{"message": {"content": shorter}}]})
    mine = f"{shorter}\nIt helped me to learn how a team decides."
    beside = sitting.post(f"/drafts/write-close_loop-{contact}/reworded", code=200, text=mine).text
    assert words(mine) in words(beside)
    assert "Use this wording" in beside
    assert drafted(sitting.get(at)) == before
    sitting.post(f"/drafts/write-close_loop-{contact}", do="check", text=shorter)
    assert drafted(sitting.get(at)).splitlines() == shorter.splitlines()


def test_what_is_refused_is_not_shown(
    desk: Desk, sitting: Sitting, contact: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefer(desk, {"rewrite": "on", "rewrite_model": "small"})
    sitting.get(f"/contacts/{contact}/write?for=close_loop")
    said = "Dear Ana, Maria of Umbrella sends <b>greetings</b>."
    monkeypatch.setattr(rewriting, "_sent", lambda *_: {"choices": [{"message": {"content": said}}]})
    page = sitting.post(f"/drafts/write-close_loop-{contact}/reworded", code=200, text="").text
    assert "it names what your draft does not (Maria, Umbrella" in words(page)
    assert "greetings" not in page
    assert "Use this wording" not in page
