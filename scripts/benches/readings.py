"""A world's records as linkage compares them, with the truth about each: read once, measured in several ways."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import worlds
from benches import desks
from benches.truth import Truth, comparable, read_truth
from legwork.linkage.person import Person


@dataclass(frozen=True, slots=True)
class Reading:
    """Records of a world. `whose` is the person behind each, or "" where that is nobody or several.

    `knowable` are pairs of places in `persons`, the smaller first: records of one person that a careful reader
    could link. `related` are pairs of people, either way round, that the world's maker made alike on purpose:
    couples, fathers and sons, namesakes.
    """

    name: str
    persons: tuple[Person, ...]
    whose: tuple[str, ...]
    knowable: frozenset[tuple[int, int]]
    related: frozenset[tuple[str, str]] = frozenset()

    def same(self, left: int, right: int) -> bool | None:
        """Whether two records are of one person; None where one of them is of no single person."""
        ours, theirs = self.whose[left], self.whose[right]
        return ours == theirs if ours and theirs else None

    def planted(self, left: int, right: int) -> bool:
        """Whether two records are of two people who were made alike."""
        return (self.whose[left], self.whose[right]) in self.related


def readings(folders: Sequence[Path], presets: Sequence[str], people: int, seed: str) -> Iterator[Reading]:
    """The worlds in `folders`; without any, a world of so many people for each preset."""
    for folder in folders:
        yield read_world(folder, folder.name)
    for preset in () if folders else presets:
        with tempfile.TemporaryDirectory() as kept:
            worlds.write(worlds.invent(worlds.PRESETS[preset], people, seed), Path(kept))
            yield read_world(Path(kept), preset)


def read_world(folder: Path, name: str) -> Reading:
    """Imports a world through the front door of a throwaway desk and reads back what stands there."""
    with desks.throwaway() as desk:
        desks.settle(desk, folder / "user.json")
        report = desks.bring(desk, folder)
        found = desks.standing(desk)
    read = {file["file"] for file in report["files"] if comparable(file["file"])}
    return known(name, found, read_truth(folder).only(read))


def known(name: str, found: Sequence[tuple[Person, Sequence[tuple[str, str]]]], truth: Truth) -> Reading:
    """Puts truth to records; a record seen at several places stands for the unit of each."""
    units = [[truth.units[unit] for place in seen if (unit := truth.places.get(place))] for _, seen in found]
    position = {
        truth.places[place]: at for at, (_, seen) in enumerate(found) for place in seen if place in truth.places
    }
    ends = (
        sorted((position[pair.a], position[pair.b]))
        for pair in truth.pairs
        if pair.knowable == "yes" and pair.a in position and pair.b in position
    )
    return Reading(
        name,
        tuple(person for person, _ in found),
        tuple(of[0].person if of and {unit.kind for unit in of} == {"person"} else "" for of in units),
        frozenset((left, right) for left, right in ends if left != right),
        frozenset((who, other) for who, person in truth.persons.items() for other, _ in person.relations),
    )
