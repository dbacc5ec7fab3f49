"""Reads exports row by row, says of each row what it would be, and stages it when asked to."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, update

from legwork.desk import own_cards, owners, showing, tombstones
from legwork.desk.applying import ROWS_A_WRITE
from legwork.desk.opening import Desk
from legwork.desk.own_cards import Own
from legwork.desk.progressing import Meter
from legwork.desk.reporting import FileReport, Reading
from legwork.desk.tombstones import Away
from legwork.desk.watching import watched
from legwork.errors import Conflict
from legwork.store import batches, preferences, proposals, records, trash
from legwork.store.records import Row
from legwork.store.rows import chunks
from legwork.store.tables import files
from legwork_importers import archive, registry
from legwork_importers.any_table import AnyTable
from legwork_importers.contract import (
    Importer,
    ImportProblem,
    Owner,
    OwnerAware,
    Proposal,
    Read,
    Source,
    SourceRow,
    Tabular,
    Unreadable,
    canonical,
)

EXAMPLES = 10
MOST_LOOKED = 20_000
"""Rows whose effect on the contacts a preview works out, in some seconds; of more it says that of the first."""
LISTED_ROWS = 200  # what a report that is kept lists itself; all of them stand in their table
_Left = dict[str, Any]
"""What the report says of a file that is not used: `why`, `table` and `text` as in `Reading`."""

Told = Sequence[tuple[str, str]]  # a place and the name of the column that has it


class Cancelled(Conflict):
    def __init__(self) -> None:
        super().__init__("The import was cancelled; nothing of it was stored.")


@dataclass(frozen=True, slots=True)
class Given:
    """What the user brought: paths, the names to show for them, the kind they said it is, and what they said of the
    columns: of every table in `told`, by the fingerprint of a header in `columns`. `encoding` is that of all files,
    `encodings` those of some by their names."""

    paths: Sequence[Path]
    names: dict[Path, str] = field(default_factory=dict)
    kind: str | None = None
    encoding: str | None = None
    told: Told = ()
    encodings: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def encoding_of(self, name: str) -> str:
        return self.encodings.get(name) or self.encoding or ""


@dataclass(slots=True)
class Seen:
    """Rows met so far in this import, so that a repeated row is told from a new one; `listed` are those its
    reports name."""

    digests: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    keys: set[tuple[str, str]] = field(default_factory=set)
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Looked:
    """A row met while only looking, and the report of its file."""

    report: FileReport
    row: Row


@dataclass(frozen=True, slots=True)
class Run:
    """One reading: into a staged batch, or with none, only to say what would be. Its reports list at most `rows`
    skipped and refused rows together, and `kept` is handed all of them; `looked` keeps the first rows of a look. `away`
    are people whose rows are passed over, `own` is the user, whose card is; `returned` is how often somebody came back
    from the trash."""

    desk: Desk
    given: Given
    batch: str | None
    meter: Meter
    stopped: Callable[[], bool]
    rows: int = LISTED_ROWS
    kept: Callable[[FileReport, Sequence[Unreadable]], None] = lambda _report, _left: None
    away: Away = field(default_factory=Away)
    own: Own = field(default_factory=Own)
    returned: int = 0
    seen: Seen = field(default_factory=Seen)
    looked: list[Looked] = field(default_factory=list)

    def passed(self, count: int) -> None:
        """Goes on after so many bytes of a file, unless it was stopped."""
        if self.stopped():
            raise Cancelled
        self.meter.passed(count)


def read_all(run: Run) -> Reading:
    """Reads everything the user brought.

    Raises:
        Cancelled: `stopped` said so.
    """
    reading = Reading()
    with run.desk.database.read() as connection:
        returned = preferences.counter(connection, trash.RETURNED)
        run = replace(run, away=tombstones.away(connection), own=own_cards.own(connection), returned=returned)
        named = registry.Named({**preferences.named_columns(connection), **run.given.columns}, run.given.told)
    with archive.open_paths(list(run.given.paths), names=run.given.names) as opened:
        reading.not_used.extend({"file": left.file, "why": left.why} for left in opened.not_used)
        watch = [watched(source, run.passed) for source in opened.sources]
        recognised = [_recognise(run, source, named) for source in watch]
        run.meter.expect(sum(source.size for source, found in recognised if not isinstance(found, dict)))
        owner = _owner(run, recognised)
        for source, found in recognised:
            read = found if isinstance(found, dict) else _read_found(run, source, found, owner)
            if isinstance(read, FileReport):
                reading.files.append(read)
            else:
                reading.not_used.append({"file": source.name, **read})
    reading.not_used.sort(key=lambda left: (left["file"], left["why"]))
    return reading


def _owner(run: Run, recognised: Sequence[tuple[Source, registry.Recognised | _Left]]) -> Owner:
    """Whose files these are; what is brought says so whatever its place among them."""
    said: list[Proposal] = []
    for source, found in recognised:
        if isinstance(found, registry.Recognised) and found.importer.kind in registry.ABOUT_YOU:
            rows = _rows(found.importer, source, [])
            said.extend(row for row in rows if isinstance(row, Proposal))
    with run.desk.database.read() as connection:
        run.seen.said.update(map(_said, proposals.standing(connection)))
        return owners.owner_of(connection, said)


def _read_found(run: Run, source: Source, found: registry.Recognised, owner: Owner) -> FileReport | _Left:
    importer, told = found.importer, ""
    if isinstance(importer, OwnerAware):
        importer, told = importer.of(owner), owner.told
    try:
        read = _read_one(run, source, importer, found.why, told)
    except ImportProblem as problem:
        return {"why": str(problem)}
    if isinstance(read, str):
        return {"why": read}
    if isinstance(found.importer, AnyTable):
        read.table, read.places = found.table, found.importer.columns
    return read


def _recognise(run: Run, source: Source, named: registry.Named) -> tuple[Source, registry.Recognised | _Left]:
    """The source as it is to be read, and its importer, or what the report says of one that is not used."""
    encoding = run.given.encoding_of(source.name)
    try:
        source = showing.in_its_encoding(source, encoding)
        found = registry.recognise(source, kind=run.given.kind, named=named)
        if found is not None:
            return source, found
        table = registry.unknown_table(source)
        left: _Left = {"why": registry.not_used_reason(source), **({"table": table.header} if table else {})}
        if run.batch is None and (encoding or table or showing.is_in_doubt(source)):
            left["text"] = showing.text_of(source, encoding)
    except ImportProblem as problem:
        return source, {"why": str(problem), **({"text": showing.unreadable(encoding)} if encoding else {})}
    return source, left


def _read_one(run: Run, source: Source, importer: Importer, why: str, told: str) -> FileReport | str:
    """One file: its report, or the sentence why nothing of it could be read."""
    report = FileReport(source.name, importer.kind, why)
    file_id, held = _file(run, source, importer, told)
    report.file_id = file_id
    if run.batch is None:
        report.text = showing.text_of(source, run.given.encoding_of(source.name)) if importer.kind != "mail" else None
    occurrences: Counter[str] = Counter()
    ended: list[str] = []
    # a mailbox is read twice before it gives a row, and once more for its digest where it is stored
    readings = 2 + (run.batch is not None) if importer.kind == "mail" else 0
    with run.meter.file(source.size, readings):
        for chunk in chunks(_rows(importer, source, ended), ROWS_A_WRITE):
            if run.stopped():
                raise Cancelled
            _take(run, importer, report, chunk, occurrences, None if held else file_id)
            run.meter.took(len(chunk), sum(len(row.raw) + 1 for row in chunk))
    if ended and not report.counts:
        return ended[0]
    if ended:
        rest = Unreadable("", "", f"the rest of the file could not be read: {ended[0]}")
        _take(run, importer, report, [rest], occurrences, None if held else file_id)
    if report.counts["skipped"] + report.counts["refused"] and isinstance(importer, Tabular):
        with contextlib.suppress(ImportProblem):
            report.columns = importer.header(source)
    if file_id is not None and not held:
        as_of = f"{report.as_of:10} {source.written}" if source.written else report.as_of
        run.desk.database.write(
            lambda connection: connection.execute(update(files).where(files.c.id == file_id).values(as_of=as_of))
        )
    return report


def _rows(importer: Importer, source: Source, ended: list[str]) -> Iterator[Read]:
    """The importer's rows; the sentence of a problem that ends the file goes to `ended`."""
    try:
        yield from importer.read(source)
    except ImportProblem as problem:
        ended.append(str(problem))


