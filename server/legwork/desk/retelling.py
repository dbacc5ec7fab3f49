"""What an export of Legwork tells of the past: the acts with each contact, what the user answered for facts, and the
user's own events.

An act or answer is appended under the name and the time it had, to the contact's record of that export, so that
undoing the import takes it back with the record. Own events belong to no record; they stand while an applied import
shows the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from legwork.desk import grounding, wording
from legwork.outreach.journal import KINDS
from legwork.outreach.stages import ACTS
from legwork.store import batches, events, ids, proposals
from legwork.store.rows import chunks
from legwork.store.tables import records as record_table

SOURCE: Final = "legwork.json"
JOURNAL: Final = "journal"
OWN: Final = KINDS | {"timed"}


def retell(connection: Connection, batch: str) -> int:
    """Appends the acts and answers that the batch's exports tell and the desk does not have; gives how many."""
    people: dict[str, int] = {}
    told = dict(_told(connection, batch, people))
    known = events.known(connection, told)
    fresh = sorted((name for name in told if name not in known), key=lambda name: str(told[name][1]["at"]))
    for name in fresh:
        record, entry = told[name]
        events.append(connection, name, entry["at"], entry["kind"], _plain(entry["data"], people), record=record)
    return len(fresh)


def own_told(connection: Connection) -> list[tuple[str, str, Mapping[str, Any]]]:
    """The own events that applied imports tell and the desk does not have itself: name, time, data."""
    told = sorted(proposals.standing(connection, [JOURNAL]), key=lambda one: one.detail.get("place", ""))
    said = {one.value: one for one in told}
    known = events.known(connection, said)
    found = []
    for name, one in said.items():
        data = _object(one.detail.get("data", ""))
        at = one.detail.get("at", "")
        if name not in known and ids.is_name(name, "e") and _is_instant(at) and str(data.get("what")) in OWN:
            found.append((name, at, data))
    return found


def _told(
    connection: Connection, batch: str, people: dict[str, int]
) -> Iterator[tuple[str, tuple[int, Mapping[str, Any]]]]:
    """The acts by name, each with its record; puts the record of each contact into `people`, by the id it had."""
    held = sorted(batches.records_of(connection, batch))
    for chunk in chunks(held):
        query = select(record_table.c.id, record_table.c.raw)
        query = query.where(record_table.c.id.in_(chunk), record_table.c.source == SOURCE)
        for row in connection.execute(query):
            contact = _object(row.raw.strip().removesuffix(","))
            people[str(contact.get("id", ""))] = row.id
            for entry in _list(contact.get("events")):
                if _is_told(entry):
                    yield str(entry["id"]), (row.id, entry)


def _is_told(entry: Any) -> bool:
    """Whether an entry of an export is an act, or an answer for a fact, that this Legwork knows."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("data"), Mapping):
        return False
    if not ids.is_name(str(entry.get("id")), "e") or not _is_instant(entry.get("at")):
        return False
    said = entry["data"]
    if entry.get("kind") == grounding.KIND:
        return grounding.is_answer(said)
    return entry.get("kind") == "act" and str(said.get("act")) in ACTS


def _plain(data: Mapping[str, Any], people: Mapping[str, int]) -> dict[str, Any]:
    """The data as it was kept: a card under its own name, and a contact of the other desk under the id it has here."""
    kept = {("card" if name == "card_id" else name): value for name, value in data.items()}
    by = people.get(str(kept.pop("by_id", "")))
    return kept if by is None else {**kept, "by_id": wording.public(by)}


def _object(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, Mapping) else {}


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _is_instant(text: Any) -> bool:
    """Whether `utc` could have written it: only then does it sort among the others."""
    try:
        return isinstance(text, str) and ids.utc(datetime.fromisoformat(text)) == text
    except (ValueError, OverflowError):
        return False
