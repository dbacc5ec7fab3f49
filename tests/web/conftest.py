"""A desk of the test's own, and somebody sitting at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from e2e.exports import write_exports
from legwork import app
from legwork.config import Settings
from legwork.desk import importing, visiting
from legwork.desk.opening import Desk, open_desk
from web.sitting import HERE, Sitting


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on the morning of Tuesday 24 November 2026 in Berlin."""
    environment = {
        "LEGWORK_HOME": str(tmp_path / "home"),
        "LEGWORK_NOW": "2026-11-24T09:00:00+01:00",
        "LEGWORK_TIMEZONE": "Europe/Berlin",
    }
    desk = open_desk(Settings.from_environment(environment))
    yield desk
    desk.close()


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    return write_exports(folder)


@pytest.fixture
def people(desk: Desk, exports: Path) -> None:
    """The people of the exports are on the desk."""
    importing.run(desk, [exports])


@pytest.fixture
def sitting(desk: Desk) -> Sitting:
    """A browser that came in by its one-time link."""
    sitting = Sitting(app.build(desk, port=8765).test_client())
    link = visiting.new_link(desk, f"{HERE}/")
    page = sitting.get(link.removeprefix(HERE))
    code = re.search(r'name="link" value="([^"]+)"', page)
    assert code
    sitting.post("/sign-in", link=code[1])
    return sitting


@pytest.fixture
def work_jobs(desk: Desk) -> Callable[[], None]:
    """Does what waits in line, as the jobs' thread would."""

    def work() -> None:
        for job in importing.waiting(desk):
            importing.work(desk, job)

    return work
