"""What many persons say as numbers in arrays: equal values have one number, and lists lie one behind the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, count
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

_HEXADECIMAL = 16

Hashes = npt.NDArray[np.int64]
Places = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int64]
Rows = npt.NDArray[np.signedinteger[Any]]
Flags = npt.NDArray[np.bool_]
Number = TypeVar("Number", bound=np.signedinteger[Any])
Fact = TypeVar("Fact", bound=Hashable)
Row = TypeVar("Row", bound=tuple[Any, ...])


class Numbers(Generic[Fact]):
    """A number for each different value asked about so far, in the order they came."""

    def __init__(self) -> None:
        self._numbers: defaultdict[Fact, int] = defaultdict(count().__next__)
        self.of = self._numbers.__getitem__

    def each(self, values: Iterable[Fact]) -> Codes:
        return np.fromiter(map(self.of, values), np.int64)

    def values(self) -> list[Fact]:
        return list(self._numbers)


def tuples_of(kind: type[Row], *columns: Iterable[Any]) -> Iterator[Row]:
    """Named tuples of columns, made without the Python function that calling `kind` runs for each."""
    return map(partial(tuple.__new__, kind), zip(*columns, strict=True))


def numbered_values(values: Iterable[Hashable]) -> Codes:
    """A number for each value, the same for equal ones."""
    return Numbers[Hashable]().each(values)


def hashes_of(values: Iterable[Hashable]) -> Hashes:
    return np.fromiter(map(hash, values), np.int64)


class Lists:
    """A list of values for each of some things, as hashes."""

    def __init__(self, lists: Collection[Collection[Hashable]]) -> None:
        self.hashes = hashes_of(chain.from_iterable(lists))
        self.counts = np.fromiter(map(len, lists), np.int64, len(lists))
        self.starts = np.cumsum(self.counts) - self.counts


def in_hexadecimal(texts: Sequence[str]) -> Rows | None:
    """The places of texts in their order, found as that of numbers; None where a text does not begin with sixteen
    hexadecimal digits in lower case, or two begin with the same."""
    begun = "".join([text[:_HEXADECIMAL] for text in texts])
    try:
        read = bytes.fromhex(begun)
    except ValueError:
        return None
    if read.hex() != begun or len(begun) < _HEXADECIMAL * len(texts):
        return None  # capitals sort otherwise, and blanks are passed over
    numbers = np.frombuffer(read, ">u8").astype(np.uint64)
    order = np.argsort(numbers)
    return None if (numbers[order[1:]] == numbers[order[:-1]]).any() else order


def spread(times: Rows) -> tuple[Rows, Rows]:
    """Each row as many times as is said, and the how-manieth of its row each is."""
    row = np.repeat(np.arange(len(times)), times)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)


def distinct(numbers: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Each number once, in order. Sorting is many times faster than the hash table of `np.unique`."""
    ordered = np.sort(numbers)
    return ordered[changes(ordered)]


def changes(ordered: Rows) -> Flags:
    """Which elements are not the same as the one before."""
    changed = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=changed[1:])
    return changed
