"""What a careful person could know from the records alone: which pairs are one, which only look alike.

The judge sees names as written, who else in the world goes by them, employers, places, birthdays and whatever
identifies; not who is who. `yes` is said where the records leave no reasonable doubt, `no` where they say
next to nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Literal

from worlds.entries import Entry, Shown
from worlds.names import fold
from worlds.people import Person

Knowable = Literal["yes", "maybe", "no"]
Agreement = Literal["full", "initial", "part", "none", "conflict"]
_CROWD = 80


@dataclass(frozen=True, slots=True)
class TruePair:
    a: int
    b: int
    path: str
    knowable: Knowable
    keys: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookAlike:
    a: int
    b: int
    level: str
    kinds: tuple[str, ...]


@dataclass(slots=True)
class Judge:
    """Entries by number, and who goes by which name."""

    entries: list[Entry]
    people: dict[str, Person]
    names: list[Shown] = field(default_factory=list)
    called: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for number, entry in enumerate(self.entries):
            name = _read_name(entry, self.people.get(entry.person))
            self.names.append(name)
            for key in _keys(name):
                self.called[key].add(number)

    def pairs(self) -> Iterator[TruePair]:
        """Every two records of one person."""
        of: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            if entry.kind == "person":
                of[entry.person].append(number)
        for numbers in of.values():
            yield from self._pairs_of(numbers)

    def _pairs_of(self, numbers: list[int]) -> Iterator[TruePair]:
        pairs = list(combinations(numbers, 2))
        keys = {pair: tuple(shared_keys(*self._both(pair))) for pair in pairs}
        alone = {pair: "yes" if self._identified(pair, keys[pair]) else self.by_name(*pair) for pair in pairs}
        by_key = _connected(pair for pair in pairs if self._identified(pair, keys[pair]))
        known = _connected(pair for pair, knowable in alone.items() if knowable == "yes")
        for a, b in pairs:
            direct = self._identified((a, b), keys[a, b])
            path = "direct_key" if direct else "key_path" if (a, b) in by_key else "name_only"
            knowable: Knowable = "yes" if (a, b) in known else _own(alone[a, b])
            yield TruePair(a, b, path, knowable, keys[a, b], _differences(*self._both((a, b))))

    def _both(self, pair: tuple[int, int]) -> tuple[Entry, Entry]:
        return self.entries[pair[0]], self.entries[pair[1]]

    def _identified(self, pair: tuple[int, int], keys: tuple[str, ...]) -> bool:
        """A shared key says who it is where the names leave nobody else."""
        if not keys:
            return False
        agreement = agree(self.names[pair[0]], self.names[pair[1]])
        if "url" in keys or agreement in ("full", "initial"):
            return True
        others = self._sharing(pair, keys)
        return agreement != "conflict" and not others

    def _sharing(self, pair: tuple[int, int], keys: tuple[str, ...]) -> bool:
        """Whether the person shares the key with a relative, so that it alone settles nothing."""
        person = self.people[self.entries[pair[0]].person]
        entry = self.entries[pair[0]]
        home = {person.home.phone, person.home.mail}
        mine = {*entry.mails, *entry.phones} & {*self.entries[pair[1]].mails, *self.entries[pair[1]].phones}
        return "url" not in keys and bool(person.relations) and mine <= home

    def by_name(self, a: int, b: int) -> Knowable:
        """What names and circumstances alone say of two records that are one person."""
        one, other = self._both((a, b))
        agreement = agree(self.names[a], self.names[b])
        evidence = circumstances(one, other)
        if agreement in ("none", "conflict"):
            return "maybe" if {"employer", "title"} <= evidence.agree and agreement == "conflict" else "no"
        rivals = self._rivals(a, b)
        strong = evidence.agree & {"employer", "birthday", "home"}
        doubles = [n for n in rivals if strong & circumstances(one, self.entries[n]).agree]
        if strong and not doubles:
            return "yes" if agreement in ("full", "initial") else "maybe"
        if ("script" in one.kinds) != ("script" in other.kinds):
            return "maybe"  # few read both, and a name in another script has several readings
        if agreement != "full":
            return "maybe" if agreement == "initial" and not rivals else "no"
        if rivals:
            return "maybe" if evidence.agree and not doubles else "no"
        if evidence.differ:
            return "yes" if len(evidence.differ) == 1 and self._rare(a, b) else "maybe"
        return "maybe" if not evidence.agree and self._common(a) else "yes"

    def _rivals(self, a: int, b: int) -> set[int]:
        """Records of others who go by a name that agrees with both."""
        own = {self.entries[a].person, self.entries[b].person}
        met = set[int]()
        for key in set(_keys(self.names[a])) & set(_keys(self.names[b])):
            met |= self.called[key]
        return {
            n
            for n in met
            if self.entries[n].person not in own
            and agree(self.names[n], self.names[a]) in ("full", "initial", "part")
            and agree(self.names[n], self.names[b]) in ("full", "initial", "part")
        }

    def _rare(self, a: int, b: int) -> bool:
        """A family name that hardly anybody else here has."""
        for token in self.names[a].family & self.names[b].family:
            if len({self.entries[n].person for n in self.called["", token]}) <= 2:
                return True
        return False

    def _common(self, number: int) -> bool:
        """A name that many carry, whether or not one of them is here: to read it twice says little."""
        person = self.people[self.entries[number].person]
        family = person.family in person.origin.family[:10]
        return family and person.given in person.origin.given[:15]

    def look_alikes(self) -> Iterator[LookAlike]:
        """Every two records of two people with one name or one key."""
        for a, b in sorted(self._meeting()):
            one, other = self._both((a, b))
            if one.person != other.person:
                agreement = agree(self.names[a], self.names[b])
                keys = tuple(shared_keys(one, other))
                if agreement == "full" or keys or (agreement == "initial" and one.employers & other.employers):
                    yield LookAlike(a, b, self._level(a, b, keys), self._trap(one, other, keys))

    def _meeting(self) -> set[tuple[int, int]]:
        meet: dict[tuple[str, str], set[int]] = {
            key: numbers for key, numbers in self.called.items() if key[0] and key[1]
        }
        for number, entry in enumerate(self.entries):
            if entry.kind == "person":
                for key in (*entry.mails, *entry.phones):
                    meet.setdefault(("key", key), set()).add(number)
        return {
            pair
            for key, numbers in meet.items()
            if len(numbers) <= _CROWD or key[0] != "key"
            for pair in combinations(sorted(numbers), 2)
        }

    def _level(self, a: int, b: int, keys: tuple[str, ...]) -> str:
        one, other = self._both((a, b))
        agreement = agree(self.names[a], self.names[b])
        evidence = circumstances(one, other)
        if agreement == "conflict" or evidence.differ & {"suffix", "birthday", "profile"}:
            return "clear"
        if keys:
            return "unknowable" if agreement in ("full", "initial") else "doubtful"
        if evidence.agree and not evidence.differ and self.by_name(a, b) == "no":
            return "doubtful"
        return {"yes": "unknowable", "maybe": "doubtful", "no": "clear"}[self.by_name(a, b)]

    def _trap(self, one: Entry, other: Entry, keys: tuple[str, ...]) -> tuple[str, ...]:
        related = [kind for who, kind in self.people[one.person].relations if who == other.person]
        kind = related[0] if related else "shared_desk" if keys else "homonym"
        together = kind == "homonym" and one.employers & other.employers
        return (kind, "homonym_same_company") if together else (kind,)


@dataclass(slots=True)
class Evidence:
    """What agrees and what differs beside names and keys."""

    agree: set[str] = field(default_factory=set)
    differ: set[str] = field(default_factory=set)


def circumstances(one: Entry, other: Entry) -> Evidence:
    found = Evidence()
    if one.employers and other.employers:
        (found.agree if one.employers & other.employers else found.differ).add("employer")
    for name, ours, theirs in (
        ("city", one.city, other.city),
        ("birthday", one.birthday, other.birthday),
        ("title", one.title, other.title),
        ("suffix", one.suffix, other.suffix),
        ("home", one.street, other.street),
    ):
        if ours and theirs and (ours == theirs or name != "title"):
            (found.agree if ours == theirs else found.differ).add(name)
    if one.file == other.file and one.slug and other.slug and one.slug != other.slug:
        found.differ.add("profile")
    return found


def agree(one: Shown, other: Shown) -> Agreement:
    """How far two names as written are names of one person."""
    given = _agree(one.given, other.given, one.given_initial, other.given_initial)
    family = _agree(one.family, other.family, one.family_initial, other.family_initial)
    if given == "conflict" or family == "conflict":
        return "conflict"
    if given == family == "full":
        return "full"
    if {given, family} == {"full", "initial"}:
        return "initial"
    return "part" if "full" in (given, family) else "none"


def shared_keys(one: Entry, other: Entry) -> Iterator[str]:
    if one.slug and one.slug == other.slug:
        yield "url"
    if set(one.mails) & set(other.mails):
        yield "email"
    if set(one.phones) & set(other.phones):
        yield "phone"


def _agree(one: frozenset[str], other: frozenset[str], initial: str, other_initial: str) -> Agreement:
    if one and other:
        return "full" if one & other else "conflict"
    letters = {initial} - {""} or {name[0] for name in one}
    others = {other_initial} - {""} or {name[0] for name in other}
    if not letters or not others:
        return "none"
    return "initial" if letters & others else "conflict"


def _keys(name: Shown) -> Iterator[tuple[str, str]]:
    """What a name is found by: given and family name, or one of them and a letter of the other, or one."""
    givens = [*name.given, *{part[0] for part in name.given}, name.given_initial]
    yield from product(filter(None, givens), [*name.family, name.family_initial])
    yield from (("", token) for token in name.family)
    yield from ((token, "") for token in name.given)


def _read_name(entry: Entry, person: Person | None) -> Shown:
    """The name as it stands there, or as an address of the form given.family spells it out."""
    if entry.shown is None or person is None:
        return Shown()
    if entry.shown.family or entry.shown.family_initial or entry.shown.given_initial:
        return entry.shown
    given = fold(person.given.latin)
    for mail in entry.mails:
        read = re.match(r"([a-z]+)\.([a-z]+)\d*@", mail)
        if read and given in read.groups():
            return Shown(entry.shown.given | {given}, frozenset(read.groups()) - {given})
    return entry.shown


def _connected(edges: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Every pair that a chain of edges ties together."""
    groups: list[set[int]] = []
    for edge in edges:
        near = [group for group in groups if group & set(edge)]
        groups = [group for group in groups if not group & set(edge)] + [set(edge).union(*near)]
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _differences(one: Entry, other: Entry) -> tuple[str, ...]:
    kinds = set(one.kinds) ^ set(other.kinds)
    kinds |= set(one.kinds) & set(other.kinds) & {"typo", "initial", "no_name", "first_only"}
    if not kinds:
        kinds = {"name_exact"}
    if not (one.employers and other.employers):
        kinds.add("company_missing")
    else:
        kinds.add("same_company" if one.employers & other.employers else "job_change")
    if one.company and other.company and one.company != other.company and one.employers & other.employers:
        kinds.add("company_alias")
    return tuple(sorted(kinds))


def _own(alone: str) -> Knowable:
    return "maybe" if alone == "maybe" else "no"
