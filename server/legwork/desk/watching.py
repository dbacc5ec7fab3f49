"""A source that tells how far it has been read: a large mailbox takes minutes before it gives its first row."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from legwork_importers.contract import Source

STEP = 4_000_000
"""Bytes after which it is told again."""

_BLOCK = 65_536


class Watch:
    """Counts bytes; `told` gets their number after every `STEP`, and may raise to end the reading."""

    def __init__(self, told: Callable[[int], None]) -> None:
        self._told = told
        self._passed = 0
        self._next = STEP

    def count(self, passed: int) -> None:
        self._passed += passed
        if self._passed >= self._next:
            self._next = self._passed + STEP
            self._told(self._passed)


@dataclass(frozen=True, slots=True)
class Watched:
    """A source of which every byte that a stream reads is counted."""

    source: Source
    watch: Watch

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def size(self) -> int:
        return self.source.size

    @property
    def written(self) -> str:
        return self.source.written

    def head(self, count: int) -> bytes:
        """Not counted: what a file is, is asked of its head many times before it is read."""
        return self.source.head(count)

    def open(self) -> BinaryIO:
        return io.BufferedReader(_Counted(self.source.open(), self.watch), _BLOCK)


@dataclass(frozen=True, slots=True)
class WatchedFolder(Watched):
    """A source made of others, each of them watched."""

    parts: tuple[Source, ...] = ()


class _Counted(io.RawIOBase):
    def __init__(self, inner: BinaryIO, watch: Watch) -> None:
        super().__init__()
        self._inner = inner
        self._watch = watch

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # no Buffer type in 3.11
        data = self._inner.read(min(len(buffer), _BLOCK))
        self._watch.count(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def watched(source: Source, told: Callable[[int], None]) -> Source:
    """`source`, with `told` called now and then with the bytes read of it so far."""
    watch = Watch(told)
    parts = getattr(source, "parts", None)
    if parts is None:
        return Watched(source, watch)
    return WatchedFolder(source, watch, tuple(Watched(part, watch) for part in parts))
