"""How far an import is: rows, bytes, and how long the step it is at will take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

STEPS = ("reading", "comparing", "linking")
"""What an import does, in this order; a look inside only reads."""

SURE_AFTER = 2.0
"""Seconds a step has to have taken before what is left of it is guessed."""


@dataclass(frozen=True, slots=True)
class Step:
    """A moment of an import. `done` of `total` count what its stage goes through: bytes, records or pairs; a total of
    0 is not known. `rows` and `bytes` of `bytes_total` are what was read so far, also in later stages; `seconds_left`
    is of this stage, where it can be told."""

    stage: str
    done: int = 0
    total: int = 0
    rows: int = 0
    bytes: int = 0
    bytes_total: int = 0
    seconds_left: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


Tell = Callable[[Step], None]


class Meter:
    """Measures one import and tells every step of it; `tell` may raise to end it. `clock` gives seconds."""

    def __init__(self, tell: Tell, clock: Callable[[], float] = time.monotonic) -> None:
        self._tell = tell
        self._clock = clock
        self._now = Step("reading")
        self._began = clock()
        self._before = 0
        self._size = 0
        self._readings = 0
        self._understood = 0

    def expect(self, count: int) -> None:
        """So many bytes are to be read."""
        self._now = replace(self._now, bytes_total=count, total=count)

    @contextmanager
    def file(self, size: int, readings: int) -> Iterator[None]:
        """Reads one file of so many bytes. One that is read whole `readings` times before its first row is as far as
        its bytes have passed; of others, with 0, the rows tell."""
        self._size, self._readings, self._understood = size, readings, 0
        yield
        self._before += size
        self._size = self._readings = self._understood = 0
        self._move(0)

    def passed(self, count: int) -> None:
        """So many bytes of the present file have been read, in all its readings."""
        if self._readings:
            self._understood = max(self._understood, count // self._readings)
        self._move(0)

    def took(self, rows: int, count: int) -> None:
        """So many rows more are understood, and so many bytes with them."""
        if not self._readings:
            self._understood += count
        self._move(rows)

    def stage(self, stage: str, done: int, total: int) -> None:
        """A later stage, which counts for itself."""
        if stage != self._now.stage:
            self._began = self._clock()
        self._now = replace(self._now, stage=stage, done=done, total=total)
        self._say()

    def _move(self, rows: int) -> None:
        done = min(self._before + min(self._understood, self._size), self._now.bytes_total)
        self._now = replace(self._now, done=done, bytes=done, rows=self._now.rows + rows)
        self._say()

    def _say(self) -> None:
        now = self._now
        took = self._clock() - self._began
        known = took >= SURE_AFTER and 0 < now.done <= now.total
        left = round(took * (now.total - now.done) / now.done) if known else None
        self._now = replace(now, seconds_left=left)
        self._tell(self._now)


def words(progress: Mapping[str, Any]) -> str:
    """A step in words: `Reading: 12,500 rows, 3.1 of 4.0 MB, about 20 seconds left`."""
    stage = str(progress.get("stage", ""))
    done, total, rows = (int(progress.get(name) or 0) for name in ("done", "total", "rows"))
    parts = []
    if stage == "reading":
        parts = [f"{rows:,} {'row' if rows == 1 else 'rows'}"] if rows else []
        parts += [of_bytes(done, total)] if total else []
    elif total:
        parts = [f"{done:,} of {total:,}{_UNITS.get(stage, '')}"]
    parts += [left] if (left := time_left(progress.get("seconds_left"))) and parts else []
    said = _STAGES.get(stage, "Working")
    return f"{said}: {', '.join(parts)}" if parts else f"{said} …"


def of_bytes(done: int, total: int) -> str:
    """`3.1 of 4.0 MB`, in the unit of the whole."""
    size, unit = next(pair for pair in _SIZES if total >= pair[0])
    return f"{done / size:,.1f} of {total / size:,.1f} {unit}" if size > 1 else f"{done} of {total} {unit}"


def time_left(seconds: int | None) -> str:
    """Seconds as they are said, rounded as a guess is; nothing where nobody knows."""
    if seconds is None:
        return ""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 55:
        return f"about {round(seconds, -1) or 10} seconds left"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"about {minutes} {'minute' if minutes == 1 else 'minutes'} left"
    hours = round(seconds / 3600)
    return f"about {hours} {'hour' if hours == 1 else 'hours'} left"


_STAGES = {"reading": "Reading", "comparing": "Comparing people", "linking": "Finding who is who"}
_UNITS = {"comparing": " records", "linking": " pairs"}
_SIZES = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"), (0, "bytes"))
