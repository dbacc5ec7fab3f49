"""The blocking keys of many persons as numbers: what recurs is spelled and hashed once, and the rest multiplied out.

A key of two facts is a mixture of the hashes of its beginning and of what ends it, so that only the few beginnings and
ends are ever spelled.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from inspect import unwrap
from itertools import chain
from operator import attrgetter

import numpy as np

from legwork.linkage.bulk_columns import Columns
from legwork.linkage.columns import Flags, Hashes, Lists, Numbers, Rows, hashes_of, spread
from legwork.linkage.comparing_names import SPELLED
from legwork.linkage.keys import (
    FamilyKeys,
    GivenKeys,
    called,
    callings,
    employers_of,
    family_keys,
    given_keys,
    halves,
    is_rare,
    local_at_employer,
    local_names,
    pairs_of_parts,
    parts_at_employer,
    street_head,
)
from legwork.linkage.person import Name, Person

_MIX = np.int64(-7046029254386353131)
"""2^64 by the golden ratio, odd and without pattern (Knuth, The Art of Computer Programming 3, section 6.4)."""

_NO_FAMILY = FamilyKeys("", "", "", (), rare=False, short=False)

Placed = tuple[Hashes, Rows]
"""Hashes of keys, or of their beginnings, and the places of the persons they are of."""

Keys = Iterator[Placed]


def key_groups(columns: Columns) -> Keys:
    """A number for each key of each person, and the person's place beside it, in groups that have no key in common;
    some come twice.

    Two numbers are the same where two of `blocking_keys` are, and hold in their last bit what `numbered` puts there.
    """
    facts, names, addresses = _Facts(columns), _Names(columns), _Addresses(columns.persons)
    for keys, places in (facts.telling(), names.telling()):
        yield keys | 1, places
    for group in _groups(facts, names, addresses):
        keys, places = (np.concatenate(each) for each in zip(*group, strict=True))
        yield keys & ~1, places


def _groups(facts: _Facts, names: _Names, addresses: _Addresses) -> Iterator[Sequence[Placed]]:
    """Keys of no whole name and no identifier, those of one kind at a time, so that no others are held meanwhile."""
    yield from ([keys] for keys in names.alone())
    yield [names.local(), addresses.whole()]
    yield [*names.of_bones()]
    yield [*names.of_words()]
    yield [facts.at_employers(*begun) for begun in (*names.at_employer(facts), addresses.at_employer())]
    yield [key for begun in (names.at_work(), addresses.at_work()) for key in facts.at_work(*begun)]
    yield from ([keys] for keys in names.with_days(facts))
    yield [names.at_home(facts), *facts.at_home()]
    yield [facts.linked()]


class _Column:
    """A list of hashes for each row: of `lists` the one with the row's number."""

    def __init__(self, lists: Collection[Collection[str]] | Lists, numbers: Rows) -> None:
        held = lists if isinstance(lists, Lists) else Lists(lists)
        self.hashes, self.counts, self.starts = held.hashes, held.counts[numbers], held.starts[numbers]

    @classmethod
    def of_rows(cls, hashes: Hashes, rows: Rows, count: int) -> _Column:
        """A column of so many rows of hashes that stand in order of their rows."""
        column = cls((), np.zeros(0, np.int64))
        column.hashes, column.counts = hashes, np.bincount(rows, minlength=count)
        column.starts = np.cumsum(column.counts) - column.counts
        return column

    def of(self, rows: Rows) -> Placed:
        """The hashes of some rows, and for each the place in `rows` it comes from."""
        counts = self.counts[rows]
        which, at = spread(counts)
        return self.hashes[self.starts[rows][which] + at], which


