"""Scoring many candidate pairs at once: what recurs is compared once, and most pairs are passed over in arrays.

The result is what `worth_scoring` and `score` give pair by pair. Only what a pair could weigh at most is worked out
here, from the same comparisons.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, reduce
from itertools import product
from operator import or_

import numpy as np
import numpy.typing as npt

from legwork.linkage.blocking import Places, candidate_places
from legwork.linkage.comparing import MISSING, Level
from legwork.linkage.comparing_names import Weigh, email_names, family_level, given_level, names, spelled
from legwork.linkage.model import Model
from legwork.linkage.person import Name, Person
from legwork.linkage.scoring import DECIDING, ROUNDING, Deciding, Scored, score, worth_scoring
from legwork.linkage.tables import has_forms, of_east_asia, spellings

Bits = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

FEW = 1000
"""Pairs up to which it takes longer to prepare than to score them one by one."""

_MOST_SLIPS = 2
_FIRST = 2
_FEW_VALUES = 100

_AT_ONCE = 50_000
"""Pairs looked at in one go, so that memory grows with the records and not with their pairs."""


def scored_pairs(persons: Sequence[Person], model: Model) -> Iterator[Scored]:
    """The score of every candidate pair of `persons` that is worth keeping, by position."""
    return kept_pairs(persons, *candidate_places(persons), model)


def kept_pairs(persons: Sequence[Person], left: Places, right: Places, model: Model) -> Iterator[Scored]:
    """The scores worth keeping of the pairs of places in two arrays, in their order."""
    sieve = Sieve(persons, model) if len(left) > FEW else None
    for start in range(0, len(left), _AT_ONCE):
        some, beside = left[start : start + _AT_ONCE], right[start : start + _AT_ONCE]
        passed = slice(None) if sieve is None else sieve.passed(some, beside)
        for one, other in zip(some[passed].tolist(), beside[passed].tolist(), strict=True):
            first, second = persons[one], persons[other]
            if sieve is not None or worth_scoring(first, second, model):
                scored = score(first, second, model)
                if scored.worth_keeping(model):
                    yield scored


@contextmanager
def resting_collector() -> Iterator[None]:
    """Keeps Python from looking through all persons for cycles, of which linking makes none, again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Sieve:
    """Passes over pairs that cannot be worth keeping. Every two values that meet are compared once a go, however
    many pairs hold them; comparisons go from those that decide most, and stop for a pair when what is left could
    not lift it to `model.keep`."""

    def __init__(self, persons: Sequence[Person], model: Model) -> None:
        self.persons = persons
        self.model = model
        order = sorted(range(len(persons)), key=lambda place: (persons[place].digest, persons[place].source))
        self.rank = np.empty(len(persons), np.int32)
        self.rank[order] = np.arange(len(persons))
        self.says = np.array([person.says for person in persons], np.int32)
        self.facts = sorted((Values(persons, one) for one in DECIDING), key=self.turn)
        self.names = Variants(persons)

    def turn(self, fact: Values) -> tuple[bool, float]:
        """What has few values costs next to nothing and comes first, then what decides most."""
        return int(fact.codes.max(initial=0)) > _FEW_VALUES, -self.model.most(fact.name)

    def passed(self, left: Places, right: Places) -> npt.NDArray[np.bool_]:
        """Which of the pairs may be worth keeping."""
        turned = self.rank[left] > self.rank[right]
        first, second = np.where(turned, right, left), np.where(turned, left, right)
        people = self.persons
        beside = zip(first.tolist(), second.tolist(), strict=True)
        passed = np.array([not people[a].identifiers.isdisjoint(people[b].identifiers) for a, b in beside], bool)
        asked = np.flatnonzero(~passed)
        passed[asked] = self.enough(first[asked], second[asked])
        return passed

    def enough(self, first: Places, second: Places) -> npt.NDArray[np.bool_]:
        """Which pairs reach `model.keep` by their comparisons, as far as can be told without a score."""
        least = self.model.keep - ROUNDING
        says = self.says[first] & self.says[second]
        most = {fact.name: self.model.most(fact.name) for fact in self.facts}
        hopes = (np.where(says >> fact.place & 1, most[fact.name], 0.0) for fact in self.facts)
        hope = sum(hopes, np.zeros(len(first)))
        named, turned = self.names.straight(first, second, self.weigh, self.model.most("middle"))
        total = named + self.model.prior + self.spelled(first, second)
        alive = np.flatnonzero(turned | (total + hope >= least))
        for fact in self.facts:
            asked = alive[(says[alive] >> fact.place & 1) == 1]
            total[asked] += fact.compared(first[asked], second[asked], self.weigh)
            hope[asked] -= most[fact.name]
            alive = alive[turned[alive] | (total[alive] + hope[alive] >= least)]
        found = np.zeros(len(first), bool)
        found[alive] = total[alive] >= least
        low = alive[~found[alive]]
        for place in low.tolist():
            left, right = self.persons[first[place]], self.persons[second[place]]
            exact = sum(map(self.weigh, names(left, right, self.weigh)))
            found[place] = total[place] - named[place] + exact >= least
        return found

    def spelled(self, first: Places, second: Places) -> Bits:
        """What a nameless record's address adds."""
        weights = np.zeros(len(first))
        for place in np.flatnonzero(self.names.none[first] != self.names.none[second]).tolist():
            left, right = self.persons[first[place]], self.persons[second[place]]
            weights[place] = self.weigh(email_names(left, right))
        return weights

    def weigh(self, level: Level) -> float:
        return 0.0 if level is MISSING else self.model.weight(level.comparison, level.level, level.share)


