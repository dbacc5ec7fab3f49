"""Migrations: all or nothing, after a backup, and the same as the tables say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from legwork.errors import Damaged, Unavailable
from legwork.store import schema
from legwork.store.database import Database
from legwork.store.tables import IMMUTABLE, metadata

HEAD = schema.head()
BROKEN = '''
"""Fails at its last step."""
import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "HEAD"


def upgrade() -> None:
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("settings", sa.Column("more", sa.String))
    op.execute("INSERT INTO settings (name, value) VALUES ('half', 'done')")
    op.execute("INSERT INTO there_is_no_such_table VALUES (1)")
'''.replace("HEAD", HEAD)


def opened(url: str) -> Database:
    return Database(url)


def later(tmp_path: Path, text_of_revision: str) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9998_next.py").write_text(text_of_revision, encoding="utf-8")
    return folder


def test_a_migrated_database_is_what_the_tables_say(database_url: str) -> None:
    database = opened(database_url)
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_an_older_database_becomes_what_the_tables_say(empty_database_url: str, revision: str) -> None:
    database = opened(empty_database_url)
    database.write(lambda connection: schema.make(connection, revision))
    database.write(lambda connection: [connection.execute(text(line)) for line in STORED[:8]])
    assert schema.upgrade(database)
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    for statement in (
        "DELETE FROM records",
        "DELETE FROM sightings",
        "DELETE FROM events",
        "UPDATE events SET kind = 'x'",
    ):
        with pytest.raises(Unavailable):
            database.write(lambda connection, said=statement: connection.execute(text(said)))
    database.close()


def test_a_new_database_is_made_once(empty_database_url: str) -> None:
    database = opened(empty_database_url)
    assert schema.upgrade(database)
    assert not schema.upgrade(database)
    database.close()


def test_a_failed_upgrade_leaves_everything_as_it_was_and_can_be_tried_again(database_url: str, tmp_path: Path) -> None:
    database = opened(database_url)
    broken = later(tmp_path, BROKEN)
    database.write(lambda c: c.execute(text("INSERT INTO settings (name, value) VALUES ('name', 'Ana')")))
    seen: list[str] = []
    with pytest.raises(Unavailable):
        schema.upgrade(database, before=seen.append, migrations=broken)
    assert seen == [HEAD]
    with database.read() as connection:
        assert not inspect(connection).has_table("half")
        assert [column["name"] for column in inspect(connection).get_columns("settings")] == ["name", "value"]
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [HEAD]
        assert connection.execute(text("SELECT name FROM settings")).scalars().all() == ["name"]
    mended = BROKEN.replace('op.execute("INSERT INTO there_is_no_such_table VALUES (1)")', "pass")
    (broken / "versions" / "9998_next.py").write_text(mended, encoding="utf-8")
    database.close()
    database = opened(database_url)
    assert schema.upgrade(database, migrations=broken)
    with database.read() as connection:
        assert inspect(connection).has_table("half")
    database.close()


def test_a_database_of_a_newer_legwork_is_left_alone(database_url: str) -> None:
    database = opened(database_url)
    database.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(Damaged, match="newer Legwork"):
        schema.upgrade(database)
    database.close()


@pytest.mark.parametrize("content", [b"this is no database at all " * 400, b"\x89PNG\r\n" * 2000])
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.sqlite3"
    file.write_bytes(content)
    database = opened(f"sqlite:///{file}")
    with pytest.raises(Damaged):
        schema.check_file(database)
    database.close()
    assert file.read_bytes() == content


@pytest.mark.parametrize("table", IMMUTABLE)
def test_the_database_itself_refuses_to_change_what_is_immutable(database_url: str, table: str) -> None:
    database = opened(database_url)
    database.write(lambda c: [c.execute(text(line)) for line in STORED])
    change = CHANGES[table]
    for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}"):
        with pytest.raises(Unavailable):
            database.write(lambda c, statement=statement: c.execute(text(statement)))
    with database.read() as connection:
        found = connection.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one()
    assert found == {"records": 2, "events": 2}.get(table, 1)
    database.close()


def test_what_a_killed_import_staged_may_go(database_url: str) -> None:
    database = opened(database_url)
    database.write(lambda c: [c.execute(text(line)) for line in STORED[:7]])
    database.write(lambda c: c.execute(text("UPDATE batches SET state = 'staged'")))
    database.write(lambda c: c.execute(text("DELETE FROM sightings")))
    database.write(lambda c: c.execute(text("DELETE FROM records")))
    database.close()


STORED = [
    "INSERT INTO batches (id, kind, state, created_at) VALUES ('b_1', 'import', 'applied', 'x')",
    (
        "INSERT INTO files (id, sha256, name, kind, version, size, encoding, as_of, identity)"
        " VALUES (1, 's', 'n', 'k', 1, 1, '', '', 'i')"
    ),
    "INSERT INTO batch_files (batch_id, file_id) VALUES ('b_1', 1)",
    "INSERT INTO records (id, digest, source, key, claim, raw) VALUES (1, 'd1', 'k', '', '{}', 'r')",
    "INSERT INTO records (id, digest, source, key, claim, raw) VALUES (2, 'd2', 'k', '', '{}', 'r')",
    "INSERT INTO sightings (file_id, locator, record_id, long_locator) VALUES (1, '1', 1, '')",
    "INSERT INTO sightings (file_id, locator, record_id, long_locator) VALUES (1, '2', 2, '')",
    "INSERT INTO events (seq, id, at, kind, data) VALUES (1, 'e_1', 'x', 'ruling', '{}')",
    "INSERT INTO events (seq, id, at, kind, data) VALUES (2, 'e_2', 'x', 'undo', '{}')",
    "INSERT INTO rulings (event_id, left_id, right_id, verdict) VALUES ('e_1', 1, 2, 'same')",
    "INSERT INTO moves (event_id, moved_id, record_id) VALUES ('e_2', 'e_1', 1)",
    "INSERT INTO shared (event_id, identifier) VALUES ('e_1', 'phone:1')",
    "INSERT INTO trashed (event_id, record_id) VALUES ('e_1', 2)",
    "INSERT INTO tombstones (event_id, digest) VALUES ('e_1', 'd')",
]
CHANGES = {
    "records": "raw = 'x'",
    "events": "kind = 'x'",
    "rulings": "verdict = 'x'",
    "moves": "record_id = 2",
    "shared": "identifier = 'x'",
    "trashed": "record_id = 1",
    "tombstones": "digest = 'x'",
}


def test_a_migration_is_named_after_its_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    found = {revision.revision: Path(revision.path).name for revision in script.walk_revisions()}
    assert all(name.startswith(f"{revision}_") for revision, name in found.items())
    assert max(found) == script.get_current_head() == schema.head()
