"""What a reading makes of the database, kept until anything changes there that a card is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from legwork.desk.components import LINKED
from legwork.desk.opening import Desk
from legwork.desk.preferring import read_preferences
from legwork.store import batches, events, preferences
from legwork.store.once import is_remembering, once

T = TypeVar("T")
State = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    state: State
    said: dict[str, Any] = field(default_factory=dict)


def state_of(connection: Connection) -> State:
    """Another one whenever anything has changed that a card is made from, except the time."""
    return once(connection, "state", _state)


def _state(connection: Connection) -> State:
    counted = (preferences.counter(connection, name) for name in (LINKED, batches.BROUGHT))
    return events.last(connection), *counted, read_preferences(connection)


def lasting(desk: Desk, connection: Connection, name: str, ask: Callable[[], T]) -> T:
    """What `ask` says, asked again only when the state is another one; the time and the database's other tables must
    not matter to it. Inside a write, which may be taken back, it is asked each time. Not to be changed."""
    if not is_remembering(connection):
        return ask()
    state = state_of(connection)
    kept: _Kept | None = desk.memory.get("lasting")
    if kept is None or kept.state != state:
        kept = desk.memory["lasting"] = _Kept(state)
    if name not in kept.said:
        kept.said[name] = ask()
    return cast("T", kept.said[name])
