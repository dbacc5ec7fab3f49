"""Whether what joins two groups is enough to make one person of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from legwork.linkage.scoring import Scored
from legwork.linkage.vetoes import one_book

if TYPE_CHECKING:  # which asks for the bridges of what it is about to join
    from legwork.linkage.clustering import Work

_OF_A_PERSON = frozenset({"birthday", "household"})
"""What two entries of one address book may agree in and be one person kept twice."""


def carries(work: Work, left: list[int], right: list[int]) -> bool:
    """Whether the bridge between two groups carries weight.

    What is certain to be one person speaks with its best pair. Of several such persons on a side, one
    strong pair alone does not chain the others in: their best pairs must be likely on average. Records that
    have nothing to compare, such as two bare addresses, speak neither for nor against. Two entries of one
    address book are never bridged by names and work alone.
    """
    entries = work.some_book and any(two_entries(work, a, b) for a in left for b in right)
    if entries and not _of_a_person(work, left, right):
        return False
    kept = _best_between(work, left, right, work.kept)
    persons = len({work.cores[place] for place in left}) * len({work.cores[place] for place in right})
    if len(kept) == persons and sum(kept.values()) >= work.model.bridge * len(kept):
        return True  # what was not worth keeping could only make the best pairs better
    best = _best_between(work, left, right, work.pair)
    return sum(best.values()) >= work.model.bridge * len(best)


def _best_between(
    work: Work, left: list[int], right: list[int], pair_of: Callable[[int, int], Scored | None]
) -> dict[tuple[int, int], float]:
    """The weight of the best pair of each two persons, one of each side, by their cores."""
    best: dict[tuple[int, int], float] = {}
    for a in left:
        for b in right:
            pair = pair_of(a, b)
            if pair and pair.comparisons:
                ends = work.cores[a], work.cores[b]
                best[ends] = max(best.get(ends, float("-inf")), pair.weight)
    return best


def two_entries(work: Work, left: int, right: int) -> bool:
    """Whether the two are entries of one address book that share no identifier of one person."""
    return one_book(work.persons[left], work.persons[right]) and not work.pair(left, right).identifiers


def _of_a_person(work: Work, left: list[int], right: list[int]) -> bool:
    """Whether any two across the groups agree in what is a person's and not an employer's."""
    pairs = (work.kept(a, b) for a in left for b in right)
    reasons = (reason for pair in pairs if pair for reason in pair.comparisons)
    return any(reason.comparison in _OF_A_PERSON and reason.weight > 0 for reason in reasons)
