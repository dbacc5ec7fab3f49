"""A connection with half a request is closed in time; an upload that goes on is not."""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from legwork.channels import UNFINISHED_SECONDS, UPLOAD_PROGRESS_BYTES, Channel
from legwork.errors import DISK_FULL

HEAD = b"POST %s HTTP/1.1\r\nHost: 127.0.0.1:8765\r\nContent-Length: 10000000\r\n\r\n"


@pytest.fixture
def channel() -> Iterator[Channel]:
    server = SimpleNamespace(active_channels={}, add_task=lambda _channel: None, pull_trigger=lambda: None)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(server, ours, ("127.0.0.1", 1), Adjustments(), map={})


def drip(channel: Channel, data: bytes, *, size: int = 1) -> list[float]:
    """Sends `size` bytes every three seconds; the seconds after which the connection is overdue."""
    began = time.monotonic()
    found = []
    for turn in range(20):
        channel.received(data * size)
        if channel.is_overdue(began + 3 * turn):
            found.append(3.0 * turn)
    return found


def test_a_dripping_head_is_overdue_in_time(channel: Channel) -> None:
    channel.received(b"GET / HTTP/1.1\r\nHost: ")
    assert UNFINISHED_SECONDS <= drip(channel, b"a")[0] <= UNFINISHED_SECONDS + 3
    channel.readable()
    assert not channel.will_close


@pytest.mark.parametrize("path", [b"/settings", b"/imports", b"/api/v1/imports"])
def test_a_dripping_body_is_overdue_in_time(channel: Channel, path: bytes) -> None:
    channel.received(HEAD % path)
    assert UNFINISHED_SECONDS <= drip(channel, b"a")[0] <= UNFINISHED_SECONDS + 3


def test_only_an_upload_may_take_longer_while_it_goes_on(channel: Channel) -> None:
    channel.received(HEAD % b"/imports")
    assert drip(channel, b"a", size=UPLOAD_PROGRESS_BYTES // 6) == []
    assert channel.is_overdue(time.monotonic() + 120)  # it stood still since


def test_a_long_body_for_a_page_may_not(channel: Channel) -> None:
    channel.received(HEAD % b"/settings")
    assert drip(channel, b"a", size=UPLOAD_PROGRESS_BYTES // 6)[0] <= UNFINISHED_SECONDS + 3


def test_an_idle_connection_and_one_being_answered_are_not_overdue(channel: Channel) -> None:
    later = time.monotonic() + 1000
    assert not channel.is_overdue(later)
    channel.received(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /next HT")
    assert channel.request is not None
    assert not channel.is_overdue(later)


def test_what_is_overdue_is_closed_by_the_loop(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    channel.received(b"GET / HTTP/1.1\r\nHost: ")
    assert channel.readable()
    now = time.monotonic()
    monkeypatch.setattr("legwork.channels.time.monotonic", lambda: now + UNFINISHED_SECONDS + 1)
    assert not channel.readable()
    assert channel.will_close


def test_a_body_that_finds_no_room_is_answered(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    channel.received(HEAD % b"/imports")

    def full(_request: HTTPRequestParser, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(HTTPRequestParser, "received", full)
    assert channel.received(b"a" * 1000)
    assert channel.request is None
    (waiting,) = channel.requests
    assert waiting.error is not None
    assert (waiting.error.code, waiting.error.body) == (507, DISK_FULL)


def test_another_error_of_a_body_ends_the_connection(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_request: HTTPRequestParser, _data: bytes) -> int:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(HTTPRequestParser, "received", broken)
    with pytest.raises(OSError, match="Input/output"):
        channel.received(b"GET")
