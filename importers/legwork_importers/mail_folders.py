"""Messages kept one a file, told by their names and put together: two-way mail shows only in all of a folder."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from legwork_importers.contract import Source

_BLOCK = 65_536
_LOOSE = "*.eml"
_MESSAGE = re.compile(r".+\.emlx?", re.IGNORECASE | re.DOTALL)
# A Maildir names its files after the second they came in; flags stand behind `:2,`, or a sign that Windows takes.
_IN_MAILDIR = re.compile(r"(?:cur|new)/(?:\d{9,12}\.[^/]+|[^/]+[:;!]2,[A-Za-z]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MessageFolder:
    """A folder of messages as one source; its `parts` are named by their place in it."""

    name: str
    parts: tuple[Source, ...] = field(repr=False)

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts)

    @property
    def written(self) -> str:
        return max(part.written for part in self.parts)

    def head(self, count: int) -> bytes:
        return self.parts[0].head(count)

    def open(self) -> BinaryIO:
        """All messages one after another, each behind a line with its length and name."""
        return io.BufferedReader(_Joined(self.parts), _BLOCK)


@dataclass(frozen=True, slots=True)
class _Renamed:
    """A source under the name of its place in a folder."""

    name: str
    source: Source

    @property
    def size(self) -> int:
        return self.source.size

    @property
    def written(self) -> str:
        return self.source.written

    def head(self, count: int) -> bytes:
        return self.source.head(count)

    def open(self) -> BinaryIO:
        return self.source.open()


class _Joined(io.RawIOBase):
    def __init__(self, parts: Sequence[Source]) -> None:
        super().__init__()
        self._blocks = _blocks(parts)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # no Buffer type in 3.11
        self._rest = self._rest or next(self._blocks, b"")
        data, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def is_message(name: str) -> bool:
    """Whether a file of this name is one message of a folder of them."""
    return _folder_of(name) is not None


def gathered(sources: Iterable[Source]) -> list[Source]:
    """The sources with those that are messages of one folder as one, in the place of the first of them.

    A message that is alone stays a file, unless it lies in a Maildir.
    """
    together: dict[tuple[str, int] | int, list[Source]] = {}
    for number, source in enumerate(sources):
        together.setdefault(_folder_of(source.name) or number, []).append(source)
    return [
        MessageFolder(place[0], tuple(_Renamed(part.name[place[1] :], part) for part in parts))
        if isinstance(place, tuple) and (len(parts) > 1 or not place[0].endswith(_LOOSE))
        else parts[0]
        for place, parts in together.items()
    ]


def _folder_of(name: str) -> tuple[str, int] | None:
    """What the folder is called that a file of this name is a message of, and how much of its path leads there.

    `Inbox/*.eml` for `Inbox/1.eml` and `Inbox/2.emlx`; for a Maildir the folder that holds `cur` and `new`.
    """
    folder, slash, last = name.rpartition("/")
    if _MESSAGE.fullmatch(last):
        return f"{folder}{slash}{_LOOSE}", len(folder + slash)
    maildir, slash, kind = folder.rpartition("/")
    return (maildir or "Maildir", len(maildir + slash)) if _IN_MAILDIR.fullmatch(f"{kind}/{last}") else None


def _blocks(parts: Sequence[Source]) -> Iterator[bytes]:
    for part in parts:
        yield f"{part.size} {part.name}\n".encode("utf-8", "replace")
        with part.open() as stream:
            while block := stream.read(_BLOCK):
                yield block
