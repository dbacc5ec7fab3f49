"""From scored pairs to contacts: joins from the strongest down, under vetoes and the user's rulings.

The result depends on nothing but the records, pairs and rulings of each connected component: any order of
the same input gives the same sets, and one component alone gives what it gives among all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from operator import itemgetter
from typing import Literal, NamedTuple

import numpy as np

from legwork.linkage.bridges import carries
from legwork.linkage.bulk import resting_collector, scored_pairs
from legwork.linkage.columns import Codes, Flags, Numbers, Rows, tuples_of
from legwork.linkage.comparing_names import compatible, main_given, same_family
from legwork.linkage.groups import Groups
from legwork.linkage.model import Model
from legwork.linkage.person import Person, in_order
from legwork.linkage.ranked import by_places, places_of, ranked
from legwork.linkage.rivals import Rivals
from legwork.linkage.scoring import Scored, score
from legwork.linkage.vetoes import (
    BOOKS,
    Sharing,
    in_one_book,
    may_veto,
    names_apart,
    one_book,
    outright,
    shared_identifiers,
    without_shared,
)

_ENTRY = ("profile:", "uid:")
"""What identifiers of one entry begin with. Identifiers are sorted: these come last, and e-mail addresses first."""

Across = tuple[tuple[int, int], tuple[int, int], float]
"""A pair between two groups by its places, the roots of both, and the weight of the pair."""

Policy = Literal["identifiers", "confident"]
BANDS = ("strong", "likely", "weak")


@dataclass(frozen=True, slots=True)
class Ruling:
    """The user's word on two records, by their ids: one person, or two."""

    left: int
    right: int
    verdict: Literal["same", "different"]


class Join(NamedTuple):
    """A pair that holds a cluster together. `band` is `ruled` where the user said so; `scored` may then be
    None, when the two records have nothing in common to compare."""

    left: int
    right: int
    band: Literal["ruled", "certain", "strong"]
    weight: float
    scored: Scored | None


class Cluster(NamedTuple):
    """One contact: its records in order of content, and the joins that hold them together, a tree."""

    records: tuple[int, ...]
    joins: tuple[Join, ...]


class Doubt(NamedTuple):
    """A pair that waits for the user's word: the best between its two clusters.

    `alternatives` are pairs of one of its two clusters with another that cannot be the same person as the
    other of the two: to say yes here is to say no there.
    """

    left: int
    right: int
    band: Literal["strong", "likely", "weak"]
    weight: float
    scored: Scored
    alternatives: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Clustering:
    """`overruled` are rulings *same* that a ruling *different* contradicts; the latter won."""

    clusters: tuple[Cluster, ...]
    doubts: tuple[Doubt, ...]
    overruled: tuple[Ruling, ...] = ()


def link(persons: Sequence[Person], rulings: Iterable[Ruling], *, policy: Policy, model: Model) -> Clustering:
    """From scratch: blocks, scores and clusters all of `persons`."""
    with resting_collector():
        kept = list(scored_pairs(persons, model))
        return cluster(persons, kept, rulings, policy=policy, model=model)


def cluster(
    persons: Sequence[Person],
    scored: Iterable[Scored],
    rulings: Iterable[Ruling],
    *,
    policy: Policy,
    model: Model,
) -> Clustering:
    """Clusters `persons` by their scored pairs and the rulings on them.

    Pairs and rulings on records that are not among `persons` are passed over. `identifiers` joins only
    what is certain, `confident` what is strong as well.
    """
    return Work(persons, scored, rulings, model).run(policy)


def strong_from(pair: Scored, model: Model) -> float:
    """The bits from which a pair is joined unasked: more where only a table of short forms says that the given
    names agree."""
    short = any((reason.comparison, reason.level) == ("given", "nickname") for reason in pair.comparisons)
    return model.strong + (model.short_form if short else 0.0)


