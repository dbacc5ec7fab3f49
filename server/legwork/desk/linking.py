"""The user's word on who is who, and linking everything again from the records alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from sqlalchemy import Connection, select

from legwork.desk import components, doubting, wording
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused, WrongValue
from legwork.linkage.clustering import Ruling, link
from legwork.linkage.explaining import measures
from legwork.linkage.model import load_model
from legwork.linkage.scoring import Scored
from legwork.store import events, ids, links, records
from legwork.store.tables import contacts

# A ruling on two contacts names their records pair by pair, so that it holds while any of them stands.
MOST_PAIRS = 100
SIDE_RECORDS = 8


@dataclass(frozen=True, slots=True)
class Ruled:
    event: str
    sentence: str


def doubtful(desk: Desk) -> dict[str, Any]:
    """Pairs waiting for the user's word, as `legwork doubtful --json` shows them: what is worth most first."""
    with desk.database.read() as connection:
        doubts = doubting.waiting(connection)
        wanted = {doubt[side] for doubt in doubts for side in ("left_contact", "right_contact")}
        sides = sides_of(connection, wanted)
        return {
            "pairs": [
                {
                    "pair": wording.pair(doubt["left_id"], doubt["right_id"]),
                    "band": doubt["band"],
                    "left": sides[doubt["left_contact"]],
                    "right": sides[doubt["right_contact"]],
                    "reasons": doubt["scored"]["comparisons"],
                    **measures(Scored.from_json(doubt["scored"]), load_model()),
                }
                for doubt in doubts
            ]
        }


def rule(desk: Desk, pair: str, verdict: str) -> Ruled:
    """The user's word on a pair: `same` or `different`. It outlives every import.

    Raises:
        WrongValue: the verdict is neither.
        NotFound: the pair's records stand no longer.
    """
    if verdict not in ("same", "different"):
        raise WrongValue("A ruling", "`same` or `different`")
    left, right = wording.pair_numbers(pair)

    def work(connection: Connection) -> Ruled:
        where = links.contacts_of(connection, [left, right])
        if len(where) < 2:
            raise NotFound("pair")
        if where[left] == where[right]:
            if verdict == "same":
                raise Refused("They are one contact already.")
            return _write(connection, desk, verdict, [(left, right)])
        held = links.members_of(connection, where.values())
        across = product(_first(held[where[left]], left), _first(held[where[right]], right))
        return _write(connection, desk, verdict, islice(across, MOST_PAIRS))

    return desk.database.write(work)


def split(desk: Desk, contact: str, apart: Iterable[int]) -> Ruled:
    """Takes records out of a contact: they are someone else.

    Raises:
        Refused: none or all of the contact's records were named.
    """
    number = wording.number(contact)
    out = set(apart)

    def work(connection: Connection) -> Ruled:
        held = links.members_of(connection, [_present(connection, number)])
        everyone = {record for found in held.values() for record in found}
        chosen = everyone & out
        if not chosen or chosen == everyone:
            raise Refused("Choose some of the records, but not all of them, to split off.")
        across = product(sorted(everyone - chosen), sorted(chosen))
        return _write(connection, desk, "different", islice(across, MOST_PAIRS))

    return desk.database.write(work)


def joined(desk: Desk, limit: int) -> list[dict[str, Any]]:
    """What Legwork joined by itself, with the reasons, by name."""
    with desk.database.read() as connection:
        found: list[dict[str, Any]] = []
        query = select(contacts.c.id, contacts.c.name, contacts.c.joins).order_by(contacts.c.sort_name, contacts.c.id)
        for row in connection.execute(query):
            found.extend(
                {
                    "pair": wording.pair(join["left"], join["right"]),
                    "left": join["left"],
                    "right": join["right"],
                    "contact_id": wording.public(row.id),
                    "name": row.name,
                    "called": row.name or wording.called(links.merged_of(connection, [row.id])[row.id]),
                    "band": join["band"],
                    "reasons": join["scored"]["comparisons"],
                }
                for join in row.joins
                if join["band"] != "ruled"
            )
            if len(found) >= limit:
                break
        return found[:limit]


def relink(desk: Desk) -> dict[str, Any]:
    """Links everything again from the records alone; says which contacts changed by it."""

    def work(connection: Connection) -> dict[str, Any]:
        before = links.everyone(connection)
        expected, _ = from_scratch(connection)
        present = {frozenset(held) for held in before.values()}
        changed = [sorted(group) for group in expected ^ present]
        if changed:
            standing = records.standing_ids(connection)
            gone = {record for held in before.values() for record in held} - standing
            components.repair(connection, standing, also=gone)
        return {"contacts": len(expected), "changed": len(expected - present)}

    return desk.database.write(work)


def from_scratch(
    connection: Connection, progress: Callable[[int], None] | None = None
) -> tuple[set[frozenset[int]], set[frozenset[int]]]:
    """Every contact and every doubtful pair as the records, rulings and the model alone give them."""
    how = components.linker(connection)
    pool = components.Pool(how)
    standing = records.standing_ids(connection)
    pool.load(connection, standing)
    rulings = [
        Ruling(ruling.left, ruling.right, ruling.verdict)
        for ruling in events.standing_rulings(connection)
        if {ruling.left, ruling.right} <= standing
    ]
    if progress is not None:
        progress(len(standing))
    people = [pool.person(record) for record in sorted(standing)]
    found = link(people, rulings, policy=how.policy, model=how.model)
    return (
        {frozenset(group.records) for group in found.clusters},
        {frozenset((doubt.left, doubt.right)) for doubt in found.doubts},
    )


def _write(connection: Connection, desk: Desk, verdict: str, pairs: Iterable[tuple[int, int]]) -> Ruled:
    ordered = [(min(left, right), max(left, right)) for left, right in pairs]
    event = ids.new("e", desk.clock())
    at = ids.utc(desk.clock())
    events.append(connection, event, at, "ruling", {"verdict": verdict, "pairs": ordered}, record=ordered[0][0])
    for left, right in ordered:
        events.add_ruling(connection, event, left, right, verdict)
    components.relink(connection, {record for pair in ordered for record in pair})
    written = events.by_id(connection, event)
    return Ruled(event, "" if written is None else wording.sentence(connection, written))


def _present(connection: Connection, number: int) -> int:
    """The contact behind which the record of this number stands now."""
    found = links.contacts_of(connection, [number]).get(number)
    if found is None:
        raise NotFound("contact")
    return found


def _first(held: set[int], record: int) -> list[int]:
    return [record, *sorted(held - {record})][:SIDE_RECORDS]


def sides_of(connection: Connection, wanted: set[int]) -> dict[int, dict[str, Any]]:
    """Contacts by number, in short, with every place where their records were seen."""
    held = links.members_of(connection, wanted)
    where: dict[int, list[dict[str, str]]] = {}
    for seen in records.seen(connection, [record for found in held.values() for record in found]):
        where.setdefault(seen.record, []).append({"source": seen.source, "file": seen.file, "locator": seen.locator})
    merged = links.merged_of(connection, wanted)
    return {
        contact: {
            "contact_id": wording.public(contact),
            "name": str(merged[contact].get("name", "")),
            "called": wording.called(merged[contact]),
            "title": str(merged[contact].get("title", "")),
            "company": str(merged[contact].get("company", "")),
            "records": [place for record in sorted(held[contact]) for place in where.get(record, [])],
        }
        for contact in wanted
    }
