"""What blocking loses and what it costs: how many knowable pairs meet, and how many candidate pairs that takes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

from benches import documents
from benches.linkage import claimed
from benches.readings import Reading, readings
from benches.scoring import Share
from legwork.linkage.blocking import BlockReport, block_reports, blocking_keys, candidate_pairs, room
from legwork.linkage.groups import Groups
from legwork.linkage.keys import numbered
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Person
from worlds.flat import flat_records

ENOUGH = 0.995
SIZES = (1_000, 3_000, 10_000)
PRESETS = ("normal", "hard", "europe", "asia")


@dataclass(frozen=True, slots=True)
class Blocked:
    """One set of records: candidate pairs, and of the pairs that should meet how many share a key: all, by kind
    of key, and by keys of one kind alone. `kept` are those that meet or are tied together by others that meet;
    `nameless` of the rest are those where one side holds neither a name nor an address."""

    name: str
    records: int
    pairs: int
    met: Share
    kept: Share
    nameless: int
    by: Counter[str]
    alone: Counter[str]
    reports: tuple[BlockReport, ...]

    @property
    def per_record(self) -> float:
        return self.pairs / max(1, self.records)


def bench_blocking(folders: Sequence[Path], preset: str, people: int, seed: str) -> None:
    """Prints the tables; of all presets at once, also writes them into docs."""
    presets = [preset] if preset else PRESETS
    worlds = [of_world(reading) for reading in readings(folders, presets, people, seed)]
    flat = [of_flat(size, seed) for size in SIZES]
    shown = f"{table(worlds)}\n\n{kinds_table(worlds)}\n\n{growth_table(flat)}"
    print(shown)
    if not folders and not preset:
        documents.put("blocking", f"Worlds of {people:,} people each, seed {seed}.\n\n{shown}")


def of_world(reading: Reading) -> Blocked:
    """A world, and how many of its knowable pairs meet."""
    return block(reading.name, reading.persons, reading.knowable)


def of_flat(rows: int, seed: str) -> Blocked:
    """Plain records of persons, all true pairs of which should meet."""
    held: dict[int, list[int]] = defaultdict(list)
    persons = []
    for place, flat in enumerate(flat_records(rows, seed)):
        held[flat.person].append(place)
        persons.append(person_of(claimed({name: str(value) for name, value in asdict(flat).items()}), region="US"))
    wanted = {pair for places in held.values() for pair in combinations(places, 2)}
    return block("flat", persons, wanted)


def block(name: str, persons: Sequence[Person], wanted: Collection[tuple[int, int]]) -> Blocked:
    """Blocks `persons` and looks which of the `wanted` pairs of places come together."""
    keys = [blocking_keys(person) for person in persons]
    held = Counter(key for own in keys for key in own)
    by, alone, apart, groups = Counter[str](), Counter[str](), set[tuple[int, int]](), Groups(len(persons))
    for left, right in wanted:
        kinds = {key.partition(":")[0] for key in keys[left] & keys[right] if held[key] <= room(numbered(key, 0))}
        by.update(kinds)
        alone.update(kinds if len(kinds) == 1 else ())
        if kinds:
            groups.join(left, right)
        else:
            apart.add((left, right))
    lost = [ends for ends in apart if groups.root(ends[0]) != groups.root(ends[1])]
    return Blocked(
        name,
        len(persons),
        sum(1 for _ in candidate_pairs(persons)),
        Share(len(wanted) - len(apart), len(wanted)),
        Share(len(wanted) - len(lost), len(wanted)),
        sum(not all(persons[end].names or persons[end].emails for end in ends) for ends in lost),
        by,
        alone,
        block_reports(persons),
    )


def table(worlds: Iterable[Blocked]) -> str:
    """A line for each world: what blocking takes and what it brings together."""
    lines = [
        "| world | records | candidate pairs | a record | knowable pairs | meet | meet or tied | lost (nameless) | |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for one in worlds:
        lost = one.kept.of - one.kept.hits
        lines.append(
            f"| {one.name} | {one.records:,} | {one.pairs:,} | {one.per_record:.1f} | {one.met.of:,} "
            f"| {percent(one.met)} | {percent(one.kept)} | {lost} ({one.nameless}) "
            f"| {'met' if one.kept.value >= ENOUGH else 'missed'} |"
        )
    return "\n".join(lines)


def kinds_table(worlds: Sequence[Blocked]) -> str:
    """A line for each kind of key, all worlds together. A pair counts under each kind of key it shares."""
    by, alone, pairs, crowded = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    records = sum(one.records for one in worlds)
    for one in worlds:
        by += one.by
        alone += one.alone
        for report in one.reports:
            pairs[report.kind] += report.pairs
            crowded[report.kind] += report.crowded
    wanted = sum(one.met.of for one in worlds)
    lines = [
        "| kind of key | candidate pairs a record | too crowded | knowable pairs that meet | by it alone |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for kind in sorted(pairs, key=lambda kind: (-by[kind], kind)):
        met = percent(Share(by[kind], wanted))
        lines.append(f"| `{kind}` | {pairs[kind] / max(1, records):.2f} | {crowded[kind]} | {met} | {alone[kind]:,} |")
    return "\n".join(lines)


def growth_table(sizes: Sequence[Blocked]) -> str:
    """A line for each size, with how records and pairs grew since the one before."""
    lines = [
        "| plain records | candidate pairs | a record | growth | true pairs that meet | meet or tied |",
        "| ---: | ---: | ---: | --- | ---: | ---: |",
    ]
    for before, one in zip([None, *sizes], sizes, strict=False):
        grown = (
            f"records × {one.records / before.records:.1f}, pairs × {one.pairs / before.pairs:.1f}" if before else ""
        )
        lines.append(
            f"| {one.records:,} | {one.pairs:,} | {one.per_record:.1f} | {grown} "
            f"| {percent(one.met)} | {percent(one.kept)} |"
        )
    return "\n".join(lines)


def percent(share: Share) -> str:
    return f"{100 * share.value:.2f} %"
