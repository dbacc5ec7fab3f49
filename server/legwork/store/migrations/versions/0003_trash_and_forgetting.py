"""The trash, forgetting, shared identifiers, what a join taken back moves, and the other candidates of a doubt."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# A record that an applied or withdrawn import has shown stays, unless it is being forgotten.
SHOWN = """SELECT 1 FROM sightings s JOIN batch_files f ON f.file_id = s.file_id
           JOIN batches b ON b.id = f.batch_id WHERE s.record_id = OLD.id AND b.state <> 'staged'"""
SEEN = """SELECT 1 FROM batch_files f JOIN batches b ON b.id = f.batch_id
          WHERE f.file_id = OLD.file_id AND b.state <> 'staged'"""
# Each table with the column that names the event it belongs to.
SAID = {
    "rulings": "event_id",
    "moves": "event_id",
    "shared": "event_id",
    "trashed": "event_id",
    "tombstones": "event_id",
}


def upgrade() -> None:
    tables()
    statements = of_sqlite() if op.get_bind().dialect.name == "sqlite" else of_postgresql()
    for statement in statements:
        op.execute(statement)


def of_sqlite() -> list[str]:
    def forgotten(name: str) -> str:
        return f"EXISTS (SELECT 1 FROM forgetting WHERE name = {name})"

    def refuse(trigger: str, act: str, table: str, unless: str = "") -> str:
        when = f"WHEN {unless}" if unless else ""
        return f"""CREATE TRIGGER {trigger} BEFORE {act} ON {table} {when}
            BEGIN SELECT RAISE(ABORT, '{table} are never changed or removed'); END"""

    gone = ("events_update", "events_delete", "rulings_delete", "records_delete")
    found = [f"DROP TRIGGER {name}" for name in gone]
    found += [refuse(f"events_{act}", act.upper(), "events", f"NOT {forgotten('OLD.id')}") for act in ("update", "delete")]
    for table, column in SAID.items():
        found.append(refuse(f"{table}_delete", "DELETE", table, f"NOT {forgotten(f'OLD.{column}')}"))
        if table != "rulings":
            found.append(refuse(f"{table}_update", "UPDATE", table))
    record = "'r' || OLD.id"
    found.append(refuse("records_delete", "DELETE", "records", f"EXISTS ({SHOWN}) AND NOT {forgotten(record)}"))
    seen = "'r' || OLD.record_id"
    found.append(refuse("sightings_delete", "DELETE", "sightings", f"EXISTS ({SEEN}) AND NOT {forgotten(seen)}"))
    return found


def of_postgresql() -> list[str]:
    refuse = """CREATE OR REPLACE FUNCTION legwork_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_NARGS = 1 AND EXISTS (SELECT 1 FROM forgetting WHERE name = to_jsonb(OLD) ->> TG_ARGV[0]) THEN
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '% are never changed or removed', TG_TABLE_NAME;
        END $$"""
    keep = f"""CREATE OR REPLACE FUNCTION legwork_keep_shown() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS ({SHOWN}) AND NOT EXISTS (SELECT 1 FROM forgetting WHERE name = 'r' || OLD.id) THEN
                RAISE EXCEPTION 'records are never changed or removed';
            END IF;
            RETURN OLD;
        END $$"""
    sighting = f"""CREATE FUNCTION legwork_keep_seen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS ({SEEN}) AND NOT EXISTS (SELECT 1 FROM forgetting WHERE name = 'r' || OLD.record_id) THEN
                RAISE EXCEPTION 'sightings are never changed or removed';
            END IF;
            RETURN OLD;
        END $$"""
    found = [refuse, keep, sighting]
    found += [f"DROP TRIGGER {name} ON {name.partition('_')[0]}" for name in ("events_update", "events_delete", "rulings_delete")]
    found += [trigger(f"events_{act}", act.upper(), "events", "id") for act in ("update", "delete")]
    for table, column in SAID.items():
        found.append(trigger(f"{table}_delete", "DELETE", table, column))
        if table != "rulings":
            found.append(trigger(f"{table}_update", "UPDATE", table))
    found.append(
        "CREATE TRIGGER sightings_delete BEFORE DELETE ON sightings FOR EACH ROW EXECUTE FUNCTION legwork_keep_seen()"
    )
    return found


def trigger(name: str, act: str, table: str, column: str = "") -> str:
    said = f"'{column}'" if column else ""
    return f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION legwork_refuse({said})"


def tables() -> None:
    op.add_column("doubts", sa.Column("alternatives", sa.Text(), nullable=False, server_default="[]"))
    op.create_table(
        "moves",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("moved_id", sa.String(), nullable=False),
        sa.Column("record_id", Identity, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_moves_event_id")),
        sa.ForeignKeyConstraint(["moved_id"], ["events.id"], name=op.f("fk_moves_moved_id")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_moves_record_id")),
        sa.PrimaryKeyConstraint("event_id", "moved_id", name=op.f("pk_moves")),
    )
    op.create_table(
        "shared",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_shared_event_id")),
        sa.PrimaryKeyConstraint("event_id", "identifier", name=op.f("pk_shared")),
    )
    op.create_table(
        "trashed",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("record_id", Identity, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_trashed_event_id")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_trashed_record_id")),
        sa.PrimaryKeyConstraint("event_id", "record_id", name=op.f("pk_trashed")),
    )
    op.create_index(op.f("ix_trashed_record_id"), "trashed", ["record_id"], unique=False)
    op.create_table(
        "tombstones",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_tombstones_event_id")),
        sa.PrimaryKeyConstraint("event_id", "digest", name=op.f("pk_tombstones")),
    )
    op.create_table(
        "forgetting",
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_forgetting")),
    )
