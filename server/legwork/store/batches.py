"""Batches, and the files they brought. What a killed import left behind is cleared here."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, insert, select, update

from legwork.store import preferences
from legwork.store.rows import chunks, insert_missing
from legwork.store.tables import batch_files, batches, files, jobs, proposals, records, rejects, sightings

BROUGHT = "brought"
"""The counter that rises with every batch that is applied or withdrawn."""
FORGOTTEN = "forgotten"
"""The outcome of a row that was erased from its file, and its reason; it holds no text."""


def open_batch(connection: Connection, batch: str, kind: str, at: str) -> None:
    connection.execute(insert(batches).values(id=batch, kind=kind, state="staged", created_at=at))


def set_state(connection: Connection, batch: str, state: str, **columns: Any) -> None:
    """Also raises the counter `brought`, so that what was read of files before knows its age."""
    connection.execute(update(batches).where(batches.c.id == batch).values(state=state, **columns))
    preferences.count_up(connection, BROUGHT)


def batch(connection: Connection, batch_id: str) -> Mapping[str, Any] | None:
    row = connection.execute(select(batches).where(batches.c.id == batch_id)).mappings().first()
    return None if row is None else dict(row)


def latest(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """The newest imports first."""
    found = connection.execute(
        select(batches)
        .where(batches.c.kind == "import", batches.c.state != "staged")
        .order_by(batches.c.created_at.desc(), batches.c.id.desc())
        .limit(limit)
    )
    return [dict(row) for row in found.mappings()]


def add_file(connection: Connection, batch_id: str, facts: Mapping[str, Any], told: str = "") -> tuple[int, bool]:
    """The id of the file with these facts, and whether the desk already held it whole. `told` is what was
    known beside the file, to its importer or of its day: read with other knowledge it is another file."""
    identity = _identity(facts, told)
    found = connection.execute(select(files.c.id).where(files.c.identity == identity)).scalar()
    held = found is not None
    if found is None:
        row = insert(files).values(**facts, identity=identity).returning(files.c.id)
        found = connection.execute(row).scalar_one()
    insert_missing(connection, batch_files, [{"batch_id": batch_id, "file_id": found}])
    return int(found), held


def _identity(facts: Mapping[str, Any], told: str) -> str:
    """A digest over what makes a file this file: read by another importer it is another one."""
    parts = [str(facts[name]) for name in ("sha256", "name", "kind", "version", "encoding")]
    return hashlib.sha256(json.dumps([*parts, told] if told else parts).encode()).hexdigest()


def is_shown(connection: Connection, file_id: int, besides: str) -> bool:
    """Whether an applied batch other than `besides` holds the file."""
    return (
        connection.execute(
            select(batches.c.id)
            .join(batch_files, batch_files.c.batch_id == batches.c.id)
            .where(batch_files.c.file_id == file_id, batches.c.state == "applied", batches.c.id != besides)
            .limit(1)
        ).first()
        is not None
    )


def records_of(connection: Connection, batch_id: str) -> set[int]:
    """The records that the batch's files show."""
    found = connection.execute(
        select(sightings.c.record_id)
        .join(batch_files, batch_files.c.file_id == sightings.c.file_id)
        .where(batch_files.c.batch_id == batch_id)
    )
    return set(found.scalars())


def newly_shown(connection: Connection, batch_id: str) -> set[int]:
    """The records that the batch shows in files which no applied batch has brought: with others nothing changes."""
    brought = (
        select(batch_files.c.file_id)
        .join(batches, batches.c.id == batch_files.c.batch_id)
        .where(batches.c.state == "applied")
    )
    found = connection.execute(
        select(sightings.c.record_id)
        .join(batch_files, batch_files.c.file_id == sightings.c.file_id)
        .where(batch_files.c.batch_id == batch_id, batch_files.c.file_id.not_in(brought))
    )
    return set(found.scalars())


def staged(connection: Connection) -> list[str]:
    return list(connection.execute(select(batches.c.id).where(batches.c.state == "staged")).scalars())


def discard(connection: Connection, batch_id: str) -> None:
    """Removes a staged batch and everything that only it brought; one that was applied meanwhile stays."""
    if batch_id not in staged(connection):
        return
    held = list(connection.execute(select(batch_files.c.file_id).where(batch_files.c.batch_id == batch_id)).scalars())
    elsewhere = exists().where(and_(batch_files.c.file_id == files.c.id, batch_files.c.batch_id != batch_id))
    only_here = [
        file
        for chunk in chunks(held)
        for file in connection.execute(select(files.c.id).where(files.c.id.in_(chunk), ~elsewhere)).scalars()
    ]
    touched: set[int] = set()
    for file in only_here:
        touched.update(connection.execute(select(sightings.c.record_id).where(sightings.c.file_id == file)).scalars())
    connection.execute(update(jobs).where(jobs.c.batch_id == batch_id).values(batch_id=None))
    connection.execute(delete(batches).where(batches.c.id == batch_id, batches.c.state == "staged"))
    for file in only_here:
        connection.execute(delete(files).where(files.c.id == file))
    unseen = ~exists().where(sightings.c.record_id == records.c.id)
    for chunk in chunks(sorted(touched)):
        connection.execute(delete(records).where(records.c.id.in_(chunk), unseen))


def is_empty(connection: Connection, batch_id: str) -> bool:
    """Whether the batch's files hold no record, no proposal and no row that was left out."""
    return not any(
        connection.execute(
            select(batch_files.c.file_id)
            .join(table, table.c.file_id == batch_files.c.file_id)
            .where(batch_files.c.batch_id == batch_id)
            .limit(1)
        ).first()
        for table in (sightings, rejects, proposals)
    )


def rejected(connection: Connection, batch_id: str, after: int, limit: int) -> list[dict[str, Any]]:
    """Skipped and refused rows of a batch as they stood in their files, those with an id beyond `after`."""
    found = connection.execute(
        select(
            rejects.c.id,
            files.c.name.label("file"),
            rejects.c.locator,
            rejects.c.outcome,
            rejects.c.reason,
            rejects.c.raw,
        )
        .join(files, files.c.id == rejects.c.file_id)
        .join(batch_files, batch_files.c.file_id == files.c.id)
        .where(batch_files.c.batch_id == batch_id, rejects.c.id > after)
        .order_by(rejects.c.id)
        .limit(limit)
    )
    return [{**row, "outcome": told(row["outcome"])} for row in found.mappings()]


def rejected_texts(connection: Connection, file_id: int, after: int, limit: int) -> list[dict[str, Any]]:
    """(id, outcome, reason, raw) of a file's skipped and refused rows in order, those with an id beyond `after`."""
    found = connection.execute(
        select(rejects.c.id, rejects.c.outcome, rejects.c.reason, rejects.c.raw)
        .where(rejects.c.file_id == file_id, rejects.c.id > after)
        .order_by(rejects.c.id)
        .limit(limit)
    )
    return [dict(row) for row in found.mappings()]


def rejected_of(connection: Connection, file_id: int) -> Iterator[tuple[str, str, str]]:
    """(locator, outcome, reason) of every skipped and refused row of a file, in order."""
    found = connection.execute(
        select(rejects.c.locator, rejects.c.outcome, rejects.c.reason)
        .where(rejects.c.file_id == file_id)
        .order_by(rejects.c.id)
        .execution_options(yield_per=1_000)
    )
    for locator, outcome, reason in found:
        yield locator, told(outcome), sys.intern(reason)


def told(outcome: str) -> str:
    """A row's outcome as reports have it: one that was forgotten since is skipped by now."""
    return "skipped" if outcome == FORGOTTEN else outcome