class _Facts:
    """What persons say besides their names: a row for each."""

    def __init__(self, columns: Columns) -> None:
        self.columns, self.persons = columns, columns.persons
        persons = self.persons
        self.places = np.arange(len(persons))
        works = Numbers[tuple[tuple[str, ...], tuple[str, ...]]]()
        numbers = works.each(map(attrgetter("employers", "domains"), persons))
        self.employers = _Column([employers_of(*work) for work in works.values()], numbers)
        titles = Numbers[tuple[frozenset[str], ...]]()
        numbers = titles.each(map(attrgetter("titles"), persons))
        self.titles = _Column([[" ".join(sorted(title)) for title in each] for each in titles.values()], numbers)
        days, numbers = columns.days, columns.day_of
        self.days = _Column([[f"birthday:{day[-5:]}"] if day else () for day in days], numbers)
        self.halves = _Column([[f"{day[-5:]}:{half}" for half in halves(day)] for day in days], numbers)
        self.dates = _Column([[day] if day else () for day in days], numbers)
        homes = [(place, home) for place, person in enumerate(persons) for home in person.households if home.postcode]
        codes, streets = Numbers[str](), Numbers[str]()
        numbers = codes.each([home.postcode for _, home in homes])
        hashes = hashes_of([f"home:{code}" for code in codes.values()])[numbers]
        self.homes = _Column.of_rows(hashes, np.array([place for place, _ in homes], np.int64), len(persons))
        numbers = streets.each([home.street for _, home in homes])
        self.heads = _Column(list(map(street_head, streets.values())), numbers)

    def telling(self) -> Placed:
        return _Column(self.columns.identifiers, self.places).of(self.places)

    def linked(self) -> Placed:
        return _Column([_linked(person.links) for person in self.persons], self.places).of(self.places)

    def at_home(self) -> Keys:
        """Keys of a postcode with a street or a birthday."""
        codes, places = self.homes.of(self.places)
        heads, which = self.heads.of(np.arange(len(codes)))
        yield _mixed(codes[which], heads), places[which]
        days, which = self.dates.of(places)
        yield _mixed(codes[which], days), places[which]

    def at_employers(self, begun: Hashes, places: Rows) -> Placed:
        """Keys that an employer of each of these places ends."""
        ends, which = self.employers.of(places)
        return _mixed(begun[which], ends), places[which]

    def at_work(self, begun: Hashes, places: Rows, initials: Hashes) -> Keys:
        """Keys that an employer ends, alone or beside the initial of a family name, where it is not 0, or a title."""
        ends, which = self.employers.of(places)
        begun, places, initials = begun[which], places[which], initials[which]
        yield _mixed(begun, ends), places
        some = initials != 0
        yield _mixed(begun[some], _mixed(ends[some], initials[some])), places[some]
        titles, which = self.titles.of(places)
        yield _mixed(begun[which], _mixed(ends[which], titles)), places[which]


