"""The user's word on who is who, and linking everything again from the records alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise, product
from typing import Any

from sqlalchemy import Connection, select

from legwork.desk import components, doubting, pools, sharing, wording
from legwork.desk.opening import Desk, alone
from legwork.errors import NotFound, Refused, WrongValue
from legwork.linkage.clustering import Ruling, link
from legwork.linkage.explaining import measures
from legwork.linkage.merging import MAIN
from legwork.linkage.model import load_model
from legwork.linkage.scoring import Scored
from legwork.store import events, ids, links, records
from legwork.store.sharing import add as add_shared
from legwork.store.tables import contacts

# A ruling on two contacts names their records pair by pair, so that it holds while any of them stands.
MOST_PAIRS = 100
SIDE_RECORDS = 8
CHOSEN = frozenset({"name", "title", "company", MAIN})
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Ruled:
    event: str
    sentence: str


def doubtful(desk: Desk) -> dict[str, Any]:
    """Pairs waiting for the user's word, as `legwork doubtful --json` shows them: what is worth most first."""
    with desk.database.read() as connection:
        doubts = doubting.waiting(connection)
        wanted = {doubt[side] for doubt in doubts for side in ("left_contact", "right_contact")}
        sides = sides_of(connection, wanted)
        return {
            "pairs": [
                {
                    "pair": wording.pair(doubt["left_id"], doubt["right_id"]),
                    "band": doubt["band"],
                    "left": sides[doubt["left_contact"]],
                    "right": sides[doubt["right_contact"]],
                    "reasons": doubt["scored"]["comparisons"],
                    **measures(Scored.from_json(doubt["scored"]), load_model()),
                    "alternatives": _alternatives(connection, doubt),
                }
                for doubt in doubts
            ]
        }


def rule(
    desk: Desk, pair: str, verdict: str, *, values: Mapping[str, str] | None = None, neither: bool = False
) -> Ruled:
    """The user's word on a pair: `same` or `different`. It outlives every import.

    Where one of the two has other candidates that cannot be the same person as this one, *same* says *different* of
    them too; with `neither`, *different* does. `values` are the fields of CHOSEN that the one contact shows from then
    on, as long as the ruling stands.

    Raises:
        WrongValue: the verdict is neither, or a value cannot be chosen.
        NotFound: the pair's records stand no longer.
    """
    if verdict not in ("same", "different"):
        raise WrongValue("A ruling", "`same` or `different`")
    chosen = _checked(values or {})
    left, right = wording.pair_numbers(pair)

    def work(connection: Connection) -> Ruled:
        where = links.contacts_of(connection, [left, right])
        if len(where) < 2:
            raise NotFound("pair")
        if where[left] == where[right]:
            if verdict == "same":
                raise Refused("They are one contact already.")
            return write(connection, desk, Word(verdict, ((left, right),)))
        pairs = across(connection, left, right)
        others = _rivals(connection, where[left], where[right]) if verdict == "same" or neither else []
        apart = tuple(each for one, other in others for each in across(connection, one, other))
        if verdict == "same":
            return write(connection, desk, Word(verdict, pairs, apart=apart, values=chosen))
        return write(connection, desk, Word(verdict, (*pairs, *apart)))

    return desk.database.write(work)


def split(desk: Desk, contact: str, apart: Iterable[int]) -> Ruled:
    """Takes records out of a contact: they are someone else.

    An e-mail address or phone number on both sides is shared from then on and joins nobody; what is left on each
    side is one person all the same.

    Raises:
        Refused: none or all of the contact's records were named.
        Conflict: an import is running.
    """
    number = wording.number(contact)
    out = set(apart)

    def work(connection: Connection) -> Ruled:
        held = links.members_of(connection, [_present(connection, number)])
        everyone = {record for found in held.values() for record in found}
        chosen = everyone & out
        if not chosen or chosen == everyone:
            raise Refused("Choose some of the records, but not all of them, to split off.")
        rest = everyone - chosen
        pairs = tuple(islice(product(sorted(rest), sorted(chosen)), MOST_PAIRS))
        both = sharing.in_common(connection, rest, chosen)
        same = (*pairwise(sorted(rest)), *pairwise(sorted(chosen))) if both else ()
        return write(connection, desk, Word("different", pairs, same=same, shared=both))

    with alone(desk):
        return desk.database.write(work)


