"""A desk served by the tests' own process, so that its clock can be set while a browser sits at it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from werkzeug.serving import make_server

from e2e.desks import Served
from legwork import app
from legwork.config import Settings
from legwork.desk import visiting
from legwork.desk.opening import Desk, open_desk

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(slots=True)
class Clock:
    """Gives the instant it was set to."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def set(self, when: str) -> None:
        """To a wall time in Berlin, such as `2026-11-24T12:00`."""
        self.now = datetime.fromisoformat(when).replace(tzinfo=BERLIN)


@contextmanager
def opened(home: Path, when: str) -> Iterator[tuple[Desk, Clock]]:
    """The desk in `home` with a clock to set."""
    clock = Clock(datetime.fromisoformat(when).replace(tzinfo=BERLIN))
    desk = open_desk(Settings(home=home, database_url=f"sqlite:///{home / 'legwork.sqlite3'}", timezone=BERLIN))
    try:
        yield replace(desk, clock=clock), clock
    finally:
        desk.close()


@contextmanager
def served(desk: Desk) -> Iterator[Served]:
    """The desk at an address of its own, with one link to sign in by."""
    server = make_server("127.0.0.1", 0, lambda _environ, _start: [], threaded=True)
    url = f"http://127.0.0.1:{server.port}"
    server.app = app.build(desk, port=server.port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Served(url, [visiting.new_link(desk, f"{url}/")], desk.settings.home)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