class _Names:
    """Every name of every person as a row: the person's place, and numbers of the name and of its parts."""

    def __init__(self, columns: Columns) -> None:
        self.places = np.repeat(np.arange(len(columns.counts)), columns.counts)
        self.name, self.names = columns.name_of, columns.names
        self.texts = [("".join(name.given), "".join(name.family)) for name in self.names]
        self.tokens = [name.tokens for name in self.names]
        self.are_plain = list(map(_is_plain, self.names))
        given, family = Numbers[str](), Numbers[str]()
        self.given = given.each([ours or theirs for ours, theirs in self.texts])[self.name]
        self.family = family.each([theirs if ours else "" for ours, theirs in self.texts])[self.name]
        words = [tokens for tokens, is_plain in zip(self.tokens, self.are_plain, strict=True) if not is_plain]
        SPELLED.learn(chain(given.values(), family.values(), chain.from_iterable(words)))
        self.givens = [unwrap(given_keys)(text) for text in given.values()]
        self.families = [unwrap(family_keys)(text) if text else _NO_FAMILY for text in family.values()]
        self.both = self.of_family(lambda name: bool(name.sound))
        self.last, self.last_of = self.words(tokens[-1] for tokens in self.tokens)

    def telling(self) -> Placed:
        return self.begun(lambda name: name.named, lambda name: name.sound, self.both)

    def of_bones(self) -> Keys:
        yield self.begun(lambda name: (name.bones,), lambda name: name.sound, self.both)
        yield self.begun(lambda name: name.spoken, lambda name: name.bones, self.both)

    def alone(self) -> Keys:
        """Keys of one part of a name, or beside an initial."""
        rare, short = self.of_given(lambda name: name.rare), self.of_given(lambda name: name.short)
        rare_family, initial = self.of_family(lambda name: name.rare), self.of_family(lambda name: name.short)
        yield self.begun(lambda name: name.before_initial, lambda name: name.initial, self.both & (rare | initial))
        yield self.begun(lambda name: name.initials, lambda name: name.sound, self.both & (rare_family | short))
        yield self.placed(_Column([(name.alone,) for name in self.givens], self.given), ~self.both | initial)

    def local(self) -> Placed:
        """Keys that addresses built from a name have as well."""
        return self.placed(_Column([local_names(*text) if all(text) else () for text in self.texts], self.name))

    def of_words(self) -> Keys:
        """Keys of each two words of a name. Most names are of two, and need no list of their own."""
        short, initial = self.of_given(lambda name: name.short), self.of_family(lambda name: name.short)
        plain = np.array(self.are_plain, bool)[self.name]
        ours = hashes_of(name.sound for name in self.givens)[self.given]
        theirs = self.ends(lambda name: name.sound)
        two = np.flatnonzero(plain & ~short & ~initial & (ours != theirs))
        yield _either_way(ours[two], theirs[two]), self.places[two]
        each = zip(self.names, self.texts, self.are_plain, strict=True)
        parts = [() if is_plain or not all(text) else pairs_of_parts(name) for name, text, is_plain in each]
        words, places = self.placed(
            _Column([[*chain.from_iterable(pairs)] if pairs else () for pairs in parts], self.name)
        )
        yield _either_way(words[::2], words[1::2]), places[::2]

    def at_employer(self, facts: _Facts) -> Keys:
        """Beginnings of keys with an employer, of those who have one."""
        employed = facts.employers.counts[self.places] > 0
        yield self.placed(_Column([(name.at_employer,) for name in self.givens], self.given), self.both & employed)
        yield self.placed(_Column([name.at_employer for name in self.families], self.family), employed)
        asked = np.bincount(self.name[employed], minlength=len(self.names)) > 0
        each = zip(self.names, self.texts, asked.tolist(), strict=True)
        begun = [_at_employer(name, text) if is_asked else () for name, text, is_asked in each]
        yield self.placed(_Column(begun, self.name), employed)

    def at_work(self) -> tuple[Hashes, Rows, Hashes]:
        """Beginnings of keys with work, and the initial of the family name, 0 where there is none."""
        begun, which = _Column([name.at_work for name in self.givens], self.given).of(self.rows())
        initials = np.where(self.both, self.ends(lambda name: name.initial), 0)
        return begun, self.places[which], initials[which]

    def at_home(self, facts: _Facts) -> Placed:
        ends = hashes_of([word[:3] for word in self.last])[self.last_of]
        codes, which = facts.homes.of(self.places)
        return _mixed(codes, ends[which]), self.places[which]

    def with_days(self, facts: _Facts) -> Keys:
        """Keys of a birthday, or of half its year, and words of the name."""
        first, first_of = self.words(name.given[0] if name.given else "" for name in self.names)
        some = np.flatnonzero(np.array([bool(word) for word in first], bool)[first_of])
        begun, ends = (
            hashes_of([word[:3] for word in first])[first_of],
            hashes_of([word[0] for word in self.last])[self.last_of],
        )
        days, which = facts.days.of(self.places[some])
        rows = some[which]
        yield _mixed(days, _mixed(begun[rows], ends[rows])), self.places[rows]
        rare = np.array([is_rare(word) for word in first], bool)[first_of]
        yield _mixed(days, hashes_of(first)[first_of][rows])[rare[rows]], self.places[rows][rare[rows]]
        halves_, which = facts.halves.of(self.places[some])
        yield _mixed(halves_, begun[some[which]]), self.places[some[which]]
        letters, places = self.letters(hashes_of([word[:1] for word in first])[first_of], ends)
        dates, which = facts.dates.of(places)
        yield _mixed(letters[which], dates), places[which]

    def letters(self, first: Hashes, last: Hashes) -> Placed:
        """The first letter of each word, those of the first and last of each row given: most names have no others."""
        two = np.flatnonzero(np.array(self.are_plain, bool)[self.name])
        each = zip(self.tokens, self.are_plain, strict=True)
        others = [() if is_plain else [word[0] for word in words] for words, is_plain in each]
        more, places = self.placed(_Column(others, self.name))
        return np.concatenate([first[two], last[two], more]), np.concatenate([self.places[two]] * 2 + [places])

    def rows(self) -> Rows:
        return np.arange(len(self.name))

    def words(self, words: Iterable[str]) -> tuple[list[str], Rows]:
        """A word of each different name: those that differ, and for each row the number of its own."""
        numbers = Numbers[str]()
        held = numbers.each(words)
        return numbers.values(), held[self.name]

    def begun(
        self, begin: Callable[[GivenKeys], Collection[str]], end: Callable[[FamilyKeys], str], rows: Flags
    ) -> Placed:
        """Keys that the given name begins and the family name ends, of some rows."""
        some = np.flatnonzero(rows)
        hashes, which = _Column([*map(begin, self.givens)], self.given).of(some)
        return _mixed(hashes, self.ends(end)[some[which]]), self.places[some[which]]

    def placed(self, column: _Column, rows: Flags | None = None) -> Placed:
        """The hashes of some rows, or all, with their places."""
        some = self.rows() if rows is None else np.flatnonzero(rows)
        hashes, which = column.of(some)
        return hashes, self.places[some[which]]

    def ends(self, read: Callable[[FamilyKeys], str]) -> Hashes:
        return hashes_of(map(read, self.families))[self.family]

    def of_given(self, read: Callable[[GivenKeys], bool]) -> Flags:
        return np.fromiter(map(read, self.givens), np.bool_)[self.given]

    def of_family(self, read: Callable[[FamilyKeys], bool]) -> Flags:
        return np.fromiter(map(read, self.families), np.bool_)[self.family]