class Work:
    """One clustering in the making, and after `run` what decided it. Records stand for their place in the
    order of content, so that no number given by the store ever decides."""

    def __init__(
        self, persons: Sequence[Person], scored: Iterable[Scored], rulings: Iterable[Ruling], model: Model
    ) -> None:
        self.model = model
        order = in_order(persons)
        self.persons = [persons[place] for place in order]
        # what is asked of most of them is read while they are passed in the order they lie in memory
        records, givens = [person.record for person in persons], list(map(main_given, persons))
        vetoing = list(map(may_veto, persons))
        self.some_book = any(person.source in BOOKS for person in persons)
        self.records, self.givens = [records[place] for place in order], [givens[place] for place in order]
        self.vetoing = [vetoing[place] for place in order]
        self.some_never = any(vetoing)
        self.given_numbers = self.numbered_givens()
        self.place = {record: place for place, record in enumerate(self.records)}
        self.rulings = [ruling for ruling in rulings if ruling.left in self.place and ruling.right in self.place]
        pairs = [pair for pair in scored if pair.left in self.place and pair.right in self.place]
        self.pairs = by_places(pairs, self.place)
        self.shared: dict[str, bool] = {}
        self.certain: set[tuple[int, int]] = set()
        self.not_only_theirs: set[tuple[int, int]] = set()
        self.look_at_identifiers()
        self.ranked = ranked(self.pairs)
        self.groups = Groups(len(self.persons))
        self.others: dict[tuple[int, int], Scored] = {}
        self.joins: dict[tuple[int, int], Join] = {}
        self.rivals: dict[tuple[int, int], int] = {}
        self.cores: list[int] = []

    def numbered_givens(self) -> Codes:
        """A number for the given name of each place, the same for equal ones; below 0 where there is none."""
        numbers = Numbers[tuple[str, ...] | None]()
        codes = numbers.each(self.givens)
        return np.where(codes == numbers.of(None), -1, codes)

    def alike(self, ends: Rows) -> Flags:
        """Whether the two of each pair of places write one given name."""
        given = self.given_numbers[ends[:, 0]]
        alike: Flags = (given == self.given_numbers[ends[:, 1]]) & (given >= 0)
        return alike

    def compatible(self, left: int, right: int) -> bool:
        """Whether the two could carry one given name: seldom more to see than that both write it alike."""
        given = self.givens[left]
        alike = given is not None and given == self.givens[right]
        return alike or compatible(self.persons[left], self.persons[right])

    def fitting(self, ends: Sequence[tuple[int, int]]) -> list[bool]:
        """Whether the two of each pair of places could carry one given name."""
        alike = self.alike(places_of(ends)).tolist()
        return [
            same or compatible(self.persons[one], self.persons[other])
            for same, (one, other) in zip(alike, ends, strict=True)
        ]

    def look_at_identifiers(self) -> None:
        """Finds the identifiers that several people share, what pairs weigh without them, and the certain pairs."""
        sharing = [(ends, pair) for ends, pair in self.pairs.items() if pair.identifiers]
        fits = self.fitting([ends for ends, _ in sharing])
        left, right = ([self.persons[ends[side]] for ends, _ in sharing] for side in (0, 1))
        books = [self.some_book and one_book(*both) for both in zip(left, right, strict=True)]
        self.shared = shared_identifiers([*tuples_of(Sharing, [pair for _, pair in sharing], left, right, fits, books)])
        some = [ends for ends, pair in sharing if not self.shared.keys().isdisjoint(pair.identifiers)]
        for both in list(self.pairs) if self.some_book else some:
            self.pairs[both] = self.in_component(self.pairs[both], both, self.shared)
        self.certain = {ends for (ends, _), fit in zip(sharing, fits, strict=True) if self.is_certain(ends, fits=fit)}
        self.not_only_theirs = {
            ends
            for ends in self.certain.intersection(some)
            if not self.shared.keys().isdisjoint(self.pairs[ends].identifiers)
        }

    def in_component(self, pair: Scored, ends: tuple[int, int], shared: Mapping[str, bool]) -> Scored:
        left, right = self.persons[ends[0]], self.persons[ends[1]]
        if pair.identifiers:
            pair = without_shared(pair, left, right, shared, self.model)
        return in_one_book(pair, left, right, self.model)

    def run(self, policy: Policy) -> Clustering:
        overruled = self.rule()
        certain, shared = [ends for ends in self.ranked.ends if ends in self.certain], self.not_only_theirs
        self.join([ends for ends in certain if ends not in shared], "certain")
        if shared:  # Sam, whose address Samuel and Samantha have too, may be either
            self.find_rivals(shared)
            self.join([ends for ends in certain if ends in shared and ends not in self.rivals], "certain")
        self.find_rivals()
        if policy == "confident":
            apart = self.roots_of_pairs()[1]
            heavy = compress(self.ranked.ends, (apart & (self.ranked.weights >= self.model.strong)).tolist())
            self.join([ends for ends in heavy if self.strong(ends) and ends not in self.rivals], "strong")
        return Clustering(self.clusters(), self.doubts(), overruled)

    def ends(self, pair: Scored | Ruling) -> tuple[int, int]:
        left, right = self.place[pair.left], self.place[pair.right]
        return (left, right) if left < right else (right, left)

    def rule(self) -> tuple[Ruling, ...]:
        """Rulings first. *Different* holds whatever path would join the two; returns what it overrules."""
        for ruling in self.rulings:
            if ruling.verdict == "different":
                self.groups.keep_apart(*self.ends(ruling))
        overruled = []
        for ruling in sorted(self.rulings, key=self.ends):
            ends = self.ends(ruling)
            if ruling.verdict == "same" and self.groups.apart(*ends):
                overruled.append(ruling)
            elif ruling.verdict == "same" and self.groups.join(*ends):
                pair = self.pairs.get(ends)
                self.joins[ends] = Join(ruling.left, ruling.right, "ruled", pair.weight if pair else 0.0, pair)
        self.some_never = self.some_never or self.groups.some_apart()
        return tuple(overruled)

    def is_certain(self, ends: tuple[int, int], *, fits: bool) -> bool:
        """A strong identifier: the same profile or address-book entry under a name that agrees in part, or
        the same personal e-mail address under compatible given names."""
        identifiers = self.pairs[ends].identifiers
        if not identifiers:
            return False
        if identifiers[-1].startswith(_ENTRY):
            return fits or same_family(self.persons[ends[0]], self.persons[ends[1]])
        return fits and identifiers[0].startswith("email:")

    def strong(self, ends: tuple[int, int]) -> bool:
        pair = self.pairs[ends]
        return pair.weight >= self.model.strong and (
            pair.weight >= self.model.strong + self.model.short_form or pair.weight >= strong_from(pair, self.model)
        )

    def join(self, ranked: list[tuple[int, int]], band: Literal["certain", "strong"]) -> None:
        root = self.groups.root
        for ends in ranked:
            if root(ends[0]) != root(ends[1]) and self.may_join(ends, band):
                self.groups.join(*ends)
                pair = self.pairs[ends]
                self.joins[ends] = Join(pair.left, pair.right, band, pair.weight, pair)

    def may_join(self, ends: tuple[int, int], band: Literal["certain", "strong"]) -> bool:
        if self.never(*ends):
            return False
        if band == "certain" and (
            all(map(self.groups.alone, ends)) or self.pairs[ends].identifiers[-1].startswith(_ENTRY)
        ):
            return True  # two records alone have been asked about already
        left, right = self.groups.members(ends[0]), self.groups.members(ends[1])
        alike = all(self.compatible(a, b) for a in left for b in right)
        if not alike and names_apart([self.persons[a] for a in left], [self.persons[b] for b in right]):
            return False
        return band == "certain" or carries(self, left, right)

    def never(self, left: int, right: int) -> bool:
        """Whether the groups of two places are ruled different or hold two members that veto each other."""
        if not self.some_never:
            return False
        if self.groups.apart(left, right):
            return True
        ours, theirs = self.groups.members(left), self.groups.members(right)
        theirs = [place for place in theirs if self.vetoing[place]]
        return any(outright(self.persons[a], self.persons[b]) for b in theirs for a in ours if self.vetoing[a])

    def kept(self, left: int, right: int) -> Scored | None:
        """The pair of two places, if it was worth keeping."""
        return self.pairs.get((left, right) if left < right else (right, left))

    def pair(self, left: int, right: int) -> Scored:
        """The pair of two places; one that was not worth keeping is scored again, shared identifiers it has none."""
        found = self.kept(left, right) or self.others.get((left, right))
        if found is None:
            found = self.in_component(score(self.persons[left], self.persons[right], self.model), (left, right), {})
            self.others[left, right] = found
        return found

    def find_rivals(self, asked: Collection[tuple[int, int]] = ()) -> None:
        """Of the groups that there are by now, each one person for certain; only those of some pairs if any are
        `asked` about."""
        self.cores = self.groups.roots().tolist()
        self.rivals = Rivals(self).found(asked)

    def clusters(self) -> tuple[Cluster, ...]:
        joins: dict[int, list[Join]] = defaultdict(list)
        roots = self.groups.roots().tolist()
        for ends, join in sorted(self.joins.items(), key=itemgetter(0)):
            joins[roots[ends[0]]].append(join)
        records, groups = self.records, self.groups.all()
        held = [tuple([records[place] for place in members]) for members in groups.values()]
        return tuple(tuples_of(Cluster, held, [tuple(joins[root]) if root in joins else () for root in groups]))

    def doubts(self) -> tuple[Doubt, ...]:
        """The best pair of each two groups, by band, then the heaviest first; a rival goes with a better one."""
        asked: dict[tuple[int, int], Doubt] = {}
        under: dict[tuple[int, int], list[Doubt]] = defaultdict(list)
        at: dict[int, list[tuple[int, int]]] = defaultdict(list)
        seen: set[tuple[int, int]] = set()
        rivals = Rivals(self)
        for ends, both, weight in self.across(*self.roots_of_pairs()):
            if weight < self.model.keep:
                break
            left, right = both
            light = weight < self.model.weak
            if (light and left not in at and right not in at) or both in seen or self.never(left, right):
                continue
            seen.add(both)
            pair = self.pairs[ends]
            others = chain(at.get(left, ()), at.get(right, ()))
            better = next((one for one in others if rivals.rival(asked[one], one, pair, both)), None)
            if better is None and light:
                continue
            doubt = Doubt(pair.left, pair.right, self.band(ends), pair.weight, pair)
            if better is not None:
                under[better].append(doubt)
                continue
            asked[both] = doubt
            at[left].append(both)
            at[right].append(both)
        found = [
            doubt._replace(alternatives=tuple(under[ends])) if ends in under else doubt for ends, doubt in asked.items()
        ]
        return tuple(sorted(found, key=lambda doubt: BANDS.index(doubt.band)))

    def across(self, roots: Rows, some: Flags) -> Iterator[Across]:
        """Some pairs between two groups, the heaviest first, with the roots of both, the smaller first, and weights."""
        one, other = np.sort(roots[some]).T.tolist()
        weights = self.ranked.weights[some].tolist()
        return zip(compress(self.ranked.ends, some.tolist()), zip(one, other, strict=True), weights, strict=True)

    def roots_of_pairs(self) -> tuple[Rows, Flags]:
        """The roots of the two places of each pair, and whether they differ."""
        roots = self.groups.roots()[self.ranked.places]
        return roots, roots[:, 0] != roots[:, 1]

    def band(self, ends: tuple[int, int]) -> Literal["strong", "likely", "weak"]:
        """Never strong where something keeps it from being joined unasked: what is strong is accepted in bulk."""
        if self.pairs[ends].weight < self.model.likely:
            return "weak"
        free = self.strong(ends) and ends not in self.rivals and self.may_join(ends, "strong")
        return "strong" if free else "likely"
