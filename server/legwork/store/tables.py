"""The one schema, for SQLite and PostgreSQL alike.

Instants are ISO 8601 text in UTC, so that both databases sort, compare and give them back alike;
JSON is text with sorted keys, so that the same value is the same bytes.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import BigInteger

from legwork.store.columns import Identity, Json

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

settings = Table(
    "settings",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)

# One row a counter: `linked` rises with every change of who is who, so that a cached reading knows its age.
counters = Table(
    "counters",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Identity, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),  # import, capture, typed, sample
    Column("state", String, nullable=False),  # staged, applied, withdrawn
    Column("created_at", String, nullable=False),
    Column("applied_at", String),
    Column("event_id", String),
    Column("report", Json),
    Index(None, "state"),
)

files = Table(
    "files",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("size", Identity, nullable=False),
    Column("encoding", String, nullable=False),
    Column("as_of", String, nullable=False),
    Column("identity", String, nullable=False, unique=True),  # a digest of what makes it this file: names are long
)

batch_files = Table(
    "batch_files",
    metadata,
    Column("batch_id", ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True),
    Column("file_id", ForeignKey("files.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "file_id"),
)

records = Table(
    "records",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("digest", String, nullable=False, unique=True),
    Column("source", String, nullable=False),
    Column("key", Text, nullable=False),  # as `indexing.indexed` gives it
    Column("claim", Json, nullable=False),
    Column("raw", Text, nullable=False),
    Index(None, "key", "source"),
)

# Where a record was seen. One record is seen in many files when exports repeat a row.
sightings = Table(
    "sightings",
    metadata,
    Column("file_id", ForeignKey("files.id", ondelete="CASCADE"), primary_key=True),
    Column("locator", Text, primary_key=True),  # as `indexing.indexed` gives it
    Column("record_id", ForeignKey("records.id"), nullable=False),
    Column("long_locator", Text, nullable=False),  # the whole of one that was cut for the index, else empty
    Index(None, "record_id"),
    sqlite_with_rowid=False,
)

# Records of an undone import that stay because the user has acted on them since.
kept = Table(
    "kept",
    metadata,
    Column("record_id", ForeignKey("records.id"), primary_key=True, autoincrement=False),
    Column("batch_id", ForeignKey("batches.id"), primary_key=True),
)

# Skipped and refused rows, word for word.
rejects = Table(
    "rejects",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("file_id", ForeignKey("files.id", ondelete="CASCADE"), nullable=False),
    Column("locator", Text, nullable=False),
    Column("outcome", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Index(None, "file_id"),
)

# What files say of the user: for Settings to propose. Each stands while an applied import shows its file.
proposals = Table(
    "proposals",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("file_id", ForeignKey("files.id", ondelete="CASCADE"), nullable=False),
    Column("locator", Text, nullable=False),
    Column("about", String, nullable=False),  # name, email, phone, employer, school, skill, target
    Column("value", Text, nullable=False),
    Column("detail", Json, nullable=False),
    Column("raw", Text, nullable=False),
    Index(None, "file_id"),
)

# Blocking keys as 64-bit fingerprints.
blocks = Table(
    "blocks",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("record_id", ForeignKey("records.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "record_id"),
    sqlite_with_rowid=False,
)

# Scored candidate pairs worth keeping; a function of the two records and the model alone.
pairs = Table(
    "pairs",
    metadata,
    Column("left_id", ForeignKey("records.id", ondelete="CASCADE"), primary_key=True),
    Column("right_id", ForeignKey("records.id", ondelete="CASCADE"), primary_key=True),
    Column("weight", Float, nullable=False),
    Column("scored", Json, nullable=False),
    Index(None, "right_id"),
    sqlite_with_rowid=False,
)

# Who is who now: computed from records, rulings and edits, and checked against them by `legwork doctor`.
contacts = Table(
    "contacts",
    metadata,
    Column("id", Identity, primary_key=True, autoincrement=False),  # the id of its oldest record
    Column("name", Text, nullable=False),
    Column("sort_name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("merged", Json, nullable=False),
    Column("joins", Json, nullable=False),
    Column("version", Identity, nullable=False),  # the counter `linked` when this row was written
    Index(None, "sort_name", "id"),
    Index(None, "version"),
)

members = Table(
    "members",
    metadata,
    Column("record_id", ForeignKey("records.id"), primary_key=True, autoincrement=False),
    Column("contact_id", ForeignKey("contacts.id", deferrable=True, initially="DEFERRED"), nullable=False),
    Index(None, "contact_id"),
)

doubts = Table(
    "doubts",
    metadata,
    Column("left_id", Identity, primary_key=True, autoincrement=False),
    Column("right_id", Identity, primary_key=True, autoincrement=False),
    Column("left_contact", Identity, nullable=False),
    Column("right_contact", Identity, nullable=False),
    Column("band", String, nullable=False),
    Column("weight", Float, nullable=False),
    Column("scored", Json, nullable=False),
    # pairs of one of its two contacts with another that cannot be one with the other of the two
    Column("alternatives", Json, nullable=False, server_default="[]"),
    Index(None, "left_contact"),
    Index(None, "right_contact"),
    Index(None, "weight"),
)

# Everything that happened, in order; never changed, never removed: undo appends the inverse.
events = Table(
    "events",
    metadata,
    Column("seq", Identity, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("at", String, nullable=False),
    Column("kind", String, nullable=False),  # act, edit, ruling, import, undo …
    Column("record_id", ForeignKey("records.id")),
    Column("data", Json, nullable=False),
    Column("undoes", ForeignKey("events.id")),
    Index(None, "record_id"),
    Index(None, "kind"),
    Index(None, "undoes"),
)

# Which events do not stand because a standing event undoes them: derived from `events`, checked by doctor.
undone = Table(
    "undone",
    metadata,
    Column("event_id", ForeignKey("events.id"), primary_key=True),
)

rulings = Table(
    "rulings",
    metadata,
    Column("event_id", ForeignKey("events.id"), primary_key=True),
    Column("left_id", ForeignKey("records.id"), primary_key=True),
    Column("right_id", ForeignKey("records.id"), primary_key=True),
    Column("verdict", String, nullable=False),
    Index(None, "left_id"),
    Index(None, "right_id"),
)

# Events that stay with another record than the one they were said of, since a join was taken back.
moves = Table(
    "moves",
    metadata,
    Column("event_id", ForeignKey("events.id"), primary_key=True),  # the undo that moved it
    Column("moved_id", ForeignKey("events.id"), primary_key=True),
    Column("record_id", ForeignKey("records.id"), nullable=False),
)

# E-mail addresses and phone numbers that the user said several people use, as linkage names identifiers.
shared = Table(
    "shared",
    metadata,
    Column("event_id", ForeignKey("events.id"), primary_key=True),
    Column("identifier", Text, primary_key=True),
)

# Records of people put in the trash: they stand behind no contact while the event stands.
trashed = Table(
    "trashed",
    metadata,
    Column("event_id", ForeignKey("events.id"), primary_key=True),
    Column("record_id", ForeignKey("records.id"), primary_key=True),
    Index(None, "record_id"),
)

# By what someone in the trash, or forgotten, is known again when an import brings them: salted digests, no more.
tombstones = Table(
    "tombstones",
    metadata,
    Column("event_id", ForeignKey("events.id"), primary_key=True),
    Column("digest", String, primary_key=True),
)

# What is being forgotten in this transaction; the triggers let nothing else go. Empty at every other time.
forgetting = Table(
    "forgetting",
    metadata,
    Column("name", String, primary_key=True),  # an event's id, or r and a record's
)

answers = Table(
    "answers",
    metadata,
    Column("key", String, primary_key=True),  # an Idempotency-Key
    Column("fingerprint", String, nullable=False),
    Column("answer", Json, nullable=False),
    Column("at", String, nullable=False),
    Index(None, "at"),
)

pairing_codes = Table(
    "pairing_codes",
    metadata,
    Column("id", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("expires_at", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("state", String, nullable=False),  # open, used, void
)

devices = Table(
    "devices",
    metadata,
    Column("id", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("created_at", String, nullable=False),
    Column("last_used_at", String),
    Column("revoked_at", String),
)

# Browsers that hold the desk's cookie, and the one-time links that give it.
visits = Table(
    "visits",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),  # link, session
    Column("sha256", String, nullable=False, unique=True),
    Column("expires_at", String, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),  # preview, waiting, running, done, failed, cancelled
    Column("created_at", String, nullable=False),
    Column("updated_at", String, nullable=False),
    Column("data", Json, nullable=False),
    Column("progress", Json, nullable=False),
    Column("report", Json),
    Column("batch_id", ForeignKey("batches.id", ondelete="SET NULL")),
    Index(None, "state"),
)

# One row a request that was made outside for a contact, and the cache of what was answered. It stands with a record,
# so that it goes where the contact goes, and is erased with it.
evidence = Table(
    "evidence",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("record_id", ForeignKey("records.id"), nullable=False),
    Column("source", String, nullable=False),
    Column("host", String, nullable=False),
    Column("url", Text, nullable=False),  # as it was asked
    Column("answered_by", Text, nullable=False),  # where redirects led
    Column("asked_at", String, nullable=False),
    Column("status", Integer, nullable=False),  # 0 where there was no answer
    Column("outcome", String, nullable=False),  # read, or why the look ended with it
    Column("headers", Json, nullable=False),
    Column("body", LargeBinary),  # packed with zlib; none once a newer answer has come
    Column("sha256", String, nullable=False),  # of the body
    Column("fresh_until", String, nullable=False),
    Column("asked", Integer, nullable=False),  # 1, or 0 where the answer was had for another contact before
    Index(None, "record_id"),
    Index(None, "host", "asked_at"),
    Index(None, "url"),
)

# What came of asking one source by one identifier: the newest that is settled says what is known by it.
lookups = Table(
    "lookups",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("record_id", ForeignKey("records.id"), nullable=False),
    Column("source", String, nullable=False),
    Column("identifier", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("until", String, nullable=False),  # when the host may be asked again, or empty
    Column("asked", Integer, nullable=False),  # how many requests were made
    Column("facts", Json, nullable=False),
    Column("led_to", Json, nullable=False),
    Index(None, "record_id"),
)

# Hosts that asked to be left alone, and until when.
pauses = Table(
    "pauses",
    metadata,
    Column("host", String, primary_key=True),
    Column("until", String, nullable=False),
)

# Tables whose rows are never changed, and removed only by the user's *forget*; the triggers stand in the revisions.
IMMUTABLE = ("records", "events", "rulings", "moves", "shared", "trashed", "tombstones")
