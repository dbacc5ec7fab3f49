"""Pages answer to browsers that are signed in, and do things only for forms of their own."""

from __future__ import annotations

import pytest
from flask import Flask

from http_desk import HOST, ORIGIN, PORT, Caller, signed_in
from legwork.desk import visiting
from legwork.desk.opening import Desk

FORGED = {
    "cross-site": {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"},
    "cross-site without origin": {"Sec-Fetch-Site": "cross-site"},
    "same-site, another port": {"Origin": "http://127.0.0.1:3000", "Sec-Fetch-Site": "same-site"},
    "sandboxed": {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    "sandboxed, says same-origin": {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    "old browser": {"Origin": "http://evil.example"},
    "another extension": {"Origin": "chrome-extension://" + "b" * 32, "Sec-Fetch-Site": "none"},
    "localhost to 127.0.0.1": {"Origin": f"http://localhost:{PORT}", "Sec-Fetch-Site": "same-site"},
    "the other scheme": {"Origin": f"https://{HOST}", "Sec-Fetch-Site": "cross-site"},
    "our name as a prefix": {"Origin": f"{ORIGIN}.evil.example"},
    "two origins": {"Origin": f"{ORIGIN}, http://evil.example"},
    "typed by nobody": {"Origin": ORIGIN, "Sec-Fetch-Site": "none"},
    "neither header": {},
}


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
def test_a_forged_form_does_nothing(browser: Caller, headers: dict[str, str]) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = browser(method, "/settings", headers, data={"csrf_token": browser.csrf})
        assert answer.status_code == 403, method


def test_a_form_of_ours_passes_with_either_header(browser: Caller) -> None:
    for headers in ({"Origin": ORIGIN}, {"Sec-Fetch-Site": "same-origin"}):
        answer = browser("POST", "/sign-out", headers, data={"csrf_token": "wrong"})
        assert "earlier visit" in answer.text  # past the sender, stopped at the token
    assert browser.post("/sign-out").status_code == 303


def test_a_form_needs_the_token_of_its_own_visit(site: Flask, desk: Desk, browser: Caller) -> None:
    other = signed_in(site, desk)
    for token in ("", "x", "é", other.csrf, browser.csrf[:-1], browser.csrf + "0"):
        assert browser.post("/sign-out", {"csrf_token": token}).status_code == 403
    assert browser.post("/sign-out", {"csrf_token": "x"}, X_CSRF_Token=browser.csrf).status_code == 303
    assert browser.get("/").status_code == 403


def test_other_sites_may_link_here_but_not_embed(browser: Caller) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert browser("GET", "/settings", link).status_code == 200
    for mode, dest in [
        ("no-cors", "script"),
        ("navigate", "iframe"),
        ("no-cors", "image"),
        ("cors", "empty"),
    ]:
        for site in ("cross-site", "same-site", "something-new"):
            headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
            for path in ("/", "/static/1/desk.css", "/sign-in?code=x"):
                assert browser("GET", path, headers).status_code == 403


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "application/xml", ""])
def test_a_form_is_a_form(browser: Caller, content_type: str) -> None:
    headers = {"Origin": ORIGIN, "X-CSRF-Token": browser.csrf, "Content-Type": content_type}
    assert browser("POST", "/sign-out", headers, data=b"{}").status_code == 415


def test_a_large_form_is_refused_by_its_length(browser: Caller) -> None:
    answer = browser.post("/sign-out", {"text": "x" * 300_000})
    assert answer.status_code == 413
    many = "&".join(["a=1"] * 70_000)
    headers = {"Origin": ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
    assert browser("POST", "/sign-out", headers, data=many).status_code in {403, 413}


def test_the_sign_in_link_serves_once(desk: Desk, stranger: Caller) -> None:
    link = visiting.new_link(desk, "http://127.0.0.1:9/")
    assert link.startswith("http://127.0.0.1:9/sign-in?code=")
    code = link.rpartition("=")[2]
    for _ in range(2):  # to look is not to enter
        page = stranger.get(f"/sign-in?code={code}")
        assert page.status_code == 200
        assert code in page.text
        assert "Set-Cookie" not in page.headers
    first = stranger.post("/sign-in", {"link": code})
    assert (first.status_code, first.headers["Location"]) == (303, "/")
    assert stranger.post("/sign-in", {"link": code}).status_code == 403
    assert stranger.get("/sign-in").status_code == 403


@pytest.mark.parametrize("forged", ["", "x", "0" * 16 + "." + "A" * 43, "' OR 1=1 --", "x" * 10_000])
def test_a_made_up_link_opens_nothing(stranger: Caller, forged: str) -> None:
    answer = stranger.post("/sign-in", {"link": forged})
    assert answer.status_code == 403
    assert "legwork sign-in" in answer.text


def test_another_site_cannot_sign_a_browser_in(desk: Desk, stranger: Caller) -> None:
    code = visiting.new_link(desk).rpartition("=")[2]
    for headers in FORGED.values():
        assert stranger("POST", "/sign-in", headers, data={"link": code}).status_code == 403


def test_the_cookie_is_for_this_desk_and_no_script(desk: Desk, stranger: Caller) -> None:
    code = visiting.new_link(desk).rpartition("=")[2]
    cookie = stranger.post("/sign-in", {"link": code}).headers["Set-Cookie"]
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert cookie.startswith(f"legwork_{PORT}=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000"} <= parts
    assert not any(part.startswith(("Domain", "Secure")) for part in parts)


def test_a_made_up_cookie_is_nobody(site: Flask, browser: Caller) -> None:
    name, _, ticket = browser.cookie.partition("=")
    id_, _, secret = ticket.partition(".")
    for forged in ("", "x", f"{id_}.", f"{id_}.{secret[:-1]}", f"{id_}.{'A' * 43}", f"{'0' * 16}.{secret}"):
        assert Caller(site, cookie=f"{name}={forged}").get("/").status_code == 403
    assert Caller(site, cookie=f"legwork_1={ticket}").get("/").status_code == 403


def test_a_stranger_reads_how_to_get_in_and_nothing_else(stranger: Caller) -> None:
    answer = stranger.get("/")
    assert answer.status_code == 403
    assert "Contacts" not in answer.text
    missing = stranger.get("/<script>alert(1)</script>")
    assert missing.status_code == 403
    assert "alert(1)" not in missing.text


def test_a_page_that_is_not_there_is_said_and_its_address_stays_text(browser: Caller) -> None:
    answer = browser.get("/<script>alert(1)</script>")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text
    assert "<script>alert" not in answer.text
