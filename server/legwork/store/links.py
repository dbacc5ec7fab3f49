"""What linkage keeps: blocking keys, scored pairs, who is who now, and what is doubtful."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select

from legwork.store.columns import Written
from legwork.store.indexing import sort_name
from legwork.store.once import once
from legwork.store.rows import chunks, insert_missing
from legwork.store.tables import blocks, contacts, doubts, members, pairs


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact as computed: its id is the number of its oldest record. `told` is all that is known of it, and
    `job_changes` what stands there of those."""

    id: int
    records: tuple[int, ...]
    name: str
    sort_name: str
    title: str
    company: str
    search: str
    told: Written
    job_changes: Sequence[Mapping[str, Any]] = ()
    joins: Sequence[Mapping[str, Any]] = field(default_factory=list)

    @property
    def merged(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self.told)
        return found


@dataclass(frozen=True, slots=True)
class DoubtRow:
    left: int
    right: int
    band: str
    weight: float
    scored: Mapping[str, Any]
    alternatives: Sequence[Mapping[str, Any]] = ()


def fingerprint(key: str) -> int:
    """A blocking key as a signed 64-bit number."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def add_blocks(connection: Connection, keys: Mapping[int, Iterable[int]]) -> None:
    """Stores the blocking keys of records, by record id."""
    insert_missing(
        connection,
        blocks,
        [{"key": key, "record_id": record} for record, held in keys.items() for key in sorted(held)],
    )


def holders(connection: Connection, keys: Iterable[int]) -> dict[int, set[int]]:
    """For each key the records behind contacts that hold it."""
    found: dict[int, set[int]] = {}
    for chunk in chunks(keys):
        rows = connection.execute(
            select(blocks.c.key, blocks.c.record_id)
            .join(members, members.c.record_id == blocks.c.record_id)
            .where(blocks.c.key.in_(chunk))
        )
        for key, record in rows:
            found.setdefault(key, set()).add(record)
    return found


def keys_of(connection: Connection, records: Iterable[int]) -> dict[int, set[int]]:
    """For each record the keys it holds."""
    found: dict[int, set[int]] = {}
    for chunk in chunks(records):
        rows = connection.execute(select(blocks.c.record_id, blocks.c.key).where(blocks.c.record_id.in_(chunk)))
        for record, key in rows:
            found.setdefault(record, set()).add(key)
    return found


def drop_keys_of(connection: Connection, records: Iterable[int]) -> None:
    for chunk in chunks(records):
        connection.execute(delete(blocks).where(blocks.c.record_id.in_(chunk)))


def drop_pairs_of(connection: Connection, records: Iterable[int]) -> None:
    for chunk in chunks(records):
        connection.execute(delete(pairs).where(or_(pairs.c.left_id.in_(chunk), pairs.c.right_id.in_(chunk))))


def add_pairs(connection: Connection, scored: Sequence[tuple[int, int, float, Mapping[str, Any]]]) -> None:
    """Stores scored pairs as (record, record, weight in bits, the reasons)."""
    insert_missing(
        connection,
        pairs,
        [
            {"left_id": min(left, right), "right_id": max(left, right), "weight": weight, "scored": reasons}
            for left, right, weight, reasons in scored
        ],
    )


def pairs_of(connection: Connection, records: Iterable[int]) -> dict[tuple[int, int], Mapping[str, Any]]:
    """Every stored pair with one of the records in it."""
    found: dict[tuple[int, int], Mapping[str, Any]] = {}
    for chunk in chunks(records):
        rows = connection.execute(
            select(pairs.c.left_id, pairs.c.right_id, pairs.c.scored).where(
                or_(pairs.c.left_id.in_(chunk), pairs.c.right_id.in_(chunk))
            )
        )
        found.update(((row.left_id, row.right_id), row.scored) for row in rows)
    return found


def contacts_of(connection: Connection, records: Iterable[int]) -> dict[int, int]:
    """The contact that each of the records stands behind."""
    found: dict[int, int] = {}
    for chunk in chunks(records):
        rows = connection.execute(
            select(members.c.record_id, members.c.contact_id).where(members.c.record_id.in_(chunk))
        )
        found.update((row.record_id, row.contact_id) for row in rows)
    return found


def members_of(connection: Connection, contact_ids: Iterable[int]) -> dict[int, set[int]]:
    """The records behind each of the contacts."""
    found: dict[int, set[int]] = {}
    for chunk in chunks(contact_ids):
        rows = connection.execute(
            select(members.c.contact_id, members.c.record_id).where(members.c.contact_id.in_(chunk))
        )
        for contact, record in rows:
            found.setdefault(contact, set()).add(record)
    return found


def housemates(connection: Connection, records: Iterable[int]) -> dict[int, set[int]]:
    """The contacts that the records stand behind, each with all of its records."""
    own, all_of_it = members.alias("own"), members.alias("all_of_it")
    found: dict[int, set[int]] = {}
    for chunk in chunks(records):
        rows = connection.execute(
            select(all_of_it.c.contact_id, all_of_it.c.record_id)
            .join(own, own.c.contact_id == all_of_it.c.contact_id)
            .where(own.c.record_id.in_(chunk))
        )
        for contact, record in rows:
            found.setdefault(contact, set()).add(record)
    return found


def merged_of(connection: Connection, contact_ids: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    found: dict[int, Mapping[str, Any]] = {}
    for chunk in chunks(contact_ids):
        rows = connection.execute(select(contacts.c.id, contacts.c.merged).where(contacts.c.id.in_(chunk)))
        found.update((row.id, row.merged) for row in rows)
    return found


def sizes(connection: Connection, contact_ids: Iterable[int]) -> dict[int, int]:
    """How many records stand behind each of the contacts."""
    found: dict[int, int] = {}
    for chunk in chunks(contact_ids):
        rows = select(members.c.contact_id, func.count()).where(members.c.contact_id.in_(chunk))
        found.update((contact, count) for contact, count in connection.execute(rows.group_by(members.c.contact_id)))
    return found


def doubts_of(connection: Connection, contact_ids: Iterable[int]) -> set[tuple[int, int]]:
    """The doubtful pairs, as record ids, with one of the contacts on a side."""
    found: set[tuple[int, int]] = set()
    for chunk in chunks(contact_ids):
        rows = connection.execute(
            select(doubts.c.left_id, doubts.c.right_id).where(
                or_(doubts.c.left_contact.in_(chunk), doubts.c.right_contact.in_(chunk))
            )
        )
        found.update((row.left_id, row.right_id) for row in rows)
    return found


def namesakes(connection: Connection, name: str, besides: int) -> int:
    """How many other contacts carry the same name, in whatever letters."""
    if not name:
        return 0
    return connection.execute(
        select(func.count())
        .select_from(contacts)
        .where(contacts.c.sort_name == sort_name(name), contacts.c.id != besides)
    ).scalar_one()


def replace(
    connection: Connection,
    gone: Iterable[int],
    rows: Sequence[ContactRow],
    doubtful: Sequence[DoubtRow],
    version: int,
) -> None:
    """Removes the contacts `gone` and their doubts, and puts the rows and their doubts in their place."""
    for chunk in chunks(gone):
        connection.execute(delete(members).where(members.c.contact_id.in_(chunk)))
        connection.execute(
            delete(doubts).where(or_(doubts.c.left_contact.in_(chunk), doubts.c.right_contact.in_(chunk)))
        )
        connection.execute(delete(contacts).where(contacts.c.id.in_(chunk)))
    for some in chunks(rows):
        connection.execute(insert(contacts), [_columns(row, version) for row in some])
        connection.execute(
            insert(members),
            [{"record_id": record, "contact_id": row.id} for row in some for record in row.records],
        )
    contact = {record: row.id for row in rows for record in row.records}
    if doubtful:
        connection.execute(
            insert(doubts),
            [
                {
                    "left_id": min(doubt.left, doubt.right),
                    "right_id": max(doubt.left, doubt.right),
                    "left_contact": contact[min(doubt.left, doubt.right)],
                    "right_contact": contact[max(doubt.left, doubt.right)],
                    "band": doubt.band,
                    "weight": doubt.weight,
                    "scored": doubt.scored,
                    "alternatives": list(doubt.alternatives),
                }
                for doubt in doubtful
            ],
        )


def changed_since(connection: Connection, version: int) -> set[int]:
    """The records of contacts written after the counter `linked` stood at `version`."""
    return set(
        connection.execute(
            select(members.c.record_id)
            .join(contacts, contacts.c.id == members.c.contact_id)
            .where(contacts.c.version > version)
        ).scalars()
    )


def everyone(connection: Connection) -> dict[int, set[int]]:
    """Every contact's records."""
    found: dict[int, set[int]] = {}
    for row in connection.execute(select(members.c.contact_id, members.c.record_id)):
        found.setdefault(row.contact_id, set()).add(row.record_id)
    return found


