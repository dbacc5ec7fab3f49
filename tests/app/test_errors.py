"""Every error is a sentence: on a page for who looks at pages, in JSON for who calls the API."""

from __future__ import annotations

import errno
import io
import re

import pytest
from flask import Flask

from http_desk import ORIGIN, Caller
from legwork.app import STATUS
from legwork.desk.opening import Desk
from legwork.doors import BROKEN, HEADERS
from legwork.errors import (
    DISK_FULL,
    Conflict,
    Damaged,
    KeyReused,
    LegworkError,
    NotFound,
    Refused,
    TooManyTries,
    Unavailable,
    Unsafe,
    WrongCode,
    WrongValue,
)

RAISED = [
    (WrongValue("day_max", "a number"), 422),
    (Refused("Not so."), 422),
    (NotFound("contact"), 404),
    (Conflict("Another import is running."), 409),
    (KeyReused(), 422),
    (TooManyTries(), 429),
    (WrongCode(), 403),
    (Unavailable("The disk is full; free some space and try again."), 503),
    (Damaged("The database file is damaged."), 503),
    (Unsafe("Others may read the folder."), 500),
    (LegworkError("Something."), 500),
]


@pytest.mark.parametrize(("problem", "code"), RAISED, ids=lambda value: type(value).__name__)
def test_the_sentence_of_an_error_reaches_who_asked(
    extension: Caller, browser: Caller, monkeypatch: pytest.MonkeyPatch, problem: LegworkError, code: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr("legwork.desk.viewing.contact", refuse)
    answer = extension.get("/api/v1/contacts/c_1")
    assert answer.status_code == code
    assert answer.json["code"] == code
    assert answer.json["message"] == str(problem)
    assert answer.json["errors"] == {}
    page = browser.get("/contacts/c_1")
    assert page.status_code == code
    assert page.mimetype == "text/html"
    shown = str(problem).replace("'", "&#39;")
    assert re.sub(r"`([^`]+)`", r"<code>\1</code>", shown) in page.text


def fail(*_: object, **__: object) -> None:
    raise ValueError("Ana Souza")


def test_a_head_that_fails_takes_no_page_away(browser: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legwork.desk.viewing.inbox", fail)
    page = browser.get("/settings")
    assert page.status_code == 200


def test_an_error_page_whose_head_fails_does_without(browser: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legwork.web.frame.Head.inbox", property(fail))
    page = browser.get("/contacts/c_1")
    assert page.status_code == 404
    assert "There is no such contact." in page.text
    assert "<nav" not in page.text


@pytest.mark.parametrize("path", ["/contacts/c_1", "/api/v1/contacts/c_1"])
def test_what_no_error_page_could_answer_is_a_plain_sentence_with_all_headers(
    browser: Caller,
    extension: Caller,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    path: str,
) -> None:
    for name in ("legwork.app.render_template", "legwork.api.problem"):
        monkeypatch.setattr(name, fail)
    answer = (extension if path.startswith("/api") else browser).get(path)
    assert answer.status_code == 500
    assert BROKEN in answer.text
    assert HEADERS.items() <= dict(answer.headers).items()
    assert answer.mimetype == ("application/json" if path.startswith("/api") else "text/plain")
    said = "\n".join(caplog.messages)
    assert "ValueError at" in said
    assert "Souza" not in said


def test_every_kind_of_error_has_a_status() -> None:
    waiting: list[type[LegworkError]] = [LegworkError]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        assert any(issubclass(kind, known) for known, _ in STATUS)


def test_http_errors_have_sentences_too(extension: Caller, browser: Caller) -> None:
    missing = extension.get("/api/v1/nothing")
    assert (missing.status_code, missing.json["message"]) == (404, "There is no such page.")
    wrong = extension("DELETE", "/api/v1/captures")
    assert (wrong.status_code, wrong.json["code"]) == (405, 405)
    assert set(wrong.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    page = browser("PUT", "/settings", {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": browser.csrf})
    assert page.status_code == 405
    assert "does not take that kind of request" in page.text


def test_a_large_upload_is_let_in_where_files_are_taken(site: Flask, extension: Caller) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="other"; filename="a"\r\n\r\n' + b"x" * 600_000
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert extension("POST", "/api/v1/imports", headers, data=body + b"\r\n--x--\r\n").status_code == 422
    field = body.replace(b'; filename="a"', b"")
    assert extension("POST", "/api/v1/imports", headers, data=field + b"\r\n--x--\r\n").status_code == 413


@pytest.mark.parametrize("where", ["legwork.desk.receiving._copy", "legwork.app.TidyRequest._get_file_stream"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_an_upload_onto_a_full_disk_is_told_so_and_leaves_nothing(
    desk: Desk, browser: Caller, extension: Caller, monkeypatch: pytest.MonkeyPatch, where: str, number: int
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(number, "No space left on device")

    monkeypatch.setattr(where, full)
    for caller, path in ((browser, "/imports"), (extension, "/api/v1/imports")):
        headers = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"} if caller is browser else {}
        files = {"files": (io.BytesIO(b"BEGIN:VCARD"), "a.vcf")}
        token = {"csrf_token": caller.csrf} if caller is browser else {}
        answer = caller("POST", path, headers, data={**token, **files}, content_type="multipart/form-data")
        assert answer.status_code == 503, answer.text
        assert DISK_FULL in answer.text
    assert not list(desk.uploads.glob("*"))
