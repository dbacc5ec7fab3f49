"""Rows in bulk: both databases take only so many values in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table

T = TypeVar("T")

MOST_VALUES = 500


def chunks(values: Iterable[T], size: int = MOST_VALUES) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts the rows whose unique values are not there yet; the others stay as they are."""
    if not rows:
        return
    connection.execute(_insert(connection, table).on_conflict_do_nothing(), list(rows))


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Inserts a row, or replaces the other columns of the one with its primary key."""
    key = [column.name for column in table.primary_key]
    rest = {name: value for name, value in row.items() if name not in key}
    connection.execute(_insert(connection, table).values(**row).on_conflict_do_update(index_elements=key, set_=rest))


def _insert(connection: Connection, table: Table) -> Any:
    """An insert that can say what becomes of a row that is there already: each database's own."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415  only those who use it wait for it

        return insert(table)
    from sqlalchemy.dialects.sqlite import insert as insert_here  # noqa: PLC0415  as above

    return insert_here(table)
