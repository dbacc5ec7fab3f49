"""Scoring many candidate pairs at once: what recurs is compared once, and most pairs are passed over in arrays.

The result is what `worth_scoring` and `score` give pair by pair, from the same comparisons.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from legwork.linkage import comparing
from legwork.linkage.blocking import candidate_places
from legwork.linkage.bulk_columns import Columns
from legwork.linkage.bulk_facts import SEEN, Meeting, Seen
from legwork.linkage.bulk_names import MOST_LEVELS, Variants
from legwork.linkage.columns import Codes, Places, in_hexadecimal, numbered_values, tuples_of
from legwork.linkage.comparing_names import email_names
from legwork.linkage.levels import Levels, Once, Together, as_keys
from legwork.linkage.model import Model
from legwork.linkage.person import Person
from legwork.linkage.scoring import DECIDING, REASONS, ROUNDING, Compare, Deciding, Scored, score, worth_scoring

FEW = 1000
"""Pairs up to which it takes longer to prepare than to score them one by one."""

_FEW_VALUES = 100

_AT_ONCE = 50_000
"""Pairs looked at in one go, so that memory grows with the records and not with their pairs."""


def scored_pairs(persons: Sequence[Person], model: Model) -> Iterator[Scored]:
    """The score of every candidate pair of `persons` that is worth keeping, by position."""
    columns = Columns(persons)
    return kept_pairs(columns, *candidate_places(columns), model)


def kept_pairs(columns: Columns, left: Places, right: Places, model: Model) -> Iterator[Scored]:
    """The scores worth keeping of the pairs of places in two arrays, in their order."""
    persons = columns.persons
    if len(left) > FEW:
        table = Table(columns, model)
        for start in range(0, len(left), _AT_ONCE):
            yield from table.kept(left[start : start + _AT_ONCE], right[start : start + _AT_ONCE])
        return
    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        first, second = persons[one], persons[other]
        if worth_scoring(first, second, model):
            scored = score(first, second, model)
            if scored.worth_keeping(model):
                yield scored


@contextmanager
def resting_collector() -> Iterator[None]:
    """Keeps Python from looking through all persons for cycles, of which linking makes none, again and again; and
    once more at the end, as it would on finding them all new: they pass for old instead."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


