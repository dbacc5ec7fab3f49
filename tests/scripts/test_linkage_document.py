"""docs/linkage.md says what the code does: the worked pair, the levels, the keys, the thresholds, the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import checkout
from legwork.linkage import blocking
from legwork.linkage.comparing_names import RELATIVES
from legwork.linkage.model import load_model
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Claimed, Person
from legwork.linkage.scoring import Scored, score
from legwork.linkage.tables import frequency, together

PAGE = (checkout.ROOT / "docs" / "linkage.md").read_text(encoding="utf-8")
PICTURE = checkout.ROOT / "docs" / "images" / "calibration.svg"
MODEL = load_model()


def part(name: str) -> str:
    return PAGE.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0]


def rows(text: str) -> Iterator[list[str]]:
    """The cells of the rows of the first table in a text, without its head."""
    lines = re.search(r"(?m)(?:^\|.*\|$\n?)+", text)
    assert lines is not None
    for line in lines.group().splitlines()[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def number(cell: str) -> float:
    return float(cell.replace("−", "-"))


def record(number: int, source: str, said: dict[str, str]) -> Person:
    claim: dict[str, Any] = {"name": said["name"], "location": said["place"]}
    if said["employer"]:
        claim["positions"] = [{"company": said["employer"], "title": said["title"]}]
    if said["e-mail"]:
        claim["emails"] = [{"value": said["e-mail"]}]
    return person_of(Claimed(number, str(number), source, claim, frozenset({source})))


def pair(**changed: str) -> Scored:
    """The two records that the page shows, the card with what was changed."""
    cells = list(rows(part("records")))
    left, right = ({name: sides[side] for name, *sides in cells} for side in (0, 1))
    card = record(2, "google.contacts", right | changed)
    return score(record(1, "linkedin.connections", left), card, MODEL)


def test_the_worked_pair_weighs_what_the_page_says_for_the_reasons_it_gives() -> None:
    first, *shown, last = rows(part("pair"))
    found = pair()

    assert (first[0], number(first[4]), last[0], number(last[4])) == ("prior", MODEL.prior, "together", found.weight)
    assert [(cells[0], cells[1].strip("`"), number(cells[4]), cells[5]) for cells in shown] == [
        (reason.comparison, reason.level, reason.weight, reason.text) for reason in found.comparisons
    ]
    assert "That is more than 4.5 bits, so the two are joined unasked." in PAGE
    assert found.weight >= MODEL.strong == 4.5


def test_m_and_u_of_the_worked_pair_are_those_of_the_model_and_the_tables() -> None:
    shares = {
        "given": frequency("given", "priya"),
        "family": round(frequency("family", "raman") + RELATIVES, 5),
        "origin": round(together("priya", "raman"), 2),
    }
    for comparison, level, m, u, _, _ in list(rows(part("pair")))[1:-1]:
        known = MODEL.parameters[comparison, level.strip("`")]
        assert float(m) == known.m
        assert float(u) == (shares[comparison] if known.u is None else known.u)


def test_an_initial_on_the_card_costs_the_bits_the_page_says() -> None:
    said = re.search(r"\*P\. Raman\*.*\n.*less (\d\.\d+) bits of `alias`, (\d\.\d+) in all", PAGE)
    found = pair(name="P. Raman")

    assert said is not None
    assert found.weight == float(said.group(2))
    assert [reason.weight for reason in found.comparisons if reason.comparison == "alias"] == [-float(said.group(1))]


def test_every_comparison_is_listed_with_its_levels_and_no_other() -> None:
    listed = {
        (comparison, level)
        for comparison, levels, _ in rows(section("What is compared"))
        for level in re.findall(r"`([a-z_]+)`", levels)
    }
    assert listed == MODEL.parameters.keys()


def section(heading: str) -> str:
    return PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_every_kind_of_key_is_listed_and_no_other() -> None:
    linkage = checkout.ROOT / "server" / "legwork" / "linkage"
    source = "".join((linkage / name).read_text(encoding="utf-8") for name in ("blocking.py", "keys.py"))
    kinds = set(re.findall(r'f"([a-z+]+):\{', source)) | {"profile", "email", "phone", "uid"}
    text = section("Blocking")

    assert {kind for cells in rows(text) for kind in re.findall(r"`([a-z+]+)`", cells[0])} == kinds
    assert {kind.strip("`") for kind in re.findall(r"(?m)^\| (`[a-z+]+`) \| \d", text)} <= kinds
    assert f"more than\n{blocking.MOST_PER_BLOCK} records hold" in text
    assert f"more than\n{blocking.MOST_PER_WEAK_BLOCK} are one" in text


@pytest.mark.parametrize(
    ("sentence", "bits"),
    [
        ("prior | the weight before anything is compared: {} bits", MODEL.prior),
        ("*strong* from {} bits", MODEL.strong),
        ("*likely* from {} bits", MODEL.likely),
        ("*weak* from {} bits", MODEL.weak),
        ("lift the pair to {} bits", MODEL.keep),
        ("better pair is {} bits heavier", MODEL.margin),
        ("must carry {} bits on average", MODEL.bridge),
        ("has to carry {} bits more", MODEL.short_form),
        ("\n{} in all, to be joined unasked", MODEL.strong + MODEL.short_form),
    ],
)
def test_thresholds_are_those_of_the_model(sentence: str, bits: float) -> None:
    assert sentence.format(f"{bits:g}".replace("-", "−")) in PAGE


def test_the_parameters_shown_are_those_of_the_model() -> None:
    for comparison, level, m, _, u, *_ in rows(part("parameters")):
        known = MODEL.parameters[comparison, level]
        assert float(m) == pytest.approx(known.m, rel=0.05)
        assert u.startswith("by share") if known.u is None else float(u) == pytest.approx(known.u, rel=0.05)


def test_the_picture_shows_the_table_beside_it_and_says_so_in_words() -> None:
    picture = ET.fromstring(PICTURE.read_text(encoding="utf-8"))
    said = {element.get("id"): element.text or "" for element in picture if element.get("id")}
    shares = re.findall(r"bits: (\d+\.\d) %", said["said"])
    table = [float(cells[3].split(" %")[0]) for cells in rows(part("calibration"))]

    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby", "").split() == ["title", "said"]
    assert [float(share) for share in shares] == pytest.approx(table, abs=0.06)
