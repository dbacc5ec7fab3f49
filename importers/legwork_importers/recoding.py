"""A source in the encoding the user says it is in, whatever it looks like."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import BinaryIO

from legwork_importers.contract import Source
from legwork_importers.decoding import decode
from legwork_importers.sources import read_whole


@dataclass(frozen=True, slots=True)
class Recoded:
    """A source as UTF-8, so that its text also tells what it is."""

    original: Source
    data: bytes = field(repr=False)

    @property
    def name(self) -> str:
        return self.original.name

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def written(self) -> str:
        return self.original.written

    def head(self, count: int) -> bytes:
        return self.data[:count]

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data)


def recoded(source: Source, encoding: str) -> Recoded:
    """
    Raises:
        UnreadableSource: the source is larger than any contacts file, or cannot be read in that encoding.
    """
    decoded = decode(read_whole(source), encoding)
    end = "\n" if decoded.ends_with_newline else ""
    return Recoded(source, f"{decoded.text}{end}".encode("utf-8", "replace"))
