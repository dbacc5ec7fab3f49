"""Of whom one wants to talk to, what is missing is asked, and can wait."""

from __future__ import annotations

from typing import Any

from legwork.desk import capturing, preferring, targeting
from legwork.desk.opening import Desk
from legwork.outreach.people import Rating
from web.sitting import Sitting, words


def saved(desk: Desk, name: str) -> str:
    """The id of somebody at Globex, saved from a page."""
    fields: dict[str, Any] = {"name": f"{name.title()} Souza", "title": "Data Lead", "company": "Globex"}
    body = {"url": f"https://team.example/{name}", "page_title": name, "captured_at": "2026-11-20T10:00:00Z"}
    answer = capturing.capture(desk, {**body, "fields": fields}, name).answer
    return str(answer["contact"]["id"])


def test_what_is_missing_is_asked_of_whom_one_wants_to_talk_to(desk: Desk, sitting: Sitting) -> None:
    ana, bo = (saved(desk, name) for name in ("ana", "bo"))
    sitting.get("/inbox")
    page = words(sitting.follow(f"/inbox/{ana}", act="want"))
    assert "What brings you here?" in page
    assert "Would you like to work at Globex ?" in page
    after = sitting.follow(f"/inbox/{ana}/missing", purpose="exploring", motivation="2", posting="1")
    assert "Globex" in words(after)
    assert preferring.preferences(desk).purpose == "exploring"
    assert targeting.board(desk).listed[0].rating == Rating(2, 1)
    assert sitting.post(f"/inbox/{bo}", act="want").location.startswith("/inbox?")
    sitting.get(f"/inbox/{bo}/missing", 302)


def test_what_is_missing_can_wait_and_the_purpose_is_asked_once(desk: Desk, sitting: Sitting) -> None:
    ana, bo = (saved(desk, name) for name in ("ana", "bo"))
    sitting.get("/inbox")
    sitting.follow(f"/inbox/{ana}", act="want")
    sitting.follow(f"/inbox/{ana}/missing", purpose="changing", motivation="2", skip="yes")
    assert (preferring.preferences(desk).purpose, targeting.board(desk).listed) == ("", [])
    page = words(sitting.follow(f"/inbox/{bo}", act="want"))
    assert "What brings you here?" not in page
    assert "Would you like to work at Globex ?" in page
