"""What persons have in common besides names, for many pairs at once: which pairs a comparison has to be asked about,
and which are alike in all it looks at."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from operator import attrgetter, eq
from types import MappingProxyType
from typing import Any

import numpy as np

from legwork.linkage.bulk_columns import Columns
from legwork.linkage.bulk_names import letters_of
from legwork.linkage.columns import Codes, Flags, Lists, Numbers, Places, hashes_of, numbered_values
from legwork.linkage.comparing import NEARLY, SIMILAR, numbers_in
from legwork.linkage.person import Household
from legwork.linkage.scoring import Deciding
from legwork.linkage.tables import employer_domains

_FIRST = 3
_DIGITS = 8
_DAY = len("2000-01-01")
_LAST_BITS = np.uint64(0x0101010101010101)
_SLIP = 2
_ROUNDING = 1e-6
_NOWHERE = Household()


class Meeting:
    """Some values of each person, as hashes, and how many values there are."""

    def __init__(self, held: Lists) -> None:
        self.counts = held.counts.astype(np.int32)
        self.most = min(_FIRST, int(self.counts.max(initial=0)))
        self.hashes = np.zeros((self.most, len(held.counts)), np.int64)
        for rank in range(self.most):
            some = np.flatnonzero(self.counts > rank)
            self.hashes[rank, some] = held.hashes[held.starts[some] + rank]

    def may_meet(self, first: Places, second: Places) -> Flags:
        """False only for pairs that have no value in common."""
        ours, theirs = self.counts[first], self.counts[second]
        found: Flags = ((ours > _FIRST) & (theirs > 0)) | ((theirs > _FIRST) & (ours > 0))
        held = [hashes[first] for hashes in self.hashes], [hashes[second] for hashes in self.hashes]
        for mine, other in product(range(self.most), repeat=2):
            found |= (held[0][mine] == held[1][other]) & (ours > mine) & (theirs > other)
        return found


class Seen:
    """What one comparison sees of persons: what `Deciding.reads` says of each, numbered, and the values behind the
    numbers. Pairs that do not `may_meet` reach a level by that alone, and so do those that are `alike`."""

    def __init__(self, columns: Columns, asked: Deciding) -> None:
        persons = columns.persons
        numbers = Numbers[Any]()
        self.codes = (
            np.zeros(len(persons), np.int64) if asked.reads is None else numbers.each(map(asked.reads, persons))
        )
        self.values = numbers.values()
        self.meeting = None if asked.meets is None else Meeting(Lists(list(map(asked.meets, persons))))
        self.whole = list(map(asked.whole, persons)) if asked.whole else None

    def may_meet(self, first: Places, second: Places) -> Flags:
        return _none(first, second) if self.meeting is None else self.meeting.may_meet(first, second)

    def alike(self, first: Places, second: Places) -> Flags:
        """Of pairs that may meet, those of the same values."""
        if self.whole is None:
            return _none(first, second)
        ours, theirs = map(self.whole.__getitem__, first.tolist()), map(self.whole.__getitem__, second.tolist())
        return np.fromiter(map(eq, ours, theirs), np.bool_, len(first))

    def told(self, first: Places, second: Places) -> Flags:
        """Some pairs that all reach one level, whatever the others say of them."""
        return _none(first, second)


class Birthdays(Seen):
    """Dates by their digits, eight to a number."""

    def __init__(self, columns: Columns, asked: Deciding) -> None:
        super().__init__(columns, asked)
        self.day_of = columns.day_of
        texts = [f"{day[:-6]:>4}{day[-5:-3]}{day[-2:]}".rjust(_DIGITS) for day in columns.days]
        self.digits = np.frombuffer("".join(texts).encode("ascii", "replace"), np.uint64)
        self.yearless = np.array([not text[0].isdigit() for text in texts], bool)
        self.codes = self.yearless[self.day_of].astype(np.int64)
        self.whole_day = np.array([len(day) == _DAY and day[0].isdigit() for day in columns.days], bool)
        self.year = numbered_values(text[:4] for text in texts)
        self.day = numbered_values(text[4:] for text in texts)
        self.sorted = numbered_values("".join(sorted(text)) for text in texts)
        self.turned = numbered_values("".join(sorted(text[4:])) for text in texts)

    def may_meet(self, first: Places, second: Places) -> Flags:
        """False only for days that differ by more than a digit or two exchanged, and not by day and month exchanged."""
        ours, theirs = self.day_of[first], self.day_of[second]
        count = self.differing(ours, theirs)
        slips = (count <= 1) | ((count == _SLIP) & (self.sorted[ours] == self.sorted[theirs]))
        exchanged = (self.year[ours] == self.year[theirs]) & (self.turned[ours] == self.turned[theirs])
        yearless = (self.yearless[ours] | self.yearless[theirs]) & (self.day[ours] == self.day[theirs])
        found: Flags = slips | exchanged | yearless
        return found

    def alike(self, first: Places, second: Places) -> Flags:
        alike: Flags = self.day_of[first] == self.day_of[second]
        return alike

    def told(self, first: Places, second: Places) -> Flags:
        """Whole days that differ in one digit."""
        ours, theirs = self.day_of[first], self.day_of[second]
        both = self.whole_day[ours] & self.whole_day[theirs]
        told: Flags = both & (self.differing(ours, theirs) == 1)
        return told

    def differing(self, ours: Codes, theirs: Codes) -> Codes:
        """How many digits of two days differ."""
        differing = self.digits[ours] ^ self.digits[theirs]
        for bits in (4, 2, 1):
            differing |= differing >> np.uint64(bits)
        count: Codes = np.bitwise_count(differing & _LAST_BITS)
        return count


class Households(Seen):
    """Postal addresses, of which most people have one: its parts by number, none being 0, and the numbers in its
    street, of which the first counts."""

    def __init__(self, columns: Columns, asked: Deciding) -> None:
        super().__init__(columns, asked)
        persons = columns.persons
        homes = [person.households[0] if person.households else _NOWHERE for person in persons]
        street, postcode, city = (numbered_values(each) for each in zip(_NOWHERE, *homes, strict=True))
        self.street, self.postcode, self.city = street[1:], postcode[1:], city[1:]
        numbers = Lists([numbers_in(one) for one in dict.fromkeys(["", *map(attrgetter("street"), homes)])])
        first = np.zeros(len(numbers.counts), np.int64)
        first[numbers.counts > 0] = numbers.hashes[numbers.starts[numbers.counts > 0]]
        self.number = first[self.street]
        several = np.array([len(person.households) > 1 for person in persons], bool)
        self.many = several | (numbers.counts > 1)[self.street]

    def may_meet(self, first: Places, second: Places) -> Flags:
        """False only where neither postcode nor number are the same: one street has one number, or both have none."""
        found = (self.postcode[first] == self.postcode[second]) & (self.postcode[first] > 0)
        found |= (self.number[first] == self.number[second]) & (self.street[first] > 0) & (self.street[second] > 0)
        either: Flags = found | self.many[first] | self.many[second]
        return either

    def alike(self, first: Places, second: Places) -> Flags:
        """Those of one household in one street of one postcode or city, or in no street of one of both."""
        street = self.street[first]
        postcode, city = self.postcode[first] == self.postcode[second], self.city[first] == self.city[second]
        near = np.where(street > 0, postcode | city, postcode & city)
        alike: Flags = near & (street == self.street[second]) & ~(self.many[first] | self.many[second])
        return alike

    def told(self, first: Places, second: Places) -> Flags:
        """Households of one postcode with two numbers."""
        told: Flags = (self.postcode[first] == self.postcode[second]) & (self.postcode[first] > 0)
        told &= self.number[first] != self.number[second]
        told &= ~(self.many[first] | self.many[second])
        return told


class Employers(Seen):
    """Kinds of work: whether each is one employer by name and no more, and what of that name rules others out."""

    def __init__(self, columns: Columns, asked: Deciding) -> None:
        super().__init__(columns, asked)
        plain = [len(names) == 1 and not domains and not line.strip() for names, domains, line in self.values]
        names = [names[0] if alone else "" for (names, _, _), alone in zip(self.values, plain, strict=True)]
        joined = [name.replace(" ", "") for name in names]
        self.plain = np.array(plain, bool)
        self.words = np.array([name.count(" ") for name in names], np.int32)
        self.length = np.array([*map(len, joined)], np.int32)
        self.letters = letters_of(joined)
        self.word = hashes_of(name.partition(" ")[0] for name in names)
        self.letter = hashes_of(name[:1] for name in names)
        self.known = np.array([name in employer_domains() for name in names], bool)

    def told(self, first: Places, second: Places) -> Flags:
        """Pairs of plain employers that are neither the same nor similar: they have no address in common, begin with
        different words, are not both in the table, neither is the other's initials, and more letters differ than may
        in similar names."""
        ours, theirs = self.codes[first], self.codes[second]
        length, other_length = self.length[ours], self.length[theirs]
        most = (length + other_length) * (1 - SIMILAR / 100) + _ROUNDING
        differing = np.bitwise_count(self.letters[ours] ^ self.letters[theirs])
        apart: Flags = (differing > most) | (np.abs(length - other_length) > most)
        apart &= self.word[ours] != self.word[theirs]
        apart &= ~(self.known[ours] & self.known[theirs])
        apart &= (self.letter[ours] != self.letter[theirs]) | ((self.words[ours] > 0) == (self.words[theirs] > 0))
        apart &= self.plain[ours] & self.plain[theirs]
        apart[apart] = ~self.may_meet(first[apart], second[apart])
        return apart


class Cities(Seen):
    """Cities, of which most people have one."""

    def __init__(self, columns: Columns, asked: Deciding) -> None:
        super().__init__(columns, asked)
        cities = [places[0] if len(places) == 1 else "" for places in self.values]
        joined = [city.replace(" ", "") for city in cities]
        self.one = np.array([bool(city) for city in cities], bool)
        self.length = np.array([*map(len, joined)], np.int32)
        self.letters = letters_of(joined)
        self.word = hashes_of(city.partition(" ")[0] for city in cities)

    def told(self, first: Places, second: Places) -> Flags:
        """Two cities that begin with different words, of which more letters differ than may in similar ones."""
        ours, theirs = self.codes[first], self.codes[second]
        most = (self.length[ours] + self.length[theirs]) * (1 - NEARLY / 100) + _ROUNDING
        told: Flags = np.bitwise_count(self.letters[ours] ^ self.letters[theirs]) > most
        told &= self.word[ours] != self.word[theirs]
        told &= self.one[ours] & self.one[theirs]
        return told


SEEN: Mapping[str, type[Seen]] = MappingProxyType(
    {"birthday": Birthdays, "household": Households, "employer": Employers, "place": Cities}
)
"""Comparisons that see more than `Seen` does."""


def _none(first: Places, second: Places) -> Flags:
    return np.zeros(min(len(first), len(second)), bool)
