"""Browsers that are signed in, and the one-time links that let them in. Only digests are kept."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from legwork.store.tables import visits


def add(connection: Connection, *, id: str, kind: str, sha256: str, expires_at: str) -> None:  # noqa: A002  the column's name
    connection.execute(insert(visits).values(id=id, kind=kind, sha256=sha256, expires_at=expires_at))


def find(connection: Connection, visit: str, kind: str) -> RowMapping | None:
    wanted = select(visits).where(visits.c.id == visit, visits.c.kind == kind)
    return connection.execute(wanted).mappings().one_or_none()


def extend(connection: Connection, visit: str, expires_at: str) -> None:
    connection.execute(update(visits).where(visits.c.id == visit).values(expires_at=expires_at))


def remove(connection: Connection, visit: str) -> bool:
    """True when it was there."""
    return connection.execute(delete(visits).where(visits.c.id == visit)).rowcount == 1


def remove_ended(connection: Connection, now: str) -> None:
    connection.execute(delete(visits).where(visits.c.expires_at <= now))
