"""What forbids a join, and which identifiers turn out to name more than one person.

Everything here is worked out from the records of one component, so that it never depends on what else
has been imported.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from legwork.linkage.comparing_names import compatible, given_level, same_family, same_name, written_names
from legwork.linkage.model import DECIMALS, Model
from legwork.linkage.person import Person
from legwork.linkage.scoring import Comparison, Scored

BOOKS = frozenset(
    {
        "linkedin.connections",
        "google.contacts",
        "outlook.contacts",
        "thunderbird.contacts",
        "ldif",
        "yahoo.contacts",
        "hubspot.contacts",
        "vcard",
    }
)
"""Sources that list each person once, as a rule."""

OWN_EXPORTS = frozenset({"legwork.csv", "legwork.json"})
"""Exports of a desk: what stands there twice was kept apart there."""

_OUTRIGHT = frozenset({"same", "compound", "spelling", "typo", "middle"})
_POSITIVE = _OUTRIGHT | {"nickname"}
_MOST_NAMES = 3
_KINDS = ("email:", "phone:")
_FATHER_AND_SON = frozenset({("generation", "one"), ("birthday", "different")})
"""What tells two who are called alike from each other, where an address book lists both."""

_WORDS = {
    "email": "the e-mail address is shared by several people",
    "phone": "the phone number is shared by several people",
}


def outright(left: Person, right: Person) -> str:
    """Why the two are never one person, in words, or ``""``: two profiles or contacts in one export, or generations."""
    if two_generations(left, right):
        return "different generations"
    if two_of_one_desk(left, right):
        return "two contacts of one export of Legwork"
    return "two profile addresses in one export" if two_profiles(left, right) else ""


def may_veto(person: Person) -> bool:
    """Whether the person has anything that `outright` could find: without it on both sides nothing is forbidden."""
    return bool(person.suffix or person.profiles or person.source in OWN_EXPORTS)


def two_of_one_desk(left: Person, right: Person) -> bool:
    """Whether one export of a desk lists the two: it had them compared, and kept them apart."""
    return left.source == right.source and left.source in OWN_EXPORTS and not left.files.isdisjoint(right.files)


def two_generations(left: Person, right: Person) -> bool:
    return bool(left.suffix and right.suffix and left.suffix != right.suffix)


def two_profiles(left: Person, right: Person) -> tuple[str, str] | None:
    """Two profile addresses of one site that one export gives them, if any."""
    if left.files.isdisjoint(right.files):
        return None
    ours, theirs = _by_site(left), _by_site(right)
    apart = (site for site in sorted(ours.keys() & theirs.keys()) if ours[site].isdisjoint(theirs[site]))
    return next(((min(ours[site]), min(theirs[site])) for site in apart), None)


def names_apart(left: Sequence[Person], right: Sequence[Person]) -> tuple[Person, Person] | None:
    """A member of each group with different given names that nothing in the groups brings together, if any.

    A member whose given name agrees, not by an initial or a short form alone, with any member of the other group is
    at home there: a group that already knows two names of one person welcomes either, while Sam does not make one of
    Samuel and Samantha. So are two who were born on one
    day into one family, unless one address book lists both: then they are twins.
    """
    apart = [(a, b) for a in left for b in right if not compatible(a, b) and not born_alike(a, b)]
    if not apart:
        return None
    return next(
        ((a, b) for a, b in apart if not _at_home(a, right, _OUTRIGHT) and not _at_home(b, left, _OUTRIGHT)), None
    )


def born_alike(left: Person, right: Person) -> bool:
    """Whether two different given names are more likely one person's two than those of twins: one whole birthday and
    family name, in different exports."""
    whole = left.birthday == right.birthday and left.birthday[:1].isdigit()
    return whole and left.files.isdisjoint(right.files) and same_family(left, right)


class Sharing(NamedTuple):
    """A pair that shares identifiers, its two persons, whether they could carry one given name, and whether they are
    of `one_book`."""

    pair: Scored
    left: Person
    right: Person
    fits: bool
    in_book: bool


def shared_identifiers(sharing: Sequence[Sharing]) -> dict[str, bool]:
    """E-mail addresses and phones that more than one person uses; True where three different names do.

    Two incompatible given names make an identifier a household's, three different names a switchboard's. Two
    entries of one address book make it shared too where they are two called alike: father and son, or, at a
    phone, colleagues.
    Every two holders of an identifier are one of the pairs, so the holders are read off them.
    """
    times = Counter(chain.from_iterable([one.pair.identifiers for one in sharing]))
    again = {identifier for identifier, count in times.items() if count > 1}
    holders: dict[str, dict[int, Person]] = defaultdict(dict)
    apart: set[str] = set()
    for pair, left, right, fits, in_book in sharing:
        two_of = (_two_called_alike(pair) if in_book else ()) if fits else _KINDS
        if not two_of and again.isdisjoint(pair.identifiers):
            continue  # as nearly all are
        for identifier in pair.identifiers:
            if identifier.startswith(_KINDS):
                held = holders[identifier]
                held[left.record], held[right.record] = left, right
                if two_of and identifier.startswith(two_of):
                    apart.add(identifier)
    found: dict[str, bool] = {}
    for identifier, held in holders.items():
        names = [names[0] for names in map(written_names, held.values()) if names] if len(held) >= _MOST_NAMES else ()
        crowd = len(set(names)) >= _MOST_NAMES and _different_names(held.values()) >= _MOST_NAMES
        if crowd or identifier in apart:
            found[identifier] = crowd
    return found


def _two_called_alike(pair: Scored) -> tuple[str, ...]:
    """The kinds of identifier by which two entries of one address book show that two have them."""
    levels = {(reason.comparison, reason.level) for reason in pair.comparisons}
    return _KINDS if levels & _FATHER_AND_SON else ("phone:",) if ("family", "different") in levels else ()


def without_shared(scored: Scored, left: Person, right: Person, shared: Mapping[str, bool], model: Model) -> Scored:
    """The pair with the contribution of shared identifiers taken down, and a reason that says so.

    What a household shares still counts in full for two records whose whole names agree, unless they are of two
    generations by what they say, and a little for others; what a switchboard shares counts for nothing.
    """
    if shared.keys().isdisjoint(scored.identifiers):
        return scored
    generations = any((reason.comparison, reason.level) in _FATHER_AND_SON for reason in scored.comparisons)
    named_alike = not generations and _at_home(left, [right]) and same_name(left, right)
    void = {one for one in scored.identifiers if one in shared and (shared[one] or not named_alike)}
    if not void:
        return scored
    kept = tuple(identifier for identifier in scored.identifiers if identifier not in void)
    kinds = {one.partition(":")[0] for one in void} - {one.partition(":")[0] for one in kept}
    crowds = {one.partition(":")[0] for one in void if shared[one]}
    reasons = tuple(
        _shared(reason.comparison, model, crowd=reason.comparison in crowds)
        if reason.comparison in kinds and reason.level == "same"
        else reason
        for reason in scored.comparisons
    )
    taken = sum(reason.weight for reason in scored.comparisons) - sum(reason.weight for reason in reasons)
    return scored._replace(weight=round(scored.weight - taken, DECIMALS), comparisons=reasons, identifiers=kept)


def _shared(comparison: str, model: Model, *, crowd: bool) -> Comparison:
    weight = 0.0 if crowd else model.weight(comparison, "household")
    return Comparison(comparison, "shared" if crowd else "household", weight, _WORDS[comparison])


def one_book(left: Person, right: Person) -> bool:
    """Whether the two are entries of one export of an address book."""
    return left.source == right.source and left.source in BOOKS and not left.files.isdisjoint(right.files)


def in_one_book(scored: Scored, left: Person, right: Person, model: Model) -> Scored:
    """The pair with the weight of standing in one export of an address book, which rarely lists a person
    twice. Worked out here and not with the score, since a record may turn up in one export more."""
    if scored.identifiers or not one_book(left, right):
        return scored
    level = "connections" if left.source == "linkedin.connections" else "contacts"
    reason = Comparison("export", level, model.weight("export", level), "two entries of one address book")
    weight = round(scored.weight + reason.weight, DECIMALS)
    return scored._replace(weight=weight, comparisons=(*scored.comparisons, reason))


def _by_site(person: Person) -> dict[tuple[str, str], set[str]]:
    sites: dict[tuple[str, str], set[str]] = defaultdict(set)
    for profile in person.profiles:
        sites[profile.site, profile.kind].add(profile.key)
    return sites


def _at_home(person: Person, group: Sequence[Person], levels: Collection[str] = _POSITIVE) -> bool:
    names = written_names(person)
    return any(
        given_level(name, other).level in levels
        for member in group
        for other in written_names(member)
        for name in names
    )


def _different_names(held: Iterable[Person]) -> int:
    different: list[Person] = []
    for person in sorted(filter(written_names, held), key=lambda person: person.order):
        if not any(same_name(person, other) for other in different):
            different.append(person)
    return len(different)
