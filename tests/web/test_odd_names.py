"""Names that no page gives: there is nothing of that name, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from http_desk import NOW, PORT, Caller, signed_in
from legwork.app import build
from legwork.config import Settings
from legwork.desk import editing
from legwork.desk.opening import Desk, open_desk

ODD = ["%00", "x", "e_x", "%F0%9F%98%80", "9" * 5000, "c_999999999999999999", "c_" + "9" * 5000, "a" * 300 + "%00"]


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(Settings(tmp_path / "home", database_url, ZoneInfo("Europe/Berlin"), now=NOW))
    yield desk
    desk.close()


@pytest.fixture
def browser(desk: Desk) -> Caller:
    return signed_in(build(desk, port=PORT), desk)


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_in_an_address_is_not_found(browser: Caller, name: str) -> None:
    for path in ("/history/{}", "/imports/{}", "/imports/{}/progress", "/imports/{}/rows", "/contacts/{}"):
        assert browser.get(path.format(name)).status_code == 404, path
    for path in ("/pair/{}/revoke", "/imports/{}/start", "/imports/{}/cancel", "/inbox/{}"):
        form = {"act": "want"} if path.startswith("/inbox") else {}
        assert browser.post(path.format(name), form).status_code == 404, path


@pytest.mark.parametrize("name", ["\0", "x", "e_\0", "b_\0", "p_1_\0", "b_" + "9" * 5000, "é" * 30])
def test_nothing_of_an_odd_name_is_undone(browser: Caller, name: str) -> None:
    assert browser.post("/undo", {"event": name}).status_code == 404
    assert browser.get(f"/settings?done={name}").status_code == 200


@pytest.mark.parametrize("record", ["9" * 5000, "\0", "²", "999999999999999999", "-1"])
def test_an_odd_record_is_split_from_nobody(desk: Desk, browser: Caller, record: str) -> None:
    (contact,) = editing.add_people(desk, ["Ana Souza"])
    assert browser.post(f"/contacts/{contact}/split", {"record": record}).status_code == 422


@pytest.mark.parametrize("text", ["\0", "a\0b"])
def test_a_sign_that_one_database_would_not_take_is_no_fault_of_the_desk(
    desk: Desk, browser: Caller, text: str
) -> None:
    (contact,) = editing.add_people(desk, ["Ana Souza"])
    pages = ["/contacts?q={}", "/?card={}", "/review?pair={}", "/review?after={}", "/contacts?same_as={}"]
    assert [browser.get(page.format(text)).status_code for page in pages] == [200, 200, 200, 200, 404]
    forms = [
        ("/act", {"card": text, "act": "sent"}),
        ("/act", {"card": contact, "act": text}),
        ("/act", {"card": contact, "act": "not_this_person", "reason": text}),
        ("/act", {"card": contact, "act": "debriefed", "words": text}),
        (f"/contacts/{contact}/field", {"field": "name", "value": text}),
        (f"/contacts/{contact}/field", {"field": text, "value": "x"}),
        (f"/contacts/{contact}/note", {"text": text}),
        (f"/contacts/{contact}/same", {"other": text}),
        ("/settings", {"name": text, "fields": text}),
        ("/people", {"friend": text}),
        ("/settings/export", {"format": text}),
    ]
    for path, form in forms:
        assert browser.post(path, form).status_code < 500, (path, form)
