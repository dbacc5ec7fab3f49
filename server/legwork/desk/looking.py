"""Looks inside files before anything is stored: what they are, what importing them would do, how they read."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from legwork.desk import receiving
from legwork.desk.job_rows import (
    NEVER,
    bytes_of,
    change,
    data_of,
    ended,
    given_of,
    insert_received,
    job,
    stop_of,
    teller,
)
from legwork.desk.opening import Desk, locked
from legwork.desk.previewing import effect_of
from legwork.desk.progressing import Meter, Step, Tell
from legwork.desk.reading import LISTED_ROWS, Cancelled, Given, Run, Told, read_all
from legwork.desk.reporting import FileReport, Reading, check_readable, report_of
from legwork.errors import Conflict
from legwork.store import backups, ids
from legwork_importers.contract import Unreadable

AT_ONCE = 500_000
"""Bytes that are looked into while the browser waits; of more, the job's page shows how far the look is."""


class _Busy(Conflict):
    def __init__(self) -> None:
        super().__init__("Legwork is looking into these files already.")


def preview(
    desk: Desk,
    paths: Sequence[Path],
    *,
    kind: str | None = None,
    told: Told = (),
    encoding: str | None = None,
    progress: Tell | None = None,
) -> dict[str, Any]:
    """What an import of these paths would do; writes nothing.

    Raises:
        NothingReadable: no file among them could be read.
    """
    given = Given(paths, kind=kind, told=told, encoding=encoding)
    return _preview(desk, given, Meter(progress or quiet), rows=sys.maxsize)


def receive(desk: Desk, uploads: Iterable[tuple[str, BinaryIO]], *, look: bool = True) -> str:
    """Keeps uploaded files aside under names of our own and looks inside, large ones later; returns the job's id.
    Without `look` the job is to be started at once.

    Raises:
        Refused: too many files, or too large.
        Unavailable: the disk is full.
    """
    job_id = ids.new("j", desk.clock())
    folder = desk.uploads / job_id
    try:
        with backups.told("These files cannot be kept"):
            folder.mkdir(mode=0o700, parents=True)
            names = receiving.keep(folder, uploads)
        insert_received(desk, job_id, names)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if look and bytes_of(folder) <= AT_ONCE:
        look_inside(desk, job_id)
    return job_id


def look_inside(desk: Desk, job_id: str, *, stopped: Callable[[], bool] = lambda: False) -> None:
    """Writes the preview into a job that was received, unless another look at it is under way.

    Raises:
        Interrupted: `stopped` said so; the next start looks again.
    """
    with ended(desk, job_id, last=True):
        given = given_of(desk, job_id)
        lock = desk.uploads / job_id / "look.lock"
        with contextlib.suppress(_Busy):
            with locked(lock, _Busy()):
                _look(desk, job_id, given, stopped)
            # who opened it meanwhile finds the look done; where an open file cannot go, it goes with its folder
            with contextlib.suppress(OSError):
                lock.unlink()


def look_again(desk: Desk, job_id: str) -> dict[str, Any]:
    """The preview of a job that waits for the user's word, with every row that would be left out.

    Raises:
        Conflict: its files are no longer here.
    """
    return _preview(desk, given_of(desk, job_id), Meter(quiet), rows=sys.maxsize, job=True)


def read_again(desk: Desk, job_id: str, kept: Callable[[FileReport, Sequence[Unreadable]], None]) -> Reading:
    """Reads the files of a job that waits for the user's word, and hands `kept` every row that would be left out.

    Raises:
        Conflict: its files are no longer here.
    """
    return read_all(Run(desk, given_of(desk, job_id), None, Meter(quiet), NEVER.asked, 0, kept))


def look_anew(desk: Desk, job_id: str, **said: Mapping[str, Any]) -> None:
    """Keeps what the user says of a job's files (`encodings`, `columns`) and looks inside again.

    Raises:
        Conflict: the job no longer waits for the user's word.
    """
    given_of(desk, job_id)
    data = data_of(desk, job_id)
    data.update({name: {**data.get(name, {}), **values} for name, values in said.items()})
    begun = Step("reading").to_json()
    if not change(desk, job_id, only=("preview",), state="received", data=data, report=None, progress=begun):
        raise Conflict("This import has begun; bring the files again to read them otherwise.")
    if bytes_of(desk.uploads / job_id) <= AT_ONCE:
        look_inside(desk, job_id)


def _look(desk: Desk, job_id: str, given: Given, stopped: Callable[[], bool]) -> None:
    if job(desk, job_id).state != "received":
        return
    stop = stop_of(desk, job_id, stopped, while_in="received")
    # whoever took the job out of that state, to start or to cancel it, goes on with it
    with contextlib.suppress(Cancelled):
        report = _preview(desk, given, Meter(teller(desk, job_id, stopped)), stop.asked, job=True)
        change(desk, job_id, only=("received",), state="preview", report=report)


def _preview(
    desk: Desk,
    given: Given,
    meter: Meter,
    asked: Callable[[], bool] = NEVER.asked,
    *,
    rows: int = LISTED_ROWS,
    job: bool = False,
) -> dict[str, Any]:
    """A `job`'s preview may find nothing that can be read yet: its page has ways to say what the files are."""
    look = Run(desk, given, None, meter, asked, rows)
    reading = read_all(look)
    check_readable(reading, nameable=job, told=job and bool(given.encodings))
    report = report_of(None, reading, effect_of(desk, look.looked), preview=True)
    for shown, file in zip(report["files"], reading.files, strict=True):
        shown["examples"] = file.examples
        shown["text"] = file.text
    return report


def quiet(_step: Step) -> None:
    """Tells nobody."""