def _file(run: Run, source: Source, importer: Importer, told: str) -> tuple[int | None, bool]:
    batch = run.batch
    if batch is None:
        return None, False
    facts = {
        "sha256": _sha256(source),
        "name": source.name,
        "kind": importer.kind,
        "version": importer.version,
        "size": source.size,
        "encoding": run.given.encoding_of(source.name),
        "as_of": "",
    }
    # its day orders what exports say, so the same bytes of another day, or of none, are another file
    # a row that was passed over, because its person lay in the trash, is read anew once they came back
    again = f"returned {run.returned}" if run.returned else ""
    # so is one that was left out as the user's own card, once Settings say another address
    beside = "\n".join(filter(None, (told, source.written, again, run.own.told)))
    return run.desk.database.write(lambda connection: batches.add_file(connection, batch, facts, beside))


def _take(
    run: Run,
    importer: Importer,
    report: FileReport,
    chunk: Sequence[Read],
    occurrences: Counter[str],
    file_id: int | None,
) -> None:
    """Counts a piece of a file and, with a `file_id`, stages it."""
    read = [_row(importer, row, occurrences) for row in chunk if isinstance(row, SourceRow)]
    rows, passed_over = _pass_over(run, read)
    left = [*(row for row in chunk if isinstance(row, Unreadable)), *passed_over]
    said = [row for row in chunk if isinstance(row, Proposal)]
    for row in rows:
        report.as_of = max(report.as_of, _written(row.claim))
    with run.desk.database.read() as connection:
        report.counts.update(outcomes(connection, importer.source, rows, run.seen))
    _propose(run, report, said)
    _leave_out(run, report, left)
    report.examples.extend(showing.example(row.claim) for row in rows[: EXAMPLES - len(report.examples)])
    if run.batch is None:
        run.looked.extend(Looked(report, row) for row in rows[: max(0, MOST_LOOKED - len(run.looked))])
    if file_id is not None:
        run.desk.database.write(lambda connection: _stage(connection, file_id, rows, said, left))


