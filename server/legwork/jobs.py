"""Looks into files and imports them, on one thread. A job is a row, so one that a crash interrupted is done again."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from legwork.desk import backing_up, clearing, forgetting, importing
from legwork.desk.opening import Desk, clear_abandoned
from legwork.errors import Unavailable, traced

LOG = logging.getLogger("legwork.jobs")

LOOK_SECONDS = 0.2
REST_SECONDS = 5.0  # after something that should not happen, such as a database that is gone
TRIES = 12  # of a job that finds the database readable and not writable: a minute for who has to make room
CLEAR_SECONDS = 3600.0
DAY = timedelta(hours=20)  # less than a day, so that each day of use has a backup of its own


class Hands(Protocol):
    """Who does a job while the thread waits for it.

    Both raise Unavailable where the database does not answer, and Interrupted where `stopped` said so.
    """

    def look_inside(self, job: str, stopped: Callable[[], bool]) -> None: ...

    def work(self, job: str, stopped: Callable[[], bool], *, last: bool) -> None: ...


class Own:
    """The thread's own hands."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look_inside(self, job: str, stopped: Callable[[], bool]) -> None:
        importing.look_inside(self._desk, job, stopped=stopped)

    def work(self, job: str, stopped: Callable[[], bool], *, last: bool) -> None:
        importing.work(self._desk, job, stopped=stopped, last=last)


class Jobs:
    """The thread of one desk. `wake` makes it look at once; `hands` do the jobs."""

    def __init__(self, desk: Desk, hands: Hands | None = None) -> None:
        self._desk = desk
        self._hands = hands or Own(desk)
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._tries: Counter[str] = Counter()
        self._begun = False
        self._clear_at = 0.0
        self._told = 0.0

    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="legwork-jobs", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self, seconds: float = 2.0) -> None:
        """Ends the import that runs between two of its steps; it stays in line for the next start.

        Waits for that until so many seconds after it was first told.
        """
        if not self._stopped.is_set():
            self._told = time.monotonic()
        self._stopped.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(max(0.0, self._told + seconds - time.monotonic()))

    def _run(self) -> None:
        while not self._stopped.is_set():
            rest = LOOK_SECONDS
            try:
                self.look(time.monotonic())
            except importing.Interrupted:
                return
            except Exception as problem:  # noqa: BLE001  the thread serves every later job
                LOG.error("%s", traced(problem))  # noqa: TRY400  a traceback may hold values
                rest = REST_SECONDS
            self._woken.wait(rest)
            self._woken.clear()

    def look(self, now: float) -> None:
        """Looks into what was brought, does what is in line; once an hour clears what was left and the trash, and
        backs up what a day changed.

        `now` is in monotonic seconds.

        Raises:
            Unavailable: the database does not answer, or cannot be written; a job that was begun stays in line.
            Interrupted: the desk closes.
        """
        if not self._begun:
            self._begun = True
            importing.begun_again(self._desk)
        for job in importing.unseen(self._desk):
            if self._stopped.is_set():
                return
            self._hands.look_inside(job, self._stopped.is_set)
        for job in importing.waiting(self._desk):
            if self._stopped.is_set():
                return
            self._do(job)
        if now >= self._clear_at:
            self._clear_at = now + CLEAR_SECONDS
            clearing.clear(self._desk)
            forgetting.empty_due(self._desk)
            backing_up.before(self._desk, "the-next-day", DAY)

    def _do(self, job: str) -> None:
        if self._tries[job]:
            clear_abandoned(self._desk)  # what the try before had staged
        try:
            self._hands.work(job, self._stopped.is_set, last=self._tries[job] + 1 >= TRIES)
        except Unavailable:
            self._tries[job] += 1
            raise
        self._tries.pop(job, None)
