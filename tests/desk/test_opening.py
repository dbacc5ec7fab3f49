"""A desk opens its own database, and leaves every other one as it is."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from legwork.config import Settings
from legwork.desk import backing_up
from legwork.desk.opening import open_desk
from legwork.errors import Damaged, Refused
from legwork.store.database import Database


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "home"
    path.mkdir(mode=0o700)
    return path


@pytest.fixture
def backup(home: Path, sqlite_template: Path, tmp_path: Path) -> Path:
    """A backup in the home whose database is away."""
    (home / "backups").mkdir(mode=0o700)
    desk = open_desk(of(shutil.copyfile(sqlite_template, tmp_path / "other.sqlite3"), home))
    path = home / "backups" / "before-import.sqlite3"
    backing_up.backup(desk, path)
    desk.close()
    return path


def of(file: Path, home: Path | None = None) -> Settings:
    return Settings(home or file.parent, f"sqlite:///{file}", ZoneInfo("UTC"))


def looks(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file beside a database with its bytes; without the locks, which hold nothing."""
    for path in sorted(folder.glob("*.sqlite3*")):
        yield path.name, path.read_bytes()


@pytest.mark.parametrize("log", ["delete", "wal"])
def test_another_programs_file_is_refused_and_left_as_it_is(home: Path, log: str) -> None:
    file = home / "legwork.sqlite3"
    with closing(sqlite3.connect(file)) as other:
        other.execute(f"PRAGMA journal_mode={log}")
        other.execute("CREATE TABLE songs (title TEXT)")
        other.commit()
    before = list(looks(home))
    with pytest.raises(Refused, match="another program"):
        open_desk(of(file))
    assert list(looks(home)) == before
    with pytest.raises(Refused, match="another program"):
        backing_up.restore(of(file), backup_elsewhere(home.parent / "aside"))
    assert list(looks(home)) == before


def backup_elsewhere(home: Path) -> Path:
    home.mkdir(mode=0o700)
    desk = open_desk(of(home / "legwork.sqlite3"))
    backing_up.backup(desk, home / "backup.sqlite3")
    desk.close()
    return home / "backup.sqlite3"


def test_another_programs_database_is_refused_whatever_it_lives_in(empty_database_url: str, home: Path) -> None:
    database = Database(empty_database_url)
    for line in ("CREATE TABLE alembic_version (version_num TEXT)", "CREATE TABLE songs (title TEXT)"):
        database.write(lambda connection, line=line: connection.execute(text(line)))
    database.close()
    with pytest.raises(Refused, match="another program"):
        open_desk(Settings(home, empty_database_url, ZoneInfo("UTC")))
    database = Database(empty_database_url)
    with database.read() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM alembic_version")).scalar() == 0
    database.close()


@pytest.mark.usefixtures("backup")
def test_an_empty_file_where_a_desk_was_is_a_loss(home: Path) -> None:
    file = home / "legwork.sqlite3"
    file.touch()
    with pytest.raises(Damaged, match="is empty, though this desk has backups"):
        open_desk(of(file))
    assert file.read_bytes() == b""
    assert [path.name for path in home.glob("legwork.sqlite3*")] == ["legwork.sqlite3"]


def test_a_backup_takes_the_place_of_an_empty_file(home: Path, backup: Path) -> None:
    file = home / "legwork.sqlite3"
    file.touch()
    backing_up.restore(of(file), backup)
    open_desk(of(file)).close()


def test_an_empty_file_where_no_desk_was_is_a_beginning(home: Path) -> None:
    file = home / "legwork.sqlite3"
    file.touch()
    open_desk(of(file)).close()
    assert file.stat().st_size > 0


def test_a_desk_whose_first_writes_are_in_its_log_alone_is_a_desk(home: Path, tmp_path: Path) -> None:
    """As a killed first start leaves it: the file has no tables, the log beside it has them all."""
    file = home / "legwork.sqlite3"
    desk = open_desk(of(file))
    killed = tmp_path / "killed"
    killed.mkdir(mode=0o700)
    (killed / "backups").mkdir()
    (killed / "backups" / "one.sqlite3").touch()
    for end in ("", "-wal"):
        shutil.copyfile(file.with_name(file.name + end), killed / f"legwork.sqlite3{end}")
    desk.close()
    with closing(sqlite3.connect(f"{(killed / file.name).as_uri()}?mode=ro&immutable=1", uri=True)) as alone:
        assert alone.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() == (0,)
    open_desk(of(killed / file.name)).close()