def all_doubts(connection: Connection) -> list[dict[str, Any]]:
    """Every doubtful pair, the heaviest first."""
    rows = connection.execute(select(doubts).order_by(doubts.c.weight.desc(), doubts.c.left_id, doubts.c.right_id))
    return [dict(row) for row in rows.mappings()]


def doubts_among(connection: Connection, contact_ids: Iterable[int]) -> list[dict[str, Any]]:
    """The doubts with one of the contacts on a side, the heaviest first."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for chunk in chunks(contact_ids):
        sides = or_(doubts.c.left_contact.in_(chunk), doubts.c.right_contact.in_(chunk))
        for row in connection.execute(select(doubts).where(sides)).mappings():
            found[row["left_id"], row["right_id"]] = dict(row)
    return sorted(found.values(), key=lambda doubt: (-doubt["weight"], doubt["left_id"], doubt["right_id"]))


def count_of_band(connection: Connection, band: str) -> int:
    return connection.execute(select(func.count()).select_from(doubts).where(doubts.c.band == band)).scalar_one()


def counts(connection: Connection) -> tuple[int, int]:
    """How many contacts, and how many doubtful pairs."""
    return once(connection, "counts", _counts)


def _counts(connection: Connection) -> tuple[int, int]:
    return (
        connection.execute(select(func.count()).select_from(contacts)).scalar_one(),
        connection.execute(select(func.count()).select_from(doubts)).scalar_one(),
    )


def _columns(row: ContactRow, version: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "sort_name": row.sort_name,
        "title": row.title,
        "company": row.company,
        "search": row.search,
        "merged": row.told,
        "joins": list(row.joins),
        "version": version,
    }
