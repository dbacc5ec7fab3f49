"""The blocking keys of many persons as numbers: what recurs is spelled and hashed once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from legwork.linkage.keys import at_home, called, callings, employers_of, halves, work
from legwork.linkage.person import Email, Name, Person

Hashes = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Fact = TypeVar("Fact", bound=Hashable)

_MIX = np.int64(-7046029254386353131)
"""2^64 by the golden ratio, odd and without pattern (Knuth, The Art of Computer Programming 3, section 6.4)."""


def hashed_keys(persons: Sequence[Person]) -> tuple[Hashes, Places]:
    """A number for each key of each person, and the person's place beside it, in order of places; some come twice.

    Two numbers are the same where two of `blocking_keys` are, and hold in their last bit what `numbered` puts there.
    """
    rows = _Rows(persons)
    found = [*rows.keys(), *_single(persons)]
    keys, places = np.concatenate([one for one, _ in found]), np.concatenate([place for _, place in found])
    order = np.argsort(places, kind="stable")
    return keys[order], places[order]


class Lists:
    """A list of texts for each of some things, as hashes, one list behind the other."""

    def __init__(self, lists: Iterable[Collection[str]] = ()) -> None:
        self._hashes, self._counts = array("q"), array("q")
        for texts in lists:
            self.add(texts)

    def add(self, texts: Collection[str]) -> None:
        self._hashes.extend(map(hash, texts))
        self._counts.append(len(texts))

    @cached_property
    def hashes(self) -> Hashes:
        return np.frombuffer(self._hashes, np.int64)

    @cached_property
    def counts(self) -> Hashes:
        return np.frombuffer(self._counts, np.int64)

    @cached_property
    def starts(self) -> Hashes:
        return np.cumsum(self.counts) - self.counts


class _Names:
    """What each of some names, or addresses, adds to keys. The texts are many and not kept."""

    def __init__(self, names: Iterable[Name | Email]) -> None:
        self.telling, self.whole, self.at_employer, self.at_work = Lists(), Lists(), Lists(), Lists()
        self.days, self.given, self.letters, self.last = Lists(), Lists(), Lists(), Lists()
        self.initials: list[str] = []
        for one in map(called, names):
            self.telling.add(one.telling)
            self.whole.add(one.whole)
            self.at_employer.add(one.at_employer)
            self.at_work.add(one.at_work)
            self.days.add(one.days)
            self.given.add(_some(one.given))
            self.letters.add(one.letters)
            self.last.add(_some(one.last))
            self.initials.append(one.initial)


class _Rows:
    """Every name of every person, or address of one without names, as a row: the person's place, and numbers of the
    name and of what its keys take from the person."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self.persons = persons
        names: dict[Name | Email, int] = {}
        places, numbers = array("i"), array("i")
        for place, person in enumerate(persons):
            for name in callings(person):
                places.append(place)
                numbers.append(names.setdefault(name, len(names)))
        self.places, self.names = np.frombuffer(places, np.int32), np.frombuffer(numbers, np.int32)
        self.called = _Names(names)

    def keys(self) -> Iterable[tuple[Hashes, Places]]:
        """The keys of each kind with the places they are of."""
        called = self.called
        for lists, last_bit in ((called.telling, 1), (called.whole, 0)):
            keys, places = self.alone(lists)
            yield keys & ~1 | last_bit, places
        works, work_of = self.facts(lambda person: (person.employers, person.domains))
        at = [employers_of(names, domains) for names, domains in works]
        yield self.beside(called.at_employer, Lists(at), work_of)
        titles, title_of = self.facts(lambda person: person.titles)
        ends: dict[tuple[int, int, str], int] = {}
        rows = zip(work_of.tolist(), title_of.tolist(), self.names.tolist(), strict=True)
        asked = [ends.setdefault((a, b, called.initials[name]), len(ends)) for a, b, name in rows]
        beside = Lists(work(at[a], titles[b], initial) for a, b, initial in ends)
        yield self.beside(called.at_work, beside, np.array(asked, np.int32))
        days, day_of = self.facts(lambda person: person.birthday)
        yield self.beside(called.days, Lists(_begun(days, "birthday", -5)), day_of)
        firsts = called.given
        yield self.beside(
            firsts, Lists([f"birthday:{day[-5:]}:{half}" for half in halves(day)] for day in days), day_of
        )
        yield self.beside(called.letters, Lists(_begun(days, "birthdays", 0)), day_of)
        codes, code_of = self.facts(lambda person: tuple(h.postcode for h in person.households if h.postcode))
        homes = Lists([f"home:{code}" for code in each] for each in codes)
        yield self.beside(called.last, homes, code_of)

    def facts(self, read: Callable[[Person], Fact]) -> tuple[list[Fact], Places]:
        """The values of persons, each once, and for each row the number of its own."""
        numbers: dict[Fact, int] = {}
        held = [numbers.setdefault(read(person), len(numbers)) for person in self.persons]
        return list(numbers), np.array(held, np.int32)[self.places]

    def alone(self, lists: Lists) -> tuple[Hashes, Places]:
        times = lists.counts[self.names]
        row, at = _spread(times)
        return lists.hashes[lists.starts[self.names[row]] + at], self.places[row]

    def beside(self, ours: Lists, theirs: Lists, of: Places) -> tuple[Hashes, Places]:
        """Each text of a row's name beside each text of what it takes from its person."""
        times = ours.counts[self.names] * theirs.counts[of]
        row, at = _spread(times)
        name, other = self.names[row], of[row]
        at, beside = np.divmod(at, theirs.counts[other])
        left, right = ours.hashes[ours.starts[name] + at], theirs.hashes[theirs.starts[other] + beside]
        return _mixed(left, right), self.places[row]


def _spread(times: Hashes) -> tuple[Hashes, Hashes]:
    """Each row as many times as is said, and the how-manieth of its row each is."""
    row = np.repeat(np.arange(len(times)), times)
    return row, np.arange(len(row)) - (np.cumsum(times) - times)[row]


def _mixed(left: Hashes, right: Hashes) -> Hashes:
    return (left * _MIX + right) & ~1


def _single(persons: Sequence[Person]) -> Iterable[tuple[Hashes, Places]]:
    """The keys that no name has a part in."""
    places = np.arange(len(persons), dtype=np.int32)
    identifiers = Lists(person.identifiers for person in persons)
    yield identifiers.hashes | 1, np.repeat(places, identifiers.counts)
    links = Lists([f"link:{link}" for link in person.links if "/" in link] for person in persons)
    yield links.hashes & ~1, np.repeat(places, links.counts)
    homes = [at_home(person) for person in persons]
    codes = Lists([f"home:{code}" for code, _ in home] for home in homes)
    ends = Lists([end for _, end in home] for home in homes)
    yield _mixed(ends.hashes, codes.hashes), np.repeat(places, codes.counts)


def _begun(days: Iterable[str], kind: str, start: int) -> Iterable[list[str]]:
    return ([f"{kind}:{day[start:]}"] if day else [] for day in days)


def _some(text: str) -> list[str]:
    return [text] if text else []
