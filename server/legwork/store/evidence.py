"""What was asked outside for a contact, what was answered, and what came of it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from legwork.store.once import once
from legwork.store.rows import chunks, put
from legwork.store.tables import evidence, lookups, pauses

READ: Final = "read"
"""The outcome of a request whose answer a source could read; every other says why the look ended with it."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request and its answer. Instants are texts as the store writes them. `body` is None where the answer was
    none, or a newer one has come; `asked` is false where the answer had been had for another contact."""

    record: int
    source: str
    host: str
    url: str
    answered_by: str
    asked_at: str
    status: int
    outcome: str
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    body: bytes | None = None
    fresh_until: str = ""
    asked: bool = True
    id: int = 0


@dataclass(frozen=True, slots=True)
class Lookup:
    """What came of asking one source by one identifier, `kind value`. `facts` are as the desk writes them."""

    record: int
    source: str
    identifier: str
    at: str
    outcome: str
    sentence: str = ""
    until: str = ""
    asked: int = 0
    facts: Sequence[Mapping[str, Any]] = ()
    led_to: Sequence[Mapping[str, str]] = ()
    id: int = 0


def add(connection: Connection, request: Request) -> int:
    """Keeps a request; an answer's body takes the place of older ones of the same address. Returns its number."""
    if request.body is not None:
        older = (evidence.c.url == request.url) & (evidence.c.record_id == request.record)
        connection.execute(update(evidence).where(older).values(body=None))
    row = {
        "record_id": request.record,
        "source": request.source,
        "host": request.host,
        "url": request.url,
        "answered_by": request.answered_by,
        "asked_at": request.asked_at,
        "status": request.status,
        "outcome": request.outcome,
        "headers": dict(request.headers),
        "body": None if request.body is None else zlib.compress(request.body),
        "sha256": "" if request.body is None else hashlib.sha256(request.body).hexdigest(),
        "fresh_until": request.fresh_until,
        "asked": int(request.asked),
    }
    return int(connection.execute(insert(evidence).values(**row).returning(evidence.c.id)).scalar_one())


def newest(connection: Connection, url: str, held: Collection[int], now: str) -> Request | None:
    """The newest answer of an address that still has its body: one that is fresh, whoever it was had for, else the
    contact's own."""
    query = select(evidence).where(evidence.c.url == url, evidence.c.body.is_not(None))
    rows = [_request(row) for row in connection.execute(query).mappings()]
    order = sorted(rows, key=lambda row: (row.fresh_until > now, row.record in held, row.asked_at, row.id))
    usable = [row for row in order if row.fresh_until > now or row.record in held]
    return usable[-1] if usable else None


def spoil(connection: Connection, numbers: Iterable[int]) -> None:
    """Answers that could not be used after all are not taken for fresh ones the next time."""
    for chunk in chunks(numbers):
        connection.execute(update(evidence).where(evidence.c.id.in_(chunk)).values(fresh_until=""))


def asked_for(connection: Connection, held: Collection[int], since: str) -> int:
    """How many requests were made for a contact, by its records, since an instant."""
    found = 0
    for chunk in chunks(held):
        where = (evidence.c.record_id.in_(chunk), evidence.c.asked_at > since, evidence.c.asked == 1)
        found += connection.execute(select(func.count()).select_from(evidence).where(*where)).scalar_one()
    return found


def asked_of(connection: Connection, host: str, since: str) -> int:
    """How many requests were made to a host since an instant."""
    where = (evidence.c.host == host, evidence.c.asked_at > since, evidence.c.asked == 1)
    return int(connection.execute(select(func.count()).select_from(evidence).where(*where)).scalar_one())


def pause(connection: Connection, host: str, until: str) -> None:
    put(connection, pauses, {"host": host, "until": until})


def paused(connection: Connection, host: str) -> str:
    """Until when a host wants to be left alone, or empty; the instant may be past."""
    return connection.execute(select(pauses.c.until).where(pauses.c.host == host)).scalar() or ""


