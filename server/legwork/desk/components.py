"""Who is who, kept up to date: only the component that a change touches is worked out again, from its
records alone, so the result is the one that linking everything from scratch gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from legwork.desk.candidates import keys_of, propose, score_all, thinned
from legwork.desk.pools import AT_ONCE, Pool, linker
from legwork.linkage.bulk import resting_collector
from legwork.linkage.clustering import Cluster, Clustering, Doubt, Ruling, cluster
from legwork.linkage.merging import Edit, merge
from legwork.linkage.person import Claimed
from legwork.linkage.scoring import Scored
from legwork.store import events, links, preferences, records
from legwork.store.columns import written
from legwork.store.indexing import sort_name
from legwork.store.links import ContactRow, DoubtRow
from legwork.store.rows import chunks

LINKED = "linked"


@dataclass(frozen=True, slots=True)
class Linked:
    """What working out a change gave: contacts to remove, contacts and doubts to write. `was` holds, by
    record, the merged contact it stood behind before."""

    gone: frozenset[int]
    rows: tuple[ContactRow, ...]
    doubts: tuple[DoubtRow, ...]
    was: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def records(self) -> set[int]:
        return {record for row in self.rows for record in row.records}


@resting_collector()
def relink(
    connection: Connection,
    changed: Iterable[int],
    *,
    fresh: Iterable[int] = (),
    leaving: Iterable[int] = (),
) -> Linked:
    """Inside a write: works out and stores who is who after `changed` records were ruled on or edited.

    `fresh` begin to stand with this change and have no pairs yet; `leaving` stand no longer. Both count as
    changed, and so does whoever had a pair with those that leave: they were perhaps its rivals.
    """
    new, left = set(fresh), set(leaving)
    near = {record for pair in links.pairs_of(connection, left) for record in pair}
    pool = Pool(linker(connection), staged=frozenset(new), leaving=frozenset(left))
    crowded = pair_up(connection, pool, new)
    again = crowded | thinned(connection, left)
    if again:
        links.drop_pairs_of(connection, again)
        pair_up(connection, pool, again | new, known=True)
    result = work_out(connection, pool, set(changed) | new | left | again | near)
    was = _standing_before(connection, result.gone)
    store(connection, result)
    return replace(result, was=was)


@resting_collector()
def repair(connection: Connection, changed: set[int], *, also: set[int]) -> Linked:
    """Inside a write: pairs standing records anew with everything that stands, and works out who is who;
    `also` changed, but stand no longer."""
    pool = Pool(linker(connection))
    links.drop_pairs_of(connection, changed)
    pair_up(connection, pool, changed, known=True)
    result = work_out(connection, pool, changed | also)
    store(connection, result)
    return result


def pair_up(connection: Connection, pool: Pool, fresh: set[int], *, known: bool = False) -> set[int]:
    """Stores keys and scored pairs of `fresh` records with each other and with all that stand.

    `known` records have their keys stored already. Returns the records of blocks that these have made too
    crowded to propose pairs, so that pairs proposed by those blocks alone can be looked at again.
    """
    if not fresh:
        return set()
    pool.load(connection, fresh)
    keys = {record: keys_of(pool.person(record)) for record in fresh}
    if not known:
        links.drop_pairs_of(connection, fresh)
        links.add_blocks(connection, keys)
    candidates, crowded = propose(connection, keys, pool.leaving)
    pool.load(connection, {record for pair in candidates for record in pair})
    links.add_pairs(connection, score_all(pool, candidates))
    return crowded


@resting_collector()
def renew_keys(connection: Connection, standing: set[int]) -> Linked:
    """Inside a write: keys, pairs and contacts of all standing records anew, after normalising changed."""
    pool = Pool(linker(connection))
    links.drop_keys_of(connection, standing)
    pair_up(connection, pool, standing)
    result = work_out(connection, pool, standing)
    store(connection, result)
    return result


@resting_collector()
def renew(connection: Connection, changed: set[int], *, also: set[int]) -> Linked:
    """Inside a write: keys and pairs of standing records anew, after what is read off them has changed, and then who
    is who of them, of all they had a pair with, and of `also`."""
    pool = Pool(linker(connection))
    near = {record for pair in links.pairs_of(connection, changed) for record in pair}
    thin = thinned(connection, changed)
    links.drop_keys_of(connection, changed)
    crowded = pair_up(connection, pool, changed)
    again = (thin | crowded) - changed
    if again:
        links.drop_pairs_of(connection, again)
        pair_up(connection, pool, again | changed, known=True)
    result = work_out(connection, pool, changed | near | again | also)
    store(connection, result)
    return result


def work_out(connection: Connection, pool: Pool, changed: set[int]) -> Linked:
    """Fetches the components that `changed` records touch, clusters them and merges each cluster."""
    touched = component(connection, pool, changed)
    found = cluster(
        [pool.person(record) for record in sorted(touched.standing)],
        [Scored.from_json(value) for value in touched.scored.values()],
        touched.rulings,
        policy=pool.linker.policy,
        model=pool.linker.model,
    )
    edits = edits_of(connection, touched.standing)
    return Linked(
        gone=frozenset(touched.contacts),
        rows=tuple(_rows(connection, pool, found.clusters, edits)),
        doubts=_doubts(found),
    )


def groups_of(connection: Connection, held: set[int], rulings: Iterable[events.StandingRuling]) -> list[frozenset[int]]:
    """How some records would group under these rulings and no others; stores nothing."""
    pool = Pool(linker(connection))
    pool.load(connection, held)
    scored = [Scored.from_json(value) for pair, value in links.pairs_of(connection, held).items() if held >= set(pair)]
    found = cluster(
        [pool.person(record) for record in sorted(held)],
        scored,
        [Ruling(one.left, one.right, one.verdict) for one in rulings if {one.left, one.right} <= held],
        policy=pool.linker.policy,
        model=pool.linker.model,
    )
    return [frozenset(group.records) for group in found.clusters]


def store(connection: Connection, result: Linked) -> int:
    """Writes what was worked out; returns the version of who is who that it makes."""
    version = preferences.count_up(connection, LINKED)
    links.replace(connection, result.gone, result.rows, result.doubts, version)
    return version


@dataclass(frozen=True, slots=True)
class Said:
    """An edit of the user's, and the records that have to be of one contact for it to count."""

    edit: Edit
    of: frozenset[int]


