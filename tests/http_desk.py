"""A desk behind its doors, without a socket: for the tests of everything that speaks HTTP."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from legwork.app import build
from legwork.config import Settings
from legwork.desk import pairing, visiting
from legwork.desk.opening import Desk, open_desk

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
EXTENSION = "chrome-extension://" + "a" * 32
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@dataclass(slots=True)
class Caller:
    """One program or browser: what it sends with everything, and its cookies."""

    app: Flask
    headers: dict[str, str] = field(default_factory=dict)
    cookie: str = ""
    csrf: str = ""

    def __call__(self, method: str, path: str, headers: dict[str, str] | None = None, **rest: Any) -> TestResponse:
        sent = {"Host": HOST, **self.headers, **(headers or {})}
        if self.cookie and "Cookie" not in sent:
            sent["Cookie"] = self.cookie
        client = Client(self.app, use_cookies=False)
        return client.open(path, method=method, headers=sent, buffered=True, **rest)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self("GET", path, _names(headers))

    def post(self, path: str, form: dict[str, str] | None = None, **headers: str) -> TestResponse:
        """A form sent from a page of the desk, with its token."""
        body = {"csrf_token": self.csrf, **(form or {})}
        return self("POST", path, {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", **_names(headers)}, data=body)


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path) -> Iterator[Desk]:
    """An empty desk in SQLite, whose clock stands still."""
    yield from opened(f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'legwork.sqlite3')}", tmp_path)


@pytest.fixture
def either_desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """The same on both databases, for what asks them more than reading by a key."""
    yield from opened(database_url, tmp_path)


def opened(url: str, folder: Path) -> Iterator[Desk]:
    desk = open_desk(Settings(folder / "home", url, ZoneInfo("Europe/Berlin"), now=NOW))
    yield desk
    desk.close()


@pytest.fixture
def site(desk: Desk) -> Flask:
    return build(desk, port=PORT)


@pytest.fixture
def stranger(site: Flask) -> Caller:
    """Someone on this machine who has not signed in and is not paired."""
    return Caller(site)


@pytest.fixture
def browser(site: Flask, desk: Desk) -> Caller:
    """A browser that is signed in."""
    return signed_in(site, desk)


@pytest.fixture
def extension(site: Flask, desk: Desk) -> Caller:
    """A paired extension, as Chromium lets it call."""
    return paired(site, desk, EXTENSION)


def signed_in(site: Flask, desk: Desk) -> Caller:
    code = visiting.new_link(desk).rpartition("=")[2]
    answer = Caller(site).post("/sign-in", {"link": code})
    assert answer.status_code == 303, answer.text
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    visit = visiting.visit(desk, cookie.partition("=")[2])
    assert visit is not None
    return Caller(site, cookie=cookie, csrf=visit.csrf_token)


def paired(site: Flask, desk: Desk, origin: str) -> Caller:
    token = pairing.pair(desk, pairing.new_code(desk).code, "Chromium", origin).token
    return Caller(site, {"Authorization": f"Bearer {token}"})


def device_of(caller: Caller) -> str:
    match = re.fullmatch(r"Bearer lwk_([0-9a-f]{8})_.*", caller.headers["Authorization"])
    assert match is not None
    return match[1]
