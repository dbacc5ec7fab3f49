"""The bench of calibration: bins, intervals, m and u counted on records few enough to count by hand; the picture."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from benches import documents, drawing, estimates
from benches.calibration import Weighed, bins, dots, interval, percent, probability, table, weigh, worlds_table
from benches.readings import Reading, known
from benches.scoring import Share
from benches.truth import Known, Pair, Truth, Unit
from legwork.linkage.model import load_model, model_from
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Claimed, Person

MODEL = load_model()


def person(number: int, name: str, source: str = "a", **claim: Any) -> Person:
    return person_of(Claimed(number, f"{number:03}", source, {"name": name} | claim, frozenset({source})))


def mail(*addresses: str) -> list[dict[str, str]]:
    return [{"value": address} for address in addresses]


ANA, AGAIN = person(1, "Ana Quillberg", "a"), person(2, "Ana Quillberg", "b")
NAMESAKE = person(3, "Ana Quillberg", "c", birthday="1980-01-02")
WEI, ALSO_WEI = (
    person(number, "Wei Zhang", source, emails=mail("wei@x.example")) for number, source in ((4, "a"), (5, "b"))
)
NOBODY = person(6, "Ana Quillberg", "d")
WORLD = Reading(
    "small",
    (ANA, AGAIN, NAMESAKE, WEI, ALSO_WEI, NOBODY),
    ("P1", "P1", "P2", "P3", "P3", ""),
    frozenset({(0, 1)}),
    frozenset({("P1", "P2"), ("P2", "P1")}),
)


def test_candidates_without_a_shared_identifier_are_weighed_with_the_truth_about_them() -> None:
    found = list(weigh(WORLD, MODEL))

    assert sorted((pair.same, pair.planted, pair.joined) for pair in found) == [
        (False, True, True),
        (False, True, True),
        (True, False, True),
    ]
    assert len({pair.weight for pair in found}) == 1


def test_bins_hold_two_bits_and_the_outer_ones_the_rest() -> None:
    found = bins([Weighed(weight, same=weight > 0) for weight in (-40, -14.1, -14, -0.1, 0, 1.99, 2, 16, 90)])

    assert [(one.label, one.observed) for one in found] == [
        ("below -14", Share(0, 2)),
        ("-14 to -12", Share(0, 1)),
        ("-2 to 0", Share(0, 1)),
        ("0 to 2", Share(1, 2)),
        ("2 to 4", Share(1, 1)),
        ("16 and more", Share(2, 2)),
    ]
    assert found[3].weight == pytest.approx(0.995)
    assert found[3].predicted == pytest.approx((probability(0) + probability(1.99)) / 2)


def test_bins_count_the_planted_and_the_joined_apart() -> None:
    pairs = [
        Weighed(5, same=True, joined=True),
        Weighed(5, same=False, planted=True),
        Weighed(5, same=False, joined=True),
    ]
    (one,) = bins(pairs)

    assert (one.observed, one.unplanted, one.joined) == (Share(1, 3), Share(1, 2), Share(1, 2))


@pytest.mark.parametrize(("weight", "expected"), [(0, 0.5), (1, 2 / 3), (-11, 1 / 2049), (900, 1.0)])
def test_a_weight_is_odds(weight: float, expected: float) -> None:
    assert probability(weight) == pytest.approx(expected)


def test_intervals_are_wilsons() -> None:
    assert interval(Share(5, 10)) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert interval(Share(0, 10)) == pytest.approx((0, 0.2775), abs=1e-4)
    assert interval(Share(10, 10))[1] == 1


@pytest.mark.parametrize(
    ("share", "said"), [(0, "0 %"), (0.0004, "0.04 %"), (0.5, "50.0 %"), (0.9934, "99.34 %"), (1, "100 %")]
)
def test_percentages_are_finer_towards_the_ends(share: float, said: str) -> None:
    assert percent(share) == said


def test_the_tables_have_a_line_for_each_bin() -> None:
    one = bins([Weighed(1, same=True), Weighed(1, same=False)])
    other = bins([Weighed(1, same=False), Weighed(3, same=True, joined=True)])

    assert table(other).splitlines()[2:] == [
        "| 0 to 2 | 1 | 66.7 % | 0 % (0 % to 79.3 %) | 0 % | 0 |  |",
        "| 2 to 4 | 1 | 88.9 % | 100 % (20.7 % to 100 %) | 100 % | 1 | 100 % |",
    ]
    assert worlds_table({"one": one, "other": other}).splitlines()[2:] == [
        "| 0 to 2 | 50.0 % of 2 | 0 % of 1 |",
        "| 2 to 4 |  | 100 % of 1 |",
    ]


def test_levels_are_counted_over_the_pairs_of_one_person_and_of_two() -> None:
    found = estimates.count(WORLD, MODEL, "1")

    assert found.one.both["given"] == 2
    assert found.one.share(("given", "same")) == 1
    assert found.one.share(("email", "same")) == 1
    assert found.two.both["given"] == pytest.approx(8)
    assert found.two.share(("family", "same")) == pytest.approx(2 / 8)
    assert found.two.share(("email", "same")) == 0
    assert found.expected["family"] > 0


def test_a_sampled_pair_stands_for_those_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimates, "SAMPLE", 3)
    found = estimates.count(WORLD, MODEL, "1")

    assert found.two.both["given"] == pytest.approx(8)


def test_two_people_who_share_an_identifier_are_counted_whole_and_by_what_it_is_worth() -> None:
    names = ("Ana Quillberg", "Wei Quillberg")
    couple = tuple(
        person(number, name, str(number), emails=mail("us@gmail.com")) for number, name in enumerate(names, 1)
    )
    found = estimates.count(Reading("couple", couple, ("P1", "P2"), frozenset()), MODEL, "1")
    alone = estimates.count(Reading("alone", couple[:1], ("P1",), frozenset()), MODEL, "1")

    assert found.two.seen["email", "household"] == 1
    assert found.two.share(("email", "household")) == 1
    assert alone.two.both == {}


def counts(hits: float, of: int, *, level: str = "same") -> estimates.Counts:
    """A world where a level of the title is reached by nine of ten pairs of one person, and `hits` of two."""
    one, two = estimates.Tally(), estimates.Tally()
    for tally, share in ((one, 0.9 * of), (two, hits)):
        tally.both["title"] = of
        tally.levels["title", level] = share
        tally.seen["title", level] = round(share)
    return estimates.Counts(one, two, {})


SMALL = model_from(
    {
        "comparisons": {
            "title": {"same": {"m": 0.9, "u": 0.1, "comment": ""}},
            "order": {"swapped": {"m": 0.1, "u": 0.1, "comment": ""}},
        },
        "prior": {"bits": 0},
        "thresholds": {
            name: {"bits": 0} for name in ("strong", "likely", "weak", "bridge", "keep", "margin", "short_form")
        },
    }
)


def test_a_level_is_off_when_every_world_says_so_in_one_direction() -> None:
    (row,) = estimates.rows(SMALL, [counts(25, 1000), counts(12, 1000)])
    (near,) = estimates.rows(SMALL, [counts(25, 1000), counts(100, 1000)])
    (few,) = estimates.rows(SMALL, [counts(25, 1000), counts(3, 1000)])

    assert (row.key, row.off) == (("title", "same"), 2.0)
    assert list(row.us) == [0.025, 0.012]
    assert near.off == 0
    assert (list(few.us), few.off) == ([0.025], None)


@pytest.mark.parametrize(
    ("differences", "off"),
    [([], None), ([3], None), ([3, 1.4], 1.4), ([-3, -1.4], -1.4), ([3, -3], 0), ([3, 0.9], 0)],
)
def test_the_least_difference_counts(differences: list[float], off: float | None) -> None:
    assert estimates.clearly(differences) == off


def test_the_table_of_parameters_shows_what_is_off_and_what_nobody_can_say() -> None:
    lines = estimates.table(SMALL, {"a": counts(25, 1000), "b": counts(12, 1000)}).splitlines()
    unsaid = estimates.table(SMALL, {"a": counts(25, 1000, level="similar")}).splitlines()

    assert lines[2:] == ["| title | same | 0.9 | 0.9 | 0.1 | 0.012 to 0.025 | +3.2 | +2.0 |"]
    assert unsaid[2:] == ["| title | same | 0.9 | too few | 0.1 | too few | +3.2 |  |"]


def test_names_are_held_against_the_share_the_tables_expect() -> None:
    tally, other = estimates.Tally(), estimates.Tally()
    for kept, hits in ((tally, 820), (other, 40)):
        kept.both["given"] = 1000
        kept.levels["given", "same"] = hits
        kept.seen["given", "same"] = hits
    found = estimates.Counts(tally, other, {"given": 0.01})
    row = next(row for row in estimates.rows(MODEL, [found, found]) if row.key == ("given", "same"))

    assert row.off == -2.0
    assert "| given | same | 0.82 | 0.82 | by share 0.01 | 0.04 | by share | -2.0 |" in estimates.table(
        MODEL, {"a": found, "b": found}
    )


@pytest.mark.parametrize(
    ("share", "said"), [(0, "0"), (0.25, "0.25"), (0.9991, "0.999"), (0.00012, "0.00012"), (0.00005, "5.0e-5")]
)
def test_shares_are_short(share: float, said: str) -> None:
    assert estimates.number(share) == said


def test_the_picture_is_whole_and_says_what_it_shows() -> None:
    pooled = bins([Weighed(-30, same=False), Weighed(5, same=True), Weighed(5, same=False), Weighed(40, same=True)])
    text = drawing.calibration(dots(pooled), {"a & b": dots(pooled), "c": dots(pooled[:1])}, MODEL)
    picture = ET.fromstring(text)
    kinds = [element.tag.rpartition("}")[2] for element in picture]
    classes = [element.get("class") for element in picture]

    assert (kinds[:2], picture.get("role")) == (["title", "desc"], "img")
    assert "5 bits: 50.0 %" in (picture[1].text or "")
    assert "a & b" in [element.text for element in picture]
    assert classes.count("alone") == 3 + 1 + 2
    assert "prefers-color-scheme: dark" in text


def test_a_part_of_the_page_is_replaced_and_nothing_else() -> None:
    page = "before\n<!-- one -->\nold\n<!-- /one -->\nafter"

    assert documents.replaced(page, "one", "new\n") == "before\n<!-- one -->\n\nnew\n\n<!-- /one -->\nafter"
    assert documents.replaced(documents.replaced(page, "one", "x"), "one", "y").count("<!-- one -->") == 1
    with pytest.raises(ValueError, match="two"):
        documents.replaced(page, "two", "new")


def test_truth_is_put_to_records_by_their_places() -> None:
    units = {name: Unit(name[0].upper(), "person", "yes") for name in ("a1", "a2", "a3", "b1")}
    units["r1"] = Unit("R", "role", "either")
    places = {(name, "1"): name for name in units}
    truth = Truth(
        places,
        units,
        (
            Pair("a1", "a2", "name_only", "yes"),
            Pair("a2", "a3", "name_only", "yes"),
            Pair("a1", "a3", "name_only", "maybe"),
        ),
        (),
        {"A": Known((("B", "spouse"),))},
    )
    found = [
        (NAMESAKE, [("a3", "1"), ("a2", "1")]),
        (ANA, [("a1", "1")]),
        (WEI, [("b1", "1")]),
        (NOBODY, [("r1", "1")]),
        (ALSO_WEI, [("elsewhere", "1")]),
    ]
    reading = known("small", found, truth)

    assert reading.whose == ("A", "A", "B", "", "")
    assert reading.knowable == {(0, 1)}
    assert (reading.same(0, 1), reading.same(0, 2), reading.same(0, 3)) == (True, False, None)
    assert reading.planted(1, 2)
    assert not reading.planted(0, 1)
