"""Cassettes are played with the network refused: a look that misses one fails, whatever it makes of it itself."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from legwork.sources.outbound import GuardedTransport
from record_cassettes import CASSETTES, cassette


class Missed(BaseException):
    """No error of the program's own: nothing that degrades gracefully may take it for one."""


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Refuses every connection and every question to the directory; what was tried is in the list."""
    tried: list[str] = []

    def refuse(*what: Any, **_: Any) -> None:
        tried.append(repr(what[-1]))
        raise Missed(f"the network was asked: {what}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tried


@pytest.fixture
def within() -> Callable[[float], AbstractContextManager[None]]:
    """Fails what takes more than so many seconds of this process, however busy the machine is."""

    @contextmanager
    def limited(seconds: float) -> Iterator[None]:
        began = time.process_time()
        yield
        assert time.process_time() - began < seconds

    return limited


@pytest.fixture(scope="session")
def transport() -> GuardedTransport:
    """The product's own way out; making one reads the machine's certificates."""
    return GuardedTransport()


@pytest.fixture
def play(no_network: list[str]) -> Callable[[str], AbstractContextManager[Any]]:
    """Plays a cassette: everything on it has to be asked for, and nothing else may be."""

    @contextmanager
    def playing(name: str) -> Iterator[Any]:
        with cassette(CASSETTES / f"{name}.yaml", "none") as tape:
            yield tape
            assert tape.all_played, f"{name}: not everything was asked for"
        assert no_network == []

    return playing
