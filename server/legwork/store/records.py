"""Records and where they were seen. Records are content-addressed: the same claim is the same record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, insert, select

from legwork.store import preferences
from legwork.store.indexing import indexed
from legwork.store.rows import chunks, insert_missing
from legwork.store.tables import (
    batch_files,
    batches,
    files,
    kept,
    members,
    records,
    rejects,
    sightings,
    trashed,
    undone,
)

HIGHEST = "highest_record"
"""The counter of the highest number of a record that was erased."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record to be: its digest, its content, and its place in the file."""

    digest: str
    source: str
    key: str
    claim: Mapping[str, Any]
    raw: str
    locator: str


@dataclass(frozen=True, slots=True)
class Sighting:
    record: int
    source: str
    file: str
    locator: str


def digest(source: str, claim: str, occurrence: int) -> str:
    """The content address of a record: SHA-256 over its source, its canonical claim and, for rows that
    carry no key of their own, how many equal rows stood before it in the same file."""
    text = f"{source}\n{occurrence}\n{claim}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def add(connection: Connection, file_id: int, rows: Sequence[Row]) -> dict[str, int]:
    """Stores rows that are not there yet and where they stand; returns the id of every digest."""
    if not rows:
        return {}
    first = _first_free(connection)
    insert_missing(
        connection,
        records,
        [
            {
                **({"id": first + place} if first else {}),
                "digest": row.digest,
                "source": row.source,
                "key": indexed(row.key),
                "claim": row.claim,
                "raw": row.raw,
            }
            for place, row in enumerate(rows)
        ],
    )
    ids = by_digest(connection, [row.digest for row in rows])
    insert_missing(
        connection,
        sightings,
        [{"file_id": file_id, "record_id": ids[row.digest], **_place(row.locator)} for row in rows],
    )
    return ids


def _first_free(connection: Connection) -> int:
    """The number to go on with where SQLite would give one again that was erased; 0 for it to choose."""
    highest = preferences.counter(connection, HIGHEST)
    if not highest or connection.dialect.name != "sqlite":
        return 0
    present = connection.execute(select(func.max(records.c.id))).scalar() or 0
    return highest + 1 if present < highest else 0


def _place(locator: str) -> dict[str, str]:
    short = indexed(locator)
    return {"locator": short, "long_locator": "" if short == locator else locator}


