"""What an import would do to the contacts, worked out in memory from its rows; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from legwork.desk import components, pools
from legwork.desk.applying import Effect
from legwork.desk.candidates import keys_of, propose, score_all
from legwork.desk.opening import Desk
from legwork.desk.pools import Pool
from legwork.desk.reading import Looked
from legwork.linkage.clustering import Clustering, cluster
from legwork.linkage.merging import job_changes
from legwork.linkage.person import Claimed, stamp
from legwork.linkage.scoring import Scored
from legwork.store import links, records, trash


def effect_of(desk: Desk, looked: Sequence[Looked]) -> Effect:
    """The effect that importing these rows would have now."""
    with desk.database.read() as connection:
        pool = Pool(pools.linker(connection))
        fresh = _fresh(connection, looked)
        pool.know(fresh)
        keys = {claim.record: keys_of(pool.person(claim.record)) for claim in fresh}
        candidates, _ = propose(connection, keys)
        met = {record for pair in candidates for record in pair} - keys.keys()
        touched = components.component(connection, pool, met)
        scored = [Scored.from_json(said) for *_, said in score_all(pool, candidates)]
        found = cluster(
            [pool.person(record) for record in sorted(touched.standing | keys.keys())],
            [*scored, *(Scored.from_json(value) for value in touched.scored.values())],
            touched.rulings,
            policy=pool.linker.policy,
            model=pool.linker.model,
        )
        asked = links.doubts_of(connection, touched.contacts)
        claims = {claim.record: claim for claim in fresh} | pool.claims_of(connection, touched.standing)
        return Effect(
            created=sum(max(group.records) < 0 for group in found.clusters),
            joined=len(fresh) - sum(max(group.records) < 0 for group in found.clusters),
            doubtful=sum((min(one.left, one.right), max(one.left, one.right)) not in asked for one in found.doubts),
            job_changes=_new_changes(claims, found, links.merged_of(connection, touched.contacts)),
        )


def _fresh(connection: Connection, looked: Sequence[Looked]) -> list[Claimed]:
    """The rows that no standing record says already, each once, under numbers no record has."""
    known = records.by_digest(connection, [one.row.digest for one in looked])
    behind = records.behind_contacts(connection, known.values()) | trash.among(connection, known.values())
    seen: dict[str, list[Looked]] = {}
    for one in looked:
        if known.get(one.row.digest) not in behind:
            seen.setdefault(one.row.digest, []).append(one)
    return [_claimed(-number, places) for number, places in enumerate(seen.values(), 1)]


def _claimed(number: int, places: Sequence[Looked]) -> Claimed:
    row = places[0].row
    dates = sorted(stamp(date) for place in places if (date := place.report.as_of))
    first, last = (dates[0], dates[-1]) if dates else ("", "")
    exports = frozenset(place.report.file for place in places)
    return Claimed(number, row.digest, row.source, row.claim, exports, first, last)


def _new_changes(claims: Mapping[int, Claimed], found: Clustering, merged: Mapping[int, Mapping[str, Any]]) -> int:
    """Changes of jobs that only the new rows show."""
    after = sum(len(job_changes([claims[record] for record in group.records])) for group in found.clusters)
    return max(0, after - sum(len(contact.get("job_changes", ())) for contact in merged.values()))
