"""The first schema: records and where they were seen, linkage, contacts, events, doors, jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# A record that an applied or withdrawn import has shown to the user stays for ever; only what a killed
# import left behind may go. Events and rulings never change and never go.
SHOWN = """SELECT 1 FROM sightings s JOIN batch_files f ON f.file_id = s.file_id
           JOIN batches b ON b.id = f.batch_id WHERE s.record_id = OLD.id AND b.state <> 'staged'"""


def upgrade() -> None:
    tables()
    if op.get_bind().dialect.name == "sqlite":
        for statement in triggers_of_sqlite():
            op.execute(statement)
    else:
        for statement in triggers_of_postgresql():
            op.execute(statement)


def triggers_of_sqlite() -> list[str]:
    found = [
        f"""CREATE TRIGGER {table}_{act} BEFORE {act.upper()} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} are never changed or removed'); END"""
        for table, act in (
            ("records", "update"),
            ("events", "update"),
            ("events", "delete"),
            ("rulings", "update"),
            ("rulings", "delete"),
        )
    ]
    return [
        *found,
        f"""CREATE TRIGGER records_delete BEFORE DELETE ON records WHEN EXISTS ({SHOWN})
            BEGIN SELECT RAISE(ABORT, 'records are never changed or removed'); END""",
    ]


def triggers_of_postgresql() -> list[str]:
    refuse = """CREATE FUNCTION legwork_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% are never changed or removed', TG_TABLE_NAME; END $$"""
    keep = f"""CREATE FUNCTION legwork_keep_shown() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS ({SHOWN}) THEN RAISE EXCEPTION 'records are never changed or removed'; END IF;
            RETURN OLD;
        END $$"""
    statements = [refuse, keep]
    for table, act in (
        ("records", "update"),
        ("events", "update"),
        ("events", "delete"),
        ("rulings", "update"),
        ("rulings", "delete"),
    ):
        statements.append(
            f"CREATE TRIGGER {table}_{act} BEFORE {act.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION legwork_refuse()"
        )
    statements.append(
        "CREATE TRIGGER records_delete BEFORE DELETE ON records FOR EACH ROW EXECUTE FUNCTION legwork_keep_shown()"
    )
    return statements