def by_digest(connection: Connection, digests: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in chunks(digests):
        rows = connection.execute(select(records.c.digest, records.c.id).where(records.c.digest.in_(chunk)))
        found.update((row.digest, row.id) for row in rows)
    return found


def add_rejects(connection: Connection, file_id: int, rows: Sequence[dict[str, str]]) -> None:
    if rows:
        connection.execute(insert(rejects), [{"file_id": file_id, **row} for row in rows])


def known_keys(connection: Connection, source: str, keys: Sequence[str]) -> set[str]:
    """Those of the keys that a record behind some contact carries."""
    wanted = {indexed(key): key for key in keys if key}
    found: set[str] = set()
    for chunk in chunks(sorted(wanted)):
        held = connection.execute(
            select(records.c.key)
            .join(members, members.c.record_id == records.c.id)
            .where(records.c.source == source, records.c.key.in_(chunk))
        )
        found.update(wanted[key] for key in held.scalars())
    return found


def behind_contacts(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Those of the records that stand behind a contact now."""
    found: set[int] = set()
    for chunk in chunks(ids):
        found.update(connection.execute(select(members.c.record_id).where(members.c.record_id.in_(chunk))).scalars())
    return found


def claims(connection: Connection, ids: Iterable[int]) -> list[dict[str, Any]]:
    """id, digest, source, key and claim of the records."""
    found: list[dict[str, Any]] = []
    for chunk in chunks(ids):
        rows = connection.execute(
            select(records.c.id, records.c.digest, records.c.source, records.c.key, records.c.claim).where(
                records.c.id.in_(chunk)
            )
        )
        found.extend(dict(row) for row in rows.mappings())
    return found


def exports_of(connection: Connection, ids: Iterable[int], also: str = "") -> dict[int, list[tuple[str, str]]]:
    """For each record the exports that show it, as (content's SHA-256, date of the export), from applied
    batches and from the batch `also`."""
    shown = batches.c.state == "applied" if not also else (batches.c.state == "applied") | (batches.c.id == also)
    found: dict[int, list[tuple[str, str]]] = {}
    for chunk in chunks(ids):
        rows = connection.execute(
            select(sightings.c.record_id, files.c.sha256, files.c.as_of)
            .join(files, files.c.id == sightings.c.file_id)
            .join(batch_files, batch_files.c.file_id == files.c.id)
            .join(batches, batches.c.id == batch_files.c.batch_id)
            .where(sightings.c.record_id.in_(chunk), shown)
            .distinct()
        )
        for record, sha256, as_of in rows:
            found.setdefault(record, []).append((sha256, as_of))
    return found


def standing() -> ColumnElement[bool]:
    """When a record stands behind a contact: an applied batch shows it, or it was kept, and it is not in the trash."""
    shown = (
        select(sightings.c.record_id)
        .join(batch_files, batch_files.c.file_id == sightings.c.file_id)
        .join(batches, batches.c.id == batch_files.c.batch_id)
        .where(batches.c.state == "applied")
    )
    return and_(records.c.id.in_(shown.union(select(kept.c.record_id))), records.c.id.not_in(in_trash()))


def standing_ids(connection: Connection, ids: Iterable[int] | None = None) -> set[int]:
    """All records that stand, or those of `ids`."""
    if ids is None:
        return set(connection.execute(select(records.c.id).where(standing())).scalars())
    found: set[int] = set()
    for chunk in chunks(ids):
        found.update(
            connection.execute(
                select(records.c.id).where(and_(records.c.id.in_(chunk), standing_among(chunk)))
            ).scalars()
        )
    return found


def standing_among(ids: Sequence[int]) -> ColumnElement[bool]:
    """`standing` for few records, cheap on a large desk."""
    shown = (
        select(sightings.c.record_id)
        .join(batch_files, batch_files.c.file_id == sightings.c.file_id)
        .join(batches, batches.c.id == batch_files.c.batch_id)
        .where(batches.c.state == "applied", sightings.c.record_id.in_(ids))
    )
    there = records.c.id.in_(shown.union(select(kept.c.record_id).where(kept.c.record_id.in_(ids))))
    return and_(there, records.c.id.not_in(in_trash().where(trashed.c.record_id.in_(ids))))


def in_trash() -> Select[int]:
    """The ids of records in the trash."""
    return select(trashed.c.record_id).where(~exists().where(undone.c.event_id == trashed.c.event_id))


def seen(connection: Connection, ids: Iterable[int] | None = None) -> list[Sighting]:
    """Where the records behind contacts were seen: in applied batches or, for kept ones, in their own.

    Sorted by source, file and locator.
    """
    query = (
        select(sightings.c.record_id, records.c.source, files.c.name, sightings.c.locator, sightings.c.long_locator)
        .join(files, files.c.id == sightings.c.file_id)
        .join(records, records.c.id == sightings.c.record_id)
        .join(members, members.c.record_id == sightings.c.record_id)
        .join(batch_files, batch_files.c.file_id == files.c.id)
        .join(batches, batches.c.id == batch_files.c.batch_id)
        .outerjoin(kept, and_(kept.c.record_id == sightings.c.record_id, kept.c.batch_id == batches.c.id))
        .where((batches.c.state == "applied") | kept.c.record_id.is_not(None))
        .distinct()
    )
    rows = (
        [row for chunk in chunks(ids) for row in connection.execute(query.where(sightings.c.record_id.in_(chunk)))]
        if ids is not None
        else list(connection.execute(query))
    )
    found = [Sighting(record, source, file, long or short) for record, source, file, short, long in rows]
    return sorted(found, key=lambda s: (s.source, s.file, len(s.locator), s.locator, s.record))


@dataclass(frozen=True, slots=True)
class Shown:
    """When a record was true and when it came: `written_on` by its source, `as_of` the newest export that shows it,
    `came` the newest import of one; `links` are those of its claim."""

    record: int
    source: str
    written_on: str
    links: Sequence[Mapping[str, Any]]
    as_of: str
    came: str


def shown(connection: Connection, ids: Iterable[int]) -> list[Shown]:
    """How the records behind contacts are known, by their number."""
    newest = (func.max(files.c.as_of), func.max(func.coalesce(batches.c.applied_at, "")))
    query = (
        select(records.c.id, records.c.source, *newest)
        .join(sightings, sightings.c.record_id == records.c.id)
        .join(files, files.c.id == sightings.c.file_id)
        .join(batch_files, batch_files.c.file_id == files.c.id)
        .join(batches, batches.c.id == batch_files.c.batch_id)
        .outerjoin(kept, and_(kept.c.record_id == records.c.id, kept.c.batch_id == batches.c.id))
        .where((batches.c.state == "applied") | kept.c.record_id.is_not(None))
        .group_by(records.c.id, records.c.source)
    )
    found: list[Shown] = []
    for chunk in chunks(ids):
        rows = connection.execute(select(records.c.id, records.c.claim).where(records.c.id.in_(chunk)))
        said = {row.id: row.claim for row in rows}
        for record, source, as_of, came in connection.execute(query.where(records.c.id.in_(chunk))):
            claim = said[record]
            written = str(claim.get("written_on") or "")
            found.append(Shown(record, source, written, claim.get("links", ()), as_of or "", came or ""))
    return sorted(found, key=lambda one: one.record)
