"""Which records are compared with each other, by the keys they share, and what comparing them gives."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import numpy as np
from sqlalchemy import Connection

from legwork.desk.pools import Pool
from legwork.linkage.blocking import blocking_keys, room
from legwork.linkage.bulk import kept_pairs
from legwork.linkage.bulk_columns import Columns
from legwork.linkage.keys import numbered
from legwork.linkage.person import Person
from legwork.store import links


def keys_of(person: Person) -> array[int]:
    """The numbers of a person's blocking keys, each once, in order."""
    return array("q", sorted({numbered(key, links.fingerprint(key)) for key in blocking_keys(person)}))


def propose(
    connection: Connection, keys: Mapping[int, Iterable[int]], leaving: frozenset[int] = frozenset()
) -> tuple[set[tuple[int, int]], set[int]]:
    """Candidate pairs of the records in `keys` with each other and with what stands, by shared keys that
    few enough hold; and the standing records of keys that these records have just made too crowded."""
    own, standing = _shared_keys(connection, keys)
    candidates: set[tuple[int, int]] = set()
    crowded: set[int] = set()
    for key, mine in own.items():
        others = standing.get(key, set()) - mine - leaving
        if len(mine) + len(others) > room(key):
            if len(others) <= room(key):
                crowded |= others
            continue
        candidates.update(combinations(sorted(mine), 2))
        candidates.update((min(a, b), max(a, b)) for a in mine for b in others)
    return candidates, crowded


def _shared_keys(
    connection: Connection, keys: Mapping[int, Iterable[int]]
) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """The keys that another record has as well: who has them of the records in `keys`, and of those that stand.

    Most keys are one record's alone, and told apart in arrays.
    """
    lists = [(record, array("q", held)) for record, held in keys.items()]
    records = np.repeat(np.array([record for record, _ in lists], np.int64), [len(held) for _, held in lists])
    numbers = np.frombuffer(b"".join(held.tobytes() for _, held in lists), np.int64)
    held, counts = np.unique(numbers, return_counts=True)
    standing = links.holders(connection, held.tolist())
    known = np.array(sorted(standing), np.int64)
    shared = np.isin(numbers, np.union1d(held[counts > 1], known))
    own: dict[int, set[int]] = {}
    for key, record in zip(numbers[shared].tolist(), records[shared].tolist(), strict=True):
        own.setdefault(key, set()).add(record)
    return own, standing


def thinned(connection: Connection, leaving: set[int]) -> set[int]:
    """The standing records of keys that are no longer too crowded once `leaving` have left."""
    held = links.keys_of(connection, leaving)
    found: set[int] = set()
    for key, holders in links.holders(connection, {key for keys in held.values() for key in keys}).items():
        rest = holders - leaving
        if len(rest) <= room(key) < len(holders):
            found |= rest
    return found


def score_all(pool: Pool, candidates: Iterable[tuple[int, int]]) -> list[tuple[int, int, float, Mapping[str, Any]]]:
    """Scores of the pairs that are worth keeping."""
    pairs = sorted(candidates)
    ids = sorted({record for pair in pairs for record in pair})
    places = np.searchsorted(ids, np.array(pairs, np.int64).reshape(-1, 2))
    people = [pool.person(record) for record in ids]
    kept = kept_pairs(Columns(people), places[:, 0], places[:, 1], pool.linker.model)
    return [(one.left, one.right, one.weight, one.to_json()) for one in kept]
