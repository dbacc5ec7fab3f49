"""How well a world's exports become contacts: imported through the front door, scored against its truth."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import worlds
from benches import desks
from benches.locators import Located
from benches.scoring import Score, Share, score
from benches.truth import read_truth

NOISE = 0.02


@dataclass(frozen=True, slots=True)
class Quality:
    """One world as imported. `ruled` is the score after the truth has answered every doubtful pair once;
    `truly_same` how many of the pairs asked were one person."""

    automatic: Score
    ruled: Score
    truly_same: Share
    seconds: float
    left_out: dict[str, int]

    @property
    def asked_per_thousand(self) -> float:
        return 1000 * self.truly_same.of / max(1, self.automatic.contacts)


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table: what is measured, what it should be, what it is, and whether that is enough."""

    name: str
    target: str
    value: str
    met: bool


def bench_quality(folders: Sequence[Path], preset: str, people: int, seed: str) -> None:
    """Prints the table for each folder, or for a world made for the occasion."""
    for folder in folders:
        print_quality(str(folder), measure(folder))
    if not folders:
        with tempfile.TemporaryDirectory() as kept:
            worlds.write(worlds.invent(worlds.PRESETS[preset], people, seed), Path(kept))
            print_quality(f"{preset}, {people:,} people, seed {seed}", measure(Path(kept)))


def measure(folder: Path) -> Quality:
    """Imports a world's folder on a throwaway desk, scores it, rules on what is doubtful, scores it again."""
    whole = read_truth(folder)
    with desks.throwaway() as desk:
        desks.settle(desk, folder / "user.json")
        started = time.perf_counter()
        report = desks.bring(desk, folder)
        seconds = time.perf_counter() - started
        read = {file["file"] for file in report["files"]}
        truth = whole.only(read)
        found = desks.contacts(desk)
        located = Located(folder, truth, list(found))
        automatic = score(truth, located.contacts(found))
        truly_same = desks.answer_all(desk, located.same)
        ruled = score(truth, located.contacts(desks.contacts(desk)))
    left_out = {file: count for file, count in sorted(whole.files().items()) if file not in read}
    return Quality(automatic, ruled, truly_same, seconds, left_out)


def figures(quality: Quality) -> list[Figure]:
    """The figures linkage is measured by, each with its target."""
    auto, asked = quality.automatic, quality.asked_per_thousand
    same = quality.truly_same.value
    return [
        _at_least("fair F1, joins and careful rulings", 0.985, quality.ruled.fair_f1),
        _at_least("fair precision of automatic joins", 0.995, auto.fair_precision),
        _at_least("fair recall of automatic joins", 0.93, auto.knowable.value),
        _at_least("name-only knowable recall", 0.85, auto.name_only.value),
        Figure("doubtful pairs per 1,000 contacts", "≤ 40", f"{asked:.1f}", asked <= 40),
        Figure("of them truly the same", "≥ 40 %", f"{100 * same:.0f} %", same >= 0.4),
        Figure("noise leaked", "≤ 2 %", f"{auto.noise.hits} of {auto.noise.of}", _little(auto.noise)),
        Figure("contacts lost", "0", f"{auto.lost}", auto.lost == 0),
    ]


def table(rows: Sequence[Figure]) -> str:
    lines = [f"| {row.name} | {row.target} | {row.value} | {'met' if row.met else 'missed'} |" for row in rows]
    return "\n".join(["| figure | target | value | |", "| --- | --- | --- | --- |", *lines])


def print_quality(name: str, quality: Quality) -> None:
    auto = quality.automatic
    print(f"\n{name}: {auto.contacts:,} contacts in {quality.seconds:.1f} s")
    if quality.left_out:
        left = ", ".join(f"{file} ({count})" for file, count in quality.left_out.items())
        print(f"Not scored, since no importer reads them: {left}")
    print(
        f"pairwise P {auto.precision:.4f} R {auto.recall.value:.4f} F1 {auto.f1:.4f}; "
        f"fair P {auto.fair_precision:.4f} R {auto.knowable.value:.4f} F1 {auto.fair_f1:.4f}\n"
    )
    print(table(figures(quality)))
    missed = sorted(auto.missed.items(), key=lambda item: -item[1].hits)[:12]
    print("missed knowable pairs by kind:", ", ".join(f"{kind} {m.hits}/{m.of}" for kind, m in missed) or "none")
    false = [f"{kind} {auto.unfair_kinds[kind]}/{count}" for kind, count in auto.false_kinds.most_common()]
    print("false joins by kind (avoidable/all):", ", ".join(false) or "none", flush=True)


def _at_least(name: str, target: float, value: float) -> Figure:
    return Figure(name, f"≥ {target:g}", f"{value:.4f}", value >= target)


def _little(noise: Share) -> bool:
    return not noise.of or noise.value <= NOISE
