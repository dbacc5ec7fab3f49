"""Opens a desk: its folder, its database, and what a killed import left behind."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from legwork.config import Settings
from legwork.desk import placing
from legwork.errors import Conflict, Refused, Unsafe
from legwork.store import backups, batches, schema
from legwork.store.database import EXCLUSIVE_LOCK, Database

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@dataclass(frozen=True, slots=True)
class Desk:
    """One open desk. `clock` gives aware datetimes in the user's zone. `memory` holds readings that can be
    made again from the database at any time, each with the version it was made from."""

    settings: Settings
    database: Database
    clock: Callable[[], datetime]
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def uploads(self) -> Path:
        return self.settings.home / "uploads"

    @property
    def backups(self) -> Path:
        return self.settings.home / "backups"

    def close(self) -> None:
        self.database.close()


def open_desk(settings: Settings) -> Desk:
    """Opens the desk of these settings, making or upgrading what is missing.

    Raises:
        Unsafe: others may read the folder.
        Damaged: the database is not whole, or was made by a newer Legwork.
        Refused: the database is another program's, or there can be none at that place.
        Unavailable: the database cannot be reached.
    """
    prepare_home(settings.home)
    database = Database(settings.database_url)
    _check_place(database)
    try:
        desk = Desk(settings, database, settings.clock())
        schema.check_file(database, used=any(desk.backups.glob(f"*{backups.SUFFIX}")))
        schema.upgrade(database, before=lambda revision: _backup_before(desk, revision))
        clear_abandoned(desk)
    except BaseException:
        database.close()
        raise
    return desk


def prepare_home(home: Path) -> None:
    """Makes the folder for one person's eyes only, or refuses one that others may read."""
    os.umask(0o077)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise Unsafe(f"The folder {home} cannot be made ({problem.strerror}); set LEGWORK_HOME.") from problem
    if sys.platform == "win32":
        return
    found = home.stat()
    if found.st_uid != os.getuid():
        raise Unsafe(f"The folder {home} belongs to someone else; set LEGWORK_HOME to one of your own.")
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise Unsafe(f"Others may read the folder {home}; `chmod 700` it, or set LEGWORK_HOME to another.")


def _check_place(database: Database) -> None:
    """Raises Refused where there can be no file of that name, or none that is safe.

    Of a name SQLite would not say which part of it is wrong.
    """
    if not database.sqlite:
        return
    path = Path(str(database.url.database))
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent.absolute()}; make it, or change LEGWORK_DATABASE_URL.")
    if path.is_dir():
        raise Refused(f"{path.absolute()} is a folder and no database file; change LEGWORK_DATABASE_URL.")
    placing.refuse_network(path.parent)


def clear_abandoned(desk: Desk) -> list[str]:
    """Removes what imports that died have staged; leaves alone one that runs at this moment."""
    with desk.database.read() as connection:
        left = batches.staged(connection)
    if not left:
        return []
    try:
        with alone(desk):
            for batch in left:
                desk.database.write(partial(batches.discard, batch_id=batch))
    except Conflict:
        return []
    return left


@contextlib.contextmanager
def alone(desk: Desk) -> Iterator[None]:
    """Only one process, and in it one thread, imports or undoes an import at a time.

    Raises:
        Conflict: another is at it.
    """
    busy = Conflict("Another import is running on this desk; wait until it is done, then try again.")
    holding = locked(desk.settings.home / "import.lock", busy)
    with holding:
        if desk.database.sqlite:
            yield
            return
        with desk.database.reading.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not _advisory(connection, "pg_try_advisory_lock"):
                raise busy
            try:
                yield
            finally:
                _advisory(connection, "pg_advisory_unlock")


def _advisory(connection: Connection, function: str) -> bool:
    return bool(connection.execute(text(f"SELECT {function}(:lock)"), {"lock": EXCLUSIVE_LOCK}).scalar())


@contextlib.contextmanager
def locked(path: Path, busy: Conflict) -> Iterator[None]:
    """Holds a file's lock; raises `busy` when another process, or another thread of this one, holds it."""
    with path.open("a+b") as file:
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise busy from problem
        yield


def _backup_before(desk: Desk, revision: str) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    desk.backups.mkdir(mode=0o700, exist_ok=True)
    backups.write(desk.database, desk.backups / f"before-upgrade-from-{revision}-{stamp}.sqlite3")
