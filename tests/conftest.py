"""What every test may ask for: a database of either kind, and a clock that stands still."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

if TYPE_CHECKING:  # pytest must be the first to import it, to explain its assertions
    from playwright.sync_api import Playwright

    from postgresql import PostgreSQL

pytest_plugins = ["postgresql"]

# the same examples in every run, on machines of any speed
settings.register_profile("legwork", derandomize=True, deadline=None, database=None, print_blob=False)
settings.load_profile("legwork")

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@dataclass(slots=True)
class FrozenClock:
    """A clock that moves only when told to; calling it gives an aware datetime."""

    instant: datetime = MORNING

    def __call__(self) -> datetime:
        return self.instant

    def advance(self, **amount: float) -> datetime:
        """Moves on by `timedelta(**amount)`, by wall time, and gives the new instant."""
        self.instant += timedelta(**amount)
        return self.instant


@pytest.fixture
def clock() -> FrozenClock:
    """Monday 23 November 2026, 8:00 in Berlin."""
    return FrozenClock()


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """What drives every browser of a run: a process can have one of it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only tests in browsers load it

    with sync_playwright() as driver:
        yield driver


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Runs the test once for each database Legwork works on."""
    return str(request.param)


@pytest.fixture
def empty_database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database of the test's own with nothing in it, not even tables."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.empty()
    yield url
    server.drop(url)


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database of the test's own at the newest schema, with no rows of the user's."""
    if database_kind == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield f"sqlite:///{shutil.copyfile(template, tmp_path / 'legwork.sqlite3')}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.copy(server.template("newest", migrate))
    yield url
    server.drop(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "legwork.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


def migrate(url: str) -> None:
    """Brings the database at `url` to the newest schema."""
    # only here: the tests of the pure packages load no database
    from legwork.store.database import Database  # noqa: PLC0415  see above
    from legwork.store.schema import upgrade  # noqa: PLC0415  see above

    database = Database(url)
    try:
        upgrade(database)
    finally:
        database.close()
