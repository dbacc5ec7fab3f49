"""Brings a database to the newest schema, all or nothing, after a backup.

An upgrade runs inside one transaction opened with an explicit BEGIN IMMEDIATE: when a step fails, the
database is as it was before, and the next start tries again.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from legwork.errors import Damaged, Refused, Unavailable
from legwork.store.database import Database, is_damage

OURS = frozenset({"alembic_version", "records", "events"})
MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(database: Database, *, before: Callable[[str], None] | None = None, migrations: Path = MIGRATIONS) -> bool:
    """Brings the schema up to date; True when something was done.

    `before` is called with the present revision when there is data to lose, before anything changes.

    Raises:
        Damaged: the file is no database, is damaged, or was made by a newer Legwork.
        Refused: the database is another program's.
    """
    known = _revisions(migrations)
    with database.read() as connection:
        present = revision_of(connection) or None
        _refuse_others(set(inspect(connection).get_table_names()))
    if present == known[-1]:
        return False
    if present is not None and present not in known:
        raise Damaged("This database was made by a newer Legwork; start that version, or restore a backup.")
    if present is not None and before is not None:
        before(present)
    database.write(lambda connection: _run(migrations, connection))
    return True


def check_file(database: Database, *, used: bool = False) -> None:
    """A quick look at the whole SQLite file, as every start takes it. One that is no desk's is not written to.

    `used` says that there was a desk before: then an empty file is a loss, and not a beginning.

    Raises:
        Damaged: the file is not a database, is empty though it must not be, or pages of it are not whole.
        Refused: it is another program's.
        Unavailable: it cannot be opened, or another program holds it.
    """
    if not database.sqlite:
        return
    tables = check_ours(Path(str(database.url.database)))
    if tables == set() and used:
        raise Damaged(
            "The database file is empty, though this desk has backups; it was left as it is. "
            "`legwork restore` brings back a backup; without the file a new desk begins."
        )
    try:
        with database.read() as connection:
            found = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    except Unavailable as problem:
        if not is_damage(problem):
            raise
        raise Damaged(
            "The database file cannot be read as a database; it was left as it is. "
            "`legwork restore` brings back a backup."
        ) from problem
    if found != "ok":
        raise Damaged("The database file is damaged; it was left as it is. `legwork restore` brings back a backup.")


def check_ours(path: Path) -> set[str] | None:
    """The tables of a SQLite file, as `_tables` reads them.

    Raises:
        Refused: they are another program's.
    """
    tables = _tables(path)
    _refuse_others(tables or set())
    return tables


def head() -> str:
    """The newest revision."""
    return _revisions(MIGRATIONS)[-1]


def make(connection: Connection, revision: str) -> None:
    """Inside a write: gives an empty database the schema of a revision."""
    _run(MIGRATIONS, connection, revision)


def revision_of(connection: Connection) -> str:
    """The revision of an open desk; empty when there is no schema."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _revisions(migrations: Path) -> list[str]:
    """The revisions from the first to the newest: a file each, which bears its number."""
    return sorted(path.name.partition("_")[0] for path in (migrations / "versions").glob("[0-9]*.py"))


def _tables(path: Path) -> set[str] | None:
    """The tables of a SQLite file, without writing to it or beside it; None where only opening it would tell.

    Opening a file makes its journal a write-ahead log, and even a reader of such a file makes files beside
    it, unless it is told that nobody writes; then again it would not see what a log holds already.
    """
    if not path.is_file():
        return None
    log = path.with_name(f"{path.name}-wal")
    alone = "" if log.exists() and log.stat().st_size else "&immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{alone}", uri=True)) as file:
            return {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError:
        return None


def _refuse_others(tables: set[str]) -> None:
    if tables and not tables >= OURS:
        raise Refused(
            "The database holds another program's tables, and no desk; it was left as it is. "
            "Set LEGWORK_DATABASE_URL or LEGWORK_HOME to another place."
        )


def _run(migrations: Path, connection: Connection, revision: str = "head") -> None:
    # loaded only where something is to be done, since that takes a third of a command's time
    from alembic import command  # noqa: PLC0415  see above
    from alembic.config import Config  # noqa: PLC0415  see above

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
