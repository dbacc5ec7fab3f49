"""Runs Legwork as a user does: commands, and a served desk."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from forking import Forked

PATIENCE = 60.0
NOW = "2026-11-24T09:00:00+01:00"


@dataclass(frozen=True, slots=True)
class Served:
    """A running desk: its address, the one-time links nobody used yet, and its folder."""

    url: str
    links: list[str]
    home: Path


def press(page: Page, *keys: str) -> None:
    """Presses a key, or several at once one after the other, once the page listens to keys."""
    page.locator("html[data-ready]").wait_for(state="attached")
    for key in keys:
        page.keyboard.press(key)


def wrote_without(page: Page) -> None:
    """Says, by its key, that a first message went out without having read up on somebody."""
    page.get_by_role("heading", name="Have you read up on").wait_for()
    press(page, "w")


def one_time_link(served: Served) -> str:
    """A link serves once, so each browser but the first gets one of its own."""
    if served.links:
        return served.links.pop()
    said = legwork(served.home, "sign-in")
    found = re.search(r"http://\S+/sign-in\?code=\S+", said)
    assert found, said
    return found[0]


def legwork(home: Path, *words: str, now: str = NOW) -> str:
    """Runs a command on the desk in `home` at an instant and returns what it printed."""
    process = Forked(words, environment(home, now))
    said = process.stdout.read()
    process.stdout.close()
    assert process.wait(PATIENCE) == 0, said
    return said


@contextmanager
def killed(home: Path) -> Iterator[Served]:
    """Serves the desk in `home` until the block ends, and then kills it in the middle of whatever it does."""
    with serve(home, end=Forked.kill) as served:
        yield served


@contextmanager
def serve(
    home: Path, now: str = NOW, *, port: int = 0, end: Callable[[Forked], None] = Forked.terminate
) -> Iterator[Served]:
    """Serves the desk in `home` on a port, or a free one, its clock standing at an instant, until the block ends."""
    process = Forked(["serve", "--port", str(port), "--no-open"], environment(home, now))
    watchdog = threading.Timer(PATIENCE, process.kill)
    watchdog.start()
    lines: list[str] = []
    drain = threading.Thread(target=process.stdout.read, daemon=True)
    try:
        url = _said(process, lines, r"Legwork is at (http://\S+?)/?\s")
        link = _said(process, lines, r"(http://\S+/sign-in\?code=\S+)")
        watchdog.cancel()
        drain.start()
        yield Served(url, [link], home)
    finally:
        watchdog.cancel()
        end(process)
        process.wait(PATIENCE)
        if drain.ident is not None:
            drain.join(PATIENCE)
        process.stdout.close()


def _said(process: Forked, lines: list[str], pattern: str) -> str:
    while True:
        found = re.search(pattern, "".join(lines))
        if found:
            return found[1]
        line = process.stdout.readline()
        assert line, "".join(lines)
        lines.append(line)


def environment(home: Path, now: str = NOW) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LEGWORK_")}
    return {
        **kept,
        "LEGWORK_HOME": str(home),
        "LEGWORK_NOW": now,
        "LEGWORK_TIMEZONE": "Europe/Berlin",
    }
