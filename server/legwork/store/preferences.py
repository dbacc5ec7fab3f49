"""The user's own settings, and other single values."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from legwork.store.once import once
from legwork.store.rows import put
from legwork.store.tables import counters, settings

_COLUMNS = "columns of "


def values(connection: Connection) -> dict[str, str]:
    """Every stored setting by name."""
    return dict(once(connection, "settings", _values))


def _values(connection: Connection) -> dict[str, str]:
    return {row.name: row.value for row in connection.execute(select(settings))}


def value(connection: Connection, name: str) -> str | None:
    return connection.execute(select(settings.c.value).where(settings.c.name == name)).scalar()


def keep(connection: Connection, name: str, text: str) -> None:
    put(connection, settings, {"name": name, "value": text})


def drop(connection: Connection, name: str) -> None:
    connection.execute(delete(settings).where(settings.c.name == name))


def named_columns(connection: Connection) -> dict[str, tuple[str, ...]]:
    """What the user said the columns of tables are: header's fingerprint → a place or "" for each column."""
    found = connection.execute(select(settings).where(settings.c.name.startswith(_COLUMNS)))
    return {row.name.removeprefix(_COLUMNS): tuple(json.loads(row.value)) for row in found}


def name_columns(connection: Connection, header: str, places: Sequence[str]) -> None:
    keep(connection, f"{_COLUMNS}{header}", json.dumps(list(places)))


def counter(connection: Connection, name: str) -> int:
    return once(connection, "counters", _counters).get(name, 0)


def _counters(connection: Connection) -> dict[str, int]:
    return {row.name: row.value for row in connection.execute(select(counters))}


def count_up(connection: Connection, name: str) -> int:
    """Raises a counter by one, inside the writer's transaction, and returns it."""
    present = counter(connection, name) + 1
    put(connection, counters, {"name": name, "value": present})
    return present