def edits_of(connection: Connection, ids: Iterable[int]) -> dict[int, list[Said]]:
    """The user's standing edits by the record they are anchored to, in the order they were made: those made by
    themselves, and values chosen when two contacts were joined, which count while the two are one."""
    found: dict[int, list[Said]] = {}
    for event in events.standing_of(connection, ids, kinds=["edit", "ruling"]):
        if event.record is not None:
            found.setdefault(event.record, []).extend(_said(event))
    return found


def _said(event: events.Event) -> list[Said]:
    if event.kind == "edit":
        edit = Edit(event.data["field"], event.data["value"], event.at, bool(event.data.get("adds")))
        return [Said(edit, frozenset())]
    values: Mapping[str, str] = event.data.get("values", {})
    together = frozenset(event.data["pairs"][0])
    return [Said(Edit(name, value, event.at), together) for name, value in sorted(values.items())]


def _standing_before(connection: Connection, gone: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    merged = links.merged_of(connection, gone)
    held = links.members_of(connection, merged)
    return {record: merged[contact] for contact, members in held.items() for record in members}


@dataclass(slots=True)
class Touched:
    """What a change ties together: standing records, the pairs and rulings on them, their present contacts."""

    standing: set[int] = field(default_factory=set)
    scored: dict[tuple[int, int], Mapping[str, Any]] = field(default_factory=dict)
    rulings: set[Ruling] = field(default_factory=set)
    contacts: set[int] = field(default_factory=set)


def component(connection: Connection, pool: Pool, changed: set[int]) -> Touched:
    """Everything that pairs, rulings or a present contact tie to the changed records."""
    found = Touched()
    frontier = set(changed)
    visited: set[int] = set()
    while frontier:
        visited |= frontier
        here = (frontier & pool.staged) | records.standing_ids(connection, frontier - pool.staged)
        found.standing |= here
        housemates = links.housemates(connection, frontier)
        found.contacts.update(housemates)
        near = {record for held in housemates.values() for record in held}
        pairs = links.pairs_of(connection, here)
        found.scored.update(pairs)
        near.update(record for pair in pairs for record in pair)
        for ruling in events.standing_rulings(connection, here):
            found.rulings.add(Ruling(ruling.left, ruling.right, ruling.verdict))
            near.update((ruling.left, ruling.right))
        frontier = near - visited
    pool.load(connection, found.standing)
    return found


def _rows(
    connection: Connection, pool: Pool, groups: Iterable[Cluster], edits: Mapping[int, Sequence[Said]]
) -> Iterator[ContactRow]:
    for chunk in chunks(groups, AT_ONCE):
        claims = pool.claims_of(connection, (record for group in chunk for record in group.records))
        yield from (row_of(claims, group, edits, pool.linker.region) for group in chunk)


def row_of(
    claims: Mapping[int, Claimed], group: Cluster, edits: Mapping[int, Sequence[Said]], region: str
) -> ContactRow:
    """A cluster as a contact: the claims of its records merged with the user's edits."""
    ids = sorted(group.records)
    said = (one for record in ids for one in edits.get(record, ()) if one.of.issubset(ids))
    words = sorted((one.edit for one in said), key=lambda edit: edit.at)
    merged = merge([claims[record] for record in ids], words, region=region).to_json()
    name = str(merged.get("name", ""))
    search = [
        name,
        str(merged.get("title", "")),
        str(merged.get("company", "")),
        str(merged.get("nickname", "")),
    ]
    search.extend(str(item["value"]) for item in merged.get("emails", ()))
    search.extend(str(item["company"]) for item in merged.get("positions", ()) if item.get("company"))
    return ContactRow(
        id=ids[0],
        records=tuple(ids),
        name=name,
        sort_name=sort_name(name),
        title=str(merged.get("title", "")),
        company=str(merged.get("company", "")),
        search="\n".join(dict.fromkeys(text.casefold() for text in search if text)),
        told=written(merged),
        job_changes=merged["job_changes"],
        joins=[
            {
                "left": join.left,
                "right": join.right,
                "band": join.band,
                "scored": (join.scored or Scored(join.left, join.right, join.weight, ())).to_json(),
            }
            for join in group.joins
        ],
    )


def _doubts(found: Clustering) -> tuple[DoubtRow, ...]:
    return tuple(
        DoubtRow(doubt.left, doubt.right, doubt.band, doubt.weight, doubt.scored.to_json(), _others(doubt))
        for doubt in found.doubts
    )


def _others(doubt: Doubt) -> tuple[Mapping[str, Any], ...]:
    return tuple({**one.scored.to_json(), "band": one.band} for one in doubt.alternatives)
