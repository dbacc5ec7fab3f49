"""Groups that only ever grow, with the pairs that must stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from legwork.linkage.columns import Places


class Groups:
    """Places 0..n-1 in disjoint groups. Pairs kept apart are remembered for whole groups as they grow."""

    def __init__(self, count: int) -> None:
        self._root = list(range(count))
        self._members: dict[int, list[int]] = {}  # of groups of more than one
        self._apart: dict[int, set[int]] = {}
        self._roots: Places | None = None  # of all places, until two groups are joined

    def root(self, place: int) -> int:
        """The group a place is in, as the place that stands for it: its smallest."""
        while self._root[place] != place:
            self._root[place] = self._root[self._root[place]]
            place = self._root[place]
        return place

    def members(self, place: int) -> list[int]:
        root = self.root(place)
        return self._members.get(root) or [root]

    def alone(self, place: int) -> bool:
        return self._root[place] == place and place not in self._members

    def roots(self) -> Places:
        """The root of every place."""
        if self._roots is None:
            roots, groups = np.arange(len(self._root)), self._members
            members = np.fromiter(chain.from_iterable(groups.values()), np.int64)
            roots[members] = np.repeat(np.fromiter(groups, np.int64, len(groups)), [*map(len, groups.values())])
            self._roots = roots
        return self._roots

    def all(self) -> dict[int, Sequence[int]]:
        """Every group, its places sorted, by its smallest place and in order of those."""
        held = self._members
        return {
            place: sorted(held[place]) if place in held else (place,)
            for place, root in enumerate(self._root)
            if root == place
        }

    def keep_apart(self, left: int, right: int) -> None:
        left, right = self.root(left), self.root(right)
        self._apart.setdefault(left, set()).add(right)
        self._apart.setdefault(right, set()).add(left)

    def apart(self, left: int, right: int) -> bool:
        return bool(self._apart) and self.root(right) in self._apart.get(self.root(left), ())

    def some_apart(self) -> bool:
        return bool(self._apart)

    def join(self, left: int, right: int) -> bool:
        """Makes one group of two; False when they are one already."""
        keep, gone = self.root(left), self.root(right)
        if keep == gone:
            return False
        if keep > gone:
            keep, gone = gone, keep
        self._root[gone], self._roots = keep, None
        self._members.setdefault(keep, [keep]).extend(self._members.pop(gone, [gone]))
        for other in self._apart.pop(gone, set()):
            self._apart[other].discard(gone)
            self._apart[other].add(keep)
            self._apart.setdefault(keep, set()).add(other)
        return True
