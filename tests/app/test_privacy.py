"""What is left behind by a served desk: digests of secrets, and no private word in a log."""

from __future__ import annotations

import json
import logging
import re
import sqlite3
import time
from pathlib import Path

import pytest
from flask import Flask

from http_desk import Caller
from legwork.desk import pairing
from legwork.desk.opening import Desk
from legwork.serving import OneLine
from served_desk import ask, raw, served

NAME = "Zoë Quillfeather"
MAIL = "zoe@quillfeather.example"
LINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO legwork\.requests [0-9a-f]{8} (?:[A-Z]{1,16}|\?) \S+ \d{3} \d+ ms"
)


@pytest.mark.slow
def test_secrets_are_in_no_file_and_names_in_no_log(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with served(home) as (_, address, link):
        code, token = _pair(home, address)
        key = "8e03978e-40d5-43e8-bc93-6894a57f9324"
        body = {
            "url": f"https://x.example/zoe?mail={MAIL}",
            "captured_at": "2026-11-20T10:00:00Z",
            "fields": {"name": NAME, "emails": [MAIL]},
        }
        sent = {"Content_Type": "application/json", "Authorization": f"Bearer {token}", "Idempotency_Key": key}
        assert ask(address, "/api/v1/captures", "POST", json.dumps(body), **sent)[0] == 201
        assert ask(address, f"/api/v1/contacts?q={MAIL}", Authorization=f"Bearer {token}")[0] == 200
        assert ask(address, f"/contacts/{MAIL}?q={MAIL}", Referer=f"https://x.example/{MAIL}")[0] == 403
        ticket = link.partition("=")[2]
        form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": address.rstrip("/")}
        assert ask(address, "/sign-in", "POST", f"link={ticket}", **form)[0] == 303
        host = address.split("/")[2].encode()
        for origin in (b"x%0d%0a", b"\x1b[31m"):  # the second does not get past the server's own reading
            raw(address, b"GET /%0d%0a%1b[31m HTTP/1.1\r\nHost: " + host + b"\r\nOrigin: " + origin + b"\r\n\r\n")
        files = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
        log = (home / "legwork.log").read_text("utf-8")
    for path, content in files.items():
        for secret in (code, token, token[13:], ticket, ticket[17:]):
            assert secret.encode() not in content, path.name
        assert path.stat().st_mode & 0o077 == 0, path.name
    for private in (NAME, "Quillfeather", MAIL, "x.example", key, "\x1b"):
        assert private not in log
    assert len(log.splitlines()) == 6
    assert all(LINE.fullmatch(line) for line in log.splitlines()), log
    assert "/api/v1/contacts 200" in log


def _pair(home: Path, address: str) -> tuple[str, str]:
    """Pairs as the extension would, with a code put there the way `legwork pair` does."""
    settings_code = "ABCDEFGH"
    with sqlite3.connect(home / "legwork.sqlite3", timeout=10) as connection:
        connection.execute(
            "INSERT INTO pairing_codes (id, sha256, expires_at, tries, state) VALUES ('q', ?, ?, 0, 'open')",
            (pairing._digest(settings_code), pairing._instant(time.time() + pairing.CODE_SECONDS)),
        )
    connection.close()
    body = json.dumps({"code": settings_code, "name": "Chromium"})
    status, text = ask(address, "/api/v1/pairing", "POST", body, Content_Type="application/json")
    assert status == 201, text
    return settings_code, json.loads(text)["token"]


def test_an_unexpected_error_is_logged_without_its_words(
    site: Flask, browser: Caller, extension: Caller, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(desk: Desk) -> None:
        raise ValueError(f"cannot read {NAME}\n{MAIL}")

    monkeypatch.setattr("legwork.desk.planning.today", broken)
    with caplog.at_level(logging.DEBUG, "legwork"):
        answer = extension.get("/api/v1/today")
    assert answer.status_code == 500
    assert answer.json["message"].startswith("Something went wrong")
    assert NAME not in answer.text
    assert NAME not in caplog.text
    assert "ValueError at " in caplog.text


def test_a_log_line_is_one_line() -> None:
    try:
        {}[NAME]
    except KeyError as problem:
        record = logging.LogRecord(
            "x", logging.ERROR, "", 0, "a\r\nb\x1b[31m\u202e%s", ("é",), (KeyError, problem, problem.__traceback__)
        )
    line = OneLine().format(record)
    assert line.count("\n") == 0
    assert r"a\r\nb\x1b[31m\u202eé" in line
    assert NAME not in line
    assert "KeyError at" in line
