"""What became of every row of an import: as it is kept, in few rows, and whole, from where the rows are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from legwork.desk import comparing
from legwork.desk.applying import Effect
from legwork.desk.opening import Desk
from legwork.errors import NothingReadable
from legwork.store import batches
from legwork_importers.contract import Columns

ROWS_AT_ONCE = 1_000
ROW = ("locator", "outcome", "reason")
OUTCOMES = ("new", "updated", "unchanged", "skipped", "refused")


@dataclass(slots=True)
class FileReport:
    """What became of one file; `to_json` is the shape of the import report.

    `rows` are (locator, outcome, reason) of skipped and refused rows. `torn` counts refused rows that were none at
    all, and `torn_by` is the first reason. `file_id` is where a staged file's rows are kept. `about_you` counts the
    rows that say something of the user, by what they say; as many of the new ones as `proposed` are such rows.
    `table` is the header's fingerprint where the user named the columns, and `places` what they are. `columns` are the
    source's own, where it is a table of which rows were left out. `text` is what a look shows of its decoded text.
    """

    file: str
    kind: str
    why: str
    counts: Counter[str] = field(default_factory=Counter)
    rows: list[tuple[str, str, str]] = field(default_factory=list)
    examples: list[dict[str, str]] = field(default_factory=list)
    as_of: str = ""
    torn: int = 0
    torn_by: str = ""
    about_you: Counter[str] = field(default_factory=Counter)
    proposed: int = 0
    file_id: int | None = None
    table: str = ""
    places: tuple[str, ...] = ()
    columns: Columns | None = None
    text: dict[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        counts = {outcome: self.counts[outcome] for outcome in OUTCOMES}
        return {
            "file": self.file,
            "kind": self.kind,
            "why": self.why,
            "read": sum(counts.values()),
            **counts,
            "rows": [dict(zip(ROW, row, strict=True)) for row in self.rows],
            **({"about_you": dict(sorted(self.about_you.items()))} if self.about_you else {}),
            **({} if self.file_id is None else {"file_id": self.file_id}),
            **({"table": self.table} if self.table else {}),
            **({"columns": asdict(self.columns)} if self.columns else {}),
        }


@dataclass(slots=True)
class Reading:
    """What became of everything the user brought. In `not_used`, `table` is the header's fingerprint of a table that
    can be read once its columns are named, and `text` that of a file which may only have been decoded wrongly."""

    files: list[FileReport] = field(default_factory=list)
    not_used: list[dict[str, Any]] = field(default_factory=list)

    @property
    def new(self) -> int:
        """Rows that are new and about somebody else."""
        return sum(report.counts["new"] - report.proposed for report in self.files)


def report_of(batch: str | None, reading: Reading, effect: Effect | None, *, preview: bool = False) -> dict[str, Any]:
    """The report of an import or, with no batch, of a look at files; it lists the first rows that were left out."""
    return {
        "batch": batch,
        "preview": preview,
        "files": [file.to_json() for file in reading.files],
        "contacts": {
            "created": effect.created if effect else 0,
            "joined": max(0, reading.new - effect.created) if effect else 0,
            "doubtful": effect.doubtful if effect else 0,
            "job_changes": effect.job_changes if effect else 0,
        },
        "not_used": reading.not_used,
    }


def whole(desk: Desk, report: Mapping[str, Any]) -> dict[str, Any]:
    """A kept report with every skipped and refused row of its files, and with the people it tells news of."""
    found = []
    with desk.database.read() as connection:
        for file in report["files"]:
            plain = {name: value for name, value in file.items() if name != "file_id"}
            if (file_id := file.get("file_id")) is not None:
                rows = batches.rejected_of(connection, file_id)
                plain["rows"] = [dict(zip(ROW, row, strict=True)) for row in rows]
            found.append(plain)
    return {**report, "files": found, **comparing.shown(desk, report)}


def left_out(desk: Desk, batch: str) -> Iterator[tuple[str, ...]]:
    """(file, locator, outcome, reason, text) of every row that a batch left out, read in pieces."""
    after = -1
    while True:
        with desk.database.read() as connection:
            rows = batches.rejected(connection, batch, after, ROWS_AT_ONCE)
        for row in rows:
            yield row["file"], row["locator"], row["outcome"], row["reason"], row["raw"]
        if len(rows) < ROWS_AT_ONCE:
            return
        after = rows[-1]["id"]


def check_readable(reading: Reading, *, nameable: bool = False, told: bool = False) -> None:
    """
    Raises:
        NothingReadable: no file was read, or none in which a row was more than a piece of text; nor, where it is
            asked for, one that is `nameable`: a table that can be read once its columns are named, or a text once its
            encoding is. Nothing is raised where the user has `told` what encoding a file is in: it may be another.
    """
    if told or (nameable and any("table" in left or "text" in left for left in reading.not_used)):
        return
    if any(not _is_torn(file) for file in reading.files):
        return
    torn = [
        {"file": file.file, "why": f"nothing in it could be read as {file.kind}: {file.torn_by}"}
        for file in reading.files
    ]
    not_used = sorted([*reading.not_used, *torn], key=lambda left: (left["file"], left["why"]))
    if not not_used:
        raise NothingReadable("There are no files there.", [])
    raise NothingReadable("\n".join(f"{left['file']}: {left['why']}{_way_in(left)}." for left in not_used), not_used)


def _way_in(left: Mapping[str, str]) -> str:
    """What can be done about a table that nobody knows."""
    if "table" not in left:
        return ""
    return "; its columns can be named on the page Imports, or with --as generic --map given=…,family=…,email=…"


def _is_torn(file: FileReport) -> bool:
    """Whether every row that was not blank is a piece of text that is no row; a file without rows is none."""
    return bool(file.torn) and file.torn == sum(file.counts.values()) - file.counts["skipped"]
