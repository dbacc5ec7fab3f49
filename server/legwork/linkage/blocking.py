"""Blocking: which pairs are compared at all. Two records are a candidate pair when they share a key."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from legwork.linkage.comparing_names import spelled
from legwork.linkage.person import Name, Person
from legwork.linkage.tables import employer_domains, formal_names, frequency

MOST_PER_BLOCK = 100
"""A key held by more records than this proposes no pairs: it names a crowd, and pairs grow with its square."""

MOST_PER_WEAK_BLOCK = 12
"""The same for every key but an identifier or a whole name. What a crowd of such a key should bring together also
meets by a key that says more."""

Places = npt.NDArray[np.int32]

_TELLING = ("profile:", "email:", "phone:", "uid:", "name:")
_MOST_AT_ONCE = 1_000_000
"""Keys sorted in one go, so that memory grows with the records and not with their keys."""

_EMPLOYER_LETTERS = 5
_COMMON = 0.00025
"""The share from which a name is no reason to ask with no more than an initial beside it."""


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
    employers = _employers(person)
    titles = [" ".join(sorted(title)) for title in person.titles]
    jobs = [f"{employer}:{title}" for employer in employers for title in titles]
    for name in person.names:
        keys.update(_name_keys(name, employers, jobs))
    if not person.names:
        keys.update(_address_keys(person, employers, jobs))
    if person.birthday:
        for name in person.names:
            keys.update(f"birthday:{person.birthday[-5:]}:{fact}" for fact in _beside_a_day(name, person.birthday[:-6]))
        keys.update(f"birthday:{person.birthday}:{token[0]}" for name in person.names for token in name.tokens)
    for household in person.households:
        if household.postcode:
            keys.update(f"home:{household.postcode}:{name.tokens[-1][:3]}" for name in person.names)
            beside = (" ".join(household.street.split()[:2]), person.birthday)
            keys.update(f"home:{household.postcode}:{fact}" for fact in beside if fact)
    keys.update(f"link:{link}" for link in person.links if "/" in link)
    return frozenset(keys)


def numbered(key: str, number: int) -> int:
    """A hash of a key, with what `room` needs to know of the key in its last bit."""
    return number & ~1 | key.startswith(_TELLING)


def room(number: int) -> int:
    """How many records may hold the key of this number until it is a crowd."""
    return MOST_PER_BLOCK if number & 1 else MOST_PER_WEAK_BLOCK


def candidate_pairs(persons: Sequence[Person]) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `persons`, the smaller first, in order, each pair once: all that share an uncrowded key."""
    left, right = candidate_places(persons)
    return zip(left.tolist(), right.tolist(), strict=True)


def candidate_places(persons: Sequence[Person]) -> tuple[Places, Places]:
    """The same pairs as two arrays: the positions on the left, and those beside them on the right.

    Keys are sorted by a 64-bit hash, a share of them at a time, instead of looked up one by one.
    """
    numbers, holders = array("q"), array("i")
    for position, person in enumerate(persons):
        held = [numbered(key, hash(key)) for key in blocking_keys(person)]
        numbers.extend(held)
        holders.extend([position] * len(held))
    keys, places = np.frombuffer(numbers, np.int64), np.frombuffer(holders, np.int32)
    shares = 1 + len(keys) // _MOST_AT_ONCE
    asked = [(keys >> 1) % shares == share for share in range(shares)] if shares > 1 else [slice(None)]
    met = [_met(keys[share], places[share], len(persons)) for share in asked]
    pairs = np.unique(np.concatenate(met))
    left, right = np.divmod(pairs, max(1, len(persons)))
    return left.astype(np.int32), right.astype(np.int32)


