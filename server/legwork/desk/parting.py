"""When a join is taken back: whom the contact comes apart into, and with whom stays what was done meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection

from legwork.desk import components, overruling, pools, wording
from legwork.errors import Refused
from legwork.linkage.clustering import Cluster
from legwork.store import events, links
from legwork.store.events import Event

ANCHORED = ("act", "edit", "note", "questions", "fact")


@dataclass(frozen=True, slots=True)
class Side:
    """One contact to be: its id, what it will be called, its role and employer, and the kinds of its sources."""

    contact: str
    called: str
    title: str
    company: str
    sources: tuple[str, ...]
    records: frozenset[int]


def sides(connection: Connection, root: Event) -> list[Side]:
    """Whom the one contact of a ruling comes apart into without it (or, where it said *different*, with it)."""
    where = set(links.contacts_of(connection, overruling.records(root)).values())
    if len(where) != 1:
        return []
    held = overruling.behind(connection, overruling.records(root))
    rulings = [ruling for ruling in events.standing_rulings(connection, held) if ruling.event != root.id]
    if root.data["verdict"] == "different":
        said = events.said_of(root.data)
        rulings += [
            events.StandingRuling(root.id, root.at, left, right, "same" if verdict == "same" else "different")
            for verdict, pairs in said
            for left, right in pairs
        ]
    groups = components.groups_of(connection, held, rulings)
    return [_side(connection, group) for group in sorted(groups, key=min)] if len(groups) > 1 else []


def _side(connection: Connection, group: frozenset[int]) -> Side:
    claims = {claimed.record: claimed for claimed in pools.read_claims(connection, group)}
    edits = components.edits_of(connection, group)
    row = components.row_of(claims, Cluster(tuple(sorted(group)), ()), edits, pools.linker(connection).region)
    sources = tuple(dict.fromkeys(claims[record].source for record in row.records))
    return Side(wording.public(row.id), wording.called(row.merged), row.title, row.company, sources, group)


def done_since(connection: Connection, event: Event, root: Event) -> list[Event]:
    """What the user did with the contacts of a ruling while it joined them, in the order it was done; `event` is what
    is to be undone now: the ruling, or the undo of its undo."""
    turns = _turns(connection, event)
    held = overruling.behind(connection, overruling.records(root))
    odd = root.data["verdict"] == "same"

    def joined(done: Event) -> bool:
        passed = sum(turn < done.seq for turn in turns)
        return passed > 0 and (passed % 2 == 1) == odd

    return [done for done in events.standing_of(connection, held, kinds=ANCHORED) if joined(done)]


def _turns(connection: Connection, event: Event) -> list[int]:
    """When a ruling was made, taken back, brought back and so on, up to this event."""
    found = [event.seq]
    while event.undoes is not None and (before := events.by_id(connection, event.undoes)) is not None:
        event = before
        found.append(event.seq)
    return found


@dataclass(frozen=True, slots=True)
class Parted:
    """What goes with a side when a join is taken back: read before, written after the undo itself."""

    target: int = 0
    records: frozenset[int] = frozenset()
    done: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, connection: Connection, event: Event, root: Event, stays_with: str | None) -> Parted:
        """
        Raises:
            Refused: `stays_with` is none of the sides.
        """
        if stays_with is None:
            return cls()
        found = sides(connection, root) if root.kind == "ruling" and overruling.joins(root) else []
        number = wording.number(stays_with)
        side = next((one for one in found if number in one.records), None)
        if side is None:
            names = " or ".join(one.contact for one in found)
            wanted = f"it can stay with {names}" if names else "nothing comes apart here"
            raise Refused(f"What was done since cannot stay with {stays_with}: {wanted}.")
        done = tuple(one.id for one in done_since(connection, event, root))
        return cls(min(side.records), side.records, done)

    def move(self, connection: Connection, undo_event: str) -> None:
        places = {one: events.by_id(connection, one) for one in self.done}
        gone = {one: self.target for one, now in places.items() if now is not None and now.record not in self.records}
        events.move(connection, undo_event, gone)
