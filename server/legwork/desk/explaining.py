"""Why two contacts are one or two, and how their weight adds up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from legwork.desk import components, linking, pools, wording
from legwork.desk.opening import Desk
from legwork.desk.pools import Pool
from legwork.errors import NotFound, Refused
from legwork.linkage.clustering import Join, Ruling
from legwork.linkage.explaining import Hindrance, explain, measures
from legwork.linkage.merging import merge
from legwork.linkage.scoring import Scored
from legwork.store import events, links, records
from legwork.store.events import StandingRuling


@dataclass(frozen=True, slots=True)
class Why:
    """What is known of two contacts, or of two records of one.

    `told` is the JSON that `legwork why` prints:

        {"pair", "state": one | asked | two, "band", "left", "right", "prior", "weight", "thresholds",
         "reasons": [{"comparison", "level", "weight", "text"}],
         "joins": [{"pair", "band", "reasons", "ruling"}],
         "apart": [{"kind", "text", "ruling", "rival"}]}

    The sides are as in `legwork doubtful`, with `record` where they are records; `ruling` is None or
    {"event", "at"}, `rival` None or a contact's id.
    `merged` are the two sides as linkage merges them.
    """

    told: Mapping[str, Any]
    merged: tuple[Mapping[str, Any], Mapping[str, Any]]


def why(desk: Desk, left: str, right: str) -> Why:
    """Two contacts, each named by its id or by the number of any of its records; two records if they are one.

    Raises:
        NotFound: one of them stands no longer.
        Refused: both are one record.
    """
    first, second = wording.record(left), wording.record(right)
    if first == second:
        raise Refused("Choose two different contacts to compare.")
    with desk.database.read() as connection:
        where = links.contacts_of(connection, [first, second])
        if len(where) < 2:
            raise NotFound("contact")
        pool = Pool(pools.linker(connection))
        touched = components.component(connection, pool, {first, second})
        said = events.standing_rulings(connection, touched.standing)
        found = explain(
            (first, second),
            [pool.person(record) for record in sorted(touched.standing)],
            map(Scored.from_json, touched.scored.values()),
            [Ruling(one.left, one.right, one.verdict) for one in said],
            policy=pool.linker.policy,
            model=pool.linker.model,
            called=_called(connection, touched.standing),
        )
        if found.state == "one":
            sides = [_record(connection, pool, record, where[record]) for record in (first, second)]
        else:
            sides = _contacts(connection, [where[first], where[second]])
        rivals = links.contacts_of(connection, [one.rival for one in found.hindrances if one.rival is not None])
    told = {
        "pair": wording.pair(first, second),
        "state": found.state,
        "band": found.band,
        "left": sides[0].told,
        "right": sides[1].told,
        **measures(found.pair, pool.linker.model),
        "reasons": [reason.to_json() for reason in found.pair.comparisons],
        "joins": [_join(join, said) for join in found.joins],
        "apart": [_hindrance(one, said, rivals) for one in found.hindrances],
    }
    return Why(told, (sides[0].merged, sides[1].merged))


@dataclass(frozen=True, slots=True)
class _Side:
    told: Mapping[str, Any]
    merged: Mapping[str, Any]


def _contacts(connection: Connection, numbers: Sequence[int]) -> list[_Side]:
    told = linking.sides_of(connection, set(numbers))
    merged = links.merged_of(connection, numbers)
    return [_Side(told[number], merged[number]) for number in numbers]


def _record(connection: Connection, pool: Pool, record: int, contact: int) -> _Side:
    """One record of a contact as if it were all that is known."""
    claims = pool.claims_of(connection, [record])
    merged = merge(list(claims.values()), (), region=pool.linker.region).to_json()
    told = {
        "contact_id": wording.public(contact),
        "record": record,
        "called": wording.called(merged),
        **{name: str(merged.get(name, "")) for name in ("name", "title", "company")},
        "records": [
            {"source": seen.source, "file": seen.file, "locator": seen.locator}
            for seen in records.seen(connection, [record])
        ],
    }
    return _Side(told, merged)


def _called(connection: Connection, standing: Iterable[int]) -> dict[int, str]:
    """What each record's contact is called in a reason: with its employer, to tell it from namesakes."""
    where = links.contacts_of(connection, standing)
    names = {number: known_as(merged) for number, merged in links.merged_of(connection, set(where.values())).items()}
    return {record: names[contact] for record, contact in where.items()}


def known_as(merged: Mapping[str, Any]) -> str:
    """What a contact is called, and its employer."""
    name = wording.called(merged)
    return f"{name} ({merged['company']})" if merged.get("company") else name


def _join(join: Join, said: Sequence[StandingRuling]) -> dict[str, Any]:
    reasons = join.scored.comparisons if join.scored else ()
    return {
        "pair": wording.pair(join.left, join.right),
        "band": join.band,
        "reasons": [reason.to_json() for reason in reasons],
        "ruling": _ruling((join.left, join.right), "same", said) if join.band == "ruled" else None,
    }


def _hindrance(one: Hindrance, said: Sequence[StandingRuling], rivals: Mapping[int, int]) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "text": one.text,
        "ruling": _ruling((one.left, one.right), "different", said) if one.kind == "ruled" else None,
        "rival": None if one.rival is None else wording.public(rivals[one.rival]),
    }


def _ruling(pair: tuple[int, int], verdict: str, said: Sequence[StandingRuling]) -> dict[str, str]:
    """The newest ruling on two records that says so."""
    last = [one for one in said if {one.left, one.right} == set(pair) and one.verdict == verdict][-1]
    return {"event": last.event, "at": last.at}
