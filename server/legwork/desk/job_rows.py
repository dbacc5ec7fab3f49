"""Imports as rows that outlive the process: what was brought, how far it is, how it ended."""

from __future__ import annotations

import contextlib
import logging
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from legwork.desk.opening import Desk
from legwork.desk.progressing import Step, Tell
from legwork.desk.reading import Cancelled, Given
from legwork.errors import DISK_FULL, Conflict, LegworkError, NotFound, Unavailable, is_disk_full, traced
from legwork.store import ids
from legwork.store.tables import jobs as table

OVER = ("done", "failed", "cancelled")
BROKEN = "Something in these files is not as Legwork expects, and nothing of them was stored; the log says where."
LOST = "The import was ended from outside, perhaps for want of memory. Nothing of it was stored; bring the files again."
TELL_EVERY = 0.3  # seconds between two writes of how far an import is
LOG = logging.getLogger("legwork.jobs")


class Interrupted(Exception):
    """The desk closes; the job that runs stays in line."""


@dataclass(frozen=True, slots=True)
class Job:
    """An import as its page shows it. States: received, preview, waiting, running, done, failed, cancelled.

    `progress` is a `Step` as JSON, with `stopped_at` where the desk was closed in the middle and begins again;
    `report` is a preview until the job is done, and lists the first rows that were left out.
    """

    id: str
    state: str
    created_at: str
    progress: Mapping[str, Any]
    report: Mapping[str, Any] | None
    batch_id: str | None
    files: tuple[str, ...]
    problem: str


def insert_received(desk: Desk, job_id: str, names: Mapping[str, str]) -> None:
    """A job whose files are here, and not looked into; `names` are those of the files by what they are kept under."""
    now = ids.utc(desk.clock())
    row = {
        "id": job_id,
        "kind": "import",
        "state": "received",
        "created_at": now,
        "updated_at": now,
        "data": {"names": dict(names)},
        "progress": Step("reading").to_json(),
    }
    desk.database.write(lambda connection: connection.execute(insert(table).values(**row)))


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


def waiting(desk: Desk) -> list[str]:
    """Jobs in line, the oldest first; those a crash interrupted among them."""
    return _in_states(desk, ("waiting", "running"))


def unseen(desk: Desk) -> list[str]:
    """Jobs that were not looked into yet, the oldest first."""
    return _in_states(desk, ("received",))


def given_of(desk: Desk, job_id: str) -> Given:
    """What a job was given, under the names it was brought with, and what the user said of it.

    Raises:
        Conflict: its files are no longer here.
    """
    folder = desk.uploads / job_id
    if not folder.is_dir():
        raise Conflict("The files of this import are no longer here; bring them again.")
    data = data_of(desk, job_id)
    names = {folder / kept: name for kept, name in data["names"].items()}
    return Given(
        sorted(names), names, data.get("kind"), encodings=data.get("encodings", {}), columns=data.get("columns", {})
    )


def data_of(desk: Desk, job_id: str) -> dict[str, Any]:
    """What is kept with a job: `names`, and what the user said of its files."""
    with desk.database.read() as connection:
        found: dict[str, Any] = connection.execute(select(table.c.data).where(table.c.id == job_id)).scalar_one()
    return found


def change(desk: Desk, job_id: str, *, only: Sequence[str] = (), **columns: Any) -> bool:
    """Changes a job that nobody cancelled, and `only` in these states if told; whether it did."""
    now = ids.utc(desk.clock())
    wanted = (table.c.id == job_id) & (table.c.state.in_(only) if only else table.c.state != "cancelled")
    changed: bool = desk.database.write(
        lambda connection: (
            connection.execute(update(table).where(wanted).values(updated_at=now, **columns)).rowcount == 1
        )
    )
    return changed


