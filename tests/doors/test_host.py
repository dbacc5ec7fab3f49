"""The Host header: eight spellings are this desk, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from http_desk import HOST, PORT, Caller
from legwork.doors import hosts

OURS = ["127.0.0.1", f"127.0.0.1:{PORT}", "localhost", f"LocalHost:{PORT}", "[::1]", f"[::1]:{PORT}"]
OTHERS = [
    "",
    "rebind.example",
    f"rebind.example:{PORT}",
    "127.0.0.1:80",
    f"127.0.0.1:{PORT + 1}",
    f"127.0.0.1.evil.example:{PORT}",
    f"evil.localhost:{PORT}",
    f"0.0.0.0:{PORT}",
    f"127.1:{PORT}",
    f"2130706433:{PORT}",
    f"127.0.0.1.:{PORT}",
    f"localhost.:{PORT}",
    f"evil@127.0.0.1:{PORT}",
    f"127.0.0.1:{PORT}, 127.0.0.1:{PORT}",
    f"127.0.0.1:{PORT} ",
    f"127.0.0.1:{PORT}/",
    "127.0.0.1:",
    "::1",
    f"[::ffff:127.0.0.1]:{PORT}",
    f"127.0.0.1:0{PORT}",
]
PLACES = [
    ("GET", "/"),
    ("GET", "/static/1/desk.css"),
    ("GET", "/sign-in?code=x"),
    ("GET", "/nothing-here"),
    ("OPTIONS", "/"),
    ("POST", "/sign-in"),
    ("GET", "/api/v1/status"),
    ("POST", "/api/v1/pairing"),
    ("OPTIONS", "/api/v1/captures"),
    ("GET", "/api/v1/nothing"),
]


@pytest.mark.parametrize("host", OURS)
def test_this_desk_answers_under_its_names(stranger: Caller, host: str) -> None:
    assert stranger.get("/api/v1/status", Host=host).status_code == 200


@pytest.mark.parametrize("host", OTHERS)
def test_another_host_is_misdirected_everywhere(extension: Caller, browser: Caller, host: str) -> None:
    for caller in (extension, browser):
        for method, path in PLACES:
            answer = caller(method, path, {"Host": host})
            assert answer.status_code in {400, 421}, (host, method, path)
            assert host not in answer.text or len(host) < 4


def test_a_request_without_host_is_refused(site: object, stranger: Caller) -> None:
    answer = stranger("GET", "/api/v1/status", environ_overrides={"HTTP_HOST": ""})
    assert answer.status_code == 421
    assert answer.json["code"] == 421


@pytest.mark.parametrize("name", ["Forwarded", "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto"])
def test_nobody_speaks_for_another(extension: Caller, name: str) -> None:
    for path in ("/", "/api/v1/status"):
        assert extension("GET", path, {name: HOST}).status_code == 400


@given(st.text(max_size=40))
def test_only_whole_names_are_hosts(text: str) -> None:
    allowed = {name + port for name in ("127.0.0.1", "localhost", "[::1]") for port in ("", f":{PORT}")}
    assert (text in hosts(PORT)) == (text in allowed)
