"""Scored pairs in the order they are joined in, and what is asked of all of them as columns."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from legwork.linkage.columns import Flags, Rows
from legwork.linkage.scoring import Scored


class Ranked(NamedTuple):
    """Pairs of places, the heaviest first, and of equal ones the first in order; the same as two columns, their
    weights, and whether they share an identifier."""

    ends: list[tuple[int, int]]
    places: Rows
    weights: npt.NDArray[np.float64]
    share: Flags


def ranked(pairs: Mapping[tuple[int, int], Scored]) -> Ranked:
    """The pairs of a clustering by their weights."""
    ends = list(pairs)
    places = np.fromiter(chain.from_iterable(ends), np.int64, 2 * len(ends)).reshape(-1, 2)
    weights = np.fromiter((pair.weight for pair in pairs.values()), np.float64, len(ends))
    share = np.fromiter((bool(pair.identifiers) for pair in pairs.values()), np.bool_, len(ends))
    order = np.lexsort((places[:, 1], places[:, 0], -weights))
    return Ranked([ends[place] for place in order.tolist()], places[order], weights[order], share[order])
