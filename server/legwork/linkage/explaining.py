"""Why two records are one person, wait for the user's word, or are two: read off the clustering that decided it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Final, Literal

from legwork.linkage.bridges import two_entries
from legwork.linkage.clustering import Cluster, Join, Policy, Ruling, Work, strong_from
from legwork.linkage.comparing_names import written_names
from legwork.linkage.model import Model
from legwork.linkage.person import Person
from legwork.linkage.scoring import Comparison, Scored
from legwork.linkage.vetoes import names_apart, two_generations, two_of_one_desk, two_profiles

MOST_SCORED: Final = 400
"""So many pairs of two contacts that share next to nothing are looked at for the heaviest."""

_THINGS: Final = {"email": "e-mail address", "phone": "phone number"}
_MOST_NAMED: Final = 3
_NAMES: Final = ("given", "family")
_SAY_LESS: Final = frozenset({"origin", "alias"})
"""Comparisons that speak against nobody: they take back some of what an agreeing name says."""

Kind = Literal[
    "ruled",
    "profiles",
    "generations",
    "own_export",
    "names",
    "shared",
    "address_book",
    "rival",
    "policy",
    "weight",
    "others",
]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One reason why two contacts are two, in words, and the two records that show it.

    `rival` is a record of a third contact that fits nearly as well.
    """

    kind: Kind
    text: str
    left: int
    right: int
    rival: int | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """What is known of two records and the contacts they stand behind.

    `pair` is the pair of the two records where they are one contact, and the heaviest between the two
    contacts otherwise, as it counts among all they touch. `state` is `one`, `asked` for a doubt and `two`.
    `band` is that of the weakest join or of the doubt. `joins` lead from the one record to the other;
    `hindrances` are empty where the two are one.
    """

    pair: Scored
    state: Literal["one", "asked", "two"]
    band: Literal["", "ruled", "certain", "strong", "likely", "weak"]
    joins: tuple[Join, ...] = ()
    hindrances: tuple[Hindrance, ...] = ()


def explain(
    records: tuple[int, int],
    persons: Sequence[Person],
    scored: Iterable[Scored],
    rulings: Iterable[Ruling],
    *,
    policy: Policy,
    model: Model,
    called: Mapping[int, str],
) -> Explained:
    """Why two `records`, those of two of `persons`, are one contact or two.

    `persons`, `scored` and `rulings` are those of the components of both. `called` gives every record the
    words by which the user knows its contact.
    """
    work = Work(persons, scored, rulings, model)
    found = work.run(policy)
    left, right = records
    first, second = work.place[left], work.place[right]
    group = next(one for one in found.clusters if left in one.records)
    if right in group.records:
        joins = tuple(_way(group, left, right))
        weakest = min(joins, key=lambda join: ("strong", "certain", "ruled").index(join.band))
        return Explained(work.pair(first, second), "one", weakest.band, joins)
    pair = _heaviest(work, first, second)
    sides = {work.groups.root(first), work.groups.root(second)}
    doubt = next((one for one in found.doubts if set(map(work.groups.root, work.ends(one.scored))) == sides), None)
    hindrances = tuple(why_apart(work, (first, second), pair, policy, called))
    if doubt is None:
        return Explained(pair, "two", "", hindrances=hindrances)
    return Explained(pair, "asked", doubt.band, hindrances=hindrances)


def measures(pair: Scored, model: Model) -> dict[str, Any]:
    """The bits a weight begins with and ends at, and from which this pair is called weak, likely and strong.

    A short form of a name asks for more to be strong.
    """
    thresholds = {"weak": model.weak, "likely": model.likely, "strong": strong_from(pair, model)}
    return {"prior": model.prior, "weight": pair.weight, "thresholds": thresholds}


def in_words(comparisons: Iterable[Comparison]) -> str:
    """`same rare name; e-mail domain globex matches the employer; different cities`: what speaks for it first."""
    reasons = list(comparisons)
    return "; ".join(speaking_for(reasons) + speaking_against(reasons))


