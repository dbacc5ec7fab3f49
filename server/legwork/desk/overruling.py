"""Rulings taken back or brought back: whether a later word builds on them, and what the user did meanwhile."""

from __future__ import annotations

from sqlalchemy import Connection

from legwork.desk import components, wording
from legwork.errors import UndoFirst
from legwork.store import events, links
from legwork.store.events import Event, StandingRuling

STILL_ONE = "they stay one contact, because their records join them without your word"


def joins(root: Event) -> bool:
    """Whether a ruling as it stands, or as it was taken back, lets one contact be: undoing that may part it."""
    return bool((root.data["verdict"] == "same") == root.stands)


def refuse_if_overtaken(connection: Connection, root: Event) -> None:
    """Inside a write, after who is who was worked out anew with the ruling taken back, or brought back.

    Raises:
        UndoFirst: it changes nothing, because a later ruling says as much, or the opposite.
    """
    later = _later(connection, root)
    pairs = {_ordered(pair) for pair in root.data["pairs"]}
    said_again = [ruling for ruling in later if (ruling.left, ruling.right) in pairs]
    if said_again:
        raise _first(connection, said_again[-1])
    together, apart = _now(connection, root)
    if root.data["verdict"] == "same" and root.stands and apart:
        against = [ruling for ruling in later if ruling.verdict == "different"]
    elif not joins(root) and together and not _join_by_themselves(connection, together, later):
        against = [ruling for ruling in later if ruling.verdict == "same"]
    else:
        against = []
    if against:
        raise _first(connection, against[-1])


def remark(connection: Connection, root: Event) -> str:
    """What to say beside a ruling that was taken back or brought back: usually nothing."""
    together, _ = _now(connection, root)
    return STILL_ONE if together and not joins(root) else ""


def _now(connection: Connection, root: Event) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The ruling's pairs whose records stand: those behind one contact now, and those behind two."""
    where = links.contacts_of(connection, records(root))
    known = {_ordered(pair) for pair in root.data["pairs"] if set(pair) <= where.keys()}
    together = {pair for pair in known if where[pair[0]] == where[pair[1]]}
    return together, known - together


def _join_by_themselves(connection: Connection, together: set[tuple[int, int]], later: list[StandingRuling]) -> bool:
    """Whether pairs would be one contact without the later rulings too."""
    held = behind(connection, {record for pair in together for record in pair})
    newer = {ruling.event for ruling in later}
    earlier = [ruling for ruling in events.standing_rulings(connection, held) if ruling.event not in newer]
    groups = components.groups_of(connection, held, earlier)
    return all(any(set(pair) <= group for group in groups) for pair in together)


def _later(connection: Connection, root: Event) -> list[StandingRuling]:
    """Standing rulings after this one on the records behind its contacts, the newest last."""
    held = behind(connection, records(root))
    newer = {event.id for event in events.since(connection, root.seq) if event.kind == "ruling"}
    return [ruling for ruling in events.standing_rulings(connection, held) if ruling.event in newer]


def behind(connection: Connection, records: set[int]) -> set[int]:
    """Every record behind the contacts that these stand behind."""
    contacts = set(links.contacts_of(connection, records).values())
    return {record for held in links.members_of(connection, contacts).values() for record in held}


def records(root: Event) -> set[int]:
    """The records that a ruling is about, and not those it says something of along with it."""
    return {record for pair in root.data["pairs"] for record in pair}


def _ordered(pair: tuple[int, int]) -> tuple[int, int]:
    return min(pair), max(pair)


def _first(connection: Connection, ruling: StandingRuling) -> UndoFirst:
    event = events.by_id(connection, ruling.event)
    said = wording.clause(connection, event) if event is not None else "your word on the same records"
    return UndoFirst(f"Another ruling ({said})", ruling.event)
