"""Imports: look inside, then import as one batch that can be cancelled, resumed after a crash, and undone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, update

from legwork.desk import comparing, retelling
from legwork.desk.applying import Effect, apply_batch
from legwork.desk.job_rows import (
    BROKEN,
    NEVER,
    OVER,
    Interrupted,
    Job,
    Stop,
    begun_again,
    change,
    ended,
    given_of,
    job,
    jobs,
    stop_of,
    teller,
    unseen,
    waiting,
)
from legwork.desk.looking import look_again, look_anew, look_inside, preview, quiet, receive
from legwork.desk.opening import Desk, alone
from legwork.desk.progressing import Meter, Tell
from legwork.desk.reading import Given, Run, Told, read_all
from legwork.desk.reporting import Reading, check_readable, report_of, whole
from legwork.errors import Conflict
from legwork.store import batches, events, ids, preferences
from legwork.store.tables import jobs as table
from legwork_importers import registry

__all__ = [
    "BROKEN",
    "KINDS",
    "OVER",
    "Interrupted",
    "Job",
    "begun_again",
    "cancel",
    "given_of",
    "job",
    "jobs",
    "log_batch",
    "look_again",
    "look_anew",
    "look_inside",
    "preview",
    "receive",
    "run",
    "start",
    "unseen",
    "waiting",
    "work",
]

KINDS = registry.KINDS
_Done = Callable[[Connection, Mapping[str, Any]], None]


def run(
    desk: Desk,
    paths: Sequence[Path],
    *,
    kind: str | None = None,
    told: Told = (),
    encoding: str | None = None,
    progress: Tell | None = None,
    batch_kind: str = "import",
) -> dict[str, Any]:
    """Imports the paths as one batch and returns its report, with every row that was left out. Where the files hold
    no row at all there is no batch.

    Raises:
        NothingReadable: no file among them could be read; nothing was stored.
        Conflict: another import is running.
    """
    given = Given(paths, kind=kind, told=told, encoding=encoding)
    return whole(desk, _import(desk, given, Meter(progress or quiet), NEVER, batch_kind))


def start(desk: Desk, job_id: str) -> None:
    """Puts a previewed job in line; the jobs thread takes it from there."""
    present = job(desk, job_id)
    if not change(desk, job_id, only=("preview", "received"), state="waiting") and present.state in OVER:
        raise Conflict("This import is over; bring the files again to import them.")


def cancel(desk: Desk, job_id: str) -> None:
    """Ends a job that is not done; nothing of it is stored, nor what a look inside showed."""
    present = job(desk, job_id)
    if present.state not in OVER:
        change(desk, job_id, state="cancelled", report=None)
        if present.state != "running":
            shutil.rmtree(desk.uploads / job_id, ignore_errors=True)


def work(desk: Desk, job_id: str, *, stopped: Callable[[], bool] = lambda: False, last: bool = False) -> None:
    """Does one job in line, from its beginning: what a crash had staged of it is gone by now.

    Whatever goes wrong ends the job with a sentence, so that those behind it have their turn.

    Raises:
        Unavailable: the database could not be written, and this was not the job's `last` try; it stays in line.
        Interrupted: `stopped` said so; the job stays in line for the next start.
    """
    change(desk, job_id, state="running")
    meter = Meter(teller(desk, job_id, stopped))
    stop = stop_of(desk, job_id, stopped, while_in="running")

    def done(connection: Connection, report: Mapping[str, Any]) -> None:
        # In the transaction that shows the batch: a crash leaves the job done with it, or in line without it.
        connection.execute(
            update(table)
            .where(table.c.id == job_id)
            .values(state="done", report=dict(report), batch_id=report["batch"], updated_at=ids.utc(desk.clock()))
        )

    with ended(desk, job_id, last=last):
        _import(desk, given_of(desk, job_id), meter, stop, "import", done)
        shutil.rmtree(desk.uploads / job_id, ignore_errors=True)


def _import(
    desk: Desk, given: Given, meter: Meter, stop: Stop, batch_kind: str, done: _Done | None = None
) -> dict[str, Any]:
    with alone(desk):
        batch = ids.new("b", desk.clock())
        at = ids.utc(desk.clock())
        desk.database.write(lambda connection: batches.open_batch(connection, batch, batch_kind, at))
        try:
            reading = read_all(Run(desk, given, batch, meter, stop.asked))
            check_readable(reading)
            if _is_empty(desk, batch):
                return _without_batch(desk, batch, reading, stop, done)
            report: dict[str, Any] = {}
            comparison = comparing.begin(desk, batch)

            def finish(connection: Connection, effect: Effect) -> None:
                stop.check(connection)
                report.update(report_of(batch, reading, effect) | comparison.kept(connection, effect))
                retelling.retell(connection, batch)
                log_batch(connection, desk, batch, batch_kind, report)
                for file in reading.files:
                    if file.table:
                        preferences.name_columns(connection, file.table, file.places)
                if done is not None:
                    done(connection, report)

            apply_batch(desk, batch, finish, meter.stage)
        except Interrupted:
            raise  # what is staged goes at the next start, as after a crash: the end does not wait for it
        except BaseException:
            desk.database.write(lambda connection: batches.discard(connection, batch))
            raise
        return report


def _is_empty(desk: Desk, batch: str) -> bool:
    with desk.database.read() as connection:
        return batches.is_empty(connection, batch)


def _without_batch(desk: Desk, batch: str, reading: Reading, stop: Stop, done: _Done | None) -> dict[str, Any]:
    """Files that hold no row: their report, and nothing that could be undone."""
    for file in reading.files:
        file.file_id = None
    report = report_of(None, reading, None)

    def finish(connection: Connection) -> None:
        stop.check(connection)
        batches.discard(connection, batch)
        if done is not None:
            done(connection, report)

    desk.database.write(finish)
    return report


def log_batch(
    connection: Connection,
    desk: Desk,
    batch: str,
    kind: str,
    report: Mapping[str, Any],
    *,
    record: int | None = None,
) -> str:
    """The event by which a batch was applied; its report is kept with the batch."""
    event = ids.new("e", desk.clock())
    at = ids.utc(desk.clock())
    data = {
        "batch": batch,
        "files": [file["file"] for file in report.get("files", ())],
        "contacts": report.get("contacts", {}),
        "count": report.get("count", 0),
    }
    events.append(connection, event, at, kind, data, record=record)
    batches.set_state(connection, batch, "applied", applied_at=at, event_id=event, report=dict(report))
    return event
