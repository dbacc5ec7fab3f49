"""How well records were made into contacts, against the truth. Pure.

Counted over pairs of units. *Fair* recall looks at pairs a careful person could link, fair precision leaves
out joins of people whom nobody could tell apart from what is written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations

from benches.truth import Known, Place, Truth


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`; nothing asked is nothing missed."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """`joined` are true pairs in one contact, `false_joins` pairs of units of two people in one,
    `unfair_joins` those of them that a careful person would not have made."""

    recall: Share
    knowable: Share
    name_only: Share
    false_joins: int
    unfair_joins: int
    noise: Share
    lost: int
    contacts: int
    missed: dict[str, Share] = field(default_factory=dict)
    false_kinds: Counter[str] = field(default_factory=Counter)
    unfair_kinds: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return Share(self.recall.hits, self.recall.hits + self.false_joins).value

    @property
    def fair_precision(self) -> float:
        return Share(self.recall.hits, self.recall.hits + self.unfair_joins).value

    @property
    def f1(self) -> float:
        return harmonic(self.precision, self.recall.value)

    @property
    def fair_f1(self) -> float:
        return harmonic(self.fair_precision, self.knowable.value)


def harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def score(truth: Truth, contact_of: Mapping[Place, str]) -> Score:
    """Scores `contact_of`, the contact behind which each record stands; a record not in it has none."""
    home = units_at_home(truth, contact_of)
    lost = [unit for unit, known in truth.units.items() if known.contact == "yes" and unit not in home]
    people_lost = [unit for unit in lost if truth.units[unit].kind == "person"]
    scored = {unit for unit in home if truth.units[unit].kind == "person"} | set(people_lost)
    reached: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    missed: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for pair in truth.pairs:
        if pair.a not in scored or pair.b not in scored:
            continue
        hit = pair.a in home and home[pair.a] == home.get(pair.b)
        names = ["all", pair.knowable, f"{pair.path}/{pair.knowable}"]
        for counts in [reached[name] for name in names] + [missed[kind] for kind in pair.kinds * _yes(pair.knowable)]:
            counts[0] += hit
            counts[1] += 1
    false, unfair = false_joins(truth, home)
    noise = [unit for unit, known in truth.units.items() if known.contact == "no"]
    return Score(
        recall=Share(*reached["all"]),
        knowable=Share(*reached["yes"]),
        name_only=Share(*reached["name_only/yes"]),
        false_joins=false.total(),
        unfair_joins=unfair.total(),
        noise=Share(sum(unit in home for unit in noise), len(noise)),
        lost=len(people_lost),
        contacts=len(set(home.values())),
        missed={kind: Share(of - hits, of) for kind, (hits, of) in sorted(missed.items()) if of > hits},
        false_kinds=false,
        unfair_kinds=unfair,
    )


def units_at_home(truth: Truth, contact_of: Mapping[Place, str]) -> dict[str, str]:
    """The contact of each unit that has one: where its records stand behind several, the one most do."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for place, unit in truth.places.items():
        if place in contact_of:
            votes[unit][contact_of[place]] += 1
    return {unit: min(found, key=lambda contact: (-found[contact], contact)) for unit, found in votes.items()}


def false_joins(truth: Truth, home: Mapping[str, str]) -> tuple[Counter[str], Counter[str]]:
    """Pairs of units of two people in one contact by kind: all, and those nobody careful would have joined."""
    excused = {
        frozenset((truth.units[trap.a].person, truth.units[trap.b].person))
        for trap in truth.traps
        if trap.level != "clear" and trap.a in home and home[trap.a] == home.get(trap.b)
    }
    everything, unfair = Counter[str](), Counter[str]()
    held: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, str] = {}
    for unit, contact in home.items():
        known = truth.units[unit]
        held[contact][known.person] += 1
        kinds[known.person] = known.kind
    for people in held.values():
        for one, other in combinations(sorted(people), 2):
            kind = false_kind(truth, kinds, one, other)
            if kind:
                everything[kind] += people[one] * people[other]
                if frozenset((one, other)) not in excused:
                    unfair[kind] += people[one] * people[other]
    return everything, unfair


def false_kind(truth: Truth, kinds: Mapping[str, str], one: str, other: str) -> str:
    """What two who were taken for one have to do with each other; nothing where neither is a person, or one
    is the household of the other."""
    persons = [who for who in (one, other) if kinds[who] == "person"]
    if not persons:
        return ""
    if len(persons) == 1:
        alone = one if persons == [other] else other
        household = alone.startswith("H:") and persons[0] in alone[2:].split("+")
        return "" if household else f"{kinds[alone]} card"
    return related(truth.persons.get(one, Known()), truth.persons.get(other, Known()), other)


def related(one: Known, two: Known, other: str) -> str:
    for who, kind in one.relations:
        if who == other:
            return kind
    same_given, same_family = bool(one.given & two.given), bool(one.family & two.family)
    colleagues = " at one employer" if one.companies & two.companies else ""
    if same_given and same_family:
        return f"namesakes{colleagues}"
    if same_family:
        return f"one family name{colleagues}"
    if same_given and colleagues:
        return f"one given name{colleagues}"
    return "colleagues" if colleagues else "unrelated"


def _yes(knowable: str) -> int:
    return int(knowable == "yes")
