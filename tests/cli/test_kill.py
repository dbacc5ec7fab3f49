"""`kill -9` at any moment: nothing broken, nothing half there, and doing it again completes it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from killing import Processes, processes
from legwork.config import Settings
from legwork.desk import checking, importing
from legwork.desk.opening import open_desk
from legwork.store import links

ROWS = 500
MOMENTS = 12
MOST_RUNS = 60
SEED = 2026

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def connections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LinkedIn file of many people with names of their own."""
    path = tmp_path_factory.mktemp("exports") / "Connections.csv"
    lines = ["First Name,Last Name,URL,Email Address,Company,Position,Connected On"]
    lines += [
        f"{_word(n * 7)},{_word(n * 11)}{_word(n).lower()},https://www.linkedin.com/in/p{n},p{n}@h{n % 211}.example,"
        f"{_word(n % 211)} {_word(n % 13)},Role {n % 17},{1 + n % 28:02} Mar {2010 + n % 14}"
        for n in range(ROWS)
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _word(number: int) -> str:
    signs = "bdfgklmnprstvz"
    vowels = "aeiou"
    parts = []
    for _ in range(3):
        number, sign = divmod(number, len(signs))
        number, vowel = divmod(number, len(vowels))
        parts.append(signs[sign] + vowels[vowel])
    return "".join(parts).capitalize()


@pytest.fixture
def fresh(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[], Settings]]:
    """Settings of a new desk each time."""
    made: list[str] = []

    def one() -> Settings:
        home = tmp_path / f"home{len(made)}"
        url = f"sqlite:///{home / 'legwork.sqlite3'}"
        if database_kind == "postgresql":
            url = request.getfixturevalue("postgresql").empty()
        made.append(url)
        return Settings.from_environment(
            {"LEGWORK_HOME": str(home), "LEGWORK_DATABASE_URL": url, "LEGWORK_TIMEZONE": "Europe/Berlin"}
        )

    yield one
    if database_kind == "postgresql":
        for url in made:
            request.getfixturevalue("postgresql").drop(url)


def environment(settings: Settings) -> dict[str, str]:
    return {
        "LEGWORK_HOME": str(settings.home),
        "LEGWORK_DATABASE_URL": settings.database_url,
        "LEGWORK_TIMEZONE": "Europe/Berlin",
        "PATH": os.environ.get("PATH", ""),
    }


def contacts_of(settings: Settings) -> int:
    """How many contacts there are once the doctor has found nothing."""
    desk = open_desk(settings)
    try:
        assert [finding for finding in checking.doctor(desk) if not finding.ok] == []
        with desk.database.read() as connection:
            return links.counts(connection)[0]
    finally:
        desk.close()


def test_an_import_killed_at_any_moment_is_whole_or_not_there(fresh: Callable[[], Settings], connections: Path) -> None:
    settings = fresh()
    with processes(environment(settings)) as running:
        code, takes = running.run(["import", str(connections)])
    assert code == 0
    assert contacts_of(settings) == ROWS
    settings = fresh()
    running = Processes(environment(settings))
    chance = Random(SEED)
    killed = 0
    try:
        for _ in range(MOST_RUNS):
            moment = chance.uniform(0.02, 1.0) * takes
            code, took = running.run(["import", str(connections)], kill_after=moment)
            killed += code == -9
            # a run that was done before its moment says how long one takes by now
            takes = takes if code else min(takes, took)
            found = contacts_of(settings)
            assert found in {0, ROWS}
            if found:
                running.close()
                settings = fresh()
                running = Processes(environment(settings))
            if killed == MOMENTS:
                break
        code, _ = running.run(["import", str(connections)])
    finally:
        running.close()
    assert code == 0
    assert killed == MOMENTS
    assert contacts_of(settings) == ROWS
    desk = open_desk(settings)
    try:
        (file,) = importing.run(desk, [connections])["files"]
        assert (file["read"], file["unchanged"]) == (ROWS, ROWS)
    finally:
        desk.close()
