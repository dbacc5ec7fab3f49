"""The API answers to tokens alone, and a browser's token only where it was paired."""

from __future__ import annotations

import base64

import pytest
from flask import Flask

from http_desk import EXTENSION, ORIGIN, Caller, device_of, paired
from legwork.desk import pairing
from legwork.desk.opening import Desk

FIREFOX = "moz-extension://1b671a64-40d5-491e-99b0-da01ff1f3341"
OTHER = "chrome-extension://" + "b" * 32
HOSTILE = [
    "http://evil.example",
    "https://www.linkedin.com",
    OTHER,
    EXTENSION + ".evil.example",
    EXTENSION.upper(),
    EXTENSION + "/",
    EXTENSION[:-1],
    ORIGIN,
    "null",
    "*",
]


def near(token: str) -> list[str]:
    """Everything but the token."""
    start, id_, secret = token.split("_", 2)
    return [
        "",
        "Bearer",
        "Bearer ",
        f"Basic {base64.b64encode(token.encode()).decode()}",
        f"Bearer {token[:-1]}",
        f"Bearer {token}x",
        f"Bearer {token},{token}",
        f"Bearer {start}_{id_}_{secret[::-1]}",
        f"Bearer {start}_00000000_{secret}",
        f"Bearer {start}_{id_.upper()}x_{secret}",
        f"Bearer {token.swapcase()}",
        f"Token {token}",
        token,
    ]


def test_near_misses_of_a_token_open_nothing(site: Flask, extension: Caller) -> None:
    token = extension.headers["Authorization"].removeprefix("Bearer ")
    for sent in near(token):
        answer = Caller(site).get("/api/v1/openapi.json", Authorization=sent)
        assert answer.status_code == 401, sent
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.json["message"].startswith("This browser is not paired")


def test_neither_cookies_nor_addresses_carry_a_token(browser: Caller, extension: Caller) -> None:
    token = extension.headers["Authorization"].removeprefix("Bearer ")
    assert browser.get("/api/v1/openapi.json").status_code == 401
    for name in ("token", "access_token", "Authorization"):
        assert browser.get(f"/api/v1/openapi.json?{name}={token}").status_code == 401
    assert Caller(browser.app, cookie=f"token={token}").get("/api/v1/openapi.json").status_code == 401


def test_the_extension_calls_as_browsers_let_it(site: Flask, desk: Desk, extension: Caller) -> None:
    assert extension.get("/api/v1/openapi.json", Sec_Fetch_Site="none").status_code == 200
    revoked_permission = {"Origin": EXTENSION, "Sec-Fetch-Site": "cross-site"}
    assert extension("GET", "/api/v1/openapi.json", revoked_permission).status_code == 200
    firefox = paired(site, desk, FIREFOX)
    assert firefox.get("/api/v1/openapi.json", Sec_Fetch_Site="same-origin").status_code == 200
    assert firefox.get("/api/v1/openapi.json", Origin=FIREFOX).status_code == 200


@pytest.mark.parametrize("origin", HOSTILE)
def test_a_stolen_token_is_of_no_use_elsewhere(extension: Caller, origin: str) -> None:
    for method, path in [("GET", "/api/v1/openapi.json"), ("POST", "/api/v1/captures"), ("GET", "/api/v1/nothing")]:
        answer = extension(method, path, {"Origin": origin})
        assert answer.status_code == 403, (method, path)
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_page_cannot_call_without_its_origin(extension: Caller) -> None:
    for site in ("cross-site", "same-site", "same-origin", "other"):
        for path in ("/api/v1/openapi.json", "/api/v1/status"):
            assert extension.get(path, Sec_Fetch_Site=site).status_code == 403


def test_a_token_of_no_browser_is_refused_in_every_browser(site: Flask, desk: Desk) -> None:
    program = paired(site, desk, "")
    assert program.get("/api/v1/openapi.json").status_code == 200
    for origin in (EXTENSION, FIREFOX, ORIGIN, ""):
        answer = program.get("/api/v1/openapi.json", Origin=origin)
        assert answer.status_code == 403


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_simple_request_captures_nothing(extension: Caller, content_type: str) -> None:
    headers = {"Content-Type": content_type, "Idempotency-Key": "0123456789"}
    answer = extension("POST", "/api/v1/captures", headers, data=b'{"url": "https://x.example"}')
    assert answer.status_code == 415
    assert answer.json["code"] == 415


