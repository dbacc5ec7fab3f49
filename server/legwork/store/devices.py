"""Paired browsers, and the codes that pair them. Only digests are kept of what opens anything."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from legwork.store.tables import devices, pairing_codes


def put_code(connection: Connection, *, id: str, sha256: str, expires_at: str) -> None:  # noqa: A002  the column's name
    """Puts a new code in the place of the one before: there is one at a time."""
    connection.execute(delete(pairing_codes))
    connection.execute(insert(pairing_codes).values(id=id, sha256=sha256, expires_at=expires_at, tries=0, state="open"))


def code(connection: Connection) -> RowMapping | None:
    """The last code that was made, whatever became of it."""
    return connection.execute(select(pairing_codes)).mappings().one_or_none()


def change_code(connection: Connection, *, tries: int, state: str) -> None:
    connection.execute(update(pairing_codes).values(tries=tries, state=state))


def add(connection: Connection, row: dict[str, str]) -> None:
    connection.execute(insert(devices).values(**row))


def find(connection: Connection, device: str) -> RowMapping | None:
    """A device by its public id, revoked or not."""
    return connection.execute(select(devices).where(devices.c.id == device)).mappings().one_or_none()


def every(connection: Connection) -> list[RowMapping]:
    """All devices, the newest first."""
    return list(connection.execute(select(devices).order_by(devices.c.created_at.desc(), devices.c.id)).mappings())


def origins(connection: Connection) -> list[str]:
    """The origins of devices that may still call, each once, in order."""
    live = select(devices.c.origin).where(devices.c.revoked_at.is_(None), devices.c.origin != "")
    return list(connection.execute(live.distinct().order_by(devices.c.origin)).scalars())


def any_live(connection: Connection) -> bool:
    live = select(devices.c.id).where(devices.c.revoked_at.is_(None)).limit(1)
    return connection.execute(live).first() is not None


def used(connection: Connection, device: str, at: str) -> None:
    connection.execute(update(devices).where(devices.c.id == device).values(last_used_at=at))


def revoke(connection: Connection, device: str, at: str) -> bool:
    """True when there was such a device and it was not revoked before."""
    live = (devices.c.id == device) & devices.c.revoked_at.is_(None)
    return connection.execute(update(devices).where(live).values(revoked_at=at)).rowcount == 1
