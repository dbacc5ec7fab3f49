"""Brings a database to the newest schema, all or nothing, after a backup.

An upgrade runs inside one transaction opened with an explicit BEGIN IMMEDIATE: when a step fails, the
database is as it was before, and the next start tries again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from legwork.errors import Damaged
from legwork.store.database import Database

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(database: Database, *, before: Callable[[str], None] | None = None, migrations: Path = MIGRATIONS) -> bool:
    """Brings the schema up to date; True when something was done.

    `before` is called with the present revision when there is data to lose, before anything changes.

    Raises:
        Damaged: the file is no database, is damaged, or was made by a newer Legwork.
    """
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    present = _revision(database)
    if present == script.get_current_head():
        return False
    if present is not None and present not in {revision.revision for revision in script.walk_revisions()}:
        raise Damaged("This database was made by a newer Legwork; start that version, or restore a backup.")
    if present is not None and before is not None:
        before(present)
    database.write(lambda connection: _run(config, connection))
    return True


def check_file(database: Database) -> None:
    """A quick look at the whole SQLite file, as every start takes it.

    Raises:
        Damaged: the file is not a database, or pages of it are not whole.
    """
    if not database.sqlite:
        return
    try:
        with database.reading.connect() as connection:
            found = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    except DatabaseError as problem:
        raise Damaged(
            "The database file cannot be read as a database; it was left as it is. "
            "`legwork restore` brings back a backup."
        ) from problem
    if found != "ok":
        raise Damaged("The database file is damaged; it was left as it is. `legwork restore` brings back a backup.")


def head() -> str:
    """The newest revision."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return ScriptDirectory.from_config(config).get_current_head() or ""


def make(connection: Connection, revision: str) -> None:
    """Inside a write: gives an empty database the schema of a revision."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    _run(config, connection, revision)


def revision_of(connection: Connection) -> str:
    """The revision of an open desk; empty when there is no schema."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def _revision(database: Database) -> str | None:
    with database.read() as connection:
        return revision_of(connection) or None


def _run(config: Config, connection: Connection, revision: str = "head") -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
