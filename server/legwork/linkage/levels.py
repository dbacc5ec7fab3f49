"""Levels and values by number, so that arrays can hold what many pairs reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from legwork.linkage.columns import Codes, Flags, Hashes, Places, changes, distinct
from legwork.linkage.comparing import MISSING, Level
from legwork.linkage.model import DECIMALS, Model
from legwork.linkage.scoring import Comparison, reason

Thing = TypeVar("Thing")

Bits = npt.NDArray[np.float64]
_NONE = np.zeros(0, bool)
_FEW_CODES = 64
_NOT_ASKED = -1


class Levels:
    """Every level reached so far, by number; `MISSING` is 0. `reasons` are what a score says of each."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.known: list[Level] = [MISSING]
        self.reasons: list[Comparison] = [reason("", "", 0.0, "")]
        self._numbers: dict[Level, int] = {MISSING: 0}
        self._weights: Bits = np.zeros(1)
        self._named: dict[frozenset[str], Flags] = {}

    def number(self, level: Level) -> int:
        if level is MISSING:
            return 0
        number = self._numbers.setdefault(level, len(self.known))
        if number == len(self.known):
            self.known.append(level)
            self.reasons.append(reason(level.comparison, level.level, self.weigh(level), level.text))
        return number

    def asking(self, compare: Callable[[Thing, Thing], Level], things: Sequence[Thing]) -> Callable[[int, int], int]:
        """A comparison of two of some things, by their places, that gives the number of the level. It knows nothing of
        whoever asks it, so that no cycle keeps the things when the asking is done."""
        return lambda one, other: self.number(compare(things[one], things[other]))

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
        held = self._named.get(names, _NONE)
        if len(held) < len(self.known):
            added = [level.level in names for level in self.known[len(held) :]]
            held = self._named[names] = np.concatenate([held, np.array(added, bool)])
        return held[numbers]


class Together(dict[bytes, tuple[float, tuple[Comparison, ...]]]):
    """What a pair weighs and its reasons, by the numbers of the levels it reaches: many pairs reach the same, and hold
    one weight and one list of reasons."""

    def __init__(self, levels: Levels) -> None:
        super().__init__()
        self.levels = levels

    def __missing__(self, key: bytes) -> tuple[float, tuple[Comparison, ...]]:
        reasons = tuple([self.levels.reasons[number] for number in np.frombuffer(key, np.int32).tolist() if number])
        bits = 0.0
        for one in reasons:  # one after the other, as arrays add: `sum` does it otherwise from Python 3.12 on
            bits += one.weight
        found = self[key] = round(self.levels.model.prior + bits, DECIMALS), reasons
        return found


def as_keys(numbers: Codes) -> list[bytes]:
    """The numbers of levels of each pair, a column each, as what `Together` is asked by."""
    rows = np.ascontiguousarray(numbers.T, np.int32)
    keys: list[bytes] = rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()
    return keys


class Once:
    """A comparison of places that is asked once about all pairs of one pair of codes, and remembers what it said."""

    def __init__(self, compare: Callable[[int, int], int], codes: Codes) -> None:
        self.compare = compare
        self.codes = codes
        self.span = int(codes.max(initial=0)) + 1
        self.asked: Hashes = np.zeros(0, np.int64)
        self.said: Codes = np.zeros(0, np.int64)
        self.all_said = np.full(self.span**2 if self.span <= _FEW_CODES else 0, _NOT_ASKED, np.int64)

    def numbers(self, first: Places, second: Places) -> Codes:
        """What the comparison says of pairs of places."""
        together = self.codes[first].astype(np.int64) * self.span + self.codes[second]
        return self.of_few(first, second, together) if len(self.all_said) else self.of_many(first, second, together)

    def of_few(self, first: Places, second: Places, together: Hashes) -> Codes:
        """The same where there are so few codes that each pair of them has its place."""
        for pair in distinct(together[self.all_said[together] == _NOT_ASKED]).tolist():
            example = int(np.argmax(together == pair))
            self.all_said[pair] = self.compare(int(first[example]), int(second[example]))
        numbers: Codes = self.all_said[together]
        return numbers

    def of_many(self, first: Places, second: Places, together: Hashes) -> Codes:
        order = np.argsort(together)
        ordered = together[order]
        opens = changes(ordered)
        pairs, example = ordered[opens], order[opens]
        at = np.searchsorted(self.asked, pairs)
        new = np.append(self.asked, -1)[at] != pairs
        examples = zip(first[example[new]].tolist(), second[example[new]].tolist(), strict=True)
        said = [self.compare(one, other) for one, other in examples]
        self.asked = np.insert(self.asked, at[new], pairs[new])
        self.said = np.insert(self.said, at[new], np.array(said, np.int64))
        numbers = np.empty(len(first), np.int64)
        numbers[order] = self.said[np.searchsorted(self.asked, pairs)][np.cumsum(opens) - 1]
        return numbers