def conclude(connection: Connection, lookup: Lookup) -> int:
    """Keeps what came of a look; returns its number."""
    row = {
        "record_id": lookup.record,
        "source": lookup.source,
        "identifier": lookup.identifier,
        "at": lookup.at,
        "outcome": lookup.outcome,
        "sentence": lookup.sentence,
        "until": lookup.until,
        "asked": lookup.asked,
        "facts": [dict(fact) for fact in lookup.facts],
        "led_to": [dict(one) for one in lookup.led_to],
    }
    return int(connection.execute(insert(lookups).values(**row).returning(lookups.c.id)).scalar_one())


def is_any(connection: Connection) -> bool:
    """Whether anything was ever looked up."""
    return once(connection, "any lookup", lambda reading: bool(reading.execute(_ANY).scalar()))


def lookups_of(connection: Connection, held: Iterable[int]) -> list[Lookup]:
    """What was looked up by a contact's records, the oldest first."""
    found: list[Lookup] = []
    for chunk in chunks(held):
        rows = connection.execute(select(lookups).where(lookups.c.record_id.in_(chunk))).mappings()
        found += [Lookup(record=row["record_id"], **{name: row[name] for name in _LOOKUP}) for row in rows]
    return sorted(found, key=lambda lookup: (lookup.at, lookup.id))


def requests_of(connection: Connection, held: Iterable[int]) -> list[Request]:
    """What was asked for a contact, the newest first, without what was answered."""
    found: list[Request] = []
    columns = [column for column in evidence.c if column.name != "body"]
    for chunk in chunks(held):
        rows = connection.execute(select(*columns).where(evidence.c.record_id.in_(chunk))).mappings()
        found += [_request({**row, "body": None}) for row in rows]
    return sorted(found, key=lambda request: (request.asked_at, request.id), reverse=True)


def forget(connection: Connection, held: Collection[int], keep: Collection[str], named: Callable[[str], bool]) -> None:
    """Erases what was asked and answered for a contact, and answers had for others in which `named` finds them.
    Pauses of hosts go with it, but of those in `keep`, which say nothing of anybody."""
    hosts: set[str] = set()
    for chunk in chunks(held):
        here = evidence.c.record_id.in_(chunk)
        hosts.update(connection.execute(select(evidence.c.host).where(here)).scalars())
        connection.execute(delete(evidence).where(here))
        connection.execute(delete(lookups).where(lookups.c.record_id.in_(chunk)))
    for some in chunks(hosts - set(keep)):
        connection.execute(delete(pauses).where(pauses.c.host.in_(some)))
    rows = connection.execute(select(evidence.c.id, evidence.c.url, evidence.c.body)).all()
    theirs = [row.id for row in rows if named(row.url) or (row.body and named(_text(row.body)))]
    for chunk in chunks(theirs):
        connection.execute(delete(evidence).where(evidence.c.id.in_(chunk)))
    told = connection.execute(select(lookups.c.id, lookups.c.identifier, lookups.c.facts)).all()
    said = [row.id for row in told if named(row.identifier) or any(named(str(fact)) for fact in row.facts)]
    for chunk in chunks(said):
        connection.execute(delete(lookups).where(lookups.c.id.in_(chunk)))


_ANY: Final = select(lookups.c.id).limit(1)
_LOOKUP: Final = ("source", "identifier", "at", "outcome", "sentence", "until", "asked", "facts", "led_to", "id")
_REQUEST: Final = (
    "source", "host", "url", "answered_by", "asked_at", "status", "outcome", "headers", "fresh_until", "id",
)  # fmt: skip


def _request(row: Mapping[Any, Any]) -> Request:
    body = None if row["body"] is None else zlib.decompress(row["body"])
    return Request(
        record=row["record_id"], body=body, asked=bool(row["asked"]), **{name: row[name] for name in _REQUEST}
    )


def _text(body: bytes) -> str:
    return zlib.decompress(body).decode("utf-8", "replace")
