"""Imports: look inside, then import as one batch that can be cancelled, resumed after a crash, and undone."""

from __future__ import annotations

import contextlib
import logging
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, insert, select, update

from legwork.desk import comparing, receiving
from legwork.desk.applying import Effect, Progress, apply_batch
from legwork.desk.opening import Desk, alone
from legwork.desk.previewing import effect_of
from legwork.desk.reading import LISTED_ROWS, Cancelled, Given, Run, Told, read_all
from legwork.desk.reporting import Reading, check_readable, report_of, whole
from legwork.errors import DISK_FULL, Conflict, LegworkError, NotFound, Unavailable, is_disk_full, traced
from legwork.store import backups, batches, events, ids
from legwork.store.tables import jobs as table
from legwork_importers import registry

KINDS = registry.KINDS
_Done = Callable[[Connection, Mapping[str, Any]], None]
OVER = ("done", "failed", "cancelled")
BROKEN = "Something in these files is not as Legwork expects, and nothing of them was stored; the log says where."
LOG = logging.getLogger("legwork.jobs")


class Interrupted(Exception):
    """The desk closes; the job that runs stays in line."""


@dataclass(frozen=True, slots=True)
class Job:
    """An import as its page shows it. States: received, preview, waiting, running, done, failed, cancelled.

    `progress` is {"stage", "done", "total"}; `report` is a preview until the job is done, and lists the first rows
    that were left out.
    """

    id: str
    state: str
    created_at: str
    progress: Mapping[str, Any]
    report: Mapping[str, Any] | None
    batch_id: str | None
    files: tuple[str, ...]
    problem: str


def preview(desk: Desk, paths: Sequence[Path], *, kind: str | None = None, told: Told = ()) -> dict[str, Any]:
    """What an import of these paths would do; writes nothing.

    Raises:
        NothingReadable: no file among them could be read.
    """
    return _preview(desk, Given(paths, kind=kind, told=told), rows=sys.maxsize)


def run(
    desk: Desk,
    paths: Sequence[Path],
    *,
    kind: str | None = None,
    told: Told = (),
    progress: Progress | None = None,
    batch_kind: str = "import",
) -> dict[str, Any]:
    """Imports the paths as one batch and returns its report, with every row that was left out. Where the files hold
    no row at all there is no batch.

    Raises:
        NothingReadable: no file among them could be read; nothing was stored.
        Conflict: another import is running.
    """
    return whole(desk, _import(desk, Given(paths, kind=kind, told=told), progress or _quiet, _NEVER, batch_kind))


