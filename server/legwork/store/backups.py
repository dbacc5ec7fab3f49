"""Backups: one SQLite file whichever database the desk lives in, checked before it counts as one.

A backup is written beside its place, verified there, brought to disk, and only then given its name, so a
file of that name is always whole. Its SHA-256 stands beside it, in the form `sha256sum -c` reads.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnClause, Connection, column, func, inspect, literal_column, select, table, text

from legwork.errors import DISK_FULL, Damaged, Refused, Unavailable, is_disk_full
from legwork.store import schema
from legwork.store.database import Database
from legwork.store.tables import metadata

SUFFIX = ".sqlite3"
JOURNALS = ("-wal", "-shm", "-journal")
ROWS_AT_ONCE = 1_000
# Of automatic backups: all of the last hours, then one a day, then one a week, as Anki keeps them.
KEEP_HOURS = 24
KEEP_DAYS = 12
KEEP_WEEKS = 12


def write(database: Database, path: Path) -> Path:
    """A verified copy of one moment of an open database, while others go on writing. Returns its path.

    Raises:
        Refused: nothing can be written there.
        Damaged: the database, or the copy of it, is not whole; nothing has that name.
        Unavailable: the disk is full, or the database does not answer.
    """
    with told(f"The backup cannot be written to {path}"), beside(path) as new:
        counted = _copy_file(database, new) if database.sqlite else _copy_tables(database, new)
        _seal(new)
        found = verify(new)
        if found != counted:
            raise Damaged("The backup does not hold as many rows as the database; nothing was kept of it.")
        publish(new, path)
    return path


def publish(new: Path, path: Path) -> None:
    """Gives a finished file its name, with its SHA-256 beside it."""
    digest = sha256_of(new)
    _to_disk(new)
    # without its manifest a backup is still restored, with an old one it would not be
    manifest_of(path).unlink(missing_ok=True)
    new.replace(path)
    with beside(manifest_of(path)) as line:
        line.write_text(f"{digest}  {path.name}\n", "utf-8")
        _to_disk(line)
        line.replace(manifest_of(path))
    _to_disk(path.parent)


def manifest_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_named_by_manifest(path: Path, digest: str) -> bool:
    """False when a manifest stands beside `path` and names other content."""
    try:
        words = manifest_of(path).read_text("utf-8").split()
    except FileNotFoundError:
        return True
    except (OSError, UnicodeDecodeError):
        return False
    return bool(words) and words[0].lower() == digest


def verify(path: Path, name: str = "") -> dict[str, int]:
    """Checks every page and reference of a SQLite file, called `name`; returns the rows of each table.

    Raises:
        Damaged: it is not a database, or not whole.
    """
    try:
        with contextlib.closing(_open(path)) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise Damaged(f"{name or path.name} is damaged.")
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise Damaged(f"{name or path.name} is damaged: something in it refers to what is not there.")
            return _count(connection)
    except sqlite3.DatabaseError as problem:
        raise Damaged(f"{name or path.name} cannot be read as a database.") from problem


def is_backup(path: Path) -> bool:
    """Whether a file holds a desk, whole or not."""
    try:
        with contextlib.closing(_open(path)) as connection:
            return {"records", "events", "alembic_version"} <= _count(connection).keys()
    except (OSError, sqlite3.DatabaseError):
        return False


def fill(connection: Connection, source: Path) -> None:
    """Inside a write on PostgreSQL: puts the rows of a backup in the place of everything there is."""
    kept = Database(f"sqlite:///{source}")
    try:
        names = [each.name for each in metadata.sorted_tables]
        for name in names:
            connection.execute(text(f'ALTER TABLE "{name}" DISABLE TRIGGER USER'))
        for name in reversed(names):
            connection.execute(table(name).delete())
        with kept.read() as reading:
            for name in names:
                _copy_rows(reading, connection, name)
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        for name in names:
            _continue_numbers(connection, name)
            connection.execute(text(f'ALTER TABLE "{name}" ENABLE TRIGGER USER'))
    finally:
        kept.close()


def shape(path: Path) -> set[tuple[str, ...]]:
    """Every table, index, trigger and view of a SQLite file; what triggers and views do is part of it."""
    with contextlib.closing(_open(path)) as connection:
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return {
        (kind, name, of, " ".join(does.split()) if kind in {"trigger", "view"} else "") for kind, name, of, does in rows
    }


def put_in_place(new: Path, path: Path) -> None:
    """Gives a finished file the name of a database that nobody has open and whose journal is folded in."""
    _to_disk(new)
    for end in JOURNALS:
        path.with_name(path.name + end).unlink(missing_ok=True)
    new.replace(path)
    _to_disk(path.parent)


def fold(path: Path) -> None:
    """Folds a SQLite file's journal into it, so that it stands alone.

    Raises:
        Unavailable: another program has the file open.
    """
    with contextlib.closing(_open(path)) as connection:
        try:
            found = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError:
            found = None
    if found != ("delete",):
        raise Unavailable("Another program has the database open; end it and try again.")


def thin_out(folder: Path, now: datetime) -> list[Path]:
    """Removes automatic backups (`before-…`) that newer ones make dispensable; returns them."""
    dated = [
        (datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo), path) for path in folder.glob(f"before-*{SUFFIX}")
    ]
    held: set[str] = set()
    gone = []
    for made, path in sorted(dated, reverse=True):
        period = _period(now - made, made)
        if period and (period not in held):
            held.add(period)
        else:
            gone.append(path)
    for path in gone:
        path.unlink(missing_ok=True)
        manifest_of(path).unlink(missing_ok=True)
    return gone


def _period(age: timedelta, made: datetime) -> str:
    """The span of time of which one backup is kept; empty for none."""
    if age <= timedelta(hours=KEEP_HOURS):
        return made.isoformat()
    if age <= timedelta(days=KEEP_DAYS):
        return made.strftime("%Y-%m-%d")
    return made.strftime("%G week %V") if age <= timedelta(weeks=KEEP_WEEKS) else ""


def _copy_file(database: Database, new: Path) -> dict[str, int]:
    """The file as one read transaction sees it; SQLite's own copying keeps to that transaction."""
    with (
        contextlib.closing(_open(Path(str(database.url.database)))) as source,
        contextlib.closing(_open(new)) as target,
    ):
        source.execute("BEGIN")
        counted = _count(source)
        source.backup(target)
        source.execute("ROLLBACK")
        return counted


