"""Joins all pairs that are strong at once, after the user was shown which."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from legwork.desk import components, linking, pools, wording
from legwork.desk.linking import Ruled, Word
from legwork.desk.opening import Desk
from legwork.errors import Refused
from legwork.linkage.clustering import cluster
from legwork.linkage.scoring import Scored
from legwork.outreach.words import counted
from legwork.store import links


def strong(connection: Connection) -> list[dict[str, Any]]:
    """The doubts that are strong, and stay so when all of them are joined together: by the rules of joining unasked,
    with everything those rules look at."""
    doubts = [doubt for doubt in links.all_doubts(connection) if doubt["band"] == "strong"]
    if not doubts:
        return []
    pool = pools.Pool(pools.linker(connection))
    touched = components.component(
        connection, pool, {doubt[side] for doubt in doubts for side in ("left_id", "right_id")}
    )
    found = cluster(
        [pool.person(record) for record in sorted(touched.standing)],
        [Scored.from_json(value) for value in touched.scored.values()],
        touched.rulings,
        policy="confident",
        model=pool.linker.model,
    )
    home = {record: place for place, group in enumerate(found.clusters) for record in group.records}
    return [doubt for doubt in doubts if home[doubt["left_id"]] == home[doubt["right_id"]]]


def count(desk: Desk) -> int:
    """How many doubts are strong. That some of them may not go together is seen when they are looked at."""
    with desk.database.read() as connection:
        return links.count_of_band(connection, "strong")


def strong_pairs(desk: Desk) -> list[dict[str, Any]]:
    """Those pairs as `linking.doubtful` shows them: with both sides and the reasons, the likeliest first."""
    with desk.database.read() as connection:
        found = strong(connection)
        sides = linking.sides_of(connection, {one[side] for one in found for side in ("left_contact", "right_contact")})
        return [
            {
                "pair": wording.pair(one["left_id"], one["right_id"]),
                "left": sides[one["left_contact"]],
                "right": sides[one["right_contact"]],
                "reasons": one["scored"]["comparisons"],
            }
            for one in found
        ]


def accept(desk: Desk, told: int) -> Ruled:
    """Says *same* of all strong pairs, of which the user was `told` how many there are; one event, undone as one.

    Raises:
        Refused: there are none, or not as many as the user was told.
    """

    def work(connection: Connection) -> Ruled:
        found = strong(connection)
        if not found:
            raise Refused("No strong pair waits for your word.")
        if len(found) != told:
            now = counted(len(found), "strong pair")
            raise Refused(
                f"There {'is' if len(found) == 1 else 'are'} {now} now; look at them again before you join them."
            )
        pairs = {pair for doubt in found for pair in linking.across(connection, doubt["left_id"], doubt["right_id"])}
        return linking.write(connection, desk, Word("same", sorted(pairs), count=len(found)))

    return desk.database.write(work)
