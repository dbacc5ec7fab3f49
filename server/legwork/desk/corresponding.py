"""What imported mail and messages show of the conversations under way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, tzinfo

from sqlalchemy import Connection

from legwork.outreach.correspondence import Exported, shown
from legwork.outreach.happening import Event
from legwork.store import links, records


def with_shown(
    connection: Connection, acts: Mapping[int, Sequence[Event]], zone: tzinfo | None
) -> dict[int, list[Event]]:
    """The acts by contact, each with what the records behind the contact show since the first act."""
    exports = _exports(connection, acts)
    return {
        number: [*done, *shown(exports.get(number, ()), done, zone or UTC)] if number in exports else list(done)
        for number, done in acts.items()
    }


def _exports(connection: Connection, numbers: Iterable[int]) -> dict[int, list[Exported]]:
    where = {record: number for number, held in links.members_of(connection, numbers).items() for record in held}
    found: dict[int, list[Exported]] = {}
    for row in records.claims(connection, where):
        said = row["claim"].get("exchange")
        if said:
            sent, received = int(said.get("sent") or 0), int(said.get("received") or 0)
            one = Exported(row["id"], row["source"], row["key"], str(said.get("last") or ""), sent, received)
            found.setdefault(where[row["id"]], []).append(one)
    return found
