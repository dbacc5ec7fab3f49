"""Who else a group could be one person with, when it cannot be one with both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from legwork.linkage.vetoes import names_apart

if TYPE_CHECKING:  # which asks for the rivals of what it is about to join
    from legwork.linkage.clustering import Across, Doubt, Work
    from legwork.linkage.scoring import Scored


class Rivals:
    """The rivals in a clustering, by the groups that it has by now."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.given: dict[int, tuple[str, ...] | None] = {}

    def found(self, asked: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """Pairs with a rival: another group nearly as likely for one end that cannot be one with the other.

        Each with a place in that group.
        """
        best: dict[int, dict[int, float]] = defaultdict(dict)
        near = list(self.contested(asked))
        for _, (left, right), weight in near:
            if not self.work.never(left, right):
                best[left].setdefault(right, weight)
                best[right].setdefault(left, weight)
        found = {}
        for ends, both, weight in near:
            by_names = bool(asked) or weight >= self.work.model.strong  # no others are joined, whoever else it could be
            if weight < self.work.model.weak or not (by_names or self.work.some_never):
                break
            limit = weight - self.work.model.margin
            sides = (both, both[::-1])
            rivals = chain.from_iterable(self.contesting(best, *each, limit, by_names=by_names) for each in sides)
            if (rival := next(rivals, None)) is not None:
                found[ends] = rival
        return found

    def contested(self, asked: Collection[tuple[int, int]]) -> Iterator[Across]:
        """The pairs of two groups that are not too light to be a rival or to have one, where one of the groups has more
        pairs with others, and one a pair that matters: nothing is joined below the strong, and only a veto is a rival
        whoever it keeps apart."""
        roots, apart = self.work.roots_of_pairs()
        near = apart & (self.work.ranked.weights >= self.work.model.weak - self.work.model.margin)
        if asked:
            near &= np.isin(roots, [self.work.cores[place] for ends in asked for place in ends]).any(axis=1)
        least = self.work.model.weak if asked or self.work.some_never else self.work.model.strong
        heavy = np.zeros(len(self.work.cores), np.bool_)
        heavy[roots[near & (self.work.ranked.weights >= least)]] = True
        near &= heavy[roots].any(axis=1)
        met = np.bincount(roots[near].ravel(), minlength=len(heavy))
        near &= (met[roots] > 1).any(axis=1)
        return self.work.across(roots, near)

    def contesting(
        self, best: dict[int, dict[int, float]], shared: int, chosen: int, limit: float, *, by_names: bool
    ) -> Iterator[int]:
        for other, weight in best[shared].items():
            if weight >= limit and other != chosen:
                apart = self.exclude(shared, chosen, other) if by_names else self.work.never(chosen, other)
                if apart:
                    yield other

    def rival(self, better: Doubt, one: tuple[int, int], pair: Scored, other: tuple[int, int]) -> bool:
        """Whether a yes to a doubt is a no to a lighter pair that shares a group with it: by their names only where
        that is nearly as likely."""
        shared = one[0] if one[0] in other else one[1]
        first = one[1] if shared == one[0] else one[0]
        second = other[1] if shared == other[0] else other[0]
        if pair.weight < better.weight - self.work.model.margin:
            return self.work.never(first, second)
        return self.exclude(shared, first, second)

    def exclude(self, shared: int, one: int, other: int) -> bool:
        """Whether the first group can be one with either of the two others, and never with both: J. Vale with John
        or with Jane, while whoever goes by two names is welcome to both."""
        if self.work.never(one, other):
            return True
        given = self.given_of(one)
        if given is not None and given == self.given_of(other):
            return False  # as nearly all who are asked about
        ours, theirs = self.work.groups.members(one), self.work.groups.members(other)
        if all(self.work.compatible(a, b) for a in ours for b in theirs):
            return False
        both, left, right = (
            [self.work.persons[place] for place in group] for group in (self.work.groups.members(shared), ours, theirs)
        )
        return names_apart(left, [*both, *right]) is not None and names_apart([*both, *left], right) is not None

    def given_of(self, root: int) -> tuple[str, ...] | None:
        """The given name that all of a group write, if there is one."""
        if root not in self.given:
            first, *others = [self.work.givens[place] for place in self.work.groups.members(root)]
            self.given[root] = first if all(other == first for other in others) else None
        return self.given[root]
