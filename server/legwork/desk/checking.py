"""Checks on the live database everything that docs/architecture.md says always holds."""

from __future__ import annotations

import contextlib
import json
import stat
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, func, inspect, select, text, true, update
from sqlalchemy.exc import DBAPIError

from legwork.desk import components, linking, planning, pools
from legwork.desk.opening import Desk, alone
from legwork.errors import Conflict, LegworkError
from legwork.linkage.clustering import Cluster
from legwork.store import batches, erasing, events, links, records, schema
from legwork.store.rows import chunks
from legwork.store.tables import (
    IMMUTABLE,
    answers,
    batch_files,
    doubts,
    files,
    members,
    metadata,
    proposals,
    rejects,
    sightings,
)
from legwork.store.tables import batches as batch_table
from legwork.store.tables import contacts as contact_table
from legwork.store.tables import events as event_table
from legwork.store.tables import records as record_table

CONTACTS_AT_ONCE = 500
OUTCOMES = ("new", "updated", "unchanged", "skipped", "refused")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, whether it holds, and a sentence without anyone's name in it."""

    check: str
    ok: bool
    text: str


# A check gives "" when what its sentence says is true, else what is wrong.
Check = Callable[[Desk, Connection], str]


def doctor(desk: Desk, *, besides: frozenset[str] = frozenset()) -> list[Finding]:
    """Runs every check `besides` those named, each on one moment of the database; changes nothing."""
    return [_run(desk, name, holds, check) for name, holds, check in CHECKS if name not in besides]


def _run(desk: Desk, name: str, holds: str, check: Check) -> Finding:
    try:
        with desk.database.read() as connection:
            wrong = check(desk, connection)
    except LegworkError as problem:
        wrong = str(problem)
    except Exception as problem:  # noqa: BLE001  one check that breaks must not hide the others
        wrong = f"This could not be checked ({type(problem).__name__})."
    return Finding(name, not wrong, wrong or holds)


def _whole(desk: Desk, connection: Connection) -> str:
    if not desk.database.sqlite:
        return ""  # the server checks its pages, and references at every commit
    found = connection.execute(text("PRAGMA integrity_check(3)")).scalars().all()
    if list(found) != ["ok"]:
        return "The database file is damaged; `legwork restore` brings back a backup."
    dangling = connection.execute(text("PRAGMA foreign_key_check")).all()
    return f"{_many(len(dangling), 'row refers', 'rows refer')} to what is not there." if dangling else ""


def _newest(_desk: Desk, connection: Connection) -> str:
    missing = metadata.tables.keys() - set(inspect(connection).get_table_names())
    if missing:
        return f"Tables are missing: {', '.join(sorted(missing))}."
    present = schema.revision_of(connection)
    return "" if present == schema.head() else f"The schema is at {present or 'nothing'}, not at the newest."


class _Tried(Exception):
    """Rolls the attempts back, whatever became of them."""


def _immutable(desk: Desk, connection: Connection) -> str:
    wanted = {f"{name}_{act}" for name in IMMUTABLE for act in ("update", "delete")}
    missing = wanted - _triggers(connection)
    if missing:
        return f"Triggers are missing: {', '.join(sorted(missing))}."
    if erasing.is_open(connection):
        return "The database would let go what only forgetting may erase."
    allowed: list[str] = []

    def attempt(writing: Connection) -> None:
        allowed.extend(act for name in IMMUTABLE for act in _allowed(writing, metadata.tables[name]))
        raise _Tried

    with contextlib.suppress(_Tried):
        desk.database.write(attempt)
    return f"The database would let someone {' and '.join(allowed)}." if allowed else ""


def _allowed(connection: Connection, table: Table) -> list[str]:
    """Which changes of its newest row the database does not refuse."""
    key = list(table.primary_key)
    query = select(*key).order_by(*(column.desc() for column in key)).limit(1)
    if table is record_table:
        query = query.where(record_table.c.id.in_(select(members.c.record_id)))
    row = connection.execute(query).first()
    if row is None:
        return []
    this = [column == value for column, value in zip(key, row, strict=True)]
    attempts = {
        f"change {table.name}": update(table).where(*this).values({key[0]: row[0]}),
        f"remove {table.name}": delete(table).where(*this),
    }
    found = []
    for name, statement in attempts.items():
        try:
            with connection.begin_nested():
                connection.execute(statement)
            found.append(name)
        except DBAPIError:
            continue
    return found


def _triggers(connection: Connection) -> set[str]:
    if connection.dialect.name == "sqlite":
        return set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars())
    standing = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    return set(connection.execute(text(standing)).scalars())


