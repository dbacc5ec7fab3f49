"""E-mail addresses and phone numbers that the user said several people use."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Text, exists, insert, select, type_coerce

from legwork.store.tables import records, shared, undone


def add(connection: Connection, event_id: str, identifiers: Iterable[str]) -> None:
    """While the event stands, the identifiers (`email:…`, `phone:…`) join nobody."""
    rows = [{"event_id": event_id, "identifier": one} for one in sorted(identifiers)]
    if rows:
        connection.execute(insert(shared), rows)


def standing(connection: Connection) -> dict[str, str]:
    """Every identifier that is shared now, with the newest event that says so."""
    rows = connection.execute(
        select(shared.c.identifier, shared.c.event_id)
        .where(~exists().where(undone.c.event_id == shared.c.event_id))
        .order_by(shared.c.event_id)
    )
    return {row.identifier: row.event_id for row in rows}


def of_event(connection: Connection, event_id: str) -> set[str]:
    return set(connection.execute(select(shared.c.identifier).where(shared.c.event_id == event_id)).scalars())


def may_say(connection: Connection, identifiers: Iterable[str]) -> set[int]:
    """Records whose claims may hold one of the identifiers: for closer looking, since each writes it its own way."""
    found: set[int] = set()
    claim = type_coerce(records.c.claim, Text)  # as it is written, not as the value it stands for
    for identifier in identifiers:
        kind, _, text = identifier.partition(":")
        domain = text.rpartition("@")[2]
        hosts = [domain, "googlemail.com"] if domain == "gmail.com" else [domain]
        holds = [f"@{host}" for host in hosts] if kind == "email" else ['"phones"']
        for word in holds:
            query = select(records.c.id).where(claim.icontains(word, autoescape=True))
            found.update(connection.execute(query).scalars())
    return found
