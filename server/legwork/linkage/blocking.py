"""Blocking: which pairs are compared at all. Two records are a candidate pair when they share a key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from legwork.linkage.bulk_columns import Columns
from legwork.linkage.bulk_keys import key_groups
from legwork.linkage.columns import Flags, Hashes, Places, Rows, changes, distinct
from legwork.linkage.keys import at_home, called, callings, employers_of, halves, numbered, work
from legwork.linkage.person import Person

MOST_PER_BLOCK = 100
"""A key held by more records than this proposes no pairs: it names a crowd, and pairs grow with its square."""

MOST_PER_WEAK_BLOCK = 10
"""The same for every key but an identifier or a whole name. What a crowd of such a key should bring together also
meets by a key that says more."""

_PLACE = 32
_RIGHT = (1 << _PLACE) - 1


@dataclass(frozen=True, slots=True)
class BlockReport:
    """Figures of one kind of key: keys held by at least two records, records and pairs in them, and keys
    left out as too crowded. A pair is counted under every key it shares."""

    kind: str
    blocks: int
    records: int
    pairs: int
    crowded: int


def blocking_keys(person: Person) -> frozenset[str]:
    """Every key of a person, each with its kind before the first colon: `name:`, `email:`, `employer:` …"""
    keys = set(person.identifiers)
    employers, day = employers_of(person.employers, person.domains), person.birthday[-5:]
    codes = [household.postcode for household in person.households if household.postcode]
    for name in map(called, callings(person)):
        keys.update(name.telling, name.whole)
        keys.update(f"{begin}{employer}" for begin in name.at_employer for employer in employers)
        ends = work(employers, person.titles, name.initial)
        keys.update(f"{begin}{end}" for begin in name.at_work for end in ends)
        if day:
            keys.update(f"birthday:{day}:{end}" for end in name.days)
            keys.update(f"birthday:{day}:{name.given}:{half}" for half in halves(person.birthday) if name.given)
            keys.update(f"birthday:{person.birthday}:{letter}" for letter in name.letters)
        keys.update(f"home:{code}:{name.last}" for code in codes if name.last)
    keys.update(f"home:{code}:{end}" for code, end in at_home(person))
    keys.update(f"link:{link}" for link in person.links if "/" in link)
    return frozenset(keys)


def room(number: int) -> int:
    """How many records may hold the key of this number until it is a crowd."""
    return MOST_PER_BLOCK if number & 1 else MOST_PER_WEAK_BLOCK


def candidate_pairs(persons: Sequence[Person]) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `persons`, the smaller first, in order, each pair once: all that share an uncrowded key."""
    left, right = candidate_places(Columns(persons))
    return zip(left.tolist(), right.tolist(), strict=True)


def candidate_places(columns: Columns) -> tuple[Places, Places]:
    """The same pairs as two arrays: the positions on the left, and those beside them on the right.

    Keys are sorted by a 64-bit hash, those of one kind at a time, instead of looked up one by one.
    """
    met = [_met(keys, places) for keys, places in key_groups(columns)]
    pairs = distinct(np.concatenate(met))
    return pairs >> _PLACE, pairs & _RIGHT


def _met(keys: Hashes, places: Rows) -> Hashes:
    """Every pair of places that share an uncrowded key, the left one before `_PLACE` bits of the right one; some of
    them twice. Some places come twice with one key."""
    again = np.flatnonzero(_may_come_again(keys))
    keys, places = keys[again], places[again]
    order = np.argsort(keys)
    keys = keys[order]
    opens = changes(keys)
    some = ~(opens & np.append(opens[1:], True))
    blocks = np.cumsum(opens[some]) << _PLACE
    held = distinct(blocks | places[order[some]])
    starts = np.flatnonzero(changes(held >> _PLACE))
    sizes = np.diff(starts, append=len(held))
    room_for = np.where(keys[some & opens] & 1, MOST_PER_BLOCK, MOST_PER_WEAK_BLOCK)
    starts, sizes = starts[sizes <= room_for], sizes[sizes <= room_for]
    held &= _RIGHT
    found = [np.empty(0, np.int64)]
    for size in range(2, int(sizes.max(initial=1)) + 1):
        first, second = np.triu_indices(size, 1)
        block = starts[sizes == size][:, None]
        found.append((held[block + first] << _PLACE | held[block + second]).ravel())
    return np.concatenate(found)


def _may_come_again(keys: Hashes) -> Flags:
    """False only for keys that one record alone holds, as most are held: those need not be sorted."""
    bits = max(len(keys) - 1, 1).bit_length() + 1
    short = keys >> 1 & ((1 << bits) - 1)
    several: Flags = np.bincount(short, minlength=1 << bits)[short] > 1
    return several


def block_reports(persons: Sequence[Person]) -> tuple[BlockReport, ...]:
    """One report for each kind of key, by kind."""
    blocks, records, pairs, crowded = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for key, members in _blocks(persons).items():
        kind, size, crowd = key.partition(":")[0], len(members), len(members) > room(numbered(key, 0))
        blocks[kind] += size >= 2
        records[kind] += size if size >= 2 else 0
        pairs[kind] += 0 if crowd else size * (size - 1) // 2
        crowded[kind] += crowd
    return tuple(BlockReport(kind, blocks[kind], records[kind], pairs[kind], crowded[kind]) for kind in sorted(blocks))


def _blocks(persons: Sequence[Person]) -> dict[str, list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, person in enumerate(persons):
        for key in blocking_keys(person):
            blocks[key].append(position)
    return blocks