def joined(desk: Desk, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """What Legwork joined by itself, with the reasons: the joins of as many contacts as `limit`, by name."""
    with desk.database.read() as connection:
        found: list[dict[str, Any]] = []
        passed = 0
        query = select(contacts.c.id, contacts.c.name, contacts.c.joins).order_by(contacts.c.sort_name, contacts.c.id)
        for row in connection.execute(query):
            joins = [join for join in row.joins if join["band"] != "ruled"]
            passed += bool(joins)
            if passed > offset + limit:
                break
            if passed <= offset:
                continue
            found.extend(
                {
                    "pair": wording.pair(join["left"], join["right"]),
                    "left": join["left"],
                    "right": join["right"],
                    "contact_id": wording.public(row.id),
                    "name": row.name,
                    "called": row.name or wording.called(links.merged_of(connection, [row.id])[row.id]),
                    "band": join["band"],
                    "reasons": join["scored"]["comparisons"],
                }
                for join in joins
            )
        return found


def relink(desk: Desk) -> dict[str, Any]:
    """Links everything again from the records alone; says which contacts changed by it."""

    def work(connection: Connection) -> dict[str, Any]:
        before = links.everyone(connection)
        expected, _ = from_scratch(connection)
        present = {frozenset(held) for held in before.values()}
        changed = [sorted(group) for group in expected ^ present]
        if changed:
            standing = records.standing_ids(connection)
            gone = {record for held in before.values() for record in held} - standing
            components.repair(connection, standing, also=gone)
        return {"contacts": len(expected), "changed": len(expected - present)}

    return desk.database.write(work)


def from_scratch(
    connection: Connection, progress: Callable[[int], None] | None = None
) -> tuple[set[frozenset[int]], set[frozenset[int]]]:
    """Every contact and every doubtful pair as the records, rulings and the model alone give them."""
    how = pools.linker(connection)
    pool = pools.Pool(how)
    standing = records.standing_ids(connection)
    pool.load(connection, standing)
    rulings = [
        Ruling(ruling.left, ruling.right, ruling.verdict)
        for ruling in events.standing_rulings(connection)
        if {ruling.left, ruling.right} <= standing
    ]
    if progress is not None:
        progress(len(standing))
    people = [pool.person(record) for record in sorted(standing)]
    found = link(people, rulings, policy=how.policy, model=how.model)
    return (
        {frozenset(group.records) for group in found.clusters},
        {frozenset((doubt.left, doubt.right)) for doubt in found.doubts},
    )


def _alternatives(connection: Connection, doubt: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The other candidates of a doubt: each a pair with one of its two contacts, in the shape of a doubt."""
    found = []
    for one in doubt["alternatives"]:
        where = links.contacts_of(connection, [one["left"], one["right"]])
        sides = sides_of(connection, set(where.values()))
        found.append(
            {
                "pair": wording.pair(one["left"], one["right"]),
                "band": one["band"],
                "left": sides[where[one["left"]]],
                "right": sides[where[one["right"]]],
                "reasons": one["comparisons"],
            }
        )
    return found


def _checked(values: Mapping[str, str]) -> dict[str, str]:
    """Values to be shown, without those left as they are."""
    if unknown := values.keys() - CHOSEN:
        raise WrongValue(f"The field {min(unknown)}", f"one of {', '.join(sorted(CHOSEN))}")
    clean = {name: " ".join(value.replace("\x00", "").split()) for name, value in values.items()}
    if any(len(value) > LONGEST for value in clean.values()):
        raise WrongValue("A value", f"at most {LONGEST:,} characters long")
    return {name: value for name, value in clean.items() if value}


def across(connection: Connection, left: int, right: int) -> tuple[tuple[int, int], ...]:
    """The two records and others of their two contacts, pair by pair, those two first."""
    where = links.contacts_of(connection, [left, right])
    held = links.members_of(connection, where.values())
    across = product(_first(held[where[left]], left), _first(held[where[right]], right))
    return tuple(islice(across, MOST_PAIRS))


def _rivals(connection: Connection, one: int, other: int) -> list[tuple[int, int]]:
    """Of every doubt that has these two contacts among its candidates, the other candidates, as pairs of records."""
    found: list[tuple[int, int]] = []
    for doubt in links.doubts_among(connection, [one, other]):
        candidates = [(doubt["left_id"], doubt["right_id"])]
        candidates += [(each["left"], each["right"]) for each in doubt["alternatives"]]
        where = links.contacts_of(connection, [record for pair in candidates for record in pair])
        ends = [{where[left], where[right]} for left, right in candidates]
        if {one, other} in ends:
            found += [pair for pair, both in zip(candidates, ends, strict=True) if both != {one, other}]
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Word:
    """One ruling: a verdict on `pairs` and, with it, pairs that are `apart` or the `same`, values to be shown, and
    identifiers that are `shared`. `count` says how many doubts were settled where it is more than one."""

    verdict: str
    pairs: Sequence[tuple[int, int]]
    apart: Sequence[tuple[int, int]] = ()
    same: Sequence[tuple[int, int]] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    count: int = 0

    def data(self) -> dict[str, Any]:
        more = {
            "apart": list(self.apart),
            "same": list(self.same),
            "values": dict(self.values),
            "shared": sorted(self.shared),
            "count": self.count,
        }
        return {"verdict": self.verdict, "pairs": list(self.pairs), **{key: said for key, said in more.items() if said}}


def write(connection: Connection, desk: Desk, word: Word) -> Ruled:
    """Inside a write: stores a ruling and works out who is who by it."""
    event = ids.new("e", desk.clock())
    at = ids.utc(desk.clock())
    data = word.data()
    for name in events.PAIRED & data.keys():
        data[name] = [(min(pair), max(pair)) for pair in data[name]]
    events.append(connection, event, at, "ruling", data, record=data["pairs"][0][0])
    for verdict, pairs in events.said_of(data):
        for left, right in pairs:
            events.add_ruling(connection, event, left, right, verdict)
    add_shared(connection, event, word.shared)
    apply(connection, data)
    written = events.by_id(connection, event)
    return Ruled(event, "" if written is None else wording.sentence(connection, written))


def apply(connection: Connection, data: Mapping[str, Any]) -> None:
    """Inside a write: works out who is who after a ruling with this data was made, taken back or brought back."""
    ruled = {record for _, pairs in events.said_of(data) for pair in pairs for record in pair}
    if data.get("shared"):
        components.renew(connection, sharing.holders(connection, data["shared"]), also=ruled)
    else:
        components.relink(connection, ruled)


def _present(connection: Connection, number: int) -> int:
    """The contact behind which the record of this number stands now."""
    found = links.contacts_of(connection, [number]).get(number)
    if found is None:
        raise NotFound("contact")
    return found


def _first(held: set[int], record: int) -> list[int]:
    return [record, *sorted(held - {record})][:SIDE_RECORDS]


def sides_of(connection: Connection, wanted: set[int]) -> dict[int, dict[str, Any]]:
    """Contacts by number, in short, with every place where their records were seen."""
    held = links.members_of(connection, wanted)
    where: dict[int, list[dict[str, str]]] = {}
    for seen in records.seen(connection, [record for found in held.values() for record in found]):
        where.setdefault(seen.record, []).append({"source": seen.source, "file": seen.file, "locator": seen.locator})
    merged = links.merged_of(connection, wanted)
    return {
        contact: {
            "contact_id": wording.public(contact),
            "name": str(merged[contact].get("name", "")),
            "called": wording.called(merged[contact]),
            "title": str(merged[contact].get("title", "")),
            "company": str(merged[contact].get("company", "")),
            "records": [place for record in sorted(held[contact]) for place in where.get(record, [])],
        }
        for contact in wanted
    }
