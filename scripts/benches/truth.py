"""A world's truth: which record is whose, which pairs a careful person could link, who only looks alike.

The folder holds `truth.jsonl` (a line for each record: source, file, locator, person_id, unit, kind, contact)
and `truth/` with `persons.jsonl`, `pairs.jsonl` and `traps.jsonl`. A unit is what is written alike again and
again, such as the messages of one address: it counts once. `contact` is yes, no, or either.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Place = tuple[str, str]
"""File and locator of a record."""

# Files whose rows stand for several people, or whose people stand in many rows: locators of another making.
_MANY_A_ROW = ("messages.csv", "Invitations.csv", ".mbox")


@dataclass(frozen=True, slots=True)
class Unit:
    person: str
    kind: str
    contact: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units of one person. `path` is direct_key, key_path or name_only; `knowable` yes, maybe or no."""

    a: str
    b: str
    path: str
    knowable: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trap:
    """Two units of two people that look alike. `level` is clear where a careful person can tell them apart,
    else doubtful or unknowable."""

    a: str
    b: str
    level: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a person is compared by when two were taken for one: relations, names and employers."""

    relations: tuple[tuple[str, str], ...] = ()
    given: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Truth:
    places: dict[Place, str]
    units: dict[str, Unit]
    pairs: tuple[Pair, ...]
    traps: tuple[Trap, ...]
    persons: dict[str, Known]

    def only(self, files: set[str]) -> Truth:
        """The truth about the records of these files alone."""
        places = {place: unit for place, unit in self.places.items() if place[0] in files}
        kept = set(places.values())
        return Truth(
            places,
            {unit: known for unit, known in self.units.items() if unit in kept},
            tuple(pair for pair in self.pairs if pair.a in kept and pair.b in kept),
            tuple(trap for trap in self.traps if trap.a in kept and trap.b in kept),
            self.persons,
        )

    def same(self, ones: Sequence[Place], others: Sequence[Place]) -> bool | None:
        """Whether two records, each seen at some places, are of one person, or of one thing that is none; None
        where the truth does not know them."""
        left, right = ({self.units[self.places[p]].person for p in seen if p in self.places} for seen in (ones, others))
        return bool(left & right) if left and right else None

    def files(self) -> Counter[str]:
        """Records by file."""
        return Counter(file for file, _ in self.places)


def comparable(file: str) -> bool:
    """Whether a record of this file stands in one place, so that its locator says which record it is."""
    return not file.endswith(_MANY_A_ROW)


def read_truth(folder: Path) -> Truth:
    """The truth of a world's folder."""
    places: dict[Place, str] = {}
    units: dict[str, Unit] = {}
    for line in _lines(folder / "truth.jsonl"):
        places[line["file"], str(line["locator"])] = line["unit"]
        units[line["unit"]] = Unit(line["person_id"], line["kind"], line["contact"])
    return Truth(
        places,
        units,
        tuple(
            Pair(line["a"], line["b"], line["path"], line["knowable"], tuple(line["kinds"]))
            for line in _lines(folder / "truth" / "pairs.jsonl")
        ),
        tuple(
            Trap(line["a"], line["b"], line["level"], tuple(line["kinds"]))
            for line in _lines(folder / "truth" / "traps.jsonl")
        ),
        {line["person_id"]: _known(line) for line in _lines(folder / "truth" / "persons.jsonl")},
    )


def _known(line: dict[str, Any]) -> Known:
    return Known(
        tuple((str(other), str(kind)) for other, kind in line["relations"]),
        frozenset(line["gkeys"]),
        frozenset(line["fkeys"]),
        frozenset(line["companies"]),
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)
