"""Invented people, brought in from export-shaped files through the import that every export takes.

On the user's own desk they are a batch of their own kind: marked, taken out again whole by one act, and left
out of exports.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, select

from legwork.desk import importing, undoing
from legwork.desk.opening import Desk
from legwork.errors import Conflict, NotFound
from legwork.store.tables import batches

SAMPLES = Path(__file__).with_name("samples")


def present(desk: Desk) -> bool:
    """Whether the sample people are here."""
    with desk.database.read() as connection:
        return _batch(connection) is not None


def add(desk: Desk) -> str:
    """Brings the sample people in; returns their batch.

    Raises:
        Conflict: they are here, or another import is running.
    """
    if present(desk):
        raise Conflict("The sample people are here already.")
    return str(importing.run(desk, [SAMPLES], batch_kind="sample")["batch"])


def remove(desk: Desk) -> str:
    """Takes the sample people out again, whatever was done with them; returns the event.

    Raises:
        NotFound: they are not here.
    """
    with desk.database.read() as connection:
        batch = _batch(connection)
    if batch is None:
        raise NotFound("sample")
    return undoing.undo(desk, batch).event


def _batch(connection: Connection) -> str | None:
    return connection.execute(
        select(batches.c.id).where(batches.c.kind == "sample", batches.c.state == "applied").limit(1)
    ).scalar()
