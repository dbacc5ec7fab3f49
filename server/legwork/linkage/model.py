"""The model: m and u of every comparison level, the prior and the thresholds, as data."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

DECIMALS = 3
"""Weights are rounded to this many decimals, so that JSON gives back exactly what was computed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One comparison level: `m` and `u` in 0..1, and where they come from.

    `u` is None where the compared value's own share in the population takes its place.
    """

    m: float
    u: float | None
    comment: str

    def weight(self, share: float = 1.0) -> float:
        """The match weight log2(m/u) in bits (Fellegi and Sunter 1969, equation 8)."""
        return round(math.log2(self.m / (share if self.u is None else self.u)), DECIMALS)


@dataclass(frozen=True, slots=True)
class Model:
    """All parameters. `prior` and the thresholds `strong`, `likely`, `weak`, `bridge`, `keep`, `margin` and
    `short_form` are bits.

    Pairs below `keep` that share no strong identifier need not be stored.
    """

    parameters: Mapping[tuple[str, str], Parameter]
    prior: float
    strong: float
    likely: float
    weak: float
    bridge: float
    keep: float
    margin: float
    short_form: float

    _known: dict[tuple[str, str, float], float] = field(default_factory=dict, init=False, repr=False, compare=False)

    plans: dict[int, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Room for what scoring works out once for a model."""

    def most(self, comparison: str) -> float:
        """The most bits a level of the comparison adds, at least 0, where none depends on a share."""
        return max(0.0, *(one.weight() for (name, _), one in self.parameters.items() if name == comparison))

    def weight(self, comparison: str, level: str, share: float = 1.0) -> float:
        """Bits for one level of one comparison. `share`: of the compared value, where u depends on it."""
        asked = (comparison, level, share)
        found = self._known.get(asked)
        if found is None:  # logarithms and rounding are most of the time of a score, and shares recur
            found = self._known[asked] = self.parameters[comparison, level].weight(share)
        return found


def model_from(data: Mapping[str, Any]) -> Model:
    """A model from data of the shape of `data/model.json`."""
    parameters = {
        (comparison, level): Parameter(entry["m"], entry["u"], entry["comment"])
        for comparison, levels in data["comparisons"].items()
        for level, entry in levels.items()
    }
    bits = {name: float(entry["bits"]) for name, entry in data["thresholds"].items()}
    return Model(MappingProxyType(parameters), float(data["prior"]["bits"]), **bits)


@cache
def load_model() -> Model:
    """The model that comes with Legwork."""
    text = resources.files("legwork.linkage").joinpath("data", "model.json").read_text(encoding="utf-8")
    return model_from(json.loads(text))
