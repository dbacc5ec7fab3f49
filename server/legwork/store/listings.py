"""Exports of one kind as whole lists: which of them stand, what they show, and which rows of them were left out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from legwork.store.tables import batch_files, batches, files, rejects, sightings
from legwork.store.tables import records as record_table


def shown(connection: Connection, kind: str, also: str = "") -> dict[int, str]:
    """The files of a kind that applied batches and the batch `also` show: id → date of the export, as it is kept."""
    stands = batches.c.state == "applied" if not also else (batches.c.state == "applied") | (batches.c.id == also)
    found = connection.execute(
        select(files.c.id, files.c.as_of)
        .join(batch_files, batch_files.c.file_id == files.c.id)
        .join(batches, batches.c.id == batch_files.c.batch_id)
        .where(files.c.kind == kind, stands)
        .distinct()
        .order_by(files.c.id)
    )
    return {row.id: row.as_of for row in found}


def rows_of(connection: Connection, file_ids: Collection[int]) -> dict[int, list[int]]:
    """The records that each of the files shows."""
    found: dict[int, list[int]] = {file: [] for file in file_ids}
    query = select(sightings.c.file_id, sightings.c.record_id).where(sightings.c.file_id.in_(file_ids)).distinct()
    for file, record in connection.execute(query):
        found[file].append(record)
    return found


def claims_of(connection: Connection, file_ids: Collection[int]) -> dict[int, tuple[str, Any]]:
    """Key and claim of every record that one of the files shows."""
    within = select(sightings.c.record_id).where(sightings.c.file_id.in_(file_ids))
    query = select(record_table.c.id, record_table.c.key, record_table.c.claim).where(record_table.c.id.in_(within))
    return {row.id: (row.key, row.claim) for row in connection.execute(query.execution_options(yield_per=1_000))}


def left_out(connection: Connection, file_ids: Collection[int]) -> dict[int, list[str]]:
    """The text of every skipped and refused row, by file."""
    found: dict[int, list[str]] = {file: [] for file in file_ids}
    query = select(rejects.c.file_id, rejects.c.raw).where(rejects.c.file_id.in_(file_ids))
    for file, raw in connection.execute(query):
        found[file].append(raw)
    return found
