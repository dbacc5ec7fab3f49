"""Blocking: which pairs are compared at all. Two records are a candidate pair when they share a key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from legwork.linkage.comparing_names import spelled
from legwork.linkage.person import Name, Person
from legwork.linkage.tables import employer_domains, formal_names, frequency

MOST_PER_BLOCK = 100
"""A key held by more records than this proposes no pairs: it names a crowd, and pairs grow with its square."""

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
    for name in person.names:
        keys.update(_name_keys(name, employers))
    if not person.names:
        keys.update(_address_keys(person, employers))
    if person.birthday:
        keys.update(f"birthday:{person.birthday[-5:]}:{name.given[0][:3]}" for name in person.names if name.given)
        keys.update(f"birthday:{person.birthday}:{token[0]}" for name in person.names for token in name.tokens)
    for household in person.households:
        if household.postcode:
            keys.update(f"home:{household.postcode}:{name.tokens[-1][:3]}" for name in person.names)
            beside = (" ".join(household.street.split()[:2]), person.birthday)
            keys.update(f"home:{household.postcode}:{fact}" for fact in beside if fact)
    keys.update(f"link:{link}" for link in person.links if "/" in link)
    return frozenset(keys)


def candidate_pairs(persons: Sequence[Person]) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `persons`, the smaller first, each pair once: all that share an uncrowded key."""
    count = len(persons)
    met: set[int] = set()
    for members in _blocks(persons).values():
        if 2 <= len(members) <= MOST_PER_BLOCK:
            for left, right in combinations(members, 2):
                pair = left * count + right
                if pair not in met:
                    met.add(pair)
                    yield left, right


def block_reports(persons: Sequence[Person]) -> tuple[BlockReport, ...]:
    """One report for each kind of key, by kind."""
    blocks, records, pairs, crowded = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for key, members in _blocks(persons).items():
        kind, size = key.partition(":")[0], len(members)
        blocks[kind] += size >= 2
        records[kind] += size if size >= 2 else 0
        pairs[kind] += size * (size - 1) // 2 if size <= MOST_PER_BLOCK else 0
        crowded[kind] += size > MOST_PER_BLOCK
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


def _name_keys(name: Name, employers: frozenset[str]) -> Iterator[str]:
    given, family = "".join(name.given), "".join(name.family)
    if not given or not family:
        only = given or family
        yield f"only:{spelled(only)}"
        yield from (f"given+employer:{form}:{employer}" for form in formal_names(only) for employer in employers)
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
        yield from (f"given+employer:{form}:{employer}" for employer in employers)
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


def _address_keys(person: Person, employers: frozenset[str]) -> Iterator[str]:
    for email in person.emails:
        letters = "".join(letter for letter in email.local if letter.isalpha())
        if email.shared or not letters:
            continue
        yield f"local:{letters}"
        for employer in employers:
            yield f"local+employer:{letters}:{employer}"
            yield f"given+employer:{letters}:{employer}"
