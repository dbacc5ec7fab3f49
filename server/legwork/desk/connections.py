"""The user's connections as LinkedIn's exports list them, compared: who is new, and who is gone since when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from legwork.desk.opening import Desk
from legwork.linkage.connections import Between, Compared, Entry, Listing, compared
from legwork.linkage.names import fold
from legwork.store import links, listings
from legwork_importers.dates import day

KIND = "linkedin.connections"
_CELLS = re.compile(r'[,;\t"]')


def told(desk: Desk, connection: Connection, batch: str = "") -> Compared:
    """What the lists that stand tell, those of the staged `batch` among them.

    Kept in memory as long as the same files stand: what a file shows never changes once it does.
    """
    shown = listings.shown(connection, KIND, batch)
    if len(shown) < 2:
        return Compared()
    if batch:
        return compared(_listings(connection, shown))
    known: tuple[Mapping[int, str], Compared] | None = desk.memory.get("connections")
    if known is None or known[0] != shown:
        known = desk.memory["connections"] = (shown, compared(_listings(connection, shown)))
    return known[1]


def parted(
    desk: Desk, connection: Connection, numbers: Iterable[int] | None = None, *, by: Compared | None = None
) -> dict[int, Between]:
    """The contacts, or those among `numbers`, that are connections no longer: none of their records is listed still."""
    found = told(desk, connection) if by is None else by
    if not found.gone:
        return {}
    wanted = set(links.contacts_of(connection, found.gone).values())
    held = links.members_of(connection, wanted if numbers is None else wanted.intersection(numbers))
    left = {contact: records & found.listed for contact, records in held.items()}
    return {
        contact: max((found.gone[record] for record in records), key=lambda between: (between.after, between.before))
        for contact, records in left.items()
        if records <= found.gone.keys()
    }


def _listings(connection: Connection, shown: Mapping[int, str]) -> list[Listing]:
    claims = listings.claims_of(connection, shown)
    entries = {record: _entry(record, key, claim) for record, (key, claim) in claims.items()}
    left_out = listings.left_out(connection, shown)
    return [
        Listing(
            shown[file][:10].strip(), shown[file][11:], tuple(entries[one] for one in rows), _withheld(left_out[file])
        )
        for file, rows in listings.rows_of(connection, shown).items()
    ]


def _entry(record: int, key: str, claim: Mapping[str, Any]) -> Entry:
    return Entry(record, key, fold(str(claim.get("name", ""))), str(claim.get("connected_on", "")))


def _withheld(rows: Iterable[str]) -> frozenset[str] | None:
    """The days of connecting in rows that were left out; None where a row that is not blank bears none."""
    found: set[str] = set()
    for row in rows:
        cells = [cell.strip() for cell in _CELLS.split(row)]
        days = {on for cell in cells if (on := day(cell))}
        if not days and any(cells):
            return None
        found |= days
    return frozenset(found)