class Table:
    """Many persons, each comparison a column. Every two values that meet are compared once a go, however many pairs
    hold them; comparisons go from those that decide most, and stop for a pair when what is left could not lift it to
    `model.keep`."""

    def __init__(self, columns: Columns, model: Model) -> None:
        self.persons = persons = columns.persons
        self.model = model
        self.levels = Levels(model)
        self.rank = np.empty(len(persons), np.int64)
        order = in_hexadecimal([person.digest for person in persons])
        if order is None:
            orders = [(person.digest, person.source) for person in persons]
            order = np.array(sorted(range(len(orders)), key=orders.__getitem__), np.int64)
        self.rank[order] = np.arange(len(persons))
        self.records = [person.record for person in persons]
        self.says = np.array([person.says for person in persons], np.int32)
        said = int(np.bitwise_or.reduce(self.says, initial=0))
        facts = [Values(columns, one, self.levels) for one in DECIDING if said >> one.place & 1]
        self.facts = sorted(facts, key=self.turn)
        self.identifiers = Meeting(columns.identifiers)
        self.uids = numbered_values(person.uid for person in persons)
        self.in_book = np.array([bool(person.uid) for person in persons], bool)
        self.suffixes = numbered_values(person.suffix for person in persons)
        self.names = Variants(columns, self.levels)
        self.together = Together(self.levels)

    def turn(self, fact: Values) -> tuple[bool, float]:
        """What has few values costs next to nothing and comes first, then what decides most."""
        return int(fact.codes.max(initial=0)) > _FEW_VALUES, -self.model.most(fact.name)

    def kept(self, left: Places, right: Places) -> Iterator[Scored]:
        """The scores worth keeping of pairs of places."""
        turned = self.rank[left] > self.rank[right]
        first, second = np.where(turned, right, left), np.where(turned, left, right)
        shared = self.shared(first, second)
        places, numbers = self.compared(first, second, shared)
        bits, reasons = zip(*map(self.together.__getitem__, as_keys(numbers)), strict=True) if len(places) else ((), ())
        identifiers = [shared.get(place, ()) for place in places.tolist()]
        records = ([self.records[place] for place in side[places].tolist()] for side in (left, right))
        found = tuples_of(Scored, *records, bits, reasons, identifiers)
        return (pair for pair in found if pair.worth_keeping(self.model))

    def shared(self, first: Places, second: Places) -> dict[int, tuple[str, ...]]:
        """The identifiers that pairs share, by the place of the pair."""
        places = np.flatnonzero(self.identifiers.may_meet(first, second))
        pairs = zip(places.tolist(), first[places].tolist(), second[places].tolist(), strict=True)
        return {place: both for place, one, other in pairs if (both := self.persons[one].shares(self.persons[other]))}

    def compared(self, first: Places, second: Places, shared: Iterable[int]) -> tuple[npt.NDArray[np.int64], Codes]:
        """The pairs that reach `model.keep` or are `shared`, and the numbers of the levels they reach, one row for
        each reason in the order of reasons."""
        least = self.model.keep - ROUNDING
        says = self.says[first] & self.says[second]
        most = {fact.name: self.model.most(fact.name) for fact in self.facts}
        hopes = (np.where(says >> fact.place & 1, most[fact.name], 0.0) for fact in self.facts)
        hope = sum(hopes, np.zeros(len(first)))
        numbers = np.zeros((MOST_LEVELS + len(REASONS), len(first)), np.int64)
        named, read, asked_again = self.names.read(first, second)
        numbers[:MOST_LEVELS] = read
        spelt = numbers[_row("email_name")]
        for place in np.flatnonzero(self.names.none[first] != self.names.none[second]).tolist():
            spelt[place] = self.number(email_names, first[place], second[place])
        total = named + self.model.prior + self.levels.weights(spelt)
        sure = asked_again.copy()
        sure[list(shared)] = True
        alive: npt.NDArray[np.int64] = np.flatnonzero(sure | (total + hope >= least))
        for fact in self.facts:
            asked = alive[(says[alive] >> fact.place & 1) == 1]
            reached = fact.compared(first[asked], second[asked])
            numbers[_row(fact.name), asked] = reached
            total[asked] += self.levels.weights(reached)
            hope[asked] -= most[fact.name]
            alive = alive[sure[alive] | (total[alive] + hope[alive] >= least)]
        for place in alive[asked_again[alive]].tolist():
            numbers[:MOST_LEVELS, place] = self.names.exactly(int(first[place]), int(second[place]))
            total[place] += self.levels.weights(numbers[:MOST_LEVELS, place]).sum() - named[place]
        sure &= ~asked_again
        sure[list(shared)] = True
        alive = alive[sure[alive] | (total[alive] >= least)]
        self.one_sided(first, second, alive, numbers)
        return alive, numbers[:, alive]

    def one_sided(self, first: Places, second: Places, alive: npt.NDArray[np.int64], numbers: Codes) -> None:
        """Fills in the reasons that are no matter of both sides having something."""
        one, other = first[alive], second[alive]
        for place in alive[(self.uids[one] == self.uids[other]) & self.in_book[one]].tolist():
            numbers[_row("uid"), place] = self.number(comparing.uids, first[place], second[place])
        for place in alive[self.suffixes[one] != self.suffixes[other]].tolist():
            numbers[_row("generation"), place] = self.number(comparing.generations, first[place], second[place])

    def number(self, compare: Compare, one: int, other: int) -> int:
        return self.levels.number(compare(self.persons[one], self.persons[other]))


def _row(comparison: str) -> int:
    return MOST_LEVELS + REASONS.index(comparison)


class Values:
    """What one comparison reads of each person, numbered."""

    def __init__(self, columns: Columns, asked: Deciding, levels: Levels) -> None:
        persons = columns.persons
        self.place = asked.place
        self.name = asked.name
        self.levels = levels
        self.seen = SEEN.get(asked.name, Seen)(columns, asked)
        self.codes = self.seen.codes
        self.number = levels.asking(asked.compare, persons)
        self.usual, self.equal = Once(self.number, self.codes), Once(self.number, self.codes)

    def compared(self, first: Places, second: Places) -> Codes:
        """The numbers of the levels of pairs of places."""
        numbers = np.zeros(len(first), np.int64)
        told = self.seen.told(first, second)
        if told.any():
            example = int(np.argmax(told))
            numbers[told] = self.number(int(first[example]), int(second[example]))
        rest = np.flatnonzero(~told)
        first, second = first[rest], second[rest]
        meet = self.seen.may_meet(first, second)
        alike = meet.copy()
        alike[meet] = self.seen.alike(first[meet], second[meet])
        numbers[rest[alike]] = self.equal.numbers(first[alike], second[alike])
        numbers[rest[~meet]] = self.usual.numbers(first[~meet], second[~meet])
        alone = meet & ~alike
        pairs = zip(first[alone].tolist(), second[alone].tolist(), strict=True)
        numbers[rest[alone]] = [self.number(one, other) for one, other in pairs]
        return numbers
