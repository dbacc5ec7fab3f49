"""m and u as worlds show them, beside the model's.

m is counted over every two records of one person. u is counted over every two records of two people that share
an identifier, and over a sample of the others, each of which stands for as many as were left out. Either counts
the pairs where both records say something.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

from benches.readings import Reading
from legwork.linkage.comparing_names import compatible
from legwork.linkage.model import Model
from legwork.linkage.person import Person
from legwork.linkage.scoring import Scored, score
from legwork.linkage.tables import Kind, frequency
from legwork.linkage.vetoes import Sharing, in_one_book, one_book, shared_identifiers, without_shared

SAMPLE = 100_000
"""Pairs of two people looked at in each world: enough to see what ten pairs in a hundred thousand show."""
FEWEST = 10
"""Pairs on which an estimate must rest to be said."""
CLEARLY = 1.0
"""Bits by which a level is called off when every world says so in one direction."""

Key = tuple[str, str]


@dataclass(slots=True)
class Tally:
    """Pairs of one kind, one person's or two people's. A pair of the sample counts `weight` times."""

    levels: dict[Key, float] = field(default_factory=lambda: defaultdict(float))
    both: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    seen: Counter[Key] = field(default_factory=Counter)

    def add(self, pair: Scored, left: Person, right: Person, weight: float = 1.0) -> None:
        """Takes in the levels a pair reached, and of which comparisons both records say something."""
        reached = {(reason.comparison, reason.level) for reason in pair.comparisons}
        for key in reached:
            self.levels[key] += weight
            self.seen[key] += 1
        said = {comparison for comparison, _ in reached}
        for comparison in said | {name for name, says in _BOTH_SAY.items() if says(left, right)}:
            self.both[comparison] += weight

    def share(self, key: Key) -> float:
        return self.levels[key] / self.both[key[0]] if self.both[key[0]] else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What one world shows. `expected` are the shares that tables of names give two records to agree by chance."""

    one: Tally
    two: Tally
    expected: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A level: the model's m and u, each with what the worlds show. `chance` is what stands for u in each world
    where it depends on the value. `off` says by how many bits every world is at least off, in one direction; None
    where too few pairs reach the level to say."""

    key: Key
    m: float
    u: float | None
    ms: Sequence[float]
    us: Sequence[float]
    chance: Sequence[float]
    off: float | None


def _own_mail(person: Person) -> bool:
    return any(not email.shared for email in person.emails)


_CORRECTING = frozenset({"alias", "origin", "order"})
"""Levels that correct others, such as one more chance to agree; nothing by themselves that could be counted."""

_BOTH_SAY: Mapping[str, Callable[[Person, Person], bool]] = {
    "uid": lambda left, right: bool(left.uid and right.uid),
    "profile": lambda left, right: bool(left.profiles and right.profiles),
    "email": lambda left, right: _own_mail(left) and _own_mail(right),
    "email_name": lambda left, right: bool(left.names) is not bool(right.names),
    "link": lambda left, right: bool(left.links and right.links),
    "export": lambda _left, _right: True,
}
"""Comparisons with no level for what differs: when both records say something of them."""


def count(reading: Reading, model: Model, seed: str) -> Counts:
    """Counts levels over the pairs of one person and of two."""
    persons, whose = reading.persons, reading.whose
    held: dict[str, list[int]] = defaultdict(list)
    for place, who in enumerate(whose):
        if who:
            held[who].append(place)
    ours = [pair for places in held.values() for pair in combinations(places, 2)]
    sharing = {pair for pair in _sharing(persons) if reading.same(*pair) is False}
    known = sum(map(len, held.values()))
    others = known * (known - 1) // 2 - len(ours) - len(sharing)
    sample = list(_sample([place for places in held.values() for place in places], reading, sharing, seed))
    scored = {pair: score(persons[pair[0]], persons[pair[1]], model) for pair in [*ours, *sharing, *sample]}
    sides = {pair: (persons[pair[0]], persons[pair[1]]) for pair, found in scored.items() if found.identifiers}
    shared = shared_identifiers(
        [Sharing(scored[pair], *both, compatible(*both), one_book(*both)) for pair, both in sides.items()]
    )
    one, two = Tally(), Tally()
    for pairs, tally, weight in ((ours, one, 1.0), (sharing, two, 1.0), (sample, two, others / max(1, len(sample)))):
        for left, right in pairs:
            a, b = persons[left], persons[right]
            tally.add(in_one_book(without_shared(scored[left, right], a, b, shared, model), a, b, model), a, b, weight)
    return Counts(one, two, {"given": _by_chance(persons, "given"), "family": _by_chance(persons, "family")})


def table(model: Model, counted: Mapping[str, Counts]) -> str:
    """Every level of the model beside what the worlds show; in the last column what is clearly off."""
    lines = [
        "| comparison | level | m | in the worlds | u | in the worlds | bits | every world is off by |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows(model, list(counted.values())):
        comparison, level = row.key
        bits = "by share" if row.u is None else f"{model.weight(*row.key):+.1f}"
        chance = f"by share {span(row.chance)}".removesuffix(" too few") if row.u is None else number(row.u)
        off = f"{row.off:+.1f}" if row.off else ""
        cells = (comparison, level, number(row.m), span(row.ms), chance, span(row.us), bits, off)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def rows(model: Model, counted: Sequence[Counts]) -> Iterator[Row]:
    """The levels of the model in its order."""
    for key, known in model.parameters.items():
        if key[0] in _CORRECTING:
            continue
        ms = [found.one.share(key) for found in counted if found.one.seen[key] >= FEWEST]
        us = [found.two.share(key) for found in counted if found.two.seen[key] >= FEWEST]
        differences = [
            math.log2(found.one.share(key) / found.two.share(key)) - weight
            for found in counted
            if min(found.one.seen[key], found.two.seen[key]) >= FEWEST
            and (weight := _weight(key, known.m, known.u, found)) is not None
        ]
        by_name = known.u is None and key[1] == "same"
        chance = [found.expected[key[0]] for found in counted if by_name and key[0] in found.expected]
        yield Row(key, known.m, known.u, ms, us, chance, clearly(differences))


def clearly(differences: Sequence[float]) -> float | None:
    """The least of differences in bits that point one way; 0 where they do not, or one is less than a bit; None
    where there are not two worlds to ask."""
    if len(differences) < 2:
        return None
    least = min(differences, key=abs)
    one_way = all(difference * least > 0 for difference in differences)
    return round(least, 1) if one_way and abs(least) >= CLEARLY else 0.0


def number(share: float) -> str:
    """Two digits that say something, three close to 1."""
    if share > 0.985:
        return f"{share:.3g}"
    return f"{share:.2g}" if share == 0 or share >= 0.0001 else f"{share:.1e}".replace("e-0", "e-")


def span(shares: Iterable[float]) -> str:
    """The least and the most of what the worlds show."""
    ends = sorted(shares)
    if not ends:
        return "too few"
    low, high = number(ends[0]), number(ends[-1])
    return low if low == high else f"{low} to {high}"


def _weight(key: Key, m: float, u: float | None, found: Counts) -> float | None:
    if u is not None:
        return math.log2(m / u)
    return math.log2(m / found.expected[key[0]]) if key[0] in found.expected and key[1] == "same" else None


def _sharing(persons: Sequence[Person]) -> set[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(persons):
        for identifier in person.identifiers:
            holders[identifier].append(place)
    return {pair for places in holders.values() for pair in combinations(places, 2)}


def _sample(
    places: Sequence[int], reading: Reading, sharing: set[tuple[int, int]], seed: str
) -> Iterator[tuple[int, int]]:
    """Pairs of two people that share no identifier, each once."""
    chance, met = Random(f"{seed}/{reading.name}"), set[tuple[int, int]]()
    for _ in range(SAMPLE if len(places) > 1 else 0):
        left, right = sorted(chance.sample(places, 2))
        pair = left, right
        if pair not in met and pair not in sharing and not reading.same(left, right):
            met.add(pair)
            yield pair


def _by_chance(persons: Sequence[Person], kind: Kind) -> float:
    """The mean share that the table gives the names of these records: how often two of them should agree."""
    main = [person.names[0] for person in persons if person.names]
    names = ["".join(name.given if kind == "given" else name.family) for name in main]
    whole = [name for name in names if len(name) > 1]
    return sum(frequency(kind, name) for name in whole) / max(1, len(whole))