def _met(keys: npt.NDArray[np.int64], places: Places, count: int) -> npt.NDArray[np.int64]:
    """Every pair of places that share an uncrowded key as left * count + right; some of them twice."""
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    starts = np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1))
    sizes = np.diff(starts, append=len(keys))
    room_for = np.where(keys[starts] & 1, MOST_PER_BLOCK, MOST_PER_WEAK_BLOCK)
    starts, sizes = starts[sizes <= room_for], sizes[sizes <= room_for]
    found = [np.empty(0, np.int64)]
    for size in range(2, int(sizes.max(initial=1)) + 1):
        first, second = np.triu_indices(size, 1)
        blocks = starts[sizes == size][:, None]
        found.append((places[blocks + first].astype(np.int64) * count + places[blocks + second]).ravel())
    return np.unique(np.concatenate(found))


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


def _employers(person: Person) -> frozenset[str]:
    """The first letters of each employer's name and mail domains: enough to meet, not to judge."""
    known = employer_domains()
    names = {key.replace(" ", "") for key in person.employers}
    names.update(label for key in person.employers for label in known.get(key, ()))
    names.update(person.domains)
    return frozenset(name.replace("-", "")[:_EMPLOYER_LETTERS] for name in names)


def _beside_a_day(name: Name, year: str) -> Iterator[str]:
    """What meets by day and month: the beginnings of a name, a given name that few carry, or the beginning of the
    given name and a year that may have a digit wrong."""
    if name.given:
        yield f"{name.given[0][:3]}:{name.tokens[-1][0]}"
        yield from (f"{name.given[0][:3]}:{part}" for part in (year[:3], year[3:]) if year.isdigit())
        if frequency("given", name.given[0]) < _COMMON:
            yield name.given[0]


def _name_keys(name: Name, employers: frozenset[str], jobs: Sequence[str]) -> Iterator[str]:
    given, family = "".join(name.given), "".join(name.family)
    if not given or not family:
        only = given or family
        yield f"only:{spelled(only)}"
        yield from (f"given+employer:{form}:{at}" for form in formal_names(only) for at in (*employers, *jobs))
        return
    sound = spelled(family)
    if len(family) == 1:
        yield f"only:{spelled(given)}"
    rare_given, rare_family = frequency("given", given) < _COMMON, frequency("family", family) < _COMMON
    for form in formal_names(given):
        said = spelled(form)
        yield f"name:{said}:{sound}"
        yield f"bones:{said}:{_bones(sound)}"
        if rare_given or len(family) == 1:
            yield f"given+initial:{said}:{sound[0]}"
        if rare_family or len(given) == 1:
            yield f"initial+family:{said[0]}:{sound}"
        at = [f"{employer}:{sound[0]}" for employer in employers]  # for where a given name alone is a crowd
        yield from (f"given+employer:{form}:{one}" for one in (*employers, *at, *jobs))
    yield f"bones:{_bones(spelled(given))}:{sound}"
    parts = sorted({spelled(token) for token in name.tokens if len(token) > 1})[:5]
    yield from (f"parts:{first}:{second}" for first, second in combinations(parts, 2))
    for part in {spelled(token) for token in name.family} | {sound}:
        yield from (f"family+employer:{part}:{employer}" for employer in employers)
    yield f"local:{given}{family}"
    yield f"local:{given[0]}{family}"
    for local in (family + given[0], given + family[0], family, given):
        yield from (f"local+employer:{local}:{employer}" for employer in employers)


def _bones(sound: str) -> str:
    """The consonants of a name in order of the alphabet: exchanged letters and wrong vowels leave them alone."""
    return "".join(sorted(set(sound) - set("aeiou"))) or sound


def _address_keys(person: Person, employers: frozenset[str], jobs: Sequence[str]) -> Iterator[str]:
    for email in person.emails:
        letters = "".join(letter for letter in email.local if letter.isalpha())
        if email.shared or not letters:
            continue
        yield f"local:{letters}"
        yield from (f"local+employer:{letters}:{employer}" for employer in employers)
        yield from (f"given+employer:{letters}:{at}" for at in (*employers, *jobs))
