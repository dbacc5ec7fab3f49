"""Runs queued imports on one thread. A job is a row, so one that a crash interrupted is done again."""

from __future__ import annotations

import logging
import threading

from legwork.desk import importing
from legwork.desk.opening import Desk

LOG = logging.getLogger("legwork.jobs")

LOOK_SECONDS = 0.2
REST_SECONDS = 5.0  # after something that should not happen, such as a database that is gone


class Jobs:
    """The thread of one desk. `wake` makes it look at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="legwork-jobs", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self, seconds: float = 2.0) -> None:
        """Waits this long for what runs; a longer import stays in line for the next start."""
        self._stopped.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stopped.is_set():
            rest = LOOK_SECONDS
            try:
                for job in importing.waiting(self._desk):
                    if self._stopped.is_set():
                        return
                    importing.work(self._desk, job)
            except Exception as problem:  # noqa: BLE001  the thread serves every later job
                # the class alone: a message may hold what is in the user's files
                LOG.error("%s in a job", type(problem).__name__)  # noqa: TRY400  a traceback may hold values
                rest = REST_SECONDS
            self._woken.wait(rest)
            self._woken.clear()
