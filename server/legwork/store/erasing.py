"""The one way by which records and events go: erased, and in their place rows that say no more than that.

Inside one write: `begin`, the steps, `end`. The triggers let go what `begin` and `allow` name, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, insert, or_, select, update

from legwork.store import preferences
from legwork.store.batches import FORGOTTEN
from legwork.store.records import HIGHEST
from legwork.store.rows import chunks, insert_missing, put
from legwork.store.tables import (
    answers,
    batch_files,
    batches,
    counters,
    events,
    files,
    forgetting,
    jobs,
    kept,
    moves,
    records,
    rejects,
    rulings,
    shared,
    sightings,
    tombstones,
    trashed,
    undone,
)

Scrub = Callable[[Any], Any]


def begin(connection: Connection, held: Iterable[int]) -> None:
    """Lets the records go, in this transaction."""
    allow(connection, [f"r{record}" for record in held])


def allow(connection: Connection, names: Iterable[str]) -> None:
    """Lets events with these ids be changed and go, in this transaction."""
    insert_missing(connection, forgetting, [{"name": name} for name in dict.fromkeys(names)])


def end(connection: Connection) -> None:
    connection.execute(delete(forgetting))


def is_open(connection: Connection) -> bool:
    """Whether the database would let something go: never, outside of a write that forgets."""
    return connection.execute(select(forgetting.c.name).limit(1)).first() is not None


def events_about(connection: Connection, held: Iterable[int]) -> set[str]:
    """Ids of events that name one of the records in any way."""
    found: set[str] = set()
    for chunk in chunks(held):
        for column, where in (
            (events.c.id, events.c.record_id.in_(chunk)),
            (moves.c.moved_id, moves.c.record_id.in_(chunk)),
            (rulings.c.event_id, or_(rulings.c.left_id.in_(chunk), rulings.c.right_id.in_(chunk))),
            (trashed.c.event_id, trashed.c.record_id.in_(chunk)),
        ):
            found.update(connection.execute(select(column).where(where)).scalars())
    return found


def chain_of(connection: Connection, event_id: str) -> list[str]:
    """The ids of an event, of what undoes it, of what undoes that, and so on."""
    found = [event_id]
    for event in found:  # grows until nothing later is there
        found.extend(connection.execute(select(events.c.id).where(events.c.undoes == event)).scalars())
    return found


def anchor(connection: Connection, event_id: str, record: int | None, data: Mapping[str, Any]) -> None:
    """Anchors an event, and what undoes it, to another record or to none, and gives the event other data."""
    chain = chain_of(connection, event_id)
    allow(connection, chain)
    for chunk in chunks(chain):
        connection.execute(update(events).where(events.c.id.in_(chunk)).values(record_id=record))
    connection.execute(update(events).where(events.c.id == event_id).values(data=dict(data)))


def drop_events(connection: Connection, gone: Iterable[str]) -> None:
    """Erases events with everything that hangs on them."""
    names = sorted(gone)
    allow(connection, names)
    order: dict[str, int] = {}
    for chunk in chunks(names):
        connection.execute(delete(undone).where(undone.c.event_id.in_(chunk)))
        for table in (rulings, shared, trashed, tombstones):
            connection.execute(delete(table).where(table.c.event_id.in_(chunk)))
        _drop_moves(connection, or_(moves.c.event_id.in_(chunk), moves.c.moved_id.in_(chunk)))
        found = connection.execute(select(events.c.id, events.c.seq).where(events.c.id.in_(chunk)))
        order.update((row.id, row.seq) for row in found)
    for event in sorted(order, key=lambda event: -order[event]):  # what undoes another goes before it
        connection.execute(delete(events).where(events.c.id == event))


def drop_rulings(connection: Connection, event_id: str, held: Iterable[int]) -> None:
    """Takes what a ruling says of the records out of it."""
    allow(connection, [event_id])
    for chunk in chunks(held):
        about = or_(rulings.c.left_id.in_(chunk), rulings.c.right_id.in_(chunk))
        connection.execute(delete(rulings).where(rulings.c.event_id == event_id, about))


def drop_shared(connection: Connection, identifiers: Iterable[str]) -> list[str]:
    """Takes identifiers out of what is shared; returns the events that said so."""
    found: list[str] = []
    for identifier in identifiers:
        this = shared.c.identifier == identifier
        said = list(connection.execute(select(shared.c.event_id).where(this)).scalars())
        allow(connection, said)
        connection.execute(delete(shared).where(this))
        found += said
    return found


def _drop_moves(connection: Connection, where: Any) -> None:
    allow(connection, connection.execute(select(moves.c.event_id).where(where)).scalars())
    connection.execute(delete(moves).where(where))


def drop_sightings(connection: Connection, held: Iterable[int], place: Callable[[str], str]) -> None:
    """The records stand nowhere any more; in each file a row without text stands for each of theirs."""
    for chunk in chunks(held):
        seen = connection.execute(
            select(sightings.c.file_id, sightings.c.locator).where(sightings.c.record_id.in_(chunk))
        ).all()
        blanks = [
            {
                "file_id": row.file_id,
                "locator": place(row.locator),
                "outcome": FORGOTTEN,
                "reason": FORGOTTEN,
                "raw": "",
            }
            for row in seen
        ]
        if blanks:
            connection.execute(insert(rejects), blanks)
        connection.execute(delete(sightings).where(sightings.c.record_id.in_(chunk)))
        connection.execute(delete(kept).where(kept.c.record_id.in_(chunk)))
        theirs = list(connection.execute(select(trashed.c.event_id).where(trashed.c.record_id.in_(chunk))).scalars())
        allow(connection, theirs)
        connection.execute(delete(trashed).where(trashed.c.record_id.in_(chunk)))
        _drop_moves(connection, moves.c.record_id.in_(chunk))


def drop_records(connection: Connection, held: Iterable[int]) -> None:
    """Erases records that stand behind no contact; their keys and pairs go with them. Their numbers are not given to
    others: reports and the extension may name them still."""
    gone = set(held)
    highest = max(gone, default=0)
    put(connection, counters, {"name": HIGHEST, "value": max(highest, preferences.counter(connection, HIGHEST))})
    for chunk in chunks(gone):
        connection.execute(delete(records).where(records.c.id.in_(chunk)))


def drop_batch(connection: Connection, batch: str) -> None:
    """Erases a batch, and the files that only it brought."""
    held = list(connection.execute(select(batch_files.c.file_id).where(batch_files.c.batch_id == batch)).scalars())
    connection.execute(update(jobs).where(jobs.c.batch_id == batch).values(batch_id=None))
    connection.execute(delete(kept).where(kept.c.batch_id == batch))
    connection.execute(delete(batches).where(batches.c.id == batch))
    elsewhere = exists().where(batch_files.c.file_id == files.c.id)
    for chunk in chunks(held):
        connection.execute(delete(files).where(files.c.id.in_(chunk), ~elsewhere))


def drop_answers(connection: Connection, contacts: Iterable[str]) -> None:
    """Erases what the extension was answered of these contacts."""
    gone = set(contacts)
    rows = connection.execute(select(answers.c.key, answers.c.answer)).all()
    keys = [row.key for row in rows if (row.answer.get("contact") or {}).get("id") in gone]
    for chunk in chunks(keys):
        connection.execute(delete(answers).where(answers.c.key.in_(chunk)))


def scrub(connection: Connection, clean: Scrub, mentions: Callable[[str], bool], place: Callable[[str], str]) -> None:
    """Clears what other rows repeat: names of files, reports, previews, and rows that were left out."""
    _scrub_column(connection, files, "name", clean)
    _scrub_column(connection, batches, "report", clean)
    _scrub_column(connection, events, "data", clean, where=events.c.kind.in_(["import", "sample"]))
    for column in ("data", "report", "progress"):
        _scrub_column(connection, jobs, column, clean)
    for row in connection.execute(select(rejects.c.id, rejects.c.locator, rejects.c.raw, rejects.c.reason)).all():
        if any(map(mentions, (row.locator, row.raw, row.reason))):
            said = {"locator": place(row.locator), "raw": "", "reason": clean(row.reason)}
            connection.execute(update(rejects).where(rejects.c.id == row.id).values(**said))


def _scrub_column(connection: Connection, table: Table, name: str, clean: Scrub, *, where: Any = None) -> None:
    key, column = events.c.id if table is events else next(iter(table.primary_key)), table.c[name]
    query = select(key, column).where(column.is_not(None))
    for id_, value in connection.execute(query if where is None else query.where(where)).all():
        if (said := clean(value)) != value:
            if table is events:
                allow(connection, [id_])
            connection.execute(update(table).where(key == id_).values({name: said}))
