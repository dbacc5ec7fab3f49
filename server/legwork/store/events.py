"""Everything that happened, in order. What stands is what no standing event undoes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Select, delete, exists, func, insert, or_, select

from legwork.store.once import once
from legwork.store.rows import chunks
from legwork.store.tables import events, moves, rulings, undone

FORGOT = "forgot"
"""The kind of event that no undo takes back: nothing is left of what it was about."""


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is act, edit, note, questions, fact, own, ruling, import, capture, setting, shared, trash, forgot, undo;
    `record` anchors it to a contact: the one it was said of, or where the user left it when a join was taken back."""

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
    return None if row is None else _events(connection, [row])[0]


def standing_of(connection: Connection, records: Iterable[int] | None = None, kinds: Iterable[str] = ()) -> list[Event]:
    """Standing events anchored to the records (all anchored events when None), in the order they came."""
    query = select(*_COLUMNS).where(~exists().where(undone.c.event_id == events.c.id), events.c.record_id.is_not(None))
    if kinds:
        query = query.where(events.c.kind.in_(list(kinds)))
    return _of(connection, query, records)


def standing_kind(connection: Connection, kind: str) -> list[Event]:
    """Standing events of one kind, whatever they are anchored to, in the order they came."""
    query = select(*_COLUMNS).where(~exists().where(undone.c.event_id == events.c.id), events.c.kind == kind)
    return _events(connection, connection.execute(query.order_by(events.c.seq)))


def known(connection: Connection, names: Iterable[str]) -> set[str]:
    """Which of these events there are, standing or not."""
    return {
        name
        for chunk in chunks(names)
        for name in connection.execute(select(events.c.id).where(events.c.id.in_(chunk))).scalars()
    }


def all_of(connection: Connection, records: Iterable[int]) -> list[Event]:
    """Every event anchored to the records, undone ones too, in the order they came."""
    return _of(connection, select(*_COLUMNS), records)


def _of(connection: Connection, query: Select[Any], records: Iterable[int] | None) -> list[Event]:
    """Events of a query that are anchored to the records now, in the order they came."""
    if records is None:
        return sorted(_events(connection, connection.execute(query)), key=lambda event: event.seq)
    wanted = set(records)
    came = [event for event, record in moved(connection).items() if record in wanted]
    rows = [row for chunk in chunks(wanted) for row in connection.execute(query.where(events.c.record_id.in_(chunk)))]
    rows += [row for chunk in chunks(came) for row in connection.execute(query.where(events.c.id.in_(chunk)))]
    found = {event.seq: event for event in _events(connection, rows) if event.record in wanted}
    return [found[seq] for seq in sorted(found)]


def moved(connection: Connection) -> dict[str, int]:
    """Events that the user left with another record when taking back a join, and that record."""
    return once(connection, "moved", _moved)


def _moved(connection: Connection) -> dict[str, int]:
    rows = connection.execute(
        select(moves.c.moved_id, moves.c.record_id)
        .join(events, events.c.id == moves.c.event_id)
        .where(~exists().where(undone.c.event_id == moves.c.event_id))
        .order_by(events.c.seq)
    )
    return {row.moved_id: row.record_id for row in rows}


def move(connection: Connection, event_id: str, places: Mapping[str, int]) -> None:
    """While the event stands, those in `places` are anchored to the records given there."""
    if places:
        rows = [{"event_id": event_id, "moved_id": one, "record_id": record} for one, record in places.items()]
        connection.execute(insert(moves), rows)


def latest(connection: Connection, limit: int, before: int | None = None) -> list[Event]:
    """The newest events first."""
    query = select(*_COLUMNS).order_by(events.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(events.c.seq < before)
    return _events(connection, connection.execute(query))


def of_kind(connection: Connection, kinds: Iterable[str], limit: int | None = None) -> list[Event]:
    """Standing events of some kinds, the newest first."""
    query = select(*_COLUMNS).where(events.c.kind.in_(list(kinds)), ~exists().where(undone.c.event_id == events.c.id))
    return _events(connection, connection.execute(query.order_by(events.c.seq.desc()).limit(limit)))


def since(connection: Connection, seq: int, *, standing: bool = True) -> list[Event]:
    """Standing events that came after `seq`, or all of them."""
    rows = connection.execute(select(*_COLUMNS).where(events.c.seq > seq).order_by(events.c.seq))
    return [event for event in _events(connection, rows) if event.stands or not standing]


def last(connection: Connection, kinds: Iterable[str] = ()) -> int:
    """The number of the newest event, or of the newest of these kinds; 0 when there is none."""
    wanted = list(kinds)
    return once(connection, f"last {wanted}", lambda reading: _last(reading, wanted))


def _last(connection: Connection, kinds: Sequence[str] = ()) -> int:
    query = select(func.max(events.c.seq))
    if kinds:
        query = query.where(events.c.kind.in_(kinds))
    return connection.execute(query).scalar() or 0


def unanchored(connection: Connection, kinds: Iterable[str]) -> list[Event]:
    """Standing events of these kinds that are about the desk and no contact, in the order they came."""
    query = select(*_COLUMNS).where(
        ~exists().where(undone.c.event_id == events.c.id), events.c.record_id.is_(None), events.c.kind.in_(list(kinds))
    )
    return _events(connection, connection.execute(query.order_by(events.c.seq)))


def last_undoable(connection: Connection) -> Event | None:
    """The newest standing event that is not itself an undo, and can be undone: what a bare undo takes back."""
    row = connection.execute(
        select(*_COLUMNS)
        .where(events.c.undoes.is_(None), events.c.kind != FORGOT, ~exists().where(undone.c.event_id == events.c.id))
        .order_by(events.c.seq.desc())
        .limit(1)
    ).first()
    return None if row is None else _events(connection, [row])[0]


def standing_undo_of(connection: Connection, event_id: str) -> Event | None:
    """The standing event that undoes this one, if any."""
    row = connection.execute(
        select(*_COLUMNS).where(events.c.undoes == event_id, ~exists().where(undone.c.event_id == events.c.id))
    ).first()
    return None if row is None else _events(connection, [row])[0]


PAIRED = frozenset({"pairs", "apart", "same"})


def said_of(data: Mapping[str, Any]) -> list[tuple[str, Sequence[Sequence[int]]]]:
    """What a ruling's data says of pairs of records: a verdict with its pairs, and what was said along with it."""
    said = [(data["verdict"], data["pairs"]), ("different", data.get("apart", ())), ("same", data.get("same", ()))]
    return [(verdict, pairs) for verdict, pairs in said if pairs]


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


def _events(connection: Connection, found: Iterable[Any]) -> list[Event]:
    rows = list(found)
    now = moved(connection) if rows else {}
    return [
        Event(row.seq, row.id, row.at, row.kind, now.get(row.id, row.record_id), row.data, row.undoes, bool(row.stands))
        for row in rows
    ]