def receive(desk: Desk, uploads: Iterable[tuple[str, BinaryIO]]) -> str:
    """Keeps uploaded files aside under names of our own and looks inside; returns the job's id.

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
        now = ids.utc(desk.clock())
        row = {
            "id": job_id,
            "kind": "import",
            "state": "received",
            "created_at": now,
            "updated_at": now,
            "data": {"names": names},
            "progress": {"stage": "reading", "done": 0, "total": 0},
        }
        desk.database.write(lambda connection: connection.execute(insert(table).values(**row)))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    look_inside(desk, job_id)
    return job_id


def look_inside(desk: Desk, job_id: str) -> None:
    """Writes the preview into a job that was just received."""
    with _ended(desk, job_id, last=True):
        _update(desk, job_id, state="preview", report=_preview(desk, given_of(desk, job_id), nameable=True))


def start(desk: Desk, job_id: str) -> None:
    """Puts a previewed job in line; the jobs thread takes it from there."""

    def take(connection: Connection) -> bool:
        changed = connection.execute(
            update(table)
            .where(table.c.id == job_id, table.c.state.in_(["preview", "received"]))
            .values(state="waiting", updated_at=ids.utc(desk.clock()))
        )
        return changed.rowcount == 1

    present = job(desk, job_id)
    if not desk.database.write(take) and present.state in OVER:
        raise Conflict("This import is over; bring the files again to import them.")


def cancel(desk: Desk, job_id: str) -> None:
    """Ends a job that is not done; nothing of it is stored."""
    present = job(desk, job_id)
    if present.state not in OVER:
        _update(desk, job_id, state="cancelled")
        if present.state != "running":
            shutil.rmtree(desk.uploads / job_id, ignore_errors=True)


def waiting(desk: Desk) -> list[str]:
    """Jobs in line, the oldest first; those a crash interrupted among them."""
    with desk.database.read() as connection:
        found = connection.execute(
            select(table.c.id).where(table.c.state.in_(["waiting", "running"])).order_by(table.c.created_at)
        )
        return list(found.scalars())


def work(desk: Desk, job_id: str, *, stopped: Callable[[], bool] = lambda: False, last: bool = False) -> None:
    """Does one job in line, from its beginning: what a crash had staged of it is gone by now.

    Whatever goes wrong ends the job with a sentence, so that those behind it have their turn.

    Raises:
        Unavailable: the database could not be written, and this was not the job's `last` try; it stays in line.
        Interrupted: `stopped` said so; the job stays in line for the next start.
    """
    _update(desk, job_id, state="running")

    def progress(stage: str, done: int, total: int) -> None:
        if stopped():
            raise Interrupted
        _update(desk, job_id, progress={"stage": stage, "done": done, "total": total})

    def done(connection: Connection, report: Mapping[str, Any]) -> None:
        # In the transaction that shows the batch: a crash leaves the job done with it, or in line without it.
        connection.execute(
            update(table)
            .where(table.c.id == job_id)
            .values(state="done", report=dict(report), batch_id=report["batch"], updated_at=ids.utc(desk.clock()))
        )

    with _ended(desk, job_id, last=last):
        _import(desk, given_of(desk, job_id), progress, _stop_of(desk, job_id, stopped), "import", done)
        shutil.rmtree(desk.uploads / job_id, ignore_errors=True)


@contextlib.contextmanager
def _ended(desk: Desk, job_id: str, *, last: bool) -> Iterator[None]:
    """Ends a job by what came of it."""
    try:
        yield
    except Interrupted:
        raise
    except Cancelled:
        _end(desk, job_id, "cancelled")
    except LegworkError as problem:
        if isinstance(problem, Unavailable) and not last:
            raise
        _end(desk, job_id, "failed", problem=str(problem))
    except Exception as problem:  # noqa: BLE001  files are other programs' work, and hold what nobody thought of
        LOG.error("%s", traced(problem))  # noqa: TRY400  a traceback may hold values
        _end(desk, job_id, "failed", problem=DISK_FULL if is_disk_full(problem) else BROKEN)


def job(desk: Desk, job_id: str) -> Job:
    """
    Raises:
        NotFound: no job has that id.
    """
    if not ids.is_name(job_id, "j"):
        raise NotFound("import")
    with desk.database.read() as connection:
        row = connection.execute(select(table).where(table.c.id == job_id)).mappings().first()
    if row is None:
        raise NotFound("import")
    return _job(row)


def jobs(desk: Desk, limit: int) -> list[Job]:
    """The newest first."""
    with desk.database.read() as connection:
        rows = connection.execute(
            select(table).order_by(table.c.created_at.desc(), table.c.id.desc()).limit(limit)
        ).mappings()
        return [_job(row) for row in rows]


def look_again(desk: Desk, job_id: str) -> dict[str, Any]:
    """The preview of a job that waits for the user's word, with every row that would be left out.

    Raises:
        Conflict: its files are no longer here.
    """
    return _preview(desk, given_of(desk, job_id), rows=sys.maxsize, nameable=True)


def _preview(desk: Desk, given: Given, *, rows: int = LISTED_ROWS, nameable: bool = False) -> dict[str, Any]:
    look = Run(desk, given, None, _quiet, _NEVER.asked, rows)
    reading = read_all(look)
    check_readable(reading, nameable=nameable)
    report = report_of(None, reading, effect_of(desk, look.looked), preview=True)
    for shown, file in zip(report["files"], reading.files, strict=True):
        shown["examples"] = file.examples
    return report


def _import(
    desk: Desk, given: Given, progress: Progress, stop: _Stop, batch_kind: str, done: _Done | None = None
) -> dict[str, Any]:
    with alone(desk):
        batch = ids.new("b", desk.clock())
        at = ids.utc(desk.clock())
        desk.database.write(lambda connection: batches.open_batch(connection, batch, batch_kind, at))
        try:
            reading = read_all(Run(desk, given, batch, progress, stop.asked))
            check_readable(reading)
            if _is_empty(desk, batch):
                return _without_batch(desk, batch, reading, stop, done)
            report: dict[str, Any] = {}
            comparison = comparing.begin(desk, batch)

            def finish(connection: Connection, effect: Effect) -> None:
                stop.check(connection)
                report.update(report_of(batch, reading, effect) | comparison.kept(connection, effect))
                log_batch(connection, desk, batch, batch_kind, report)
                if done is not None:
                    done(connection, report)

            apply_batch(desk, batch, finish, progress)
        except Interrupted:
            raise  # what is staged goes at the next start, as after a crash: the end does not wait for it
        except BaseException:
            desk.database.write(lambda connection: batches.discard(connection, batch))
            raise
        return report


def _is_empty(desk: Desk, batch: str) -> bool:
    with desk.database.read() as connection:
        return batches.is_empty(connection, batch)


def _without_batch(desk: Desk, batch: str, reading: Reading, stop: _Stop, done: _Done | None) -> dict[str, Any]:
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


@dataclass(frozen=True, slots=True)
class _Stop:
    """Whether the user has cancelled: asked between pieces, and once more inside the last write."""

    asked: Callable[[], bool]
    asked_in: Callable[[Connection], bool]

    def check(self, connection: Connection) -> None:
        if self.asked_in(connection):
            raise Cancelled


_NEVER = _Stop(lambda: False, lambda _connection: False)


def _stop_of(desk: Desk, job_id: str, stopped: Callable[[], bool]) -> _Stop:
    def asked_in(connection: Connection) -> bool:
        return connection.execute(select(table.c.state).where(table.c.id == job_id)).scalar() == "cancelled"

    def asked() -> bool:
        if stopped():
            raise Interrupted
        with desk.database.read() as connection:
            return asked_in(connection)

    return _Stop(asked, asked_in)


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
    names = [file["file"] for file in report.get("files", ())]
    data = {
        "batch": batch,
        "files": names,
        "contacts": report.get("contacts", {}),
        "count": report.get("count", 0),
    }
    events.append(connection, event, at, kind, data, record=record)
    batches.set_state(connection, batch, "applied", applied_at=at, event_id=event, report=dict(report))
    return event


def given_of(desk: Desk, job_id: str) -> Given:
    """What a job was given, under the names it was brought with.

    Raises:
        Conflict: its files are no longer here.
    """
    if not (desk.uploads / job_id).is_dir():
        raise Conflict("The files of this import are no longer here; bring them again.")
    with desk.database.read() as connection:
        data = connection.execute(select(table.c.data).where(table.c.id == job_id)).scalar_one()
    folder = desk.uploads / job_id
    names = {folder / kept: name for kept, name in data["names"].items()}
    return Given(sorted(names), names, data.get("kind"), data.get("encoding"))


def _update(desk: Desk, job_id: str, **columns: Any) -> None:
    now = ids.utc(desk.clock())
    desk.database.write(
        lambda connection: connection.execute(
            update(table).where(table.c.id == job_id, table.c.state != "cancelled").values(updated_at=now, **columns)
        )
    )


def _end(desk: Desk, job_id: str, state: str, *, problem: str = "", **columns: Any) -> None:
    if problem:
        columns["progress"] = {"stage": "failed", "done": 0, "total": 0, "problem": problem}
    _update(desk, job_id, state=state, **columns)
    shutil.rmtree(desk.uploads / job_id, ignore_errors=True)


def _job(row: Mapping[Any, Any]) -> Job:
    return Job(
        id=row["id"],
        state=row["state"],
        created_at=row["created_at"],
        progress=row["progress"],
        report=row["report"],
        batch_id=row["batch_id"],
        files=tuple(row["data"]["names"].values()),
        problem=row["progress"].get("problem", ""),
    )


def _quiet(_stage: str, _done: int, _total: int) -> None:
    return
