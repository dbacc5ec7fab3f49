"""Looks into files and imports them in a process of its own, so that pages answer while a large export is read.

The process that serves starts one for each look or import and waits for it. It tells the process to stop by a
line; where the pipe ends without one the serving process is gone, and the import dies with it as in a crash.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import IO

from legwork.config import Settings
from legwork.desk import importing, job_rows
from legwork.desk.opening import Desk, clear_abandoned, open_desk
from legwork.errors import Unavailable, traced

LOG = logging.getLogger("legwork.jobs")

STOP = b"stop\n"
LOOK_SECONDS = 0.1
SMALL = 300_000
"""Bytes that are read and linked in about the second a process takes to start."""

_DONE, _INTERRUPTED, _UNAVAILABLE, _NOT_OPENED = 0, 3, 4, 5


class Apart:
    """What the jobs thread of a served desk has done elsewhere: takes as long as the work, and none of this
    process's time. A few files that are soon read are not worth a process, and are done here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look_inside(self, job: str, stopped: Callable[[], bool]) -> None:
        """
        Raises:
            Unavailable: the database does not answer.
            Interrupted: `stopped` said so.
        """
        if self._is_small(job):
            importing.look_inside(self._desk, job, stopped=stopped)
        else:
            self._have(["look", job], stopped)

    def work(self, job: str, stopped: Callable[[], bool], *, last: bool) -> None:
        """
        Raises:
            Unavailable: the database could not be written, and this was not the `last` try; the job stays in line.
            Interrupted: `stopped` said so; the job stays in line.
        """
        if self._is_small(job):
            importing.work(self._desk, job, stopped=stopped, last=last)
        else:
            self._have(["work", job, *(["last"] if last else [])], stopped)

    def _is_small(self, job: str) -> bool:
        folder = self._desk.uploads / job
        return not folder.is_dir() or job_rows.bytes_of(folder) <= SMALL

    def _have(self, words: Sequence[str], stopped: Callable[[], bool]) -> None:
        place = {
            "LEGWORK_HOME": str(self._desk.settings.home),
            "LEGWORK_DATABASE_URL": self._desk.settings.database_url,
        }
        process = subprocess.Popen(  # noqa: S603  this program, and a job's id
            [sys.executable, "-m", "legwork.apart", *words],
            env=os.environ | place,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        with process:
            reader = threading.Thread(target=_log, args=(process.stderr,), daemon=True)
            reader.start()
            code = _waited(process, stopped)
            reader.join()
        if code == _INTERRUPTED:
            raise importing.Interrupted
        if code in {_UNAVAILABLE, _NOT_OPENED}:
            raise Unavailable("The database did not answer the process that imports; it is asked again.")
        if code != _DONE:
            LOG.error("the process of a job ended by itself, code %s", code)
            clear_abandoned(self._desk)
            job_rows.lost(self._desk, words[1])


def _waited(process: subprocess.Popen[bytes], stopped: Callable[[], bool]) -> int:
    told = False
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(LOOK_SECONDS)
        if not told and stopped() and process.stdin is not None:
            told = True
            with contextlib.suppress(OSError):  # it may have ended just now
                process.stdin.write(STOP)
                process.stdin.flush()


def _log(said: IO[bytes] | None) -> None:
    """What the process would log goes into the one log: two that write a file would tear it."""
    for line in said or ():
        LOG.error("%s", line.decode("utf-8", "replace").rstrip())


def main(words: Sequence[str]) -> int:
    """What runs in the process: `look JOB`, `work JOB` or `work JOB last`; the code it ends with."""
    what, job, *rest = words
    stopped = threading.Event()
    threading.Thread(target=_listen, args=(stopped,), daemon=True).start()
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.ERROR)
    try:
        desk = open_desk(Settings.from_environment(os.environ))
    except Exception as problem:  # noqa: BLE001  whatever it is, the job stays in line
        LOG.error("%s", traced(problem))  # noqa: TRY400  a traceback may hold values
        return _NOT_OPENED
    try:
        if what == "look":
            importing.look_inside(desk, job, stopped=stopped.is_set)
        else:
            importing.work(desk, job, stopped=stopped.is_set, last="last" in rest)
    except importing.Interrupted:
        return _INTERRUPTED
    except Unavailable:
        return _UNAVAILABLE
    finally:
        desk.close()
    return _DONE


def _listen(stopped: threading.Event) -> None:
    # straight from the file: the lock of a buffer that a thread waits at would keep the process from ending
    if os.read(sys.stdin.fileno(), len(STOP)) != STOP:
        os._exit(1)  # who started this is gone, and with it whoever would wait for the end
    stopped.set()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
