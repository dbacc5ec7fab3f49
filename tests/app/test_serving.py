"""Serving for real: one address, once, on this machine only, and a gentle end."""

from __future__ import annotations

import io
import os
import select
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from legwork.config import Settings
from legwork.desk import importing
from legwork.desk.opening import open_desk
from legwork.doors import HEADERS
from legwork.errors import Unsafe
from legwork.serving import refuse_debugging, refuse_strangers
from served_desk import ask, raw, served, start

pytestmark = pytest.mark.slow


def test_it_says_where_it_is_once_it_listens_and_its_link_lets_in(tmp_path: Path) -> None:
    with served(tmp_path / "home") as (process, address, link):
        assert ask(address, "/api/v1/status")[0] == 200
        assert link.startswith(f"{address}sign-in?code=")
        code = link.partition("=")[2]
        form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": address.rstrip("/")}
        assert ask(address, "/sign-in", "POST", f"link={code}", **form)[0] == 303
        assert ask(address, "/sign-in", "POST", f"link={code}", **form)[0] == 403
        mode = stat.S_IMODE((tmp_path / "home" / "serving.lock").stat().st_mode)
        assert mode == 0o600
        assert process.poll() is None


def test_the_browser_is_started_without_the_link_and_finds_it_in_a_page_of_its_owners(tmp_path: Path) -> None:
    """What a program is started with, everyone on the machine can see."""
    home = tmp_path / "home"
    with opened_in_browser(home) as (process, started_with):
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(3)]
        address, link = lines[0].split()[-1], lines[2]
        (page,) = home.glob("open-*.html")
        assert started_with == page.as_uri()
        code = link.partition("=")[2]
        assert code not in started_with
        assert link in page.read_text("utf-8")
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": address.rstrip("/")}
        assert ask(address, "/sign-in", "POST", f"link={code}", **form)[0] == 303
        assert not page.exists()