def begun_again(desk: Desk) -> None:
    """Says of jobs that were in the middle when the desk last closed how far they were; they begin again."""
    for job_id in [*unseen(desk), *waiting(desk)]:
        present = job(desk, job_id)
        stopped_at = {name: value for name, value in present.progress.items() if name != "stopped_at"}
        if present.state != "waiting" and (stopped_at.get("rows") or stopped_at.get("done")):
            state = "waiting" if present.state == "running" else present.state
            progress = {**Step("reading").to_json(), "stopped_at": stopped_at}
            change(desk, job_id, only=(present.state,), state=state, progress=progress)


def teller(desk: Desk, job_id: str, stopped: Callable[[], bool]) -> Tell:
    """Writes how far a job is, now and then. Raises Interrupted where `stopped` says so."""
    told_at = 0.0
    told = ""
    before = job(desk, job_id).progress
    kept = {"stopped_at": before["stopped_at"]} if "stopped_at" in before else {}

    def tell(step: Step) -> None:
        nonlocal told_at, told
        if stopped():
            raise Interrupted
        now = time.monotonic()
        if step.stage != told or now - told_at >= TELL_EVERY:
            told_at, told = now, step.stage
            change(desk, job_id, progress={**step.to_json(), **kept})

    return tell


@dataclass(frozen=True, slots=True)
class Stop:
    """Whether the user has cancelled: asked between pieces, and once more inside the last write."""

    asked: Callable[[], bool]
    asked_in: Callable[[Connection], bool]

    def check(self, connection: Connection) -> None:
        if self.asked_in(connection):
            raise Cancelled


NEVER = Stop(lambda: False, lambda _connection: False)


def stop_of(desk: Desk, job_id: str, stopped: Callable[[], bool], *, while_in: str) -> Stop:
    """Says stop once the job has left the state `while_in`; raises Interrupted where `stopped` says so."""

    def asked_in(connection: Connection) -> bool:
        return connection.execute(select(table.c.state).where(table.c.id == job_id)).scalar() != while_in

    def asked() -> bool:
        if stopped():
            raise Interrupted
        with desk.database.read() as connection:
            return asked_in(connection)

    return Stop(asked, asked_in)


@contextlib.contextmanager
def ended(desk: Desk, job_id: str, *, last: bool) -> Iterator[None]:
    """Ends a job by what came of it."""
    try:
        yield
    except Interrupted:
        raise
    except Cancelled:
        end(desk, job_id, "cancelled")
    except LegworkError as problem:
        if isinstance(problem, Unavailable) and not last:
            raise
        end(desk, job_id, "failed", problem=str(problem))
    except Exception as problem:  # noqa: BLE001  files are other programs' work, and hold what nobody thought of
        LOG.error("%s", traced(problem))  # noqa: TRY400  a traceback may hold values
        end(desk, job_id, "failed", problem=DISK_FULL if is_disk_full(problem) else BROKEN)


def end(desk: Desk, job_id: str, state: str, *, problem: str = "") -> None:
    """Ends a job of which nothing is stored: neither its files nor what a look into them showed stays."""
    said: dict[str, Any] = {"report": None}
    if problem:
        said["progress"] = {**Step("failed").to_json(), "problem": problem}
    change(desk, job_id, state=state, **said)
    shutil.rmtree(desk.uploads / job_id, ignore_errors=True)


def lost(desk: Desk, job_id: str) -> None:
    """Ends a job whose process ended in the middle of it; one that was over by then stays as it is."""
    said = {"report": None, "progress": {**Step("failed").to_json(), "problem": LOST}}
    if change(desk, job_id, only=("received", "waiting", "running"), state="failed", **said):
        shutil.rmtree(desk.uploads / job_id, ignore_errors=True)


def bytes_of(folder: Path) -> int:
    """How much the files of a job hold together."""
    return sum(path.stat().st_size for path in folder.iterdir())


def _in_states(desk: Desk, states: Sequence[str]) -> list[str]:
    with desk.database.read() as connection:
        found = connection.execute(select(table.c.id).where(table.c.state.in_(states)).order_by(table.c.created_at))
        return list(found.scalars())


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
