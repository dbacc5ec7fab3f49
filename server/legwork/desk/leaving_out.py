"""The rows that an import left out, each source's in its own columns, to be mended and brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from legwork.desk import looking, reporting
from legwork.desk.job_rows import Job
from legwork.desk.opening import Desk
from legwork.desk.reporting import FileReport
from legwork.errors import NotFound
from legwork.store import batches
from legwork_importers import left_out
from legwork_importers.contract import Columns, Unreadable
from legwork_importers.formulas import neutral

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was left out of one file: `count` rows. `lines` gives the table, its header first."""

    file: str
    kind: str
    count: int
    lines: Callable[[], Iterator[list[str]]]


def of_batch(desk: Desk, batch: str | None) -> list[LeftOut]:
    """What a batch left out, or with None the last import, one entry for each of its files that left out rows.

    Raises:
        NotFound: there is no such import.
    """
    with desk.database.read() as connection:
        last = next(iter(batches.latest(connection, 1)), {}).get("id") if batch is None else batch
        row = batches.batch(connection, last) if last else None
    if row is None or not row["report"]:
        raise NotFound("import")
    return [_kept(desk, file) for file in row["report"]["files"] if _leaves_out(file)]


def of_report(desk: Desk, report: Mapping[str, Any], place: int) -> LeftOut:
    """What an import left out of the file at that place, from 0, of its report.

    Raises:
        NotFound: there is no such file, or nothing of it was left out.
    """
    file = _file(report["files"], place)
    return _kept(desk, file)


def of_look(desk: Desk, job_id: str, place: int) -> LeftOut:
    """What an import would leave out of the file at that place of its preview.

    Raises:
        NotFound: there is no such file, or nothing of it would be left out.
        Conflict: its files are no longer here.
    """
    rows: dict[int, list[Unreadable]] = {}

    def keep(report: FileReport, left: Sequence[Unreadable]) -> None:
        rows.setdefault(id(report), []).extend(left)

    reading = looking.read_again(desk, job_id, keep)
    file = _file([each.to_json() for each in reading.files], place)
    held = rows.get(id(reading.files[place]), [])
    return _left_out(file, lambda: ((f"{row.outcome}: {row.reason}", row.raw) for row in held))


def in_one_list(desk: Desk, job: Job) -> Iterator[list[str]]:
    """Every row that an import left out, or would, with its file, place and text; the header first."""
    yield ["file", "row", "outcome", "reason", "text"]
    rows = reporting.left_out(desk, job.batch_id) if job.batch_id else _looked(desk, job)
    for row in rows:
        yield [neutral(cell) for cell in row]


def _looked(desk: Desk, job: Job) -> Iterator[tuple[str, ...]]:
    if job.state != "preview":
        return
    found: list[tuple[str, ...]] = []

    def keep(report: FileReport, left: Sequence[Unreadable]) -> None:
        found.extend((report.file, row.locator, row.outcome, row.reason, row.raw) for row in left)

    looking.read_again(desk, job.id, keep)
    yield from found


def _file(files: Sequence[Mapping[str, Any]], place: int) -> Mapping[str, Any]:
    if not 0 <= place < len(files) or not _leaves_out(files[place]):
        raise NotFound("file with rows that were left out")
    return files[place]


def _leaves_out(file: Mapping[str, Any]) -> bool:
    return bool(file["skipped"] + file["refused"])


def _kept(desk: Desk, file: Mapping[str, Any]) -> LeftOut:
    return _left_out(file, lambda: _rows(desk, file["file_id"]))


def _left_out(file: Mapping[str, Any], rows: Callable[[], Iterable[left_out.Row]]) -> LeftOut:
    said = file.get("columns")
    columns = Columns(tuple(said["names"]), said["delimiter"], said["ours"]) if said else left_out.NO_COLUMNS
    count = file["skipped"] + file["refused"]
    return LeftOut(file["file"], file["kind"], count, lambda: left_out.table(columns, rows))


def _rows(desk: Desk, file_id: int) -> Iterator[left_out.Row]:
    """(outcome and reason, text) of a file's rows, read in pieces."""
    after = -1
    while True:
        with desk.database.read() as connection:
            rows = batches.rejected_texts(connection, file_id, after, ROWS_AT_ONCE)
        for row in rows:
            yield f"{row['outcome']}: {row['reason']}", row["raw"]
        if len(rows) < ROWS_AT_ONCE:
            return
        after = rows[-1]["id"]
