"""Scored pairs in the order they are joined in, and what is asked of all of them as columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from legwork.linkage.columns import Rows
from legwork.linkage.scoring import Scored


class Ranked(NamedTuple):
    """Pairs of places, the heaviest first, and of equal ones the first in order; the same as two columns, and
    their weights."""

    ends: list[tuple[int, int]]
    places: Rows
    weights: npt.NDArray[np.float64]


def by_places(pairs: Sequence[Scored], place: Mapping[int, int]) -> dict[tuple[int, int], Scored]:
    """Pairs by the places of their records, the smaller first."""
    sides = zip(*(map(place.__getitem__, map(itemgetter(at), pairs)) for at in (0, 1)), strict=True)
    return dict(zip([ends if ends[0] < ends[1] else ends[::-1] for ends in sides], pairs, strict=True))


def places_of(ends: Collection[tuple[int, int]]) -> Rows:
    """Pairs of places as two columns."""
    return np.fromiter(chain.from_iterable(ends), np.int64, 2 * len(ends)).reshape(-1, 2)


def ranked(pairs: Mapping[tuple[int, int], Scored]) -> Ranked:
    """The pairs of a clustering by their weights."""
    ends, places = list(pairs), places_of(pairs)
    weights = np.fromiter((pair.weight for pair in pairs.values()), np.float64, len(ends))
    order = np.lexsort((places[:, 1], places[:, 0], -weights))
    return Ranked([ends[place] for place in order.tolist()], places[order], weights[order])