def tables() -> None:
    op.create_table(
        "answers",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answers")),
    )
    op.create_index(op.f("ix_answers_at"), "answers", ["at"], unique=False)
    op.create_table(
        "batches",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("applied_at", sa.String(), nullable=True),
        sa.Column("event_id", sa.String(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_index(op.f("ix_batches_state"), "batches", ["state"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("id", Identity, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("merged", sa.Text(), nullable=False),
        sa.Column("joins", sa.Text(), nullable=False),
        sa.Column("version", Identity, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_sort_name_id"), "contacts", ["sort_name", "id"], unique=False)
    op.create_index(op.f("ix_contacts_version"), "contacts", ["version"], unique=False)
    op.create_table(
        "counters",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", Identity, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("last_used_at", sa.String(), nullable=True),
        sa.Column("revoked_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
    )
    op.create_table(
        "doubts",
        sa.Column("left_id", Identity, autoincrement=False, nullable=False),
        sa.Column("right_id", Identity, autoincrement=False, nullable=False),
        sa.Column("left_contact", Identity, nullable=False),
        sa.Column("right_contact", Identity, nullable=False),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("scored", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("left_id", "right_id", name=op.f("pk_doubts")),
    )
    op.create_index(op.f("ix_doubts_left_contact"), "doubts", ["left_contact"], unique=False)
    op.create_index(op.f("ix_doubts_right_contact"), "doubts", ["right_contact"], unique=False)
    op.create_index(op.f("ix_doubts_weight"), "doubts", ["weight"], unique=False)
    op.create_table(
        "files",
        sa.Column("id", Identity, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("size", Identity, nullable=False),
        sa.Column("encoding", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("identity", name=op.f("uq_files_identity")),
    )
    op.create_table(
        "pairing_codes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("expires_at", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing_codes")),
    )
    op.create_table(
        "records",
        sa.Column("id", Identity, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
        sa.UniqueConstraint("digest", name=op.f("uq_records_digest")),
    )
    op.create_index(op.f("ix_records_key_source"), "records", ["key", "source"], unique=False)
    op.create_table(
        "settings",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "visits",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("expires_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("sha256", name=op.f("uq_visits_sha256")),
    )
    op.create_table(
        "batch_files",
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("file_id", Identity, nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_batch_files_batch_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_batch_files_file_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", "file_id", name=op.f("pk_batch_files")),
    )
    op.create_index(op.f("ix_batch_files_file_id"), "batch_files", ["file_id"], unique=False)
    op.create_table(
        "blocks",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("record_id", Identity, nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["records.id"], name=op.f("fk_blocks_record_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "record_id", name=op.f("pk_blocks")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_blocks_record_id"), "blocks", ["record_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("seq", Identity, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", Identity, nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("undoes", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_events_record_id")),
        sa.ForeignKeyConstraint(["undoes"], ["events.id"], name=op.f("fk_events_undoes")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
        sa.UniqueConstraint("id", name=op.f("uq_events_id")),
    )
    op.create_index(op.f("ix_events_kind"), "events", ["kind"], unique=False)
    op.create_index(op.f("ix_events_record_id"), "events", ["record_id"], unique=False)
    op.create_index(op.f("ix_events_undoes"), "events", ["undoes"], unique=False)
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("updated_at", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_jobs_batch_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_state"), "jobs", ["state"], unique=False)
    op.create_table(
        "kept",
        sa.Column("record_id", Identity, autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_kept_batch_id")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_kept_record_id")),
        sa.PrimaryKeyConstraint("record_id", "batch_id", name=op.f("pk_kept")),
    )
    op.create_table(
        "members",
        sa.Column("record_id", Identity, autoincrement=False, nullable=False),
        sa.Column("contact_id", Identity, nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_members_contact_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_members_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_members")),
    )
    op.create_index(op.f("ix_members_contact_id"), "members", ["contact_id"], unique=False)
    op.create_table(
        "pairs",
        sa.Column("left_id", Identity, nullable=False),
        sa.Column("right_id", Identity, nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("scored", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["left_id"], ["records.id"], name=op.f("fk_pairs_left_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["right_id"], ["records.id"], name=op.f("fk_pairs_right_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("left_id", "right_id", name=op.f("pk_pairs")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pairs_right_id"), "pairs", ["right_id"], unique=False)
    op.create_table(
        "rejects",
        sa.Column("id", Identity, nullable=False),
        sa.Column("file_id", Identity, nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_rejects_file_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejects")),
    )
    op.create_index(op.f("ix_rejects_file_id"), "rejects", ["file_id"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("file_id", Identity, nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("record_id", Identity, nullable=False),
        sa.Column("long_locator", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_sightings_file_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_sightings_record_id")),
        sa.PrimaryKeyConstraint("file_id", "locator", name=op.f("pk_sightings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sightings_record_id"), "sightings", ["record_id"], unique=False)
    op.create_table(
        "rulings",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("left_id", Identity, nullable=False),
        sa.Column("right_id", Identity, nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_rulings_event_id")),
        sa.ForeignKeyConstraint(["left_id"], ["records.id"], name=op.f("fk_rulings_left_id")),
        sa.ForeignKeyConstraint(["right_id"], ["records.id"], name=op.f("fk_rulings_right_id")),
        sa.PrimaryKeyConstraint("event_id", "left_id", "right_id", name=op.f("pk_rulings")),
    )
    op.create_index(op.f("ix_rulings_left_id"), "rulings", ["left_id"], unique=False)
    op.create_index(op.f("ix_rulings_right_id"), "rulings", ["right_id"], unique=False)
    op.create_table(
        "undone",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_undone_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_undone")),
    )
