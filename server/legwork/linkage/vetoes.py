"""What forbids a join, and which identifiers turn out to name more than one person.

Everything here is worked out from the records of one component, so that it never depends on what else
has been imported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from legwork.linkage.comparing_names import compatible, given_level, same_name, written_names
from legwork.linkage.model import DECIMALS
from legwork.linkage.person import Person
from legwork.linkage.scoring import Comparison, Scored

_POSITIVE = frozenset({"same", "nickname", "spelling", "typo", "middle"})
_MOST_NAMES = 3
_WORDS = {
    "email": "the e-mail address is shared by several people",
    "phone": "the phone number is shared by several people",
}


def outright(left: Person, right: Person) -> str:
    """Why the two are never one person, in words, or ``""``: two profiles in one export, or two generations."""
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return "different generations"
    if left.files.isdisjoint(right.files):
        return ""
    ours, theirs = _by_site(left), _by_site(right)
    apart = any(ours[site].isdisjoint(theirs[site]) for site in ours.keys() & theirs.keys())
    return "two profile addresses in one export" if apart else ""


def names_apart(left: Sequence[Person], right: Sequence[Person]) -> bool:
    """Whether two groups hold different given names that nothing in the groups brings together.

    A member whose given name agrees, not by an initial alone, with any member of the other group is at
    home there: a group that already knows two names of one person welcomes either.
    """
    return any(not compatible(a, b) and not _at_home(a, right) and not _at_home(b, left) for a in left for b in right)


def shared_identifiers(people: Mapping[int, Person], scored: Iterable[Scored]) -> frozenset[str]:
    """E-mail addresses and phones that two incompatible given names or three different names use.

    Every two holders of an identifier are a pair of `scored`, so the holders are read off the pairs.
    """
    holders: dict[str, set[int]] = defaultdict(set)
    for pair in scored:
        for identifier in pair.identifiers:
            if identifier.startswith(("email:", "phone:")):
                holders[identifier].update((pair.left, pair.right))
    return frozenset(
        identifier for identifier, records in holders.items() if _several([people[record] for record in records])
    )


def without_shared(scored: Scored, shared: frozenset[str]) -> Scored:
    """The pair with the contribution of shared identifiers taken out, and a reason that says so."""
    void = {identifier.partition(":")[0] for identifier in scored.identifiers if identifier in shared}
    if not void:
        return scored
    kept = tuple(identifier for identifier in scored.identifiers if identifier not in shared)
    void -= {identifier.partition(":")[0] for identifier in kept}
    reasons = tuple(
        Comparison(reason.comparison, "shared", 0.0, _WORDS[reason.comparison])
        if reason.comparison in void and reason.level == "same"
        else reason
        for reason in scored.comparisons
    )
    taken = sum(reason.weight for reason in scored.comparisons) - sum(reason.weight for reason in reasons)
    return replace(scored, weight=round(scored.weight - taken, DECIMALS), comparisons=reasons, identifiers=kept)


def _by_site(person: Person) -> dict[tuple[str, str], set[str]]:
    sites: dict[tuple[str, str], set[str]] = defaultdict(set)
    for profile in person.profiles:
        sites[profile.site, profile.kind].add(profile.key)
    return sites


def _at_home(person: Person, group: Sequence[Person]) -> bool:
    names = written_names(person)
    return any(
        given_level(name, other).level in _POSITIVE
        for member in group
        for other in written_names(member)
        for name in names
    )


def _several(holders: list[Person]) -> bool:
    named = sorted((person for person in holders if written_names(person)), key=lambda person: person.order)
    different: list[Person] = []
    for person in named:
        if any(not compatible(person, other) for other in named):
            return True
        if not any(same_name(person, other) for other in different):
            different.append(person)
    return len(different) >= _MOST_NAMES