class Values:
    """What one comparison reads of each person, numbered."""

    def __init__(self, persons: Sequence[Person], asked: Deciding) -> None:
        self.persons = persons
        self.compare = asked.compare
        self.place = asked.place
        self.name = asked.name
        self.meets = None if asked.meets is None else Meeting(persons, asked.meets)
        self.codes = numbered_values(map(asked.reads, persons))

    def compared(self, first: Places, second: Places, weigh: Weigh) -> Bits:
        """The weights of pairs of places that share no identifier."""

        def weight(one: int, other: int) -> float:
            return weigh(self.compare(self.persons[one], self.persons[other]))

        weights = each_once(weight, first, second, self.codes)
        if self.meets is not None:
            for place in np.flatnonzero(self.meets.may_meet(first, second)).tolist():
                weights[place] = weight(int(first[place]), int(second[place]))
        return weights


class Meeting:
    """Two values of each person, as hashes, and how many values there are."""

    def __init__(self, persons: Sequence[Person], values: Callable[[Person], Iterable[Hashable]]) -> None:
        self.counts = np.zeros(len(persons), np.int32)
        self.hashes = np.zeros((_FIRST, len(persons)), np.int64)
        for place, person in enumerate(persons):
            held = list(values(person))
            self.counts[place] = len(held)
            for rank, value in enumerate(held[:_FIRST]):
                self.hashes[rank, place] = hash(value)

    def may_meet(self, first: Places, second: Places) -> npt.NDArray[np.bool_]:
        """False only for pairs that have no value in common."""
        found = ((self.counts[first] > _FIRST) & (self.counts[second] > 0)) | (
            (self.counts[second] > _FIRST) & (self.counts[first] > 0)
        )
        for mine, other in product(range(_FIRST), repeat=2):
            both = (self.counts[first] > mine) & (self.counts[second] > other)
            found |= both & (self.hashes[mine, first] == self.hashes[other, second])
        return found


