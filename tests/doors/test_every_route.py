"""Every route there is, by every method: closed to strangers, dressed in headers, and GETs change nothing."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import text

from http_desk import EXTENSION, ORIGIN, Caller
from legwork.desk.opening import Desk
from legwork.doors import HEADERS, PUBLIC
from legwork.web.assets import KEPT

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
OPEN = {
    ("GET", "/static/<version>/<path:filename>"),
    ("HEAD", "/static/<version>/<path:filename>"),
    ("GET", "/sign-in"),
    ("HEAD", "/sign-in"),
    ("GET", "/api/v1/status"),
    ("HEAD", "/api/v1/status"),
}


def addresses(site: Flask) -> list[tuple[str, str]]:
    """Each route with an address that it takes."""
    names = {"filename": "desk.css", "contact_id": "c_1"}
    rules = sorted({rule.rule for rule in site.url_map.iter_rules()})
    return [
        (rule, re.sub(r"<(?:\w+:)?(\w+)>", lambda match: names.get(match[1], "1"), rule))
        for rule in [*rules, "/nothing", "/api/v1/nothing", "/api", "//evil.example/x", "/%2e%2e/x"]
    ]


def test_strangers_get_the_public_list_and_nothing_more(site: Flask, stranger: Caller) -> None:
    opened = set()
    for rule, address in addresses(site):
        for method in METHODS:
            for headers in ({}, {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}, {"Origin": EXTENSION}):
                address_ = f"{address}?code=x" if rule == "/sign-in" else address
                answer = stranger(method, address_, headers)
                assert answer.status_code < 500, (method, address)
                if answer.status_code < 400:
                    opened.add((method, rule))
    assert opened == OPEN


def test_the_public_list_names_routes_that_exist(site: Flask) -> None:
    endpoints = {rule.endpoint for rule in site.url_map.iter_rules()}
    assert endpoints >= PUBLIC


def test_every_answer_carries_every_header(site: Flask, stranger: Caller, browser: Caller, extension: Caller) -> None:
    for caller in (stranger, browser, extension):
        for _, address in addresses(site):
            for method in ("GET", "OPTIONS", "DELETE"):
                answer = caller(method, address)
                for name, value in HEADERS.items():
                    found = answer.headers.getlist(name)
                    assert len(found) == 1, (address, name)
                    assert found[0] == value or (name.endswith("Policy") and "sandbox" in found[0])
                assert "Server" not in answer.headers
                assert "X-Powered-By" not in answer.headers
    misdirected = stranger.get("/", Host="evil.example")
    assert {name: misdirected.headers[name] for name in HEADERS} == HEADERS


def test_no_get_writes(site: Flask, desk: Desk, browser: Caller, extension: Caller, stranger: Caller) -> None:
    def version() -> int:
        return int(watching.execute(text("PRAGMA data_version")).scalar_one())

    with desk.database.reading.connect() as watching:
        before = version()
        for _, address in addresses(site):
            for caller in (stranger, browser, extension):
                for method in ("GET", "HEAD", "OPTIONS"):
                    answer = caller(method, address)
                    assert answer.status_code < 500, address
                    assert version() == before, address


@pytest.mark.parametrize(
    "address",
    [
        "/sign-in?next=//evil.example",
        "/sign-in?next=/%5Cevil.example",
        "//evil.example/%2e%2e",
        "/%09/evil.example",
        "/%0d%0aSet-Cookie:%20a=b",
        "/\\evil.example",
    ],
)
def test_no_redirect_leaves_the_desk(browser: Caller, address: str) -> None:
    for method in ("GET", "POST"):
        answer = browser(method, address, {"Origin": ORIGIN}, data={"csrf_token": browser.csrf, "link": "x"})
        where = answer.headers.get("Location", "/")
        assert where.startswith(("/", ORIGIN + "/"))
        assert not where.startswith(("//", "/\\"))
        assert "a=b" not in answer.headers.get("Set-Cookie", "")


def test_a_browser_keeps_the_pages_own_files_of_this_version_and_nothing_else(browser: Caller) -> None:
    page = browser.get("/settings")
    assert page.headers.getlist("Cache-Control") == ["no-store"]
    (address,) = re.findall(r'src="(/static/[^"]+desk\.js)"', page.text)
    assert browser.get(address).headers.getlist("Cache-Control") == [KEPT]
    for other in ("/static/1/desk.js", address.replace("desk.js", "no.js"), address.replace("desk.js", "../frame.py")):
        assert browser.get(other).headers.getlist("Cache-Control") == ["no-store"]