def speaking_for(comparisons: Iterable[Comparison]) -> list[str]:
    """What speaks for one person, in words: a given and a family name that agree are one name, and what makes
    them say less stands behind them."""
    reasons = list(comparisons)
    names = [reason for reason in reasons if reason.comparison in _NAMES and reason.weight > 0]
    others = [reason.text for reason in reasons if reason.weight > 0 and reason not in names]
    if not names:
        return others
    called = [name.text for name in names]
    if len(names) > 1 and all(name.level == "same" for name in names):
        called = ["same rare name" if any("rare" in text for text in called) else "same name"]
    less = "; ".join(reason.text for reason in reasons if reason.comparison in _SAY_LESS)
    return [*called[:-1], f"{called[-1]} ({less})" if less else called[-1], *others]


def speaking_against(comparisons: Iterable[Comparison]) -> list[str]:
    return [reason.text for reason in comparisons if reason.weight < 0 and reason.comparison not in _SAY_LESS]


def why_apart(
    work: Work, places: tuple[int, int], pair: Scored, policy: Policy, called: Mapping[int, str]
) -> Iterator[Hindrance]:
    """What keeps the contacts of two places two: the user's word, vetoes, and what the scores leave open.

    `work` has run, and `pair` is the heaviest between the two. There is always at least one reason.
    """
    ours, theirs = (work.groups.members(place) for place in places)
    found = [
        *_ruled(work, ours, theirs),
        *_outright(work, ours, theirs),
        *_names(work, ours, theirs, called),
        *_rivals(work, ours, theirs, called),
    ]
    strong = pair.weight >= strong_from(pair, work.model)
    if strong:
        found.extend(_one_book(work, ours, theirs))
    yield from found
    yield from _shared(work, pair, called)
    if not strong:
        yield Hindrance("weight", _too_light(pair, work.model), pair.left, pair.right)
    elif policy == "identifiers":
        words = "much speaks for it, and by your setting only identifiers join unasked"
        yield Hindrance("policy", words, pair.left, pair.right)
    elif not found:
        yield Hindrance("others", "other records of the two agree too little", pair.left, pair.right)


def _way(group: Cluster, left: int, right: int) -> list[Join]:
    """The joins from one record of a cluster to another: they are a tree, so there is one way."""
    beside: dict[int, list[tuple[int, Join]]] = defaultdict(list)
    for join in group.joins:
        beside[join.left].append((join.right, join))
        beside[join.right].append((join.left, join))
    ways: dict[int, list[Join]] = {left: []}
    reached = [left]
    for record in reached:  # grows until all of the cluster is reached
        for other, join in beside[record]:
            if other not in ways:
                ways[other] = [*ways[record], join]
                reached.append(other)
    return ways[right]


def _heaviest(work: Work, first: int, second: int) -> Scored:
    """The heaviest pair between the groups of two places."""
    ours, theirs = set(work.groups.members(first)), set(work.groups.members(second))
    kept = next((ends for ends in work.ranked.ends if _across(ends, ours, theirs)), None)
    if kept is not None:
        return work.pairs[kept]
    across = islice(product(sorted(ours), sorted(theirs)), MOST_SCORED)
    return max((work.pair(a, b) for a, b in across), key=lambda pair: pair.weight)


def _across(ends: tuple[int, int], ours: Collection[int], theirs: Collection[int]) -> bool:
    return (ends[0] in ours and ends[1] in theirs) or (ends[1] in ours and ends[0] in theirs)


def _ruled(work: Work, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Hindrance]:
    """The last ruling that says so: rulings come in the order they were made."""
    said = [
        ruling for ruling in work.rulings if ruling.verdict == "different" and _across(work.ends(ruling), ours, theirs)
    ]
    for ruling in said[-1:]:
        yield Hindrance("ruled", "you said that they are two people", ruling.left, ruling.right)