class _Addresses:
    """What the addresses of persons without a name add to keys."""

    def __init__(self, persons: Sequence[Person]) -> None:
        bare = [(place, called(one)) for place, who in enumerate(persons) if not who.names for one in callings(who)]
        self.called = [found for _, found in bare]
        self.places = np.array([place for place, _ in bare], np.int64)
        self.rows = np.arange(len(bare))

    def whole(self) -> Placed:
        hashes, which = _Column([found.whole for found in self.called], self.rows).of(self.rows)
        return hashes, self.places[which]

    def at_employer(self) -> Placed:
        hashes, which = _Column([found.at_employer for found in self.called], self.rows).of(self.rows)
        return hashes, self.places[which]

    def at_work(self) -> tuple[Hashes, Rows, Hashes]:
        hashes, which = _Column([found.at_work for found in self.called], self.rows).of(self.rows)
        return hashes, self.places[which], np.zeros(len(which), np.int64)


def _is_plain(name: Name) -> bool:
    """Whether the name is of two words."""
    return len(name.given) == len(name.family) == 1 and not name.middle


def _at_employer(name: Name, text: tuple[str, str]) -> Collection[str]:
    return (*local_at_employer(*text), *parts_at_employer(name)) if all(text) else ()


def _linked(links: Sequence[str]) -> Collection[str]:
    return [f"link:{link}" for link in links if "/" in link]


def _mixed(left: Hashes, right: Hashes) -> Hashes:
    return left * _MIX + right


def _either_way(one: Hashes, other: Hashes) -> Hashes:
    """The same for two words whichever comes first."""
    return (one + other) * _MIX
