"""The names of many pairs at once: what `comparing_names.names` gives, but for those read the other way round."""

from __future__ import annotations

import inspect
from collections.abc import Hashable, Iterable, Sequence
from functools import reduce
from itertools import chain, compress, product
from operator import or_
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import cpdist

from legwork.linkage.bulk_columns import Columns
from legwork.linkage.columns import Codes, Flags, Hashes, Numbers, Places, distinct, hashes_of, numbered_values
from legwork.linkage.comparing_names import (
    AGREE,
    ALIASES,
    ALIKE,
    SPELLED,
    TWO_SLIPS_FROM,
    family_level,
    given_level,
    middle_level,
    names,
    origin_level,
    together_in,
)
from legwork.linkage.levels import Bits, Levels, Once
from legwork.linkage.person import Name
from legwork.linkage.tables import forms, frequency, of_east_asia, with_forms

MOST_LEVELS = 5
"""How many levels two names reach together."""

_BITS = 64
_LETTERS = np.uint8(26)
_MOST_SLIPS = 2
_MOST_WORDS = 2


class Variants:
    """The names of all persons, every variant by number, and the numbers of its given and of its family part."""

    def __init__(self, columns: Columns, levels: Levels) -> None:
        self.persons = columns.persons
        self.levels = levels
        self.counts, self.starts = columns.counts, np.cumsum(columns.counts) - columns.counts
        self.none = self.counts == 0
        self.codes, self.names = columns.name_of, columns.names
        self.aliases = self.read_off()
        # what these remember is passed by: each pair is asked about once
        middles = [name.middle for name in self.names]
        self.middles = Once(levels.asking(inspect.unwrap(middle_level), self.names), numbered_values(middles))
        self.middle = np.array([bool(name.middle) for name in self.names], bool)
        self.times, self.origins = np.full(len(self.names), np.nan), np.zeros(len(self.names), np.int64)
        self.plain = np.array([_plain(name) for name in self.names], bool)
        self.whole = np.array([bool(name.given and name.family) for name in self.names], bool)
        self.family = Part([name.family for name in self.names], middles, [False] * len(middles))
        with_another = self.family.each(map(of_east_asia, self.family.texts), np.bool_)
        self.given = Part([name.given for name in self.names], middles, with_another.tolist())
        self.shares = self.family.each((frequency("family", text) for text in self.family.texts), np.float64)
        self.given_levels = Once(levels.asking(inspect.unwrap(given_level), self.names), self.given.codes)
        self.family_levels = Once(levels.asking(inspect.unwrap(family_level), self.names), self.family.codes)

    def read_off(self) -> Codes:
        """The number of the level of each variant that was read off an address beside a written name."""
        kinds = [0, *(self.levels.number(level) for level in ALIASES.values())]
        of = {origin: kind for kind, origin in enumerate(("", *ALIASES))}
        origin = np.array([of[name.origin] for name in self.names], np.int64)[self.codes]
        main = np.repeat(origin[self.starts[~self.none]], self.counts[~self.none])
        numbers: Codes = np.where(main == 0, np.array(kinds, np.int64)[origin], 0)
        return numbers

    def read(self, first: Places, second: Places) -> tuple[Bits, Codes, Flags]:
        """What the names of each pair weigh as they stand, the numbers of the levels they reach, in the order of
        reasons; and whether they may weigh more when one of them is read the other way round."""
        ours, theirs = self.counts[first], self.counts[second]
        times = ours * theirs
        starts = np.cumsum(times) - times
        pair = np.repeat(np.arange(len(first)), times)
        at = np.arange(len(pair)) - starts[pair]
        left, right = self.starts[first[pair]] + at // theirs[pair], self.starts[second[pair]] + at % theirs[pair]
        alias = np.where(self.aliases[left] > 0, self.aliases[left], self.aliases[right])
        left, right = self.codes[left], self.codes[right]
        numbers = np.stack([*self.straight(left, right), alias])
        weights = sum((self.levels.weights(one) for one in numbers), np.zeros(len(pair)))
        most, read = np.zeros(len(first)), np.zeros((MOST_LEVELS, len(first)), np.int64)
        some = times > 0
        if len(pair):
            most[some] = np.maximum.reduceat(weights, starts[some])
            best = np.where(weights == most[pair], np.arange(len(pair)), len(pair))
            read[:, some] = numbers[:, np.minimum.reduceat(best, starts[some])]
        agree = self.levels.are(numbers[0], AGREE | {"initial"}) & self.levels.are(numbers[2], AGREE)
        apart, turned = np.flatnonzero(~agree), np.zeros(len(first), bool)
        turned[pair[apart[self.may_turn(left[apart], right[apart])]]] = True
        return most, read, turned

    def straight(self, left: Codes, right: Codes) -> tuple[Codes, Codes, Codes, Codes]:
        """The numbers of the levels of given, middle and family name and of their origin, of pairs of names."""
        given = self.reached(self.given_levels, self.given, left, right)
        family = self.families(left, right)
        middle, origin = np.zeros(len(left), np.int64), np.zeros(len(left), np.int64)
        both = np.flatnonzero(self.middle[left] & self.middle[right])
        both = both[~self.levels.are(given[both], frozenset({"middle"}))]
        middle[both] = self.middles.numbers(left[both], right[both])
        alike = np.flatnonzero(self.levels.are(given, ALIKE) & self.levels.are(family, ALIKE))
        origin[alike] = self.together(left[alike], right[alike])
        return given, middle, family, origin

    def families(self, left: Codes, right: Codes) -> Codes:
        """The numbers of the levels of family names. What two that are the same reach depends on no more than how many
        are called so."""
        numbers, texts = np.zeros(len(left), np.int64), self.family.text
        same = (texts[left] == texts[right]) & (self.family.length[left] > 0)
        rest, left_same, right_same = ~same, left[same], right[same]
        _, example, which = np.unique(self.shares[left_same], return_index=True, return_inverse=True)
        pairs = zip(left_same[example].tolist(), right_same[example].tolist(), strict=True)
        reached = np.array([self.family_levels.compare(one, other) for one, other in pairs], np.int64)
        numbers[same] = reached[which]
        numbers[rest] = self.reached(self.family_levels, self.family, left[rest], right[rest])
        return numbers

    def together(self, left: Codes, right: Codes) -> Codes:
        """The numbers of the levels of names that are of one origin: that of the one that is so more."""
        new = distinct(np.concatenate([left, right]))
        new = new[np.isnan(self.times[new])]
        self.times[new] = times = [together_in(self.names[number]) for number in new.tolist()]
        kinds = {one: self.levels.number(origin_level(one)) for one in set(times)}
        self.origins[new] = [kinds[one] for one in times]
        numbers: Codes = np.where(self.times[left] >= self.times[right], self.origins[left], self.origins[right])
        return numbers

    def exactly(self, one: int, other: int) -> list[int]:
        """The numbers of the levels of the names of two persons, with every reading tried."""
        found = names(self.persons[one], self.persons[other], self.levels.weigh)
        numbers = [self.levels.number(level) for level in found]
        return numbers + [0] * (MOST_LEVELS - len(numbers))

    def may_turn(self, left: Codes, right: Codes) -> Flags:
        """False only for pairs of names that do not agree better when one of them is read the other way round."""
        given, family = self.given, self.family
        one, other = given.may_agree(left, family, right), family.may_agree(left, given, right)
        alike = np.where(self.whole[left] & self.whole[right], one & other, one | other)
        turned: Flags = alike | ~(self.plain[left] & self.plain[right])
        return turned

    def reached(self, levels: Once, part: Part, left: Codes, right: Codes) -> Codes:
        """The numbers of the levels of one part of pairs of names. Where plain names cannot agree they all differ
        alike."""
        numbers = np.zeros(len(left), np.int64)
        some = np.flatnonzero((part.length[left] > 0) & (part.length[right] > 0))
        left, right = left[some], right[some]
        apart = self.plain[left] & self.plain[right]
        apart &= ~(part.may_agree(left, part, right) | part.other_names[left] | part.other_names[right])
        if apart.any():
            example = int(np.argmax(apart))
            numbers[some[apart]] = levels.compare(int(left[example]), int(right[example]))
        numbers[some[~apart]] = levels.numbers(left[~apart], right[~apart])
        return numbers


