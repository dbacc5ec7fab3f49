"""Whether one input was taken as it should be: nothing escapes, and it costs little time and memory."""

from __future__ import annotations

import hashlib
import resource
import signal
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from fuzzing.parsers import Parser

SECONDS = 3.0
"""Of the processor for one input of at most `LONGEST` bytes, read several times over."""
MEGABYTES = 150
LONGEST = 16_000

_INSIDE = "legwork_importers"
_PER_MEGABYTE = 1024  # what the system calls a kilobyte


class TooSlow(BaseException):
    """Not an `Exception`: no importer may catch it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What went wrong and where, the same words for the same fault; `trace` is for whoever mends it."""

    fault: str
    trace: str

    @property
    def name(self) -> str:
        return hashlib.sha256(self.fault.encode()).hexdigest()[:12]

    def keep(self, folder: Path, data: bytes) -> bool:
        """Writes the bytes and the trace, unless this fault is there already."""
        file = folder / f"{self.name}.bin"
        if file.exists():
            return False
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        file.with_suffix(".txt").write_text(f"{self.fault}\n\n{self.trace}", encoding="utf-8")
        return True


def judged(parser: Parser, data: bytes) -> Finding | None:
    """Runs one input; None where all is well."""
    before = _peak()
    try:
        with _Limit():
            parser.run(data)
    except (Exception, TooSlow) as fault:  # noqa: BLE001  whatever it is, it is what is looked for
        return Finding(f"{type(fault).__name__}: {_where(fault)}", "".join(traceback.format_exception(fault)))
    grown = (_peak() - before) // _PER_MEGABYTE
    return Finding(f"it took {grown // 50 * 50} MB or more", "") if grown > MEGABYTES else None


class _Limit:
    """Ends what takes more than `SECONDS` of the processor."""

    def __enter__(self) -> None:
        signal.signal(signal.SIGPROF, _stop)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _where(fault: BaseException) -> str:
    """The last place inside the importers, and what was said if that was said by the rules here."""
    frames = traceback.extract_tb(fault.__traceback__)
    inside = [frame for frame in frames if _INSIDE in frame.filename]
    if type(fault).__name__ == "Broken" or not inside:
        return f"{fault} ({frames[-2].name})"
    # a slow function may be stopped at any of its lines
    line = "" if isinstance(fault, TooSlow) else f":{inside[-1].lineno}"
    return f"{Path(inside[-1].filename).name}{line} {inside[-1].name}"
