"""The fixed tables linkage looks things up in; their sources stand in the data files themselves.

`data/ours/` and `scripts/tables.py` make most of them; docs/linkage-tables.md says what comes from where.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterator
from functools import cache
from importlib import resources
from typing import Any, Literal

Kind = Literal["given", "family"]
KINDS: tuple[Kind, ...] = ("given", "family")

COMMON = {"given": 0.0003, "family": 0.0001}
"""The share from which a name is so common that it is more likely another's than a slip of the fingers.

One typed name in seventy has a wrong letter, and there are some two hundred ways to get one wrong: a given
slip is about as frequent as a name that one person in fourteen thousand carries. Given names are rounder
numbers and more often each other's neighbours, so their bar is higher.
"""

_OWN_FILES = frozenset({"free_mail", "legal_forms"})


@cache
def _load(name: str) -> dict[str, Any]:
    text = resources.files("legwork.linkage").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def words(name: str) -> frozenset[str]:
    """A table of single words, by its name in `words.json`, `free_mail.json` or `legal_forms.json`."""
    return frozenset(_load(name if name in _OWN_FILES else "words")[name].split())


@cache
def generations() -> dict[str, str]:
    """A generation as written (`junior`, `3rd`) to its one form (`jr`, `iii`)."""
    return dict(_load("words")["generations"])


@cache
def hangul_families() -> dict[str, str]:
    """A Korean family name in Hangul to its usual spelling, where that is not what its letters say."""
    return dict(_load("words")["hangul_families"])


@cache
def employer_aliases() -> dict[str, str]:
    """Every folded name of a well-known employer to the first of its names: `bcg` gives `boston consulting`."""
    return {name: first for first, (others, _) in _employers().items() for name in (first, *others)}


@cache
def employer_domains() -> dict[str, frozenset[str]]:
    """A folded employer's name to the labels of the mail domains it is known to use."""
    return {name: labels for first, (others, labels) in _employers().items() for name in (first, *others)}


@cache
def _employers() -> dict[str, tuple[list[str], frozenset[str]]]:
    found = {}
    for first, text in _load("employers")["employers"].items():
        others, _, labels = text.partition("|")
        found[first] = ([name for other in others.split(",") if (name := other.strip())], frozenset(labels.split()))
    return found


@cache
def _formal_names() -> dict[str, frozenset[str]]:
    formal: dict[str, set[str]] = defaultdict(set)
    for name, short in _load("nicknames")["formal"].items():
        formal[name].add(name)
        for nickname in short.split():
            formal[nickname].add(name)
    return {nickname: frozenset(names) for nickname, names in formal.items()}


def formal_names(given: str) -> frozenset[str]:
    """The formal names a given name may stand for, itself included: `bob` gives `robert`, `bob`."""
    return _formal_names().get(given, frozenset()) | {given}


def nicknames(left: str, right: str) -> bool:
    """Whether two given names may be forms of one name."""
    return not formal_names(left).isdisjoint(formal_names(right))


@cache
def _spelling_groups(kind: Kind) -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for number, spelled in enumerate(_load("spellings")[kind]):
        for name in spelled.split():
            groups[name].add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def spellings(kind: Kind, left: str, right: str) -> bool:
    """Whether two folded names are known spellings of one name: `mohammed` and `muhammad`, `chang` and `zhang`.

    Not transitive: `lee` is a spelling of the Chinese `li` and of the Korean `yi`, which are two names.
    """
    groups = _spelling_groups(kind)
    return not groups.get(left, frozenset()).isdisjoint(groups.get(right, frozenset()))


@cache
def with_forms() -> frozenset[str]:
    """The names that `forms` gives any for."""
    return frozenset(_formal_names()).union(*map(_spelling_groups, KINDS))


def forms(name: str) -> Iterator[Hashable]:
    """What a name has in common with every name that `nicknames` or `spellings` of a kind gives as a form of it."""
    yield from _formal_names().get(name, ())
    for kind in KINDS:
        for number in _spelling_groups(kind).get(name, ()):
            yield kind, number


@cache
def _frequencies(kind: Kind) -> dict[str, float]:
    counted: dict[str, float] = {}
    for per_million, names in _load("names")[kind].items():
        counted |= dict.fromkeys(names.split(), float(per_million) / 1_000_000)
    return counted


