"""Keeps uploaded files aside, under names of our own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from legwork.errors import Refused

MOST_FILES = 10_000
MOST_BYTES = 2 * 1024**3


def keep(folder: Path, uploads: Iterable[tuple[str, BinaryIO]]) -> dict[str, str]:
    """Copies files into a folder; gives the names they were brought with by those they are kept under.

    Raises:
        Refused: too many files, or too large together.
        OSError: the disk refuses.
    """
    names: dict[str, str] = {}
    room = MOST_BYTES
    for number, (name, stream) in enumerate(uploads):
        target = folder / _numbered(number)
        room -= _copy(stream, target, room)
        names[target.name] = name
    return names


def _numbered(number: int) -> str:
    if number >= MOST_FILES:
        raise Refused(f"More than {MOST_FILES:,} files at once; import them in parts.")
    return f"{number:05d}"


def _copy(stream: BinaryIO, target: Path, room: int) -> int:
    written = 0
    with target.open("xb") as file:
        while block := stream.read(1 << 20):
            written += len(block)
            if written > room:
                raise Refused("These files are larger than 2 GB together; import them in parts.")
            file.write(block)
    return written