def test_the_page_of_a_link_nobody_used_goes_with_the_desk_or_at_its_next_start(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with opened_in_browser(home) as (killed, _):
        killed.kill()
    (left,) = home.glob("open-*.html")
    with opened_in_browser(home) as (ended, _):
        assert len(list(home.glob("open-*.html"))) == 1
        assert not left.exists()
        ended.terminate()
        assert ended.wait(timeout=20) == 0
    assert not list(home.glob("open-*.html"))


def test_a_synchronised_folder_is_warned_of_and_served(tmp_path: Path) -> None:
    home = tmp_path / "Dropbox" / "home"
    home.parent.mkdir()
    with opened_in_browser(home) as (process, _):
        process.terminate()
        _, said = process.communicate(timeout=20)
    assert "synchronised by Dropbox" in said
    assert said.count("\n") == 1


@contextmanager
def opened_in_browser(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A desk that opens a browser, and what that was started with: it writes it down and does nothing else."""
    said, browser = home.with_name("said"), home.with_name("browser")
    said.unlink(missing_ok=True)
    browser.write_text(f'#!/bin/sh\nprintf %s "$*" > {said}.new && mv {said}.new {said}\n', "utf-8")
    browser.chmod(0o700)
    process = subprocess.Popen(
        [sys.executable, "-m", "legwork", "serve", "--port", "0", "--open"],
        env={**os.environ, "LEGWORK_HOME": str(home), "LEGWORK_TIMEZONE": "UTC", "BROWSER": f"{browser} %s"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until = time.monotonic() + 60
        while not said.exists() and time.monotonic() < until:
            time.sleep(0.02)
        yield process, said.read_text("utf-8")
    finally:
        process.kill()
        process.communicate()


def test_a_second_one_on_the_same_home_is_refused_and_a_third_after_the_end_is_not(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with served(home) as (process, address, _):
        second = start(home)
        out, problem = second.communicate(timeout=30)
        assert (second.returncode, out) == (1, "")
        assert problem.strip() == f"This desk is being served already, at {address}"
        process.kill()
        process.wait()
    with served(home) as (_, again, _):
        assert ask(again, "/api/v1/status")[0] == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_at_once_when_nobody_is_there(tmp_path: Path, number: int) -> None:
    with served(tmp_path / "home") as (process, address, _):
        idle = HTTPConnection(urlsplit(address).netloc)
        idle.request("GET", "/api/v1/status")
        assert idle.getresponse().read()
        began = time.monotonic()
        process.send_signal(number)
        out, problem = process.communicate(timeout=20)
        assert time.monotonic() - began < 5
        idle.close()
        # where it all is may be said after the link that `served` waits for
        assert out.removeprefix(f"Everything is kept in {tmp_path / 'home'}\n") == ""
        assert (process.returncode, problem) == (0, "")
    assert not list((tmp_path / "home").glob("*-wal"))
    assert (tmp_path / "home" / "serving.lock").read_text() == ""


def test_what_was_asked_before_the_end_is_answered(tmp_path: Path) -> None:
    with served(tmp_path / "home") as (process, address, _), ExitStack() as closing_all:
        connections = []
        for _ in range(24):
            connection = closing_all.enter_context(closing(HTTPConnection(urlsplit(address).netloc, timeout=10)))
            connection.request("GET", "/api/v1/status")
            connections.append(connection)
        # they come in one after the other: with the last all have reached the server, which has only eight threads
        select.select([connections[-1].sock], [], [], 30)
        process.send_signal(signal.SIGTERM)
        assert [connection.getresponse().status for connection in connections] == [200] * 24
        assert process.wait(timeout=10) == 0


def test_an_import_that_runs_does_not_hold_up_the_end_and_leaves_no_log(tmp_path: Path) -> None:
    home = tmp_path / "home"
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    rows = "".join(f"Ana{number},Souza,,a{number}@initech.example,,,12 Apr 2021\n" for number in range(3000))
    settings = Settings.from_environment({"LEGWORK_HOME": str(home), "LEGWORK_TIMEZONE": "UTC"})
    with served(home) as (process, _, _):
        desk = open_desk(settings)
        with closing(io.BytesIO((head + rows).encode())) as file:
            job = importing.receive(desk, [("Connections.csv", file)])
        importing.start(desk, job)
        until = time.monotonic() + 20
        while importing.job(desk, job).state == "waiting" and time.monotonic() < until:
            time.sleep(0.02)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        desk.close()
        assert process.wait(timeout=20) == 0
        assert time.monotonic() - began < 10
    assert not list(home.glob("*-wal"))
    desk = open_desk(settings)
    assert importing.waiting(desk) == [job]
    desk.close()


def test_a_taken_port_is_said_in_a_sentence(tmp_path: Path) -> None:
    with served(tmp_path / "one") as (_, address, _):
        port = str(urlsplit(address).port)
        other = start(tmp_path / "two", LEGWORK_PORT=port)
        _, problem = other.communicate(timeout=30)
    assert other.returncode == 1
    assert problem.startswith(f"Port {port} cannot be used")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "", "127.0.0.2"])
def test_an_address_others_can_reach_is_refused(host: str) -> None:
    with pytest.raises(Unsafe, match="this machine only"):
        refuse_strangers(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_is_not(host: str) -> None:
    refuse_strangers(host)


@pytest.mark.parametrize("name", ["FLASK_DEBUG", "WERKZEUG_RUN_MAIN"])
def test_a_debugger_is_refused(tmp_path: Path, name: str) -> None:
    refuse_debugging({name: "0"})
    process = start(tmp_path / "home", **{name: "1"})
    out, problem = process.communicate(timeout=30)
    assert (process.returncode, out) == (1, "")
    assert problem.strip() == f"A desk is not served with a debugger; unset {name}."


def test_broken_requests_get_one_refusal_each(tmp_path: Path) -> None:
    with served(tmp_path / "home") as (_, address, _):
        host = urlsplit(address).netloc.encode()
        head = b"GET /api/v1/status HTTP/1.1\r\nHost: " + host + b"\r\n"
        post = b"POST /api/v1/pairing HTTP/1.1\r\nHost: " + host + b"\r\nContent-Type: application/json\r\n"
        broken = [
            b"GET /api/v1/status HTTP/1.1\r\nHost: " + host + b"\r\nHost: evil.example\r\n\r\n",
            b"GET /api/v1/status HTTP/1.0\r\n\r\n",
            b"GET /api/v1/status HTTP/1.1\r\n\r\n",
            head + b"X-Forwarded-Host: evil.example\r\n\r\n",
            head + b"Forwarded: host=evil.example\r\n\r\n",
            head + b"Bad Header\r\n\r\n",
            b"GET /\x00 HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n",
            post + b"Content-Length: 5368709120\r\n\r\n",
            post + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
            post + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
            post + b"Content-Length: -1\r\n\r\n",
        ]
        for data in broken:
            answer = raw(address, data)
            assert answer.startswith((b"HTTP/1.0 4", b"HTTP/1.1 4")), data[:200]
            assert answer.count(b"HTTP/1.") == 1, data[:200]
            assert b"waitress" not in answer.lower()
            head_of_answer = answer.partition(b"\r\n\r\n")[0]
            for name, value in HEADERS.items():
                assert f"\r\n{name}: {value}".encode() in head_of_answer, (name, data[:200])
        # The rest of it is not read, so the answer can be lost to a reset; it is never a success.
        with suppress(ConnectionResetError):
            answer = raw(address, head + b"X: " + b"a" * 300_000 + b"\r\n\r\n")
            assert answer.startswith(b"HTTP/1.0 431")
        assert ask(address, "/api/v1/status")[0] == 200


def test_slow_and_idle_callers_hold_nobody_up(tmp_path: Path) -> None:
    """Two hundred half-open heads, as many slow bodies, as many connections left idle."""
    with served(tmp_path / "home") as (_, address, _):
        place = urlsplit(address)
        head = f"GET /api/v1/status HTTP/1.1\r\nHost: {place.netloc}\r\n".encode()
        slow = []
        for _ in range(200):
            for line in (head + b"X:", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n", head + b"\r\n"):
                connection = socket.create_connection((place.hostname or "", place.port or 0), timeout=10)
                connection.sendall(line)
                slow.append(connection)
        assert slow[-1].recv(12) == b"HTTP/1.1 200"
        assert ask(address, "/api/v1/status")[0] == 200  # before the first of them is given up
        for connection in slow:
            connection.close()