def listed(kind: Kind, name: str) -> bool:
    """Whether a name is common enough to be one in its own right, by `COMMON`."""
    return _frequencies(kind).get(name, 0.0) >= COMMON[kind]


@cache
def _origins(kind: Kind) -> dict[str, dict[str, float]]:
    """For each name the origins it is common in, each with the share of the whole network that it stands for."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for origin, lists in _load("ours/names")["origins"].items():
        for per_ten_thousand, names in lists[kind].items():
            for name in names.split():
                found[name][origin] = lists["share"] * float(per_ten_thousand) / 10_000
    return found


@cache
def _rarer(kind: Kind) -> dict[str, float]:
    """What a name in no list may be of at most, by origin: half of the rarest in its list, of the whole network."""
    lists = _load("ours/names")["origins"].items()
    return {origin: one["share"] * min(map(float, one[kind])) / 20_000 for origin, one in lists}


_LONG = 8
_EAST_ASIA = ("china", "hong kong", "korea", "vietnam")


def western_beside(family: str, left: str, right: str) -> bool:
    """Whether one of two given names is a Western one and the other is not, of people with an East Asian family
    name: many of them go by either."""
    return of_east_asia(family) and _western(left) is not _western(right)


@cache
def _families_of_east_asia() -> frozenset[str]:
    listed = _origins("family").items()
    return frozenset(name for name, origins in listed if any(origin.startswith(_EAST_ASIA) for origin in origins))


def of_east_asia(family: str) -> bool:
    """Whether a family name is one of China, Korea or Vietnam."""
    return family in _families_of_east_asia()


@cache
def _western(given: str) -> bool:
    """Whether most who carry a given name are not of East Asia; Western ones are common there too."""
    there = sum(share for origin, share in _origins("given").get(given, {}).items() if origin.startswith(_EAST_ASIA))
    return known("given", given) and there * 2 < frequency("given", given)


def together(given: str, family: str) -> float:
    """How many times more often a given and a family name are found on one person than by chance, at least 1.

    Names of one origin go together: one in five Koreans is a Kim, and nearly every Sungmin is Korean. The share
    of people called both is the sum over origins of share(given) share(family) / share(origin), where the rest
    of both names' shares is that of the many who have American names. A name in no list is of the other's origin.
    """
    return _together(_or_any("given", given), _or_any("family", family))


def _or_any(kind: Kind, name: str) -> str:
    """The name, or for one in no list what stands for all that are as frequent."""
    return name if known(kind, name) else "?" * min(len(name), _LONG)


@cache
def _together(given: str, family: str) -> float:
    table = _load("ours/names")
    of_given, of_family = _origins("given").get(given, {}), _origins("family").get(family, {})
    g, f = frequency("given", given), frequency("family", family)
    if not known("given", given):
        of_given = {origin: min(g * share / f, _rarer("given")[origin]) for origin, share in of_family.items()}
    if not known("family", family):
        of_family = {origin: min(f * share / g, _rarer("family")[origin]) for origin, share in of_given.items()}
    rest = max(0.0, g - sum(of_given.values())) * max(0.0, f - sum(of_family.values())) / float(table["american"])
    both = rest + sum(
        of_given[o] * of_family[o] / float(table["origins"][o]["share"]) for o in of_given.keys() & of_family
    )
    return max(1.0, both / (g * f))


def known(kind: Kind, name: str) -> bool:
    """Whether a name is in the table at all."""
    return name in _frequencies(kind)


@cache
def _unlisted(kind: Kind) -> tuple[float, float, float]:
    """The shares of a short, a middling and a long name in no list."""
    unlisted: dict[str, float] = _load("names")["unlisted"][kind]
    short, middling, long = (unlisted[length] / 1_000_000 for length in ("short", "middling", "long"))
    return short, middling, long


def frequency(kind: Kind, name: str) -> float:
    """The share of people carrying a name, in 0..1.

    A name in no list gets a share by its length, since long names are rarer than short ones. It is more than
    the rarest listed ones have: what no list of ours knows may be common where the user's contacts come from.
    """
    known = _frequencies(kind).get(name)
    if known is not None:
        return known
    short, middling, long = _unlisted(kind)
    return short if len(name) <= 4 else middling if len(name) < _LONG else long
