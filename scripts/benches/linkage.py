"""How fast records become contacts, and at what memory, beside Splink on the same records.

Each size runs in a process of its own. The clock runs from claims to clusters and stands while claims are read;
Splink's starts when its table is in memory, with and without its training. Neither waits until records are let go.
Times are wall and, in brackets, CPU.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import json
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple
from itertools import islice
from pathlib import Path
from typing import Any

from benches import environment
from benches.scoring import Share, harmonic
from legwork.linkage.blocking import blocking_keys, room
from legwork.linkage.bulk import resting_collector
from legwork.linkage.clustering import link
from legwork.linkage.keys import numbered
from legwork.linkage.model import load_model
from legwork.linkage.normalise import person_of, persons_of
from legwork.linkage.person import Claimed, Person
from legwork.linkage.scoring import score, worth_scoring
from worlds.flat import COLUMNS, Flat, flat_records

SPLINK = Path(__file__).with_name("splink_side.py")
SCRIPTS = Path(__file__).parent.parent
# with nothing loaded but what links, as the other side has it
ALONE = "import sys, pathlib; from benches.linkage import link_side; link_side(*map(pathlib.Path, sys.argv[1:]))"
_NEW = 200
_AT_ONCE = 5_000
_REGION = "US"


def link_claims(claims: Iterable[Claimed]) -> tuple[list[tuple[int, ...]], list[Person]]:
    """The way from claims to clusters that is measured; point it at another to measure that. Persons come with it, so
    that letting go of them is not measured."""
    with resting_collector():
        persons = list(persons_of(claims, region=_REGION))
        found = link(persons, [], policy="confident", model=load_model())
        return [group.records for group in found.clusters], persons


def look_up(claims: Iterable[Claimed]) -> Callable[[Claimed], tuple[int, int]]:
    """An index of these claims; what it gives meets a new claim with them and says how many keys it looked up
    and how many pairs it scored. Point it at another to measure that."""
    index: dict[int, list[Person]] = defaultdict(list)
    with resting_collector():
        for person in persons_of(claims, region=_REGION):
            for key in blocking_keys(person):
                index[numbered(key, hash(key))].append(person)
    gc.freeze()
    model = load_model()

    def meet(claim: Claimed) -> tuple[int, int]:
        new = person_of(claim, region=_REGION)
        keys = [numbered(key, hash(key)) for key in blocking_keys(new)]
        held = ((index.get(key, ()), room(key)) for key in keys)
        met = {other.record: other for found, most in held if len(found) < most for other in found}
        for other in met.values():
            if worth_scoring(new, other, model):
                score(new, other, model)
        return len(keys), len(met)

    return meet


def bench_linkage(sizes: Sequence[int], *, with_splink: bool, seed: str, times: int) -> None:
    """Prints a line for each size and program, and how time grows from one size to the next. Where both run several
    times they take turns, also in going first, and each figure is the median."""
    print("| records | program | seconds (CPU) | without training | peak MB | F1 | one new record, ms | pairs scored |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    before: tuple[int, float, float] | None = None
    growth: list[str] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            given, out = Path(folder) / "records.csv", Path(folder) / "clusters.csv"
            write_flat(given, flat_records(size, seed))
            runs = [turn(given, out, with_splink=with_splink, splink_first=bool(number % 2)) for number in range(times)]
        ours, theirs = (medians([run[side] for run in runs]) for side in (0, 1))
        print(
            f"| {size:,} | Legwork | {ours['seconds']:.2f} ({ours['cpu']:.2f}) | "
            f"| {ours['peak']:.0f} ({ours['before']:.0f} before) "
            f"| {ours['f1']:.4f} | {ours['new']:.2f} (p95 {ours['new95']:.2f}) | {ours['met']:.1f} |"
        )
        if with_splink:
            print(
                f"| {size:,} | Splink 5 | {theirs['seconds']:.2f} ({theirs['cpu']:.2f}) | {theirs['untrained']:.2f} "
                f"| {theirs['peak']:.0f} | {theirs['f1']:.4f} | | |"
            )
        if times > 1:
            growth.append(f"{size:,}: seconds of Legwork {each(runs, 0)}; of Splink {each(runs, 1)}")
        if before is not None:
            wall, cpu = ours["seconds"] / before[1], ours["cpu"] / before[2]
            growth.append(
                f"{before[0]:,} to {size:,}: records × {size / before[0]:g}, time × {wall:.1f} (CPU × {cpu:.1f})"
            )
        before = (size, ours["seconds"], ours["cpu"])
        sys.stdout.flush()
    print(*growth, sep="\n")


def turn(given: Path, out: Path, *, with_splink: bool, splink_first: bool) -> tuple[dict[str, float], dict[str, float]]:
    """Both programs, one after the other. Who comes first pays for memory that the system has taken back meanwhile."""
    theirs = splink_side(given, out) if with_splink and splink_first else {}
    ours = beside_itself(given, out)
    return ours, theirs or (splink_side(given, out) if with_splink else {})


def medians(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def each(runs: Sequence[Sequence[dict[str, float]]], side: int) -> str:
    """The seconds of one of two programs, run by run."""
    return ", ".join(f"{run[side]['seconds']:.2f}" for run in runs if run[side])


def splink_side(given: Path, out: Path) -> dict[str, float]:
    """Links the same with Splink."""
    ran = environment.beside(SPLINK, "link", str(given), str(out))
    said = json.loads(ran.printed.splitlines()[-1])
    untrained = said["predict"] + said["cluster"]
    figures = {name: float(said[name]) for name in ("cpu", "peak")}
    return figures | {"seconds": said["train"] + untrained, "untrained": untrained, "f1": pair_f1(given, out)}


def beside_itself(given: Path, out: Path) -> dict[str, float]:
    """Links a CSV of flat records in a process of its own."""
    ran = environment.measured([sys.executable, "-c", ALONE, str(given), str(out)], {"PYTHONPATH": str(SCRIPTS)})
    found: dict[str, float] = json.loads(ran.printed)
    return found | {"f1": pair_f1(given, out)}


def link_side(given: Path, out: Path) -> None:
    """What `beside_itself` runs: prints seconds and megabytes as JSON, and writes `number,cluster` lines."""
    before = _peak()
    clock = Clock()
    clusters, persons = link_claims(clock.without(read_claims(given)))
    seconds, cpu, peak = clock.wall(), clock.cpu(), _peak()
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerows((record, number) for number, group in enumerate(clusters) for record in group)
    del clusters, persons
    print(json.dumps({"seconds": seconds, "cpu": cpu, "before": before, "peak": peak, **one_by_one(given)}))


class Clock:
    """Seconds since it was made, wall and CPU, but for those that reading took."""

    def __init__(self) -> None:
        self._started, self._worked = time.perf_counter(), time.process_time()

    def wall(self) -> float:
        return time.perf_counter() - self._started

    def cpu(self) -> float:
        return time.process_time() - self._worked

    def without(self, claims: Iterable[Claimed]) -> Iterator[Claimed]:
        """Claims read some at a time, so that not all are held at once; the clock stands meanwhile."""
        reading = iter(claims)
        while True:
            wall, cpu = time.perf_counter(), time.process_time()
            some = list(islice(reading, _AT_ONCE))
            self._started += time.perf_counter() - wall
            self._worked += time.process_time() - cpu
            if not some:
                return
            yield from some


def read_claims(given: Path) -> Iterator[Claimed]:
    with given.open(encoding="utf-8", newline="") as stream:
        yield from map(claimed, csv.DictReader(stream))


def one_by_one(given: Path) -> dict[str, float]:
    """Milliseconds for one new record to meet all others: each of some takes its turn to be new."""
    step = max(1, sum(1 for _ in read_claims(given)) // _NEW)
    new = [claim for claim in read_claims(given) if claim.record % step == 0][:_NEW]
    waiting = {claim.record for claim in new}
    meet = look_up(claim for claim in read_claims(given) if claim.record not in waiting)
    took, met = [], []
    for claim in new:
        started = time.perf_counter()
        _, pairs = meet(claim)
        took.append((time.perf_counter() - started) * 1000)
        met.append(pairs)
    return {"new": statistics.median(took), "new95": statistics.quantiles(took, n=20)[18], "met": statistics.mean(met)}


def claimed(row: dict[str, str]) -> Claimed:
    """A flat record as a claim of an address book."""
    claim: dict[str, Any] = {"name": f"{row['given']} {row['family']}".strip()}
    claim |= {name: row[name] for name in ("given", "family", "birthday") if row[name]}
    claim |= {f"{name}s": [{"value": row[name]}] for name in ("email", "phone") if row[name]}
    if row["employer"]:
        claim["positions"] = [{"company": row["employer"]}]
    address = {name: row[name] for name in ("street", "postcode", "city") if row[name]}
    if address:
        claim["addresses"] = [address]
    digest = hashlib.sha256(row["number"].encode()).hexdigest()
    return Claimed(int(row["number"]), digest, "flat", claim, frozenset({row["number"]}))


def write_flat(file: Path, records: Iterable[Flat]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(map(astuple, records))


def pair_f1(given: Path, out: Path) -> float:
    """F1 over pairs of records of one person, from both files' lines."""
    with given.open(encoding="utf-8", newline="") as stream:
        person = {row["number"]: row["person"] for row in csv.DictReader(stream)}
    with out.open(encoding="utf-8", newline="") as stream:
        cluster = dict(csv.reader(stream))
    return f1_of(person, cluster)


def f1_of(person: dict[str, str], cluster: dict[str, str]) -> float:
    precision, recall = pair_shares(person, cluster)
    return harmonic(precision.value, recall.value)


def pair_shares(person: dict[str, str], cluster: dict[str, str]) -> tuple[Share, Share]:
    """Precision and recall over pairs; who stands in no cluster stands alone."""
    both = Counter((who, cluster[number]) for number, who in person.items() if number in cluster)
    hits = _pairs(both)
    made = Counter(cluster[number] for number in person if number in cluster)
    return Share(hits, _pairs(made)), Share(hits, _pairs(Counter(person.values())))


def _pairs(counted: Counter[Any]) -> int:
    return sum(count * (count - 1) // 2 for count in counted.values())


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