class Variants:
    """The names of all persons, every variant by number, and the numbers of its given and of its family part."""

    def __init__(self, persons: Sequence[Person]) -> None:
        counts = np.array([len(person.names) for person in persons], np.int64)
        self.none = counts == 0
        self.counts, self.starts = counts, np.cumsum(counts) - counts
        self.names = list(dict.fromkeys(name for person in persons for name in person.names))
        number = {name: place for place, name in enumerate(self.names)}
        self.codes = np.array([number[name] for person in persons for name in person.names], np.int64)
        self.middle = np.array([bool(name.middle) for name in self.names], bool)
        self.plain = np.array([_plain(name) for name in self.names], bool)
        self.whole = np.array([bool(name.given and name.family) for name in self.names], bool)
        middles = [name.middle for name in self.names]
        self.given = Part([name.given for name in self.names], middles, [name.family for name in self.names])
        self.family = Part([name.family for name in self.names], middles)

    def straight(
        self, first: Places, second: Places, weigh: Weigh, middle: float
    ) -> tuple[Bits, npt.NDArray[np.bool_]]:
        """The most that the names of each pair weigh as they stand, where middle names add `middle` at most; and
        whether they may weigh more when one of them is read the other way round."""
        ours, theirs = self.counts[first], self.counts[second]
        times = ours * theirs
        starts = np.cumsum(times) - times
        pair = np.repeat(np.arange(len(first)), times)
        at = np.arange(len(pair)) - starts[pair]
        left = self.codes[self.starts[first[pair]] + at // theirs[pair]]
        right = self.codes[self.starts[second[pair]] + at % theirs[pair]]
        weights = self.weighed(given_level, self.given, left, right, weigh)
        weights += self.weighed(family_level, self.family, left, right, weigh)
        weights += np.where(self.middle[left] & self.middle[right], middle, 0.0)
        most, turned = np.zeros(len(first)), np.zeros(len(first), bool)
        if len(pair):
            most[times > 0] = np.maximum.reduceat(weights, starts[times > 0])
        given, family = self.given, self.family
        one, other = given.may_agree(left, family, right), family.may_agree(left, given, right)
        alike = np.where(self.whole[left] & self.whole[right], one & other, one | other)
        turned[pair[alike | ~(self.plain[left] & self.plain[right])]] = True
        return most, turned

    def weighed(
        self, compare: Callable[[Name, Name], Level], part: Part, left: Codes, right: Codes, weigh: Weigh
    ) -> Bits:
        """The weights of one part of pairs of names. Where plain names cannot agree they all differ alike."""

        def weight(one: int, other: int) -> float:
            return weigh(compare(self.names[one], self.names[other]))

        apart = self.plain[left] & self.plain[right] & (part.length[left] > 0) & (part.length[right] > 0)
        apart &= ~(part.may_agree(left, part, right) | part.other_names[left] | part.other_names[right])
        weights = np.zeros(len(left))
        if apart.any():
            example = int(np.argmax(apart))
            weights[apart] = weight(int(left[example]), int(right[example]))
        weights[~apart] = each_once(weight, left[~apart], right[~apart], part.codes)
        return weights


class Part:
    """The given or the family part of many names, each with the middle names behind it: a number for each that
    differs, its sounds and words, its letters as bits, its length, whether tables know other forms of it, and
    whether people of the family names beside it often have another name as well."""

    def __init__(
        self,
        parts: Sequence[tuple[str, ...]],
        middles: Sequence[tuple[str, ...]],
        families: Sequence[tuple[str, ...]] = (),
    ) -> None:
        texts = ["".join(part) for part in parts]
        lines = [part + middle for part, middle in zip(parts, middles, strict=True)]
        other_names = [of_east_asia("".join(family)) for family in families] or [False] * len(parts)
        self.other_names = np.array(other_names, bool)
        self.codes = numbered_values(zip(parts, middles, other_names, strict=True))
        self.sounds = [_hashes(map(spelled, texts)), _hashes(spelled("".join(line[:2])) for line in lines)]
        self.words = [_hashes(line[place] if place < len(line) else line[:1] for line in lines) for place in range(4)]
        self.letters = np.array([_letters(text) for text in texts], np.int32)
        self.length = np.array([len(text) for text in texts], np.int32)
        self.first = np.array([_letters(text[:1]) for text in texts], np.int32)
        self.short = np.array([has_forms(text) for text in texts], bool)
        self.spelt = np.array([spellings("given", one, one) or spellings("family", one, one) for one in texts], bool)

    def may_agree(self, ours: Codes, other: Part, theirs: Codes) -> npt.NDArray[np.bool_]:
        """False only where two plain parts agree neither by a word, by sound, table or short form nor but for a
        slip: a slip changes four letters and the length by two at most, and a short form is a beginning."""
        found: npt.NDArray[np.bool_] = np.bitwise_count(self.letters[ours] ^ other.letters[theirs]) <= 2 * _MOST_SLIPS
        found &= np.abs(self.length[ours] - other.length[theirs]) <= _MOST_SLIPS
        either = self.letters[ours] | other.letters[theirs]
        within = (either == self.letters[ours]) | (either == other.letters[theirs])
        found |= within & (self.first[ours] == other.first[theirs])
        found |= self.short[ours] & other.short[theirs]
        found |= self.spelt[ours] & other.spelt[theirs]
        for mine, another in [*product(self.sounds, other.sounds), *product(self.words, other.words)]:
            found |= mine[ours] == another[theirs]
        agree: npt.NDArray[np.bool_] = found
        return agree


def numbered_values(values: Iterable[Hashable]) -> Codes:
    """A number for each value, the same for equal ones."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64)


def each_once(
    compare: Callable[[int, int], float], first: Places | Codes, second: Places | Codes, codes: Codes
) -> Bits:
    """`compare` for pairs of places, asked once for all that have the same two codes."""
    together = codes[first] * (int(codes.max(initial=0)) + 1) + codes[second]
    _, example, where = np.unique(together, return_index=True, return_inverse=True)
    examples = zip(first[example].tolist(), second[example].tolist(), strict=True)
    return np.array([compare(one, other) for one, other in examples], float)[where]


def _plain(name: Name) -> bool:
    """Whether the name is of one or two words a part, in Latin letters, and neither its given nor its family name an
    initial."""
    parts = (name.given, name.middle, name.family)
    return max(map(len, parts)) <= 2 and all(len(word) > 1 and word.isascii() for word in name.given + name.family)


def _hashes(values: Iterable[Hashable]) -> Codes:
    return np.array([hash(value) for value in values], np.int64)


@lru_cache(maxsize=16384)
def _letters(text: str) -> int:
    """A bit for each letter in a text; what is none of the Latin ones shares a bit."""
    return reduce(or_, (1 << (ord(letter) - 97 if "a" <= letter <= "z" else 26) for letter in text), 0)
