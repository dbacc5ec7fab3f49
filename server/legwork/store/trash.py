"""The trash, and by what those in it and those forgotten are known again: salted digests and nothing else."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, exists, func, insert, select

from legwork.store import preferences
from legwork.store.batches import FORGOTTEN
from legwork.store.events import FORGOT
from legwork.store.records import in_trash
from legwork.store.rows import chunks, insert_missing
from legwork.store.tables import events, tombstones, trashed, undone

IN_TRASH = "in the trash"
RETURNED = "returned"
"""The counter of people who came back from the trash: rows that were passed over are read anew after that."""

_SALT = "tombstone_salt"
_SALT_BYTES = 32
_DIGEST_BYTES = 16


def put_in(connection: Connection, event_id: str, records: Iterable[int]) -> None:
    """While the event stands, the records stand behind no contact."""
    connection.execute(insert(trashed), [{"event_id": event_id, "record_id": record} for record in sorted(records)])


def records_of(connection: Connection, event_id: str) -> set[int]:
    return set(connection.execute(select(trashed.c.record_id).where(trashed.c.event_id == event_id)).scalars())


def among(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Those of the records that are in the trash."""
    found: set[int] = set()
    for chunk in chunks(ids):
        found.update(connection.execute(in_trash().where(trashed.c.record_id.in_(chunk))).scalars())
    return found


def bury(connection: Connection, event_id: str, marks: Iterable[str]) -> None:
    """Keeps by what somebody is known again: digests, from which no mark can be read."""
    key = salt(connection, make=True)
    digests = {digest(key, mark) for mark in marks}
    insert_missing(connection, tombstones, [{"event_id": event_id, "digest": one} for one in sorted(digests)])


def standing(connection: Connection) -> dict[str, str]:
    """Every digest that counts now, and why: FORGOTTEN or IN_TRASH."""
    rows = connection.execute(
        select(tombstones.c.digest, events.c.kind)
        .join(events, events.c.id == tombstones.c.event_id)
        .where(~exists().where(undone.c.event_id == tombstones.c.event_id))
        .order_by(events.c.kind.desc())  # whoever is forgotten is not called trashed
    )
    return {row.digest: FORGOTTEN if row.kind == FORGOT else IN_TRASH for row in rows}


def forgotten(connection: Connection) -> int:
    """How many people were forgotten."""
    return connection.execute(select(func.count()).select_from(events).where(events.c.kind == FORGOT)).scalar_one()


def salt(connection: Connection, *, make: bool = False) -> bytes:
    """This desk's own salt, made when it is first needed."""
    found: Mapping[str, str] = preferences.values(connection)
    if _SALT not in found and make:
        text = secrets.token_hex(_SALT_BYTES)
        preferences.keep(connection, _SALT, text)
        return bytes.fromhex(text)
    return bytes.fromhex(found.get(_SALT, ""))


def digest(key: bytes, mark: str) -> str:
    return hashlib.blake2b(mark.encode("utf-8", "surrogatepass"), key=key, digest_size=_DIGEST_BYTES).hexdigest()
