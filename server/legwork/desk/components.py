"""Who is who, kept up to date: only the component that a change touches is worked out again, from its
records alone, so the result is the one that linking everything from scratch gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

import numpy as np
from sqlalchemy import Connection

from legwork.linkage.blocking import blocking_keys, room
from legwork.linkage.bulk import kept_pairs, resting_collector
from legwork.linkage.clustering import Cluster, Clustering, Doubt, Policy, Ruling, cluster
from legwork.linkage.keys import numbered
from legwork.linkage.merging import Edit, merge
from legwork.linkage.model import Model, load_model
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Claimed, Person, stamp
from legwork.linkage.scoring import Scored
from legwork.store import events, links, preferences, records, sharing
from legwork.store.indexing import sort_name
from legwork.store.links import ContactRow, DoubtRow

LINKED = "linked"


@dataclass(frozen=True, slots=True)
class Linker:
    """How this desk links: the model, the user's region for phone numbers, how much joins by itself, and which
    identifiers the user said several people use."""

    model: Model
    region: str
    policy: Policy
    shared: frozenset[str] = frozenset()


@dataclass(slots=True)
class Pool:
    """Records read and normalised once while one change is worked out. `batch` is a staged import whose
    records count as if they stood already."""

    linker: Linker
    batch: str = ""
    staged: frozenset[int] = frozenset()
    leaving: frozenset[int] = frozenset()
    claims: dict[int, Claimed] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)

    def load(self, connection: Connection, ids: Iterable[int]) -> None:
        wanted = sorted(set(ids) - self.claims.keys())
        for claimed in read_claims(connection, wanted, self.batch):
            self.claims[claimed.record] = claimed

    def person(self, record: int) -> Person:
        found = self.people.get(record)
        if found is None:
            found = person_of(self.claims[record], region=self.linker.region, shared=self.linker.shared)
            self.people[record] = found
        return found


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


def linker(connection: Connection) -> Linker:
    stored = preferences.values(connection)
    return Linker(
        model=load_model(),
        region=stored.get("region", ""),
        policy="identifiers" if stored.get("merge_policy") == "identifiers" else "confident",
        shared=frozenset(sharing.standing(connection)),
    )


def read_claims(connection: Connection, ids: Iterable[int], batch: str = "") -> list[Claimed]:
    """The records as linkage wants them; exports of `batch` count as if it were applied."""
    wanted = list(ids)
    shown = records.exports_of(connection, wanted, batch)
    found = []
    for row in records.claims(connection, wanted):
        exports = shown.get(row["id"], [])
        dates = sorted(stamp(as_of) for _, as_of in exports if as_of)
        found.append(
            Claimed(
                record=row["id"],
                digest=row["digest"],
                source=row["source"],
                claim=row["claim"],
                files=frozenset(sha256 for sha256, _ in exports),
                seen_first=dates[0] if dates else "",
                seen_last=dates[-1] if dates else "",
            )
        )
    return found


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


def keys_of(person: Person) -> set[int]:
    return {numbered(key, links.fingerprint(key)) for key in blocking_keys(person)}


def propose(
    connection: Connection, keys: Mapping[int, Iterable[int]], leaving: frozenset[int] = frozenset()
) -> tuple[set[tuple[int, int]], set[int]]:
    """Candidate pairs of the records in `keys` with each other and with what stands, by shared keys that
    few enough hold; and the standing records of keys that these records have just made too crowded."""
    own: dict[int, set[int]] = {}
    for record, held in keys.items():
        for key in held:
            own.setdefault(key, set()).add(record)
    standing = links.holders(connection, own)
    candidates: set[tuple[int, int]] = set()
    crowded: set[int] = set()
    for key, mine in own.items():
        others = standing.get(key, set()) - mine - leaving
        if len(mine) + len(others) > room(key):
            if len(others) <= room(key):
                crowded |= others
            continue
        candidates.update(combinations(sorted(mine), 2))
        candidates.update((min(a, b), max(a, b)) for a in mine for b in others)
    return candidates, crowded


def thinned(connection: Connection, leaving: set[int]) -> set[int]:
    """The standing records of keys that are no longer too crowded once `leaving` have left."""
    held = links.keys_of(connection, leaving)
    found: set[int] = set()
    for key, holders in links.holders(connection, {key for keys in held.values() for key in keys}).items():
        rest = holders - leaving
        if len(rest) <= room(key) < len(holders):
            found |= rest
    return found


def score_all(pool: Pool, candidates: Iterable[tuple[int, int]]) -> list[tuple[int, int, float, Mapping[str, Any]]]:
    """Scores of the pairs that are worth keeping."""
    pairs = sorted(candidates)
    ids = sorted({record for pair in pairs for record in pair})
    places = np.searchsorted(ids, np.array(pairs, np.int64).reshape(-1, 2)).astype(np.int32)
    people = [pool.person(record) for record in ids]
    kept = kept_pairs(people, places[:, 0], places[:, 1], pool.linker.model)
    return [(one.left, one.right, one.weight, one.to_json()) for one in kept]


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
        rows=tuple(row_of(pool, group, edits) for group in found.clusters),
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


def row_of(pool: Pool, group: Cluster, edits: Mapping[int, Sequence[Said]]) -> ContactRow:
    """A cluster as a contact: its records, loaded into the pool, merged with the user's edits."""
    ids = sorted(group.records)
    said = (one for record in ids for one in edits.get(record, ()) if one.of.issubset(ids))
    words = sorted((one.edit for one in said), key=lambda edit: edit.at)
    merged = merge([pool.claims[record] for record in ids], words, region=pool.linker.region).to_json()
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
        merged=merged,
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