def _pass_over(run: Run, read: Sequence[Row]) -> tuple[list[Row], list[Unreadable]]:
    """Rows without the user's own card, and without those of people who are forgotten or in the trash, and these: of
    the latter nothing is kept. A row that the desk holds already is no news, whether it lies in the trash or not."""
    own = {row.digest for row in read if run.own.is_card(row.claim)}
    if not (run.away.reasons or own):
        return list(read), []
    with run.desk.database.read() as connection:
        known = records.by_digest(connection, [row.digest for row in read])
        contacts = records.behind_contacts(connection, [known[digest] for digest in own & known.keys()])
    kept, left = [], []
    for row in read:
        if row.digest not in known and (why := run.away.why(row.digest, row.source, row.key, row.claim)):
            left.append(Unreadable(tombstones.place(row.locator), "", why, "skipped"))
        elif row.digest in own and known.get(row.digest) not in contacts:
            left.append(Unreadable(row.locator, row.raw, own_cards.WHY, "skipped"))
        else:
            kept.append(row)
    return kept, left


def _written(claim: Mapping[str, Any]) -> str:
    """The latest day that a row speaks of; the whole file is at least as young."""
    days = [claim.get("written_on") or claim.get("connected_on"), claim.get("exchange", {}).get("last")]
    days.extend(tie.get("on") for tie in claim.get("ties", ()))
    return max(str(day or "")[:10] for day in days)


def _leave_out(run: Run, report: FileReport, left: Sequence[Unreadable]) -> None:
    report.counts.update(row.outcome for row in left)
    run.kept(report, left)
    listed = left[: run.rows - run.seen.listed]
    run.seen.listed += len(listed)
    # few reasons, said of many rows: one text of each is enough
    report.rows.extend((row.locator, row.outcome, sys.intern(row.reason)) for row in listed)
    torn = [row.reason for row in left if row.torn]
    report.torn += len(torn)
    report.torn_by = report.torn_by or next(iter(torn), "")


def _propose(run: Run, report: FileReport, said: Sequence[Proposal]) -> None:
    for row in said:
        is_new = _said(row) not in run.seen.said
        run.seen.said.add(_said(row))
        report.about_you[row.about] += 1
        report.counts["new" if is_new else "unchanged"] += 1
        report.proposed += is_new


def _said(row: Proposal | proposals.Standing) -> str:
    return json.dumps((row.about, row.value, sorted(row.detail.items())))


def _stage(
    connection: Connection,
    file_id: int,
    rows: Sequence[Row],
    said: Sequence[Proposal],
    left: Sequence[Unreadable],
) -> None:
    records.add(connection, file_id, rows)
    proposals.add(
        connection,
        file_id,
        [
            {name: getattr(row, name) for name in ("locator", "about", "value", "raw")} | {"detail": dict(row.detail)}
            for row in said
        ],
    )
    records.add_rejects(
        connection,
        file_id,
        [{"locator": row.locator, "outcome": row.outcome, "reason": row.reason, "raw": row.raw} for row in left],
    )


def _row(importer: Importer, row: SourceRow, occurrences: Counter[str]) -> Row:
    """The row as a record. Equal rows that carry no key of their own may be two people: they are told
    apart by how many stood before them in the file."""
    claim = row.claim.to_json()
    text = canonical(claim)
    occurrence = 0
    if not row.key:
        occurrence = occurrences[text]
        occurrences[text] += 1
    digest = records.digest(importer.source, text, occurrence)
    return Row(digest, importer.source, row.key, claim, row.raw, row.locator)


def outcomes(connection: Connection, source: str, rows: Sequence[Row], seen: Seen) -> Counter[str]:
    """How many of the rows are new, updated or unchanged, against what stands and what came before."""
    ids = records.by_digest(connection, [row.digest for row in rows])
    present = records.behind_contacts(connection, ids.values()) | trash.among(connection, ids.values())
    known = records.known_keys(connection, source, [row.key for row in rows])
    counted: Counter[str] = Counter()
    for row in rows:
        if row.digest in seen.digests or ids.get(row.digest) in present:
            counted["unchanged"] += 1
        elif row.key and (row.key in known or (source, row.key) in seen.keys):
            counted["updated"] += 1
        else:
            counted["new"] += 1
        seen.digests.add(row.digest)
        if row.key:
            seen.keys.add((source, row.key))
    return counted


def _sha256(source: Source) -> str:
    digest = hashlib.sha256()
    with source.open() as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
