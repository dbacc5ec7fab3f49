"""What a form is answered with: the way to the next page, or that page at once for a script that prefers it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from legwork.desk import planning, undoing
from legwork.desk.opening import Desk
from legwork.web import today
from web.sitting import HERE, Sitting, words

TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')


def prefer(sitting: Sitting, path: str, **fields: Any) -> TestResponse:
    """Sends a form as a script does."""
    return sitting.client.post(
        path,
        base_url=HERE,
        data={"csrf_token": sitting.token, **fields},
        headers={"Sec-Fetch-Site": "same-origin", "Prefer": "return=representation"},
    )


def skip(desk: Desk) -> dict[str, str]:
    return {"card": planning.today(desk, first="")["cards"][0]["id"], "act": "skip", "back": "/"}


@pytest.mark.usefixtures("people")
def test_an_act_is_answered_with_the_page_it_leads_to(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/")
    answer = prefer(sitting, "/act", **skip(desk))
    assert answer.status_code == 200
    place = answer.headers["Content-Location"]
    assert place == f"/?done={undoing.history(desk, 1)[0].event}"
    assert answer.text == sitting.get(place)
    assert set(TOKEN.findall(answer.text)) == {sitting.token}
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("people")
def test_without_the_wish_it_is_the_way_there(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/")
    answer = sitting.post("/act", 303, **skip(desk))
    assert answer.location.startswith("/?done=e_")
    assert "Content-Location" not in answer.headers


@pytest.mark.usefixtures("people")
def test_what_is_asked_first_is_asked_and_nothing_is_done(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/")
    before = undoing.history(desk, 1)[0].event
    answer = prefer(sitting, "/act", **skip(desk) | {"act": "sent"})
    assert answer.status_code == 200
    assert "Have you read up on" in words(answer.text)
    assert "Content-Location" not in answer.headers
    answer = prefer(sitting, "/act", **skip(desk) | {"act": "debriefed"})
    assert answer.status_code == 422
    answer = prefer(sitting, "/act", **skip(desk) | {"csrf_token": "another"})
    assert answer.status_code == 403
    assert undoing.history(desk, 1)[0].event == before


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("back", ["/no-such-page", "/days/stop", "/contacts/c_1/employers"])
def test_where_no_page_is_to_be_had_it_is_the_way_there(desk: Desk, sitting: Sitting, back: str) -> None:
    sitting.get("/")
    answer = prefer(sitting, "/act", **skip(desk) | {"back": back})
    assert answer.status_code == 303
    assert answer.location.startswith(f"{back}?done=e_")


@pytest.mark.usefixtures("people")
def test_an_act_is_done_although_its_page_fails(desk: Desk, sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting.get("/")
    fields = skip(desk)

    def broken(*_: object, **__: object) -> str:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(today, "_today", broken)
        answer = prefer(sitting, "/act", **fields)
    assert answer.status_code == 303
    assert answer.location == f"/?done={undoing.history(desk, 1)[0].event}"


def test_a_page_that_leads_on_is_left_to_who_follows(sitting: Sitting) -> None:
    """On a desk with nobody on it today leads to the welcome."""
    sitting.get("/welcome")
    answer = prefer(sitting, "/days/stop")
    assert answer.status_code == 303
    assert answer.location.startswith("/?done=e_")
