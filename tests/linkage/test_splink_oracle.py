"""Our weights are those Splink gives under the same m, u and shares of names.

Splink is not needed here: `python3 scripts/bench.py oracle` wrote down what it said. The parameters it was told
are used again, so that a better estimate in model.json asks for no new oracle. What Splink has no comparison for
is left out on our side.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from legwork.linkage import comparing_names
from legwork.linkage.model import Model, Parameter, load_model
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Person
from legwork.linkage.scoring import score
from linkage.people import record, values

DATA = Path(__file__).parent / "data"
PAIRS: list[dict[str, Any]] = json.loads((DATA / "splink_pairs.json").read_text(encoding="utf-8"))
SPLINK: dict[str, Any] = json.loads((DATA / "splink_weights.json").read_text(encoding="utf-8"))
HALF_A_THOUSANDTH = 0.0005 + 1e-6
"""What our weights are rounded by, and Splink's as written down."""


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """Our model with the parameters and the shares of names that Splink was told."""
    told = {
        (comparison, level): Parameter(known["m"], known["u"], "as told to Splink")
        for comparison, levels in SPLINK["parameters"].items()
        for level, known in levels.items()
    }
    caches = (comparing_names.given_level, comparing_names.family_level)
    monkeypatch.setattr(comparing_names, "frequency", lambda kind, name: SPLINK["shares"][kind][name])
    monkeypatch.setattr(comparing_names, "RELATIVES", 0.0)  # in the shares that Splink was told
    for cached in caches:
        cached.cache_clear()
    ours = load_model()
    yield replace(ours, prior=SPLINK["prior"], parameters=MappingProxyType({**ours.parameters, **told}))
    for cached in caches:
        cached.cache_clear()


def person(number: int, said: dict[str, str]) -> Person:
    claim: dict[str, Any] = {part: said[part] for part in ("given", "family", "birthday") if part in said}
    claim |= {f"{part}s": values(said[part]) for part in ("email", "phone") if part in said}
    if "postcode" in said:
        claim["addresses"] = [{"postcode": said["postcode"]}]
    return person_of(record(number, files=[str(number)], **claim))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["what"])
def test_a_pair_weighs_what_splink_says(pair: dict[str, Any], model: Model) -> None:
    theirs = SPLINK["weights"][pair["what"]]
    ours = score(person(1, pair["left"]), person(2, pair["right"]), model)

    both_have = SPLINK["parameters"].keys()
    weights = {reason.comparison: reason.weight for reason in ours.comparisons if reason.comparison in both_have}
    of_ours_alone = sum(reason.weight for reason in ours.comparisons if reason.comparison not in both_have)
    bits = {name.replace("postcode", "household"): weight for name, weight in theirs["bits"].items() if weight}
    assert weights == pytest.approx(bits, abs=HALF_A_THOUSANDTH)
    slack = HALF_A_THOUSANDTH * (len(ours.comparisons) + 1)
    assert ours.weight - of_ours_alone == pytest.approx(theirs["total"], abs=slack)


def test_every_pair_and_every_level_told_to_splink_is_ours() -> None:
    assert list(SPLINK["weights"]) == [pair["what"] for pair in PAIRS]
    for comparison, levels in SPLINK["parameters"].items():
        assert {(comparison, level) for level in levels} <= load_model().parameters.keys()
