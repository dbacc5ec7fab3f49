"""The parameters are data with reasons, and weights are what the formula says."""

from __future__ import annotations

import json
import math
from importlib import resources

import pytest

from legwork.linkage.model import Parameter, load_model, model_from
from legwork.linkage.tables import formal_names, frequency, listed, nicknames

DATA = ("model", "names", "nicknames", "words")


def test_a_weight_is_the_logarithm_of_m_over_u() -> None:
    model = load_model()

    assert model.weight("place", "same") == round(math.log2(0.7 / 0.07), 3)
    assert Parameter(0.8, None, "").weight(0.001) == round(math.log2(800), 3)


def test_every_parameter_says_where_it_comes_from() -> None:
    assert all(len(parameter.comment) > 10 for parameter in load_model().parameters.values())


@pytest.mark.parametrize("name", DATA)
def test_every_table_says_its_source_and_licence(name: str) -> None:
    text = resources.files("legwork.linkage").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    table = json.loads(text)

    assert table["source"]
    assert table["licence"].startswith("MIT")


def test_thresholds_stand_in_order() -> None:
    model = load_model()

    assert model.keep < model.weak < model.likely < model.strong


def test_levels_that_agree_weigh_for_and_levels_that_differ_against() -> None:
    for (_, level), parameter in load_model().parameters.items():
        if level == "different":
            assert parameter.weight() < 0
        elif level == "same" and parameter.u is not None:
            assert parameter.weight() > 0


def test_a_model_is_made_from_data() -> None:
    data = {
        "prior": {"bits": -3},
        "thresholds": {
            name: {"bits": 1} for name in ("strong", "likely", "weak", "bridge", "keep", "margin", "short_form")
        },
        "comparisons": {"place": {"same": {"m": 0.5, "u": 0.25, "comment": "half against a quarter"}}},
    }

    assert model_from(data).weight("place", "same") == 1.0


def test_names_and_their_short_forms() -> None:
    assert {"bob", "robert"} <= formal_names("bob")
    assert nicknames("bob", "rob")
    assert not nicknames("bob", "ana")


def test_common_names_are_frequent_and_long_unlisted_names_rare() -> None:
    assert frequency("family", "smith") > frequency("family", "okafor") > frequency("family", "lindqvist")
    assert frequency("given", "zed") > frequency("given", "zedekia") > frequency("given", "zedekiahson")
    assert listed("family", "smith")
    assert not listed("family", "lindqvist")