class Part:
    """The given or the family part of many names, each with the middle names behind it: a number for each that
    differs, its sounds and words, its letters and the forms of it that tables know as bits, its length, and
    whether people of the family names beside it often have another name as well."""

    def __init__(
        self, parts: Sequence[tuple[str, ...]], middles: Sequence[tuple[str, ...]], other_names: Sequence[bool]
    ) -> None:
        numbers = Numbers[tuple[tuple[str, ...], tuple[str, ...], bool]]()
        self.codes = numbers.each(zip(parts, middles, other_names, strict=True))
        self.other_names = np.array(other_names, bool)
        self.texts = texts = ["".join(part) for part, _, _ in numbers.values()]
        several = np.array([bool(middle) or len(part) > 1 for part, middle, _ in numbers.values()], bool)
        lines = [(part, middle) for part, middle, _ in compress(numbers.values(), several.tolist())]
        twos = ["".join((part + middle)[:2]) for part, middle in lines]
        SPELLED.learn(chain(texts, twos))
        self.several = several[self.codes]
        sounds = hashes_of([SPELLED[text] for text in texts])
        self.two_sound = self.but_for(several, sounds, [SPELLED[two] for two in twos])
        words = hashes_of(texts)
        self.own = [self.but_for(several, words, [_word(part, at) for part, _ in lines]) for at in range(_MOST_WORDS)]
        self.behind = [
            self.but_for(several, words, [_word(middle or part, at) for part, middle in lines])
            for at in range(_MOST_WORDS)
        ]
        self.sound = sounds[self.codes]
        self.text = numbered_values(texts)[self.codes]
        self.letters = letters_of(texts)[self.codes]
        self.length = self.each(map(len, texts), np.int32)
        self.first = letters_of([text[:1] for text in texts])[self.codes]
        with_some = with_forms()
        self.forms = self.each((_forms(text) if text in with_some else 0 for text in texts), np.uint64)

    def but_for(self, some: Flags, usual: Hashes, values: Iterable[Hashable]) -> Hashes:
        """What is `usual` of each different part, but for the hashes of values of some; for all names."""
        hashes = usual.copy()
        hashes[some] = hashes_of(values)
        return hashes[self.codes]

    def each(self, values: Iterable[Any], kind: type[Any]) -> npt.NDArray[Any]:
        """A value of each different part, for all names."""
        return np.fromiter(values, kind)[self.codes]

    def may_agree(self, ours: Codes, other: Part, theirs: Codes) -> Flags:
        """False only where two plain parts agree neither by a word, by sound, table or short form nor but for a
        slip: a slip changes two letters and the length by one at most, two slips in a long name twice as
        much, and a short form is a beginning, shorter by two."""
        ours_long, theirs_long = self.length[ours], other.length[theirs]
        short, apart = np.minimum(ours_long, theirs_long), np.abs(ours_long - theirs_long)
        slips = np.where(short < TWO_SLIPS_FROM, 1, _MOST_SLIPS)
        one, another = self.letters[ours], other.letters[theirs]
        either = one | another
        within = (either == one) | (either == another)
        found: Flags = within & (apart > 1) & (self.first[ours] == other.first[theirs])
        found |= self.forms[ours] & other.forms[theirs] != 0
        found |= self.sound[ours] == other.sound[theirs]
        several = np.flatnonzero(self.several[ours] | other.several[theirs])
        found[several] |= self.in_common(ours[several], other, theirs[several])
        near = np.flatnonzero(~found & (np.bitwise_count(one ^ another) <= 2 * slips) & (apart <= slips))
        found[near] = self.distance(ours[near], other, theirs[near]) <= slips[near]
        return found

    def in_common(self, ours: Codes, other: Part, theirs: Codes) -> Flags:
        """Whether parts of names, of which one has several words, agree by a word or by sound."""
        found: Flags = self.sound[ours] == other.two_sound[theirs]
        found |= self.two_sound[ours] == other.sound[theirs]
        # two middle names that are the same make no parts agree
        for mine, others in ((self.own, other.own + other.behind), (self.behind, other.own)):
            for word, beside in product([each[ours] for each in mine], [each[theirs] for each in others]):
                found |= word == beside
        return found

    def distance(self, ours: Codes, other: Part, theirs: Codes) -> Codes:
        """How many slips of the fingers apart the parts of pairs of names are, if no more than the most that count."""
        left = [self.texts[code] for code in self.codes[ours].tolist()]
        right = [other.texts[code] for code in other.codes[theirs].tolist()]
        found: Codes = cpdist(left, right, scorer=DamerauLevenshtein.distance, score_cutoff=_MOST_SLIPS)
        return found