def _outright(work: Work, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Hindrance]:
    """Each veto once, with the first two records that show it."""
    found: dict[Kind, Hindrance] = {}
    for a, b in product(ours, theirs):
        left, right = work.persons[a], work.persons[b]
        if two_generations(left, right):
            words = f"two generations, {_generation(left)} and {_generation(right)}"
            found.setdefault("generations", Hindrance("generations", words, left.record, right.record))
        if two_of_one_desk(left, right):
            words = "one export of Legwork lists them as two contacts"
            found.setdefault("own_export", Hindrance("own_export", words, left.record, right.record))
        if profiles := two_profiles(left, right):
            words = f"one export gives them two profile addresses, {profiles[0]} and {profiles[1]}"
            found.setdefault("profiles", Hindrance("profiles", words, left.record, right.record))
    yield from found.values()


def _generation(person: Person) -> str:
    return person.suffix.upper() if person.suffix.startswith(("i", "v")) else person.suffix.capitalize()


def _names(work: Work, ours: Sequence[int], theirs: Sequence[int], called: Mapping[int, str]) -> Iterator[Hindrance]:
    """Different given names, and what the two share all the same: as families do."""
    apart = names_apart([work.persons[a] for a in ours], [work.persons[b] for b in theirs])
    if apart is None:
        return
    left, right = apart
    kinds = {one.partition(":")[0] for one in left.shares(right)}
    shared = [words for kind, words in _THINGS.items() if kind in kinds]
    reasons = work.pair(work.place[left.record], work.place[right.record]).comparisons
    if any((reason.comparison, reason.level) == ("household", "street") for reason in reasons):
        shared.append("street address")
    behind = f" at one {_listed(shared)}" if shared else ""
    words = f"different given names{behind}: {called[left.record]} and {called[right.record]}"
    yield Hindrance("names", words, left.record, right.record)


def _rivals(work: Work, ours: Sequence[int], theirs: Sequence[int], called: Mapping[int, str]) -> Iterator[Hindrance]:
    """A third contact that fits. One that has become part of either of the two is none: then a veto says why."""
    both = {*ours, *theirs}
    ends = next((ends for ends in work.ranked.ends if ends in work.rivals and _across(ends, ours, theirs)), None)
    if ends is None or work.rivals[ends] in both:
        return
    others = work.groups.members(work.rivals[ends])
    pair, best = work.pairs[ends], next(work.pairs[one] for one in work.ranked.ends if _across(one, others, both))
    how = "better" if best.weight > pair.weight else "nearly as well"
    rival = work.persons[work.rivals[ends]].record
    words = f"{called[rival]} fits {how}, and only one of the two can be right"
    yield Hindrance("rival", words, pair.left, pair.right, rival)


def _one_book(work: Work, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Hindrance]:
    twice = next(((a, b) for a, b in product(ours, theirs) if two_entries(work, a, b)), None)
    if twice is not None:
        words = "two entries of one address book that share only names and work"
        yield Hindrance("address_book", words, work.persons[twice[0]].record, work.persons[twice[1]].record)


def _shared(work: Work, pair: Scored, called: Mapping[int, str]) -> Iterator[Hindrance]:
    """What both have and several people use, where it was therefore taken down."""
    left, right = (work.persons[place] for place in work.ends(pair))
    taken_down = [one for one in left.shares(right) if one in work.shared and one not in pair.identifiers]
    for identifier in taken_down:
        thing = _THINGS[identifier.partition(":")[0]]
        holders = [one for one in work.persons if identifier in one.identifiers and written_names(one)]
        names = sorted({called[one.record] for one in holders})
        more = names[:_MOST_NAMED] + (["others"] if len(names) > _MOST_NAMED else [])
        counts = "nothing" if work.shared[identifier] else "little"
        words = f"the {thing} is shared by {_listed(more)}, so it counts for {counts}"
        yield Hindrance("shared", words, left.record, right.record)


def _too_light(pair: Scored, model: Model) -> str:
    """What a pair lacks, in words and bits."""
    needed = strong_from(pair, model)
    reached = f"{pair.weight:.1f}".replace("-", "−")
    short = ", more than usual, because one given name is a short form" if needed > model.strong else ""
    against = speaking_against(pair.comparisons)
    said = f"; weighed down by: {'; '.join(against)}" if against else ""
    return f"too little speaks for it: {reached} bits, where {needed:g} would join them unasked{short}{said}"


def _listed(texts: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))
