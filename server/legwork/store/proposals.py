"""What files say of the user. Rows of a file, like those that were left out; one stands while an applied batch shows
its file, so that undoing an import takes its proposals back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from legwork.store.tables import batch_files, batches, files, proposals


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing said of the user, and in which file."""

    about: str
    value: str
    detail: Mapping[str, str]
    file: str


def add(connection: Connection, file_id: int, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(proposals), [{"file_id": file_id, **row} for row in rows])


def standing(connection: Connection, abouts: Iterable[str] | None = None) -> list[Standing]:
    """Everything that applied imports say of the user, or of it what is about `abouts`; each once, sorted."""
    query = (
        select(proposals.c.about, proposals.c.value, proposals.c.detail, files.c.name)
        .join(files, files.c.id == proposals.c.file_id)
        .join(batch_files, batch_files.c.file_id == files.c.id)
        .join(batches, batches.c.id == batch_files.c.batch_id)
        .where(batches.c.state == "applied")
        .order_by(proposals.c.about, proposals.c.value, files.c.name, proposals.c.id)
    )
    if abouts is not None:
        query = query.where(proposals.c.about.in_(sorted(abouts)))
    found: dict[tuple[str, str, str], Standing] = {}
    for about, value, detail, file in connection.execute(query):
        found.setdefault((about, value, str(sorted(detail.items()))), Standing(about, value, detail, file))
    return list(found.values())
