"""Names as common as registers have them: drawn from the tables that linkage weighs names by, one in six from none.

The short lists in `names.py` make strangers share names several times more often than people do. How often linkage is
wrong where its tables are right, and what a larger network changes about that, shows in worlds with these names.
"""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random
from typing import Any

from worlds import names
from worlds.names import Origin, Written

_KINDS = ("given", "family")
_MILLION = 1_000_000
_TEN_THOUSAND = 10_000
_CONSONANTS = "bcdfghjklmnprstvwz"
_VOWELS = "aeiou"

TABLES = {
    names.GERMAN: "germany, austria, german switzerland",
    names.SPANISH: "spain and latin america",
    names.INDIAN: "india and its neighbours of hindu, sikh, jain and christian names",
    names.CHINESE: "china",
    names.FRENCH: "france, french belgium and switzerland, quebec",
    names.KOREAN: "korea",
    names.ARABIC: "arab countries",
    names.RUSSIAN: "russia, ukraine, belarus and other former soviet republics",
    names.NORDIC: "nordic countries and estonia",
}
"""What the tables call an origin; English names are those of America as a whole."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Names with the running sum of their shares, and the part of all people who carry one of them, in 0..1."""

    names: tuple[str, ...]
    sums: tuple[float, ...]
    listed: float

    @classmethod
    def of(cls, shares: Mapping[str, float], whole: float) -> Shares:
        kept = {name: share for name, share in shares.items() if share > 0}
        sums = tuple(accumulate(kept.values()))
        return cls(tuple(kept), sums, min(1.0, sums[-1] / whole))

    def draw(self, chance: Random) -> Written:
        if chance.random() > self.listed:
            return Written(_unlisted(chance))
        place = bisect(self.sums, chance.random() * self.sums[-1])
        return Written(self.names[min(place, len(self.names) - 1)].title())


@dataclass(frozen=True, slots=True)
class Registered(Origin):
    """An origin whose names are drawn by their shares; cities and customs are those of the origin it was."""

    shares: Mapping[str, Shares] = field(kw_only=True, compare=False)

    def a_given(self, chance: Random) -> Written:
        return self.shares["given"].draw(chance)

    def a_family(self, chance: Random) -> Written:
        return self.shares["family"].draw(chance)


@cache
def registered(origin: Origin) -> Registered:
    table = TABLES.get(origin)
    shares = {kind: Shares.of(_american(kind), _american_whole()) for kind in _KINDS}
    if table is not None:
        lists = _ours()["origins"][table]
        shares = {kind: Shares.of(_flat(lists[kind]), _TEN_THOUSAND) for kind in _KINDS}
    return Registered(*(getattr(origin, one.name) for one in fields(Origin)), shares=shares)


def _american(kind: str) -> dict[str, float]:
    """Per million of the whole network: what is left of each name's share when the other origins took theirs."""
    left = _flat(_load("names")[kind])
    for lists in _ours()["origins"].values():
        for name, per_ten_thousand in _flat(lists[kind]).items():
            if name in left:
                left[name] -= float(lists["share"]) * per_ten_thousand * _MILLION / _TEN_THOUSAND
    return left


def _american_whole() -> float:
    return float(_ours()["american"]) * _MILLION


def _ours() -> dict[str, Any]:
    return _load("ours/names")


@cache
def _load(name: str) -> dict[str, Any]:
    text = resources.files("legwork.linkage").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _flat(lists: Mapping[str, str]) -> dict[str, float]:
    return {name: float(share) for share, some in lists.items() for name in some.split()}


def _unlisted(chance: Random) -> str:
    """A name in no table, hardly ever the same twice."""
    syllables = (chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(chance.choice((2, 3, 3))))
    return ("".join(syllables) + chance.choice("nrstkl")).title()
