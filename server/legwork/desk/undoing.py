"""Takes back what happened: every event has its inverse, and an undo can be undone."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert

from legwork.desk import linking, overruling, parting, sharing, trashing, wording
from legwork.desk.applying import Effect, apply_batch
from legwork.desk.components import relink, renew
from legwork.desk.opening import Desk, alone
from legwork.errors import NotFound, Refused, UndoFirst
from legwork.store import batches, events, ids, links, preferences, records
from legwork.store.events import Event
from legwork.store.tables import kept

BATCHES = ("import", "capture", "typed", "sample")
ANCHORED = parting.ANCHORED
ASKING = ("import", "sample")


@dataclass(frozen=True, slots=True)
class Undone:
    """The event that took something back, and a sentence saying what."""

    event: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event as the user reads it. `redo` says that it is itself an undo, so undoing it does it again;
    `asks` that what was done since is to be read before it is undone."""

    event: str
    at: str
    kind: str
    sentence: str
    contact: str
    undone: bool
    undoable: bool
    redo: bool
    asks: bool


def undo(desk: Desk, what: str | None = None, *, stays_with: str | None = None) -> Undone:
    """Takes back an event, a batch (`b_…`), or with no name the last act.

    When a join is taken back, what was done since stays with the contact `stays_with`, one of its sides, or else with
    whom it stayed before: the one who came in first.

    Raises:
        NotFound: nothing has that name, or nothing is left to undo.
        Refused: it is undone already, cannot be undone, or `stays_with` is none of its sides.
        UndoFirst: something later builds on it.
        Conflict: an import is running.
    """
    with desk.database.read() as connection:
        event = _find(connection, what)
        root = _root(connection, event)
    if not event.stands:
        raise Refused("That is undone already; undo the undo to bring it back.")
    if root.kind == events.FORGOT:
        raise Refused("Forgetting cannot be undone: nothing is left that could be brought back.")
    returns = event.undoes is not None and not root.stands
    if root.kind in BATCHES:
        with alone(desk):
            undo_event = (_apply_again if returns else _withdraw)(desk, event, root)
    else:
        with alone(desk) if _renews(root) else contextlib.nullcontext():
            undo_event = desk.database.write(lambda connection: _toggle(connection, desk, event, root, stays_with))
    with desk.database.read() as connection:
        said = _undone_words(connection, root.id, again=returns)
    return Undone(undo_event, said)


def touched_since(desk: Desk, what: str) -> list[str]:
    """What the user did since with the contacts that a batch brought or a ruling joined: it stays when that
    is undone. After a ruling it stays with the side the user chooses (`sides`)."""
    with desk.database.read() as connection:
        event = _find(connection, what)
        root = _root(connection, event)
        if root.kind in BATCHES:
            found = _acts_since(connection, root)
        elif root.kind == "ruling" and overruling.joins(root):
            found = parting.done_since(connection, event, root)
        else:
            found = []
        return [wording.sentence(connection, event) for event in found]


def sides(desk: Desk, what: str) -> list[parting.Side]:
    """Whom a contact comes apart into when a join is taken back, the one who came in first before the others;
    nobody where nothing comes apart, or several contacts do."""
    with desk.database.read() as connection:
        root = _root(connection, _find(connection, what))
        return parting.sides(connection, root) if root.kind == "ruling" and overruling.joins(root) else []


def history(desk: Desk, limit: int, contact: str | None = None) -> list[HistoryLine]:
    """The newest first; of one contact when asked, by its id or one it had before it was joined."""
    with desk.database.read() as connection:
        if contact is None:
            found: Sequence[Event] = events.latest(connection, limit)
        else:
            present = links.contacts_of(connection, [wording.number(contact)]).values()
            held = {record for group in links.members_of(connection, present).values() for record in group}
            found = events.all_of(connection, held)[::-1][:limit]
        return [_line(connection, event) for event in found]


def decided(desk: Desk, limit: int) -> list[HistoryLine]:
    """The user's rulings that stand, the newest first."""
    with desk.database.read() as connection:
        return [_line(connection, event) for event in events.of_kind(connection, ["ruling"], limit)]


def line(desk: Desk, event_id: str) -> HistoryLine | None:
    """One event as the user reads it."""
    if not ids.is_name(event_id, "e"):
        return None
    with desk.database.read() as connection:
        event = events.by_id(connection, event_id)
        if event is None:
            return None
        found = _line(connection, event)
        if event.undoes is None or not event.stands:
            return found
        root = _root(connection, event)
        return replace(found, sentence=_undone_words(connection, root.id, again=root.stands))


def _undone_words(connection: Connection, root_id: str, *, again: bool) -> str:
    """What was just taken back, or done again, with what is to be said beside it."""
    root = events.by_id(connection, root_id)
    if root is None:
        raise NotFound("import, merge, ruling or act")
    said = f"{'Done again' if again else 'Undone'}: {wording.clause(connection, root)}"
    beside = overruling.remark(connection, root) if root.kind == "ruling" else ""
    return wording.whole(f"{said}; {beside}" if beside else said)


def _find(connection: Connection, what: str | None) -> Event:
    if what is None:
        event = events.last_undoable(connection)
        if event is None:
            raise NotFound("act to undo")
        return event
    if what.startswith("b_"):
        return _of_batch(connection, what)
    if what.startswith("p_"):
        what = _ruling_on(connection, what)
    event = events.by_id(connection, what) if ids.is_name(what, "e") else None
    if event is None:
        raise NotFound("import, merge, ruling or act")
    return event


