"""Everything that happened, in order. What stands is what no standing event undoes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, delete, exists, func, insert, or_, select

from legwork.store.rows import chunks
from legwork.store.tables import events, rulings, undone


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is act, edit, note, ruling, import, capture, setting, undo; `record` anchors it to a contact."""

    seq: int
    id: str
    at: str
    kind: str
    record: int | None
    data: Mapping[str, Any]
    undoes: str | None
    stands: bool


@dataclass(frozen=True, slots=True)
class StandingRuling:
    event: str
    at: str
    left: int
    right: int
    verdict: Literal["same", "different"]


def append(
    connection: Connection,
    event_id: str,
    at: str,
    kind: str,
    data: Mapping[str, Any],
    *,
    record: int | None = None,
    undoes: str | None = None,
) -> None:
    """Appends an event; one that undoes another takes it, or the undo of it, out of what stands."""
    connection.execute(
        insert(events).values(id=event_id, at=at, kind=kind, record_id=record, data=dict(data), undoes=undoes)
    )
    if undoes is not None:
        _settle(connection, undoes)


def _settle(connection: Connection, event_id: str) -> None:
    """Takes an event out of what stands, or puts it back, and then the one that it undoes in turn."""
    out = standing_undo_of(connection, event_id) is not None
    was_out = connection.execute(select(undone.c.event_id).where(undone.c.event_id == event_id)).first()
    if out == (was_out is not None):
        return
    if out:
        connection.execute(insert(undone).values(event_id=event_id))
    else:
        connection.execute(delete(undone).where(undone.c.event_id == event_id))
    target = connection.execute(select(events.c.undoes).where(events.c.id == event_id)).scalar()
    if target is not None:
        _settle(connection, target)


def all_undone(connection: Connection) -> set[str]:
    """Which events do not stand, as it is kept."""
    return set(connection.execute(select(undone.c.event_id)).scalars())


def derived_undone(connection: Connection) -> set[str]:
    """Which events do not stand, worked out from the log alone."""
    rows = connection.execute(select(events.c.id, events.c.undoes).order_by(events.c.seq)).all()
    stands: dict[str, bool] = {}
    undoers: dict[str, list[str]] = {}
    for event_id, undoes in rows:
        stands[event_id] = True
        if undoes is not None:
            undoers.setdefault(undoes, []).append(event_id)
    for event_id, _ in reversed(rows):
        stands[event_id] = not any(stands[undoer] for undoer in undoers.get(event_id, ()))
    return {event_id for event_id, standing in stands.items() if not standing}


_COLUMNS = (
    events.c.seq,
    events.c.id,
    events.c.at,
    events.c.kind,
    events.c.record_id,
    events.c.data,
    events.c.undoes,
    (~exists().where(undone.c.event_id == events.c.id)).label("stands"),
)


def by_id(connection: Connection, event_id: str) -> Event | None:
    row = connection.execute(select(*_COLUMNS).where(events.c.id == event_id)).first()
    return None if row is None else _event(row)


def standing_of(connection: Connection, records: Iterable[int] | None = None, kinds: Iterable[str] = ()) -> list[Event]:
    """Standing events anchored to the records (all anchored events when None), in the order they came."""
    query = select(*_COLUMNS).where(~exists().where(undone.c.event_id == events.c.id), events.c.record_id.is_not(None))
    if kinds:
        query = query.where(events.c.kind.in_(list(kinds)))
    if records is None:
        rows = list(connection.execute(query))
    else:
        rows = [
            row for chunk in chunks(records) for row in connection.execute(query.where(events.c.record_id.in_(chunk)))
        ]
    return sorted((_event(row) for row in rows), key=lambda event: event.seq)


def all_of(connection: Connection, records: Iterable[int]) -> list[Event]:
    """Every event anchored to the records, undone ones too, in the order they came."""
    rows = [
        row
        for chunk in chunks(records)
        for row in connection.execute(select(*_COLUMNS).where(events.c.record_id.in_(chunk)))
    ]
    return sorted((_event(row) for row in rows), key=lambda event: event.seq)


def latest(connection: Connection, limit: int, before: int | None = None) -> list[Event]:
    """The newest events first."""
    query = select(*_COLUMNS).order_by(events.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(events.c.seq < before)
    return [_event(row) for row in connection.execute(query)]


def since(connection: Connection, seq: int, *, standing: bool = True) -> list[Event]:
    """Standing events that came after `seq`, or all of them."""
    rows = connection.execute(select(*_COLUMNS).where(events.c.seq > seq).order_by(events.c.seq))
    return [event for event in map(_event, rows) if event.stands or not standing]


def last(connection: Connection, kinds: Iterable[str] = ()) -> int:
    """The number of the newest event, or of the newest of these kinds; 0 when there is none."""
    query = select(func.max(events.c.seq))
    if kinds:
        query = query.where(events.c.kind.in_(list(kinds)))
    return connection.execute(query).scalar() or 0


def unanchored(connection: Connection, kinds: Iterable[str]) -> list[Event]:
    """Standing events of these kinds that are about the desk and no contact, in the order they came."""
    query = select(*_COLUMNS).where(
        ~exists().where(undone.c.event_id == events.c.id), events.c.record_id.is_(None), events.c.kind.in_(list(kinds))
    )
    return [_event(row) for row in connection.execute(query.order_by(events.c.seq))]


def last_undoable(connection: Connection) -> Event | None:
    """The newest standing event that is not itself an undo: what a bare undo takes back."""
    row = connection.execute(
        select(*_COLUMNS)
        .where(events.c.undoes.is_(None), ~exists().where(undone.c.event_id == events.c.id))
        .order_by(events.c.seq.desc())
        .limit(1)
    ).first()
    return None if row is None else _event(row)


def standing_undo_of(connection: Connection, event_id: str) -> Event | None:
    """The standing event that undoes this one, if any."""
    row = connection.execute(
        select(*_COLUMNS).where(events.c.undoes == event_id, ~exists().where(undone.c.event_id == events.c.id))
    ).first()
    return None if row is None else _event(row)


def add_ruling(connection: Connection, event_id: str, left: int, right: int, verdict: str) -> None:
    connection.execute(
        insert(rulings).values(event_id=event_id, left_id=min(left, right), right_id=max(left, right), verdict=verdict)
    )


def standing_rulings(connection: Connection, records: Iterable[int] | None = None) -> list[StandingRuling]:
    """Standing rulings that name any of the records; the newest word on a pair comes last."""
    query = (
        select(rulings, events.c.seq, events.c.at)
        .join(events, events.c.id == rulings.c.event_id)
        .where(~exists().where(undone.c.event_id == rulings.c.event_id))
    )
    if records is None:
        rows = list(connection.execute(query))
    else:
        rows = [
            row
            for chunk in chunks(records)
            for row in connection.execute(query.where(or_(rulings.c.left_id.in_(chunk), rulings.c.right_id.in_(chunk))))
        ]
    unique = {(row.seq, row.left_id, row.right_id): row for row in rows}
    return [
        StandingRuling(row.event_id, row.at, row.left_id, row.right_id, row.verdict)
        for _, row in sorted(unique.items())
    ]


def _event(row: Any) -> Event:
    return Event(row.seq, row.id, row.at, row.kind, row.record_id, row.data, row.undoes, bool(row.stands))
