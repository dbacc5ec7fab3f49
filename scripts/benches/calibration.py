"""Whether weights mean what they say: predicted probabilities against the share of pairs that are one person.

Looked at are candidate pairs that share no identifier, since those that do are decided by rules. A pair of
weight w is one person with probability 2^w / (1 + 2^w).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benches import documents, drawing, estimates
from benches.readings import Reading, readings
from benches.scoring import Share
from legwork.linkage.blocking import candidate_pairs
from legwork.linkage.clustering import link
from legwork.linkage.model import Model, load_model
from legwork.linkage.scoring import score
from legwork.linkage.vetoes import in_one_book

BITS = 2
LOWEST, HIGHEST = -14, 16
"""The bins at both ends hold all that is lighter or heavier."""
_STANDARD = 1.96


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate pair: its weight in bits, whether the two are one person, are two whom the world's maker made
    alike on purpose, and stand behind one contact."""

    weight: float
    same: bool
    planted: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs whose weights lie within two bits from `low` on. `weight` and `predicted` are the means of their
    weights and of their probabilities. Who is one person is counted among all, among those not `planted`, and
    among those joined unasked."""

    low: int
    weight: float
    predicted: float
    observed: Share
    unplanted: Share
    joined: Share

    @property
    def label(self) -> str:
        if self.low < LOWEST:
            return f"below {LOWEST}"
        return f"{HIGHEST} and more" if self.low >= HIGHEST else f"{self.low} to {self.low + BITS}"


def bench_calibration(folders: Sequence[Path], presets: Sequence[str], people: int, seed: str) -> None:
    """Prints the tables; those of invented worlds are also written into docs, with the picture."""
    model = load_model()
    weighed: dict[str, list[Weighed]] = {}
    counted: dict[str, estimates.Counts] = {}
    for reading in readings(folders, presets, people, seed):
        weighed[reading.name] = list(weigh(reading, model))
        counted[reading.name] = estimates.count(reading, model, seed)
    pooled = bins(pair for pairs in weighed.values() for pair in pairs)
    each = {name: bins(pairs) for name, pairs in weighed.items()}
    shown = f"{table(pooled)}\n\n{worlds_table(each)}"
    parameters = estimates.table(model, counted)
    print(shown, parameters, sep="\n\n")
    if not folders:
        worlds = f"{', '.join(each)}; {people:,} people each, seed {seed}"
        documents.put("calibration", f"Worlds: {worlds}.\n\n{shown}")
        documents.put("parameters", f"Worlds: {worlds}.\n\n{parameters}")
        documents.draw("calibration", drawing.calibration(dots(pooled), {n: dots(b) for n, b in each.items()}, model))


def weigh(reading: Reading, model: Model) -> Iterator[Weighed]:
    """Every candidate pair of two people's records that shares no identifier, weighed as clustering weighs it."""
    persons = reading.persons
    found = link(persons, [], policy="confident", model=model)
    contact = {record: number for number, group in enumerate(found.clusters) for record in group.records}
    for left, right in candidate_pairs(persons):
        same, a, b = reading.same(left, right), persons[left], persons[right]
        if same is not None and not a.shares(b):
            weight = in_one_book(score(a, b, model), a, b, model).weight
            yield Weighed(weight, same, reading.planted(left, right), contact[a.record] == contact[b.record])


def probability(weight: float) -> float:
    return 1 / (1 + math.exp2(-weight))


def bins(weighed: Iterable[Weighed]) -> list[Bin]:
    """Pairs by weight, the lightest bin first; bins without pairs are left out."""
    held: dict[int, list[Weighed]] = defaultdict(list)
    for pair in weighed:
        low = BITS * math.floor(pair.weight / BITS)
        held[min(HIGHEST, max(LOWEST - BITS, low))].append(pair)
    return [_bin(low, pairs) for low, pairs in sorted(held.items())]


def _bin(low: int, pairs: Sequence[Weighed]) -> Bin:
    return Bin(
        low,
        sum(pair.weight for pair in pairs) / len(pairs),
        sum(probability(pair.weight) for pair in pairs) / len(pairs),
        _same(pairs),
        _same(pair for pair in pairs if not pair.planted),
        _same(pair for pair in pairs if pair.joined),
    )


def _same(pairs: Iterable[Weighed]) -> Share:
    found = [pair.same for pair in pairs]
    return Share(sum(found), len(found))


def interval(share: Share) -> tuple[float, float]:
    """Where a share lies with 95 % confidence, both ends in 0..1 (Wilson 1927)."""
    n, p, z = share.of, share.value, _STANDARD
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def table(pooled: Sequence[Bin]) -> str:
    """All worlds together: what the weight predicts, what is so, and what is so of the pairs that were joined."""
    lines = [
        "| weight in bits | pairs | predicted | one person (95 %) | none planted | joined unasked | one person |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in pooled:
        low, high = interval(one.observed)
        joined = percent(one.joined.value) if one.joined.of else ""
        lines.append(
            f"| {one.label} | {one.observed.of:,} | {percent(one.predicted)} "
            f"| {percent(one.observed.value)} ({percent(low)} to {percent(high)}) "
            f"| {percent(one.unplanted.value)} | {one.joined.of:,} | {joined} |"
        )
    return "\n".join(lines)


def worlds_table(each: Mapping[str, Sequence[Bin]]) -> str:
    """The share of one person's pairs in each world, with the number of pairs."""
    found = {name: {one.low: one for one in alone} for name, alone in each.items()}
    labels = {one.low: one.label for alone in each.values() for one in alone}
    lines = [f"| weight in bits | {' | '.join(each)} |", f"| --- |{' ---: |' * len(each)}"]
    for low, label in sorted(labels.items()):
        lines.append(f"| {label} | {' | '.join(_observed(found[name].get(low)) for name in each)} |")
    return "\n".join(lines)


def percent(share: float) -> str:
    """Finer towards both ends, where it matters."""
    near = min(share, 1 - share)
    return f"{100 * share:.{2 if 0 < near < 0.01 else 1 if near else 0}f} %"


def dots(found: Sequence[Bin]) -> list[drawing.Dot]:
    return [drawing.Dot(one.weight, one.observed.value, *interval(one.observed), one.unplanted.value) for one in found]


def _observed(one: Bin | None) -> str:
    return f"{percent(one.observed.value)} of {one.observed.of:,}" if one else ""
