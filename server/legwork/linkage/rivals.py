"""Who else a group could be one person with, when it cannot be one with both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import chain, compress
from typing import TYPE_CHECKING

import numpy as np

from legwork.linkage.vetoes import names_apart

if TYPE_CHECKING:  # which asks for the rivals of what it is about to join
    from legwork.linkage.clustering import Work


class Rivals:
    """The rivals in a clustering, by the groups that it has by now."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def found(self, asked: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """Pairs with a rival: another group nearly as likely for one end that cannot be one with the other.

        Each with a place in that group.
        """
        best: dict[int, dict[int, float]] = defaultdict(dict)
        some_never = self.work.some_veto or self.work.groups.some_apart()
        near = self.contested(asked)
        for a, b in near:
            left, right = self.work.cores[a], self.work.cores[b]
            if not self.work.never(left, right):
                best[left].setdefault(right, self.work.pairs[a, b].weight)
                best[right].setdefault(left, self.work.pairs[a, b].weight)
        found = {}
        for a, b in near:
            weight = self.work.pairs[a, b].weight
            by_names = bool(asked) or weight >= self.work.model.strong  # no others are joined, whoever else it could be
            if weight < self.work.model.weak or not (by_names or some_never):
                break
            left, right = self.work.cores[a], self.work.cores[b]
            limit = weight - self.work.model.margin
            sides = ((left, right), (right, left))
            rivals = chain.from_iterable(self.contesting(best, *each, limit, by_names=by_names) for each in sides)
            if (rival := next(rivals, None)) is not None:
                found[a, b] = rival
        return found

    def contested(self, asked: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
        """The pairs of two groups, one of which has more pairs with others, that are not too light to be a rival or
        to have one; the heaviest first."""
        roots, apart = self.work.roots_of_pairs()
        near = apart & (self.work.ranked.weights >= self.work.model.weak - self.work.model.margin)
        if asked:
            near &= np.isin(roots, [self.work.cores[place] for ends in asked for place in ends]).any(axis=1)
        met = np.bincount(roots[near].ravel(), minlength=len(self.work.cores))
        near &= (met[roots] > 1).any(axis=1)
        return list(compress(self.work.ranked.ends, near.tolist()))

    def contesting(
        self, best: dict[int, dict[int, float]], shared: int, chosen: int, limit: float, *, by_names: bool
    ) -> Iterator[int]:
        for other, weight in best[shared].items():
            if weight >= limit and other != chosen:
                apart = self.exclude(shared, chosen, other) if by_names else self.work.never(chosen, other)
                if apart:
                    yield other

    def exclude(self, shared: int, one: int, other: int) -> bool:
        """Whether the first group can be one with either of the two others, and never with both: J. Vale with John
        or with Jane, while whoever goes by two names is welcome to both."""
        if self.work.never(one, other):
            return True
        ours, theirs = self.work.groups.members(one), self.work.groups.members(other)
        givens = {self.work.givens[place] for place in (*ours, *theirs)}
        alike = len(givens) == 1 and None not in givens  # as nearly all who are asked about
        if alike or all(self.work.compatible(a, b) for a in ours for b in theirs):
            return False
        both, left, right = (
            [self.work.persons[place] for place in group] for group in (self.work.groups.members(shared), ours, theirs)
        )
        return names_apart(left, [*both, *right]) is not None and names_apart([*both, *left], right) is not None
