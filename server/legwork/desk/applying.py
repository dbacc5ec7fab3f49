"""Makes a staged batch visible: linked aside, in pieces, then shown in one short transaction."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection

from legwork.desk.candidates import keys_of, propose, score_all
from legwork.desk.components import LINKED, Linked, repair, store, work_out
from legwork.desk.opening import Desk
from legwork.desk.pools import Pool, linker
from legwork.store import batches, links, preferences, records, trash
from legwork.store.rows import chunks

Progress = Callable[[str, int, int], None]

ROWS_A_WRITE = 250
# As many as make it pay to compare in arrays, and few enough that somebody sees it going on.
PAIRS_AT_ONCE = 20_000
# More contacts than this changed meanwhile: work them in aside once more, so that the last write stays short.
MOST_AT_THE_END = 40
MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Effect:
    """What a batch did to the contacts. `moved` are the job changes that were not known before, each as its two
    records."""

    created: int
    joined: int
    doubtful: int
    job_changes: int
    moved: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Everything worked out aside, and the version of who is who it was worked out from."""

    version: int
    result: Linked
    crowded: frozenset[int]
    relied_on: frozenset[int]


def apply_batch(desk: Desk, batch: str, finish: Callable[[Connection, Effect], None], progress: Progress) -> Effect:
    """Links the batch's records and shows them; `finish` writes what belongs into the same transaction."""
    with desk.database.read() as connection:
        pool = _pool(connection, batch)
    keys = _keys(desk, pool, progress)
    candidates: set[tuple[int, int]] = set()
    for left in reversed(range(MOST_ROUNDS)):
        prepared = _prepare(desk, pool, keys, candidates, progress)
        show = partial(_show, pool=pool, prepared=prepared, finish=finish, final=left == 0)
        effect = desk.database.write(show)
        if effect is not None:
            return effect
        pool = _renewed(pool)
    raise AssertionError("the last round always shows the batch")


def _pool(connection: Connection, batch: str) -> Pool:
    held = batches.records_of(connection, batch)
    staged = held - records.behind_contacts(connection, held) - trash.among(connection, held)
    return Pool(linker(connection), batch=batch, staged=frozenset(staged))


def _renewed(pool: Pool) -> Pool:
    """The same pool without what it read of records that stand: those may have changed."""
    people = {record: person for record, person in pool.people.items() if record in pool.staged}
    return Pool(pool.linker, pool.batch, pool.staged, people=people)


def _keys(desk: Desk, pool: Pool, progress: Progress) -> dict[int, array[int]]:
    """Blocking keys of the staged records, stored in pieces; pairs of an earlier life are dropped."""
    keys: dict[int, array[int]] = {}
    staged = sorted(pool.staged)
    for chunk in chunks(staged, ROWS_A_WRITE):
        with desk.database.read() as connection:
            pool.load(connection, chunk)
        part = {record: keys_of(pool.person(record)) for record in chunk}
        keys.update(part)

        def put(connection: Connection, chunk: list[int] = chunk, part: Mapping[int, array[int]] = part) -> None:
            links.drop_pairs_of(connection, chunk)
            links.add_blocks(connection, part)

        desk.database.write(put)
        progress("comparing", len(keys), len(staged))
    return keys


def _prepare(
    desk: Desk,
    pool: Pool,
    keys: Mapping[int, Iterable[int]],
    known: set[tuple[int, int]],
    progress: Progress,
) -> _Prepared:
    with desk.database.read() as connection:
        candidates, crowded = propose(connection, keys)
    fresh = sorted(candidates - known)
    done = 0
    for chunk in chunks(fresh, PAIRS_AT_ONCE):
        with desk.database.read() as connection:
            pool.load(connection, {record for pair in chunk for record in pair})
        kept = score_all(pool, chunk)
        for part in chunks(kept, ROWS_A_WRITE):
            desk.database.write(partial(links.add_pairs, scored=part))
        done += len(chunk)
        progress("linking", done, len(fresh))
    known |= candidates
    with desk.database.read() as connection:
        version = preferences.counter(connection, LINKED)
        held = batches.records_of(connection, pool.batch)
        result = work_out(connection, pool, batches.newly_shown(connection, pool.batch) | pool.staged)
    # what was brought before stands already, unless it is forgotten meanwhile
    relied_on = frozenset((result.records | held) - pool.staged)
    return _Prepared(version, result, frozenset(crowded), relied_on)


def _show(
    connection: Connection,
    *,
    pool: Pool,
    prepared: _Prepared,
    finish: Callable[[Connection, Effect], None],
    final: bool,
) -> Effect | None:
    """The short transaction. None when too much has changed since the batch was worked out."""
    meanwhile = links.changed_since(connection, prepared.version)
    meanwhile |= prepared.relied_on - records.behind_contacts(connection, prepared.relied_on)
    if len(meanwhile) > MOST_AT_THE_END and not final:
        return None
    result = prepared.result
    present = set(links.contacts_of(connection, result.records).values()) | result.gone
    effect = _effect(connection, pool, result, present)
    batches.set_state(connection, pool.batch, "applied")
    store(connection, Linked(frozenset(present), result.rows, result.doubts))
    again = meanwhile | prepared.crowded
    standing = records.standing_ids(connection, again)
    if again:
        # What no longer stands is in the contacts just written; working it out takes it from them.
        repair(connection, standing, also=again - standing)
    finish(connection, effect)
    return effect


def _effect(connection: Connection, pool: Pool, result: Linked, present: set[int]) -> Effect:
    before = links.merged_of(connection, present)
    doubted = links.doubts_of(connection, present)
    created = sum(1 for row in result.rows if pool.staged.issuperset(row.records))
    return Effect(
        created=created,
        joined=len(pool.staged) - created,
        doubtful=sum(
            1 for doubt in result.doubts if (min(doubt.left, doubt.right), max(doubt.left, doubt.right)) not in doubted
        ),
        job_changes=max(0, sum(len(row.job_changes) for row in result.rows) - _changes(before.values())),
        moved=tuple(_moved(result, before, links.members_of(connection, present))),
    )


def _changes(merged: Iterable[Mapping[str, Any]]) -> int:
    return sum(len(contact.get("job_changes", ())) for contact in merged)


def _moved(
    result: Linked, before: Mapping[int, Mapping[str, Any]], held: Mapping[int, Iterable[int]]
) -> Iterator[tuple[int, int]]:
    """Changes between roles between which none of these people was known to have changed."""
    was = {record: contact for contact, records in held.items() for record in records}
    for row in result.rows:
        stood = {was[record] for record in row.records if record in was}
        known = {_roles(change) for contact in stood for change in before[contact].get("job_changes", ())}
        for change in row.job_changes:
            if _roles(change) not in known:
                earlier, later = change["records"]
                yield earlier, later


def _roles(change: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(change[name] for name in ("from_title", "from_company", "to_title", "to_company"))