def test_revoking_ends_it_at_once(desk: Desk, extension: Caller) -> None:
    assert extension.get("/api/v1/openapi.json").status_code == 200
    pairing.revoke(desk, device_of(extension))
    answer = extension.get("/api/v1/openapi.json", Origin=EXTENSION)
    assert answer.status_code == 401
    assert "pair it again" in answer.json["message"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_paired_origin_may_read_answers_and_errors(extension: Caller) -> None:
    for path in ("/api/v1/openapi.json", "/api/v1/nothing", "/api/v1/contacts"):
        headers = extension.get(path, Origin=EXTENSION).headers
        assert headers["Access-Control-Allow-Origin"] == EXTENSION
        assert "Origin" in headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in headers
        assert "Access-Control-Allow-Private-Network" not in headers
    assert "Access-Control-Allow-Origin" not in extension.get("/api/v1/openapi.json").headers
    assert "Access-Control-Allow-Origin" not in extension.get("/settings", Origin=EXTENSION).headers


def test_a_preflight_is_answered_for_paired_origins_only(stranger: Caller, extension: Caller) -> None:
    asked = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
        "Access-Control-Request-Private-Network": "true",
    }
    answer = stranger("OPTIONS", "/api/v1/captures", {**asked, "Origin": EXTENSION})
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == EXTENSION
    assert answer.headers["Access-Control-Allow-Methods"] == "DELETE, GET, POST"
    assert answer.headers["Access-Control-Allow-Headers"] == "authorization, content-type, idempotency-key"
    assert answer.headers["Access-Control-Max-Age"] == "600"
    assert answer.headers.get("Access-Control-Allow-Private-Network", "false") == "false"
    for origin in HOSTILE:
        refused = stranger("OPTIONS", "/api/v1/captures", {**asked, "Origin": origin})
        assert refused.status_code == 403, origin
        assert "Access-Control-Allow-Origin" not in refused.headers
    assert stranger("OPTIONS", "/api/v1/captures", {"Origin": EXTENSION}).status_code == 403
    assert stranger("OPTIONS", "/api/v1/captures").status_code == 403


def test_bodies_have_a_size(extension: Caller) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": "0123456789"}
    assert extension("POST", "/api/v1/captures", headers, data=b" " * 300_000).status_code == 413
    claimed = {"CONTENT_LENGTH": str(5 * 1024**3)}
    for path in ("/api/v1/captures", "/api/v1/imports"):
        kind = "multipart/form-data; boundary=x" if path.endswith("imports") else "application/json"
        answer = extension("POST", path, {"Content-Type": kind}, environ_overrides=claimed)
        assert answer.status_code == 413
        assert answer.json["code"] == 413


def test_when_it_was_last_heard_of_is_kept_without_a_write_per_call(site: Flask, desk: Desk, extension: Caller) -> None:
    def heard() -> str | None:
        return pairing.devices(desk)[0].last_used_at

    extension.get("/api/v1/openapi.json")
    assert heard() is None
    extension("POST", "/api/v1/captures", {"Content-Type": "application/json"}, data=b"{}")
    first = heard()
    assert first is not None
    extension("POST", "/api/v1/captures", {"Content-Type": "application/json"}, data=b"{}")
    assert heard() == first
    site.extensions["legwork-doors"].close()
    assert (heard() or "") >= first


def test_firefox_may_ask_whether_the_desk_is_there(stranger: Caller) -> None:
    """It leaves the Origin out of an extension's GET and calls it same-origin, as no other browser does."""
    firefox = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"}
    for site, status in (("same-origin", 200), ("same-site", 403), ("cross-site", 403)):
        assert stranger("GET", "/api/v1/status", {**firefox, "Sec-Fetch-Site": site}).status_code == status
    body = {"code": "AAAAAAAA", "name": "x"}
    answer = stranger("POST", "/api/v1/pairing", {**firefox, "Sec-Fetch-Site": "same-origin"}, json=body)
    assert answer.status_code == 403
    assert "no page" in answer.json["message"]
