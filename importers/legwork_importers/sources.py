"""Where bytes come from: a file on disk, or bytes already in memory. Reading is bounded and guarded."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from legwork_importers.contract import Source, UnreadableSource

_CHUNK = 65_536

DAMAGE = (
    OSError,
    EOFError,
    OverflowError,  # a place in it that is farther than any file is long
    NotImplementedError,  # a compression method Python does not know
    RuntimeError,  # an encrypted member
    ValueError,
    struct.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a source may hold; sizes in bytes.

    `ratio` is uncompressed over compressed size, looked at only above `ratio_from` bytes: a short file
    of one repeated line may well shrink a thousandfold. `nested_archives` is what all archives inside
    archives may hold together, packed as they are: they have to be held in memory. `messages` are files
    that are one message each; they do not count among `entries`.
    """

    contacts_file: int = 50_000_000
    archive: int = 2_000_000_000
    nested_archives: int = 100_000_000
    entries: int = 10_000
    messages: int = 200_000
    ratio: int = 100
    ratio_from: int = 1_000_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class BytesSource:
    """Bytes in memory: an upload's field, a test."""

    name: str
    data: bytes = field(repr=False)

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def written(self) -> str:
        return ""

    def head(self, count: int) -> bytes:
        return self.data[:count]

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file on disk, `size` bytes when it was found; one that has changed since is not read."""

    name: str
    path: Path
    size: int

    @property
    def written(self) -> str:
        return ""  # a copy has the date of the copying

    def head(self, count: int) -> bytes:
        with self.open() as stream:
            return stream.read(count)

    def open(self) -> BinaryIO:
        return guarded(self.seekable(), self.size)

    def seekable(self) -> BinaryIO:
        """The file itself, unguarded: what an archive is read from."""
        try:
            return self.path.open("rb")
        except OSError as error:
            raise UnreadableSource(f"it cannot be opened ({_reason(error)})") from error


class _Guarded(io.RawIOBase):
    """A stream that raises nothing but ImportProblem, and counts what passes."""

    def __init__(self, inner: BinaryIO, size: int, counted: Callable[[int], None] | None) -> None:
        super().__init__()
        self._inner = inner
        self._size = size
        self._counted = counted
        self._passed = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # no Buffer type in 3.11
        try:
            data = self._inner.read(min(len(buffer), _CHUNK))
        except DAMAGE as error:
            raise UnreadableSource(f"it is damaged or cannot be read ({_reason(error)})") from error
        self._passed += len(data)
        if self._counted is not None:
            self._counted(self._passed)
        if not data and self._passed != self._size:
            raise UnreadableSource("it changed while it was being read")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def guarded(inner: BinaryIO, size: int, counted: Callable[[int], None] | None = None) -> BinaryIO:
    """`inner`, expected to hold `size` bytes; `counted` is told after each read how many have passed."""
    return io.BufferedReader(_Guarded(inner, size, counted), _CHUNK)


def read_whole(source: Source, limit: int = LIMITS.contacts_file) -> bytes:
    """Every byte of a source that may hold at most `limit` bytes.

    Raises:
        UnreadableSource: it holds more, or cannot be read.
    """
    if source.size > limit:
        raise UnreadableSource(f"{megabytes(source.size)}, larger than any contacts file ({megabytes(limit)})")
    with source.open() as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadableSource(f"larger than it says, and than any contacts file ({megabytes(limit)})")
    return data


def megabytes(count: int) -> str:
    return f"{count / 1_000_000:,.0f} MB" if count >= 1_000_000 else f"{count:,} bytes"


def _reason(error: Exception) -> str:
    """The system's own words without the path, which may be private."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return type(error).__name__
