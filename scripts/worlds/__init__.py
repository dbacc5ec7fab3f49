"""Invented address books with the truth about them, for measuring; nothing here is anybody's.

Everything follows from a preset, a number of people and a seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from worlds.entries import Entry, invent_entries
from worlds.people import Person
from worlds.rates import PRESETS, Rates
from worlds.writing import write_world

__all__ = ["PRESETS", "World", "invent", "write"]


@dataclass(frozen=True, slots=True)
class World:
    rates: Rates
    people: list[Person]
    entries: list[Entry]


def invent(rates: Rates, people: int, seed: str) -> World:
    """A world of so many people; the same arguments give the same world."""
    return World(rates, *invent_entries(rates, people, seed))


def write(world: World, folder: Path) -> None:
    """Writes export files and truth in the layout `benches.truth` reads."""
    write_world(folder, world.people, world.entries, world.rates.region)