def _copy_tables(database: Database, new: Path) -> dict[str, int]:
    """Every row of one snapshot of a PostgreSQL schema, in a SQLite file at the same revision."""
    made = Database(f"sqlite:///{new}")
    try:
        with database.read() as reading:
            revision = schema.revision_of(reading)
            made.write(lambda connection: schema.make(connection, revision))
            names = sorted(set(inspect(reading).get_table_names()) - {"alembic_version"})

            def copy(connection: Connection) -> dict[str, int]:
                connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
                return {name: _copy_rows(reading, connection, name) for name in names}

            return {"alembic_version": 1, **made.write(copy)}
    finally:
        made.close()


def _copy_rows(reading: Connection, writing: Connection, name: str) -> int:
    """Copies a table in pieces, in the order of its key: events refer to earlier ones."""
    found = inspect(reading)
    columns: list[ColumnClause[Any]] = [column(each["name"]) for each in found.get_columns(name)]
    key: list[ColumnClause[Any]] = [column(each) for each in found.get_pk_constraint(name)["constrained_columns"]]
    plain = table(name, *columns)
    rows = reading.execution_options(yield_per=ROWS_AT_ONCE).execute(select(*columns).select_from(plain).order_by(*key))
    copied = 0
    for part in rows.mappings().partitions():
        writing.execute(plain.insert(), [dict(row) for row in part])
        copied += len(part)
    return copied


def _continue_numbers(connection: Connection, name: str) -> None:
    """Lets a table's own numbers go on after the highest that was put in."""
    for each in metadata.tables[name].primary_key:
        sequence = connection.execute(select(func.pg_get_serial_sequence(name, each.name))).scalar()
        if sequence is not None:
            highest = select(func.max(literal_column(each.name))).select_from(table(name)).scalar_subquery()
            connection.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    # a file from elsewhere may hold triggers and views of its own; nothing of it may run
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def _count(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    quoted = {name: '"' + name.replace('"', '""') + '"' for (name,) in names}
    return {
        name: connection.execute(f"SELECT count(*) FROM {safe}").fetchone()[0]  # noqa: S608  a name cannot be bound
        for name, safe in quoted.items()
    }


def _seal(path: Path) -> None:
    """Makes a copy one plain file, without a journal beside it."""
    with contextlib.closing(_open(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    path.chmod(0o600)


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A path in the same folder for a file to be, gone at the end unless it was given its name."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    os.close(handle)
    new = Path(name)
    try:
        yield new
    finally:
        for each in (new, *(new.with_name(new.name + end) for end in JOURNALS)):
            each.unlink(missing_ok=True)


def copy_to(path: Path, target: Path) -> str:
    """Copies a file to `target`, readable by its owner alone; returns the SHA-256 of what was copied."""
    with path.open("rb") as source, target.open("wb") as file:
        target.chmod(0o600)
        shutil.copyfileobj(source, file, 1 << 20)
    return sha256_of(target)


@contextlib.contextmanager
def told(what: str) -> Iterator[None]:
    """Turns what the disk says into a sentence that begins with `what`."""
    try:
        yield
    except OSError as problem:
        if is_disk_full(problem):
            raise Unavailable(DISK_FULL) from problem
        raise Refused(f"{what} ({problem.strerror}).") from problem
    except sqlite3.DatabaseError as problem:
        code = getattr(problem, "sqlite_errorname", "") or type(problem).__name__
        if code == "SQLITE_FULL":
            raise Unavailable(DISK_FULL) from problem
        raise Damaged(f"{what}: the database could not be copied ({code}).") from problem


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
