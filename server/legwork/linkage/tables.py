"""The fixed tables linkage looks things up in; their sources stand in the data files themselves."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import Any, Literal


@cache
def _load(name: str) -> dict[str, Any]:
    text = resources.files("legwork.linkage").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def words(name: str) -> frozenset[str]:
    """A table of single words, by its name in `words.json`."""
    return frozenset(_load("words")[name].split())


@cache
def generations() -> dict[str, str]:
    """A generation as written (`junior`, `3rd`) to its one form (`jr`, `iii`)."""
    return dict(_load("words")["generations"])


@cache
def hangul_families() -> dict[str, str]:
    """A Korean family name in Hangul to its usual spelling, where that is not what its letters say."""
    return dict(_load("words")["hangul_families"])


@cache
def employer_domains() -> dict[str, frozenset[str]]:
    """A folded employer's name to the labels of the mail domains it is known to use."""
    return {name: frozenset(labels.split()) for name, labels in _load("words")["employer_domains"].items()}


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
def _frequencies(kind: str) -> dict[str, float]:
    counted: dict[str, float] = {}
    for per_million, listed in _load("names")[kind].items():
        for name in listed.split():
            counted[name] = max(counted.get(name, 0.0), float(per_million) / 1_000_000)
    return counted


def listed(kind: Literal["given", "family"], name: str) -> bool:
    """Whether a name is in the table of common names."""
    return name in _frequencies(kind)


@cache
def frequency(kind: Literal["given", "family"], name: str) -> float:
    """The share of people carrying a name, in 0..1.

    A name in no list gets a share by its length, since long names are rarer than short ones.
    """
    listed = _frequencies(kind).get(name)
    if listed is not None:
        return listed
    unlisted: dict[str, float] = _load("names")["unlisted"][kind]
    length = "short" if len(name) <= 4 else "middling" if len(name) <= 7 else "long"
    return unlisted[length] / 1_000_000