def _of_batch(connection: Connection, batch: str) -> Event:
    """The event that applied a batch or, when that is undone, the undo that took it back."""
    row = batches.batch(connection, batch) if ids.is_name(batch, "b") else None
    event = events.by_id(connection, row["event_id"]) if row is not None and row["event_id"] else None
    if event is None:
        raise NotFound("import")
    while not event.stands and (later := events.standing_undo_of(connection, event.id)) is not None:
        event = later
    return event


def _ruling_on(connection: Connection, pair: str) -> str:
    left, right = wording.pair_numbers(pair)
    for ruling in reversed(events.standing_rulings(connection, [left, right])):
        if {ruling.left, ruling.right} == {left, right}:
            return ruling.event
    raise NotFound("ruling on that pair")


def _root(connection: Connection, event: Event) -> Event:
    while event.undoes is not None:
        found = events.by_id(connection, event.undoes)
        if found is None:
            raise NotFound("import, merge, ruling or act")
        event = found
    return event


def _append(connection: Connection, desk: Desk, event: Event) -> str:
    """The undo itself. Two at once: the second finds that the event does not stand any more."""
    present = events.by_id(connection, event.id)
    if present is None or not present.stands:
        raise Refused("That is undone already; undo the undo to bring it back.")
    undo_event = ids.new("e", desk.clock())
    at = ids.utc(desk.clock())
    events.append(connection, undo_event, at, "undo", {}, record=event.record, undoes=event.id)
    return undo_event


def _toggle(connection: Connection, desk: Desk, event: Event, root: Event, stays_with: str | None) -> str:
    parted = parting.Parted.of(connection, event, root, stays_with)
    undo_event = _append(connection, desk, event)
    parted.move(connection, undo_event)
    if root.kind == "edit" and root.record is not None:
        relink(connection, [root.record])
    elif root.kind == "ruling":
        linking.apply(connection, root.data)
        overruling.refuse_if_overtaken(connection, replace(root, stands=not root.stands))
    elif root.kind == "shared":
        held = sharing.holders(connection, [root.data["identifier"]])
        renew(connection, held, also=set())
    elif root.kind == "trash":
        trashing.show_or_hide(connection, root.id)
    elif root.kind == "setting":
        _restore_setting(connection, root)
    return undo_event


def _renews(root: Event) -> bool:
    """Whether undoing changes what imports are read by, so that none may run meanwhile."""
    return root.kind in {"shared", "trash"} or bool(root.data.get("shared"))


def _restore_setting(connection: Connection, root: Event) -> None:
    for later in events.since(connection, root.seq):
        if later.kind == "setting" and set(later.data["is"]) & set(root.data["is"]):
            raise UndoFirst("Another change of the same setting", later.id)
    present = events.by_id(connection, root.id)
    values: Mapping[str, Any] = root.data["is" if present is not None and present.stands else "was"]
    for name, value in values.items():
        if value is None:
            preferences.drop(connection, name)
        else:
            preferences.keep(connection, name, value)


def _withdraw(desk: Desk, event: Event, root: Event) -> str:
    batch = root.data["batch"]

    def work(connection: Connection) -> str:
        undo_event = _append(connection, desk, event)
        held = batches.records_of(connection, batch)
        before = records.behind_contacts(connection, held)
        acted_on = {act.record for act in _acts_since(connection, root) if act.record in held}
        batches.set_state(connection, batch, "withdrawn")
        if acted_on:
            connection.execute(insert(kept), [{"record_id": record, "batch_id": batch} for record in acted_on])
        after = records.standing_ids(connection, held)
        relink(connection, after, leaving=before - after)
        return undo_event

    return desk.database.write(work)


def _apply_again(desk: Desk, event: Event, root: Event) -> str:
    batch = root.data["batch"]
    made: list[str] = []

    def finish(connection: Connection, _effect: Effect) -> None:
        made[:] = [_append(connection, desk, event)]
        connection.execute(delete(kept).where(kept.c.batch_id == batch))

    apply_batch(desk, batch, finish, lambda _stage, _done, _total: None)
    return made[0]


def _acts_since(connection: Connection, root: Event) -> list[Event]:
    if root.kind == "sample":
        return []  # invented people go whole, whatever was tried out with them
    held = batches.records_of(connection, root.data["batch"])
    return [event for event in events.standing_of(connection, held, kinds=ANCHORED) if event.seq > root.seq]


def _line(connection: Connection, event: Event) -> HistoryLine:
    root = _root(connection, event)
    said = wording.clause(connection, root)
    if event.undoes is not None:
        said = f"Undone: {said}" if _depth(connection, event) % 2 else f"Done again: {said}"
    contact = links.contacts_of(connection, [event.record]).get(event.record) if event.record else None
    return HistoryLine(
        event=event.id,
        at=event.at,
        kind=event.kind,
        sentence=wording.whole(said),
        contact=wording.public(contact) if contact is not None else "",
        undone=not event.stands,
        undoable=event.stands and root.kind != events.FORGOT,
        redo=event.undoes is not None,
        asks=(event.undoes is None and root.kind in ASKING) or (root.kind == "ruling" and overruling.joins(root)),
    )


def _depth(connection: Connection, event: Event) -> int:
    depth = 0
    while event.undoes is not None:
        depth += 1
        found = events.by_id(connection, event.undoes)
        if found is None:
            break
        event = found
    return depth
