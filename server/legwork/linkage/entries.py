"""What many claims say under a key, one value behind the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

Value = TypeVar("Value")

_MOST_VALUES = 20
_LONGEST_TEXT = 500


class Entries:
    """What each of some claims lists under a key."""

    def __init__(self, claims: Iterable[Mapping[str, Any]], key: str) -> None:
        lists: list[Sequence[Mapping[str, Any]]] = [claim.get(key, ()) for claim in claims]
        counts = list(map(len, lists))
        if max(counts, default=0) > _MOST_VALUES:
            lists = [each[:_MOST_VALUES] for each in lists]
            counts = list(map(len, lists))
        self._counts = counts
        self._entries = list(chain.from_iterable(lists))

    def texts(self, key: str) -> list[str]:
        """A text of each entry."""
        return texts_of(self._entries, key)

    def by_claim(self, values: Iterable[Value]) -> list[tuple[Value, ...]]:
        """Values of the entries in groups, one for each claim."""
        reading = iter(values)
        counts = self._counts
        return [(next(reading),) if count == 1 else tuple(islice(reading, count)) if count else () for count in counts]

    def united_by_claim(self, texts: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Of each claim what its entries say together. Each says different texts in order, and so does the claim."""
        reading = iter(texts)
        counts = self._counts
        return [next(reading) if count == 1 else _united(islice(reading, count)) if count else () for count in counts]

    def sorted_by_claim(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """A text of each entry in groups, one for each claim: sorted, each once, and none of them empty."""
        if not any(texts):
            return [()] * len(self._counts)
        return [
            each if not each or (len(each) == 1 and each[0]) else tuple(sorted({text for text in each if text}))
            for each in self.by_claim(texts)
        ]


def _united(texts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({*chain.from_iterable(texts)}))


def texts_of(entries: Iterable[Mapping[str, Any]], key: str) -> list[str]:
    """A text of each entry, or ``""``."""
    texts = [entry.get(key) or "" for entry in entries]
    if {*map(type, texts)} <= {str} and max(map(len, texts), default=0) <= _LONGEST_TEXT:
        return texts  # as most are
    return [str(text)[:_LONGEST_TEXT] for text in texts]


def text_of(entry: Mapping[str, Any], key: str) -> str:
    text = entry.get(key)
    return str(text)[:_LONGEST_TEXT] if text else ""