def _nothing_staged(desk: Desk, connection: Connection) -> str:
    left = batches.staged(connection)
    if not left:
        return ""
    try:
        with alone(desk), desk.database.read() as now:
            left = [batch for batch in left if batch in batches.staged(now)]
    except Conflict:
        return ""  # an import is running at this moment
    return f"{_many(len(left), 'import was', 'imports were')} left half done; the next start clears it." if left else ""


def _standing(_desk: Desk, connection: Connection) -> str:
    standing = records.standing_ids(connection)
    behind = set(connection.execute(select(members.c.record_id)).scalars())
    if lost := standing - behind:
        return f"{_many(len(lost), 'record stands', 'records stand')} behind no contact."
    more = behind - standing
    return (
        f"{_many(len(more), 'record of something undone is', 'records of something undone are')} behind a contact."
        if more
        else ""
    )


def _merged(_desk: Desk, connection: Connection) -> str:
    linker = pools.linker(connection)
    wrong = 0
    held = links.everyone(connection)
    empty = exists().where(members.c.contact_id == contact_table.c.id)
    wrong += connection.execute(select(func.count()).select_from(contact_table).where(~empty)).scalar_one()
    for chunk in chunks(sorted(held), CONTACTS_AT_ONCE):
        mine = {record for contact in chunk for record in held[contact]}
        claims = {claimed.record: claimed for claimed in pools.read_claims(connection, mine)}
        edits = components.edits_of(connection, mine)
        rows = connection.execute(select(contact_table).where(contact_table.c.id.in_(chunk))).mappings()
        for row in rows:
            wanted = components.row_of(claims, Cluster(tuple(sorted(held[row["id"]])), ()), edits, linker.region)
            wrong += any(
                _plain(row[name]) != _plain(getattr(wanted, name))
                for name in ("id", "name", "sort_name", "title", "company", "search", "merged")
            )
    behind = "it" if wrong == 1 else "them"
    said = f"{_many(wrong, 'contact is', 'contacts are')} not what the records behind {behind} say."
    return said if wrong else ""


def _linked(_desk: Desk, connection: Connection) -> str:
    contacts, pairs = linking.from_scratch(connection)
    present = {frozenset(group) for group in links.everyone(connection).values()}
    if present != contacts:
        return f"{_many(len(contacts - present), 'contact differs', 'contacts differ')} from linking everything again."
    waiting = {frozenset(row) for row in connection.execute(select(doubts.c.left_id, doubts.c.right_id))}
    wrong = len(waiting ^ pairs)
    return (
        f"{_many(wrong, 'doubtful pair differs', 'doubtful pairs differ')} from linking everything again."
        if wrong
        else ""
    )


def _undone(_desk: Desk, connection: Connection) -> str:
    wrong = len(events.all_undone(connection) ^ events.derived_undone(connection))
    return f"{_many(wrong, 'event is', 'events are')} wrongly taken as undone, or as standing." if wrong else ""


def _accounted(_desk: Desk, connection: Connection) -> str:
    """Every report closes, and for every file it names as many rows are kept as it says were read."""
    query = select(batch_table.c.id, batch_table.c.report).where(
        batch_table.c.state != "staged", batch_table.c.kind.in_(["import", "sample"])
    )
    for row in connection.execute(query):
        reported = (row.report or {}).get("files", [])
        if any(file["read"] != sum(file[outcome] for outcome in OUTCOMES) for file in reported):
            return "The report of an import does not close: rows are missing in it."
        kept, left = _kept_rows(connection, row.id), _kept_rows(connection, row.id, (rejects,))
        since = _kept_rows(connection, row.id, (rejects,), forgotten=True)
        said, said_left = _said_rows(reported, OUTCOMES), _said_rows(reported, ("skipped", "refused"))
        if any(kept.get(name) != counts for name, counts in said.items()):
            return "An import's rows are not all kept."
        if any(not _fits(counts, left.get(name), since.get(name)) for name, counts in said_left.items()):
            return "The rows that an import skipped or refused are not all kept."
        if any(counts != {0} for name, counts in kept.items() if name not in said):
            return "An import holds rows of a file that its report does not name."
    return ""


def _said_rows(reported: Sequence[Mapping[str, Any]], outcomes: Sequence[str]) -> dict[tuple[str, str], set[int]]:
    """For each name and kind of file in a report, how many rows it says had one of the outcomes."""
    said: dict[tuple[str, str], set[int]] = {}
    for file in reported:
        said.setdefault((file["file"], file["kind"]), set()).add(sum(file[outcome] for outcome in outcomes))
    return said


def _fits(said: set[int], left: set[int] | None, since: set[int] | None) -> bool:
    """Whether as many rows are kept as a report says were left out. Rows forgotten since lie among those kept; the
    report of an import before that does not count them, one after it does."""
    if not left or not since or since == {0}:
        return said == left
    return min(left) - max(since) <= min(said) and max(said) <= max(left)


