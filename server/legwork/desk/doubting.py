"""Which doubtful pairs are asked, and in which order: by what an answer is worth to the days ahead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log2
from typing import Any, Final

from sqlalchemy import Connection

from legwork.desk import people
from legwork.outreach.stages import OPEN, TALKING, Conversation
from legwork.store import links

# Asking is work for the user: at most forty pairs for a thousand contacts wait at a time, and on a small desk ten.
CONTACTS_A_PAIR: Final = 25
LEAST: Final = 10

INBOX: Final = 2.0
"""What somebody in the inbox is worth beside somebody set aside, in bits: they are asked about first even where a
yes is a fourth as likely."""

_UNDER_WAY: Final = OPEN | TALKING | {"shortlisted", "ready", "thanked", "keeping_touch"}
_OVER: Final = frozenset({"closed", "do_not_contact"})


def waiting(
    connection: Connection, known: Callable[[int], Conversation | None] = lambda _number: None
) -> list[dict[str, Any]]:
    """The pairs that are asked: people whom the queue is about first, then those where a yes is likely, soon of
    use and brings much together, and people set aside last.

    Pairs beyond the most that wait come up once others are answered. `known` tells where the conversation with a
    contact stands, where that was read already.
    """
    doubts = links.all_doubts(connection)
    sides = {doubt[side] for doubt in doubts for side in ("left_contact", "right_contact")}
    told = {number: talk for number in sides if (talk := known(number)) is not None}
    talks = told | people.states(connection, sides - told.keys(), None)
    sizes = links.sizes(connection, sides)
    doubts.sort(key=lambda doubt: (*_worth(doubt, talks, sizes), doubt["left_id"], doubt["right_id"]))
    return doubts[: most(connection)]


def _worth(doubt: Mapping[str, Any], talks: Mapping[int, Conversation], sizes: Mapping[int, int]) -> tuple[int, float]:
    """What a pair is sorted by, the least first: how far from the queue it is, then what an answer is worth. A yes
    that brings the other twice as many records is worth asking for where it is half as likely: one bit."""
    distance = _distance(doubt, talks)
    brought = min(sizes[doubt["left_contact"]], sizes[doubt["right_contact"]])
    worth = doubt["weight"] + (INBOX if distance == 1 else 0.0) + log2(brought)
    return (1 if distance == 2 else distance), -worth


def count(connection: Connection) -> int:
    """How many pairs are asked."""
    return min(links.counts(connection)[1], most(connection))


def most(connection: Connection) -> int:
    return max(LEAST, links.counts(connection)[0] // CONTACTS_A_PAIR)


def _distance(doubt: Mapping[str, Any], talks: Mapping[int, Conversation]) -> int:
    """How far from the queue the nearer of two contacts is: 0 under way, 1 in the inbox, 2 known, 3 set aside."""
    return min(_far(talks[doubt[side]].state) for side in ("left_contact", "right_contact"))


def _far(state: str) -> int:
    if state in _UNDER_WAY:
        return 0
    return 1 if state == "inbox" else 3 if state in _OVER else 2
