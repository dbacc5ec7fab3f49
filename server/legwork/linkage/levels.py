"""Levels and values by number, so that arrays can hold what many pairs reach."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

import numpy as np
import numpy.typing as npt

from legwork.linkage.comparing import MISSING, Level
from legwork.linkage.model import Model
from legwork.linkage.scoring import Comparison, reason

Bits = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


class Levels:
    """Every level reached so far, by number; `MISSING` is 0. `reasons` are what a score says of each."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.known: list[Level] = [MISSING]
        self.reasons: list[Comparison] = [reason("", "", 0.0, "")]
        self._numbers: dict[Level, int] = {MISSING: 0}
        self._weights: Bits = np.zeros(1)

    def number(self, level: Level) -> int:
        if level is MISSING:
            return 0
        number = self._numbers.setdefault(level, len(self.known))
        if number == len(self.known):
            self.known.append(level)
            self.reasons.append(reason(level.comparison, level.level, self.weigh(level), level.text))
        return number

    def weigh(self, level: Level) -> float:
        return 0.0 if level is MISSING else self.model.weight(level.comparison, level.level, level.share)

    def weights(self, numbers: Codes) -> Bits:
        """The weights of levels by their numbers."""
        if len(self._weights) < len(self.known):
            added = [reason.weight for reason in self.reasons[len(self._weights) :]]
            self._weights = np.concatenate([self._weights, added])
        return self._weights[numbers]

    def are(self, numbers: Codes, names: frozenset[str]) -> Flags:
        """Which of the numbers stand for a level of one of these names."""
        held, where = np.unique(numbers, return_inverse=True)
        return np.array([self.known[number].level in names for number in held.tolist()], bool)[where]


def numbered_values(values: Iterable[Hashable]) -> Codes:
    """A number for each value, the same for equal ones."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int32)


def each_once(compare: Callable[[int, int], int], first: Codes, second: Codes, codes: Codes) -> Codes:
    """`compare` for pairs of places, asked once for all that have the same two codes."""
    together = codes[first].astype(np.int64) * (int(codes.max(initial=0)) + 1) + codes[second]
    _, example, where = np.unique(together, return_index=True, return_inverse=True)
    examples = zip(first[example].tolist(), second[example].tolist(), strict=True)
    return np.array([compare(one, other) for one, other in examples], np.int32)[where]