def _kept_rows(
    connection: Connection,
    batch: str,
    tables: Sequence[Table] = (sightings, rejects, proposals),
    *,
    forgotten: bool = False,
) -> dict[tuple[str, str], set[int]]:
    """For each name and kind of file in a batch, how many rows are kept of each such file; only of those `forgotten`
    since, where asked for."""
    counted: Counter[int] = Counter()
    for table in tables:
        rows = connection.execute(
            select(table.c.file_id, func.count())
            .join(batch_files, batch_files.c.file_id == table.c.file_id)
            .where(batch_files.c.batch_id == batch)
            .where(rejects.c.outcome == batches.FORGOTTEN if forgotten else true())
            .group_by(table.c.file_id)
        )
        counted.update({row[0]: row[1] for row in rows})
    found: dict[tuple[str, str], set[int]] = {}
    named = select(files.c.id, files.c.name, files.c.kind).join(batch_files, batch_files.c.file_id == files.c.id)
    for file in connection.execute(named.where(batch_files.c.batch_id == batch)):
        found.setdefault((file.name, file.kind), set()).add(counted[file.id])
    return found


def _seen(_desk: Desk, connection: Connection) -> str:
    unseen = ~exists().where(sightings.c.record_id == record_table.c.id)
    lost = connection.execute(select(func.count()).select_from(record_table).where(unseen)).scalar_one()
    if lost:
        return f"{_many(lost, 'record was', 'records were')} seen in no file."
    stray = ~exists().where(batch_files.c.file_id == files.c.id)
    orphans = connection.execute(select(func.count()).select_from(files).where(stray)).scalar_one()
    return f"{_many(orphans, 'file belongs', 'files belong')} to no import." if orphans else ""


def _logged(_desk: Desk, connection: Connection) -> str:
    logged = exists().where(event_table.c.id == batch_table.c.event_id)
    query = select(func.count()).select_from(batch_table).where(batch_table.c.state != "staged", ~logged)
    missing = connection.execute(query).scalar_one()
    return f"{_many(missing, 'import has', 'imports have')} no event." if missing else ""


def _answered(_desk: Desk, connection: Connection) -> str:
    named = set()
    for answer in connection.execute(select(answers.c.answer)).scalars():
        contact: Mapping[str, Any] = answer.get("contact") or {}
        named.add(int(str(contact.get("id", "c_0")).removeprefix("c_")))
    found: set[int] = set()
    for chunk in chunks(sorted(named)):
        found.update(connection.execute(select(record_table.c.id).where(record_table.c.id.in_(chunk))).scalars())
    lost = len(named - found)
    return f"{_many(lost, 'answer names', 'answers name')} a contact that never was." if lost else ""


def _same_queue(desk: Desk, _connection: Connection) -> str:
    frozen = desk.clock()
    readings = set()
    for _ in range(2):
        fresh = Desk(desk.settings, desk.database, lambda: frozen)
        readings.add(_plain(planning.today(fresh)))
    return "" if len(readings) == 1 else "Two readings of today at one moment differ."


def _private(desk: Desk, _connection: Connection) -> str:
    if sys.platform == "win32":
        return ""
    paths = [desk.settings.home, *desk.settings.home.rglob("*")]
    shown = sum(_is_shown(path) for path in paths)
    return (
        f"Others may read {_many(shown, 'file', 'files')} in {desk.settings.home}; `chmod -R go=` it." if shown else ""
    )


def _is_shown(path: Path) -> bool:
    try:
        return bool(stat.S_IMODE(path.lstat().st_mode) & 0o077) and not path.is_symlink()
    except FileNotFoundError:
        return False  # gone since the folder was listed


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


CHECKS: tuple[tuple[str, str, Check], ...] = (
    ("database", "The database is whole.", _whole),
    ("schema", "The schema is the newest.", _newest),
    ("immutable", "Records, events and rulings cannot be changed or removed.", _immutable),
    ("staging", "No import is half done.", _nothing_staged),
    ("accounted", "Every row of every import is accounted for.", _accounted),
    ("seen", "Every record was seen in a file, and every file belongs to an import.", _seen),
    ("logged", "Every import has its event.", _logged),
    ("standing", "Every record that stands is behind one contact, and no other is.", _standing),
    ("merged", "Every contact is what its records and your edits say.", _merged),
    ("linked", "Contacts and doubtful pairs are those that linking everything again gives.", _linked),
    ("undone", "What is undone is what the events say.", _undone),
    ("answers", "Every answer given to the extension names someone who exists.", _answered),
    ("queue", "The same state and clock give the same day.", _same_queue),
    ("private", "Nobody else may read the desk's folder.", _private),
)