def _plain(name: Name) -> bool:
    """Whether the name is of one or two words a part, in Latin letters, and neither its given nor its family name an
    initial."""
    given, middle, family, _ = name
    if len(given) > 2 or len(middle) > 2 or len(family) > 2:
        return False
    for word in given + family:  # noqa: SIM110 - a generator takes twice the time
        if len(word) == 1 or not word.isascii():
            return False
    return True


def letters_of(texts: Sequence[str]) -> Codes:
    """A bit for each letter in each text; what is none of the Latin ones shares a bit."""
    letters = np.frombuffer("".join(texts).encode("ascii", "replace"), np.uint8) - np.uint8(97)
    bits = np.left_shift(np.int64(1), np.minimum(letters, _LETTERS).astype(np.int64))
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    found, some = np.zeros(len(texts), np.int64), lengths > 0
    if len(bits):
        found[some] = np.bitwise_or.reduceat(bits, (np.cumsum(lengths) - lengths)[some])
    return found


def _word(words: tuple[str, ...], at: int) -> str:
    """A word of several by its place, or the first where there is none there."""
    return words[at] if at < len(words) else "".join(words[:1])


def _forms(text: str) -> int:
    """A bit for each form of a name in the tables: names of one form have one bit in common."""
    return reduce(or_, (1 << hash(form) % _BITS for form in forms(text)), 0)
