"""The scorer of `scripts/bench.py quality`, on a truth small enough to count by hand; and the tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benches.quality import Quality, figures, table
from benches.scoring import Share, score
from benches.truth import Known, Pair, Place, Trap, Truth, Unit, comparable, read_truth

BOOK, EXPORT = "google/contacts.csv", "linkedin/Connections.csv"
ANA = {"ana-1": (EXPORT, "1"), "ana-2": (BOOK, "1"), "ana-3": (BOOK, "2")}
JOHN = {"john-1": (EXPORT, "2"), "john-2": (BOOK, "3")}
OTHER_JOHN = {"other-1": (BOOK, "4")}
THINGS = {"desk": (BOOK, "5"), "nobody": (EXPORT, "3")}
HOME: dict[str, Place] = ANA | JOHN | OTHER_JOHN | THINGS


@pytest.fixture
def truth() -> Truth:
    units = {unit: Unit(unit.split("-", maxsplit=1)[0], "person", "yes") for unit in HOME}
    units["desk"] = Unit("R:1", "role", "either")
    units["nobody"] = Unit("N:1", "blank", "no")
    return Truth(
        places={place: unit for unit, place in HOME.items()},
        units=units,
        pairs=(
            Pair("ana-1", "ana-2", "direct_key", "yes", ("name_exact",)),
            Pair("ana-1", "ana-3", "name_only", "yes", ("nickname",)),
            Pair("ana-2", "ana-3", "name_only", "maybe", ("nickname",)),
            Pair("john-1", "john-2", "name_only", "no", ("initial",)),
        ),
        traps=(Trap("john-2", "other-1", "unknowable"), Trap("john-1", "other-1", "clear")),
        persons={
            "john": Known((), frozenset({"john"}), frozenset({"smith"})),
            "other": Known((), frozenset({"john"}), frozenset({"smith"})),
            "ana": Known((("john", "spouse"),)),
        },
    )


def contacts(*groups: str) -> dict[Place, str]:
    """Each group of units behind one contact."""
    return {HOME[unit]: str(number) for number, group in enumerate(groups) for unit in group.split()}


def test_what_is_all_right_scores_one(truth: Truth) -> None:
    found = score(truth, contacts("ana-1 ana-2 ana-3", "john-1 john-2", "other-1", "desk"))

    assert (found.precision, found.recall.value, found.fair_f1, found.lost) == (1, 1, 1, 0)
    assert found.noise == Share(0, 1)
    assert found.contacts == 4


def test_fair_recall_asks_for_knowable_pairs_only(truth: Truth) -> None:
    found = score(truth, contacts("ana-1 ana-2", "ana-3", "john-1", "john-2", "other-1", "desk"))

    assert found.recall == Share(1, 4)
    assert found.knowable == Share(1, 2)
    assert found.name_only == Share(0, 1)
    assert found.missed == {"nickname": Share(1, 1)}


def test_fair_precision_forgives_a_join_nobody_could_avoid(truth: Truth) -> None:
    forgiven = score(truth, contacts("ana-1 ana-2 ana-3", "john-2 other-1", "john-1", "desk"))
    blamed = score(truth, contacts("ana-1 ana-2 ana-3", "john-1 other-1", "john-2", "desk"))

    assert (forgiven.false_joins, forgiven.unfair_joins) == (1, 0)
    assert (blamed.false_joins, blamed.unfair_joins) == (1, 1)
    assert blamed.unfair_kinds == {"namesakes": 1}


def test_a_false_join_counts_every_pair_of_units_and_says_who_they_are(truth: Truth) -> None:
    found = score(truth, contacts("ana-1 ana-2 ana-3 john-1 john-2", "other-1 desk"))

    assert found.false_kinds == {"spouse": 6, "role card": 1}


def test_noise_that_became_a_contact_and_contacts_that_did_not_are_counted(truth: Truth) -> None:
    found = score(truth, contacts("ana-1 ana-2 ana-3", "john-1 john-2", "nobody"))

    assert found.noise == Share(1, 1)
    assert found.lost == 1


def test_a_lost_record_is_a_missed_pair(truth: Truth) -> None:
    assert score(truth, contacts("ana-1 ana-2", "other-1")).recall == Share(1, 4)


def test_only_files_that_were_read_count(truth: Truth) -> None:
    part = truth.only({BOOK})

    assert [(pair.a, pair.b) for pair in part.pairs] == [("ana-2", "ana-3")]
    assert score(part, contacts("ana-2 ana-3", "john-2", "other-1")).lost == 0


def test_files_with_many_people_a_row_are_not_compared() -> None:
    assert comparable(BOOK)
    assert not comparable("linkedin/messages.csv")
    assert not comparable("mail/mail.mbox")


def test_a_truth_is_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "truth").mkdir()
    place = {"source": "google", "file": BOOK, "locator": "7", "person_id": "P1", "unit": "u1"}
    lines = {
        "truth.jsonl": place | {"kind": "person", "contact": "yes"},
        "truth/pairs.jsonl": {"a": "u1", "b": "u2", "path": "name_only", "knowable": "yes", "kinds": ["typo"]},
        "truth/traps.jsonl": {"a": "u1", "b": "u3", "level": "clear", "kinds": ["homonym"]},
        "truth/persons.jsonl": {"person_id": "P1", "gkeys": ["ana"], "fkeys": ["silva"], "companies": []}
        | {"relations": [["P2", "spouse"]]},
    }
    for name, line in lines.items():
        (tmp_path / name).write_text(json.dumps(line) + "\n", encoding="utf-8")

    found = read_truth(tmp_path)

    assert found.places == {(BOOK, "7"): "u1"}
    assert found.pairs == (Pair("u1", "u2", "name_only", "yes", ("typo",)),)
    assert found.persons["P1"].relations == (("P2", "spouse"),)


def test_the_table_says_of_each_figure_whether_it_is_met(truth: Truth) -> None:
    right = score(truth, contacts("ana-1 ana-2 ana-3", "john-1 john-2", "other-1", "desk"))
    wrong = score(truth, contacts("ana-1 other-1", "ana-2", "ana-3", "john-1", "john-2", "nobody"))

    good = table(figures(Quality(right, right, Share(0, 0), 1.0, {}))).splitlines()
    bad = table(figures(Quality(wrong, wrong, Share(1, 4), 1.0, {}))).splitlines()

    assert good[:2] == ["| figure | target | value | |", "| --- | --- | --- | --- |"]
    assert len(good) == 10
    assert all(line.endswith("| met |") for line in good[2:])
    assert [line.endswith("| missed |") for line in bad[2:]] == [True] * 7 + [False]


def test_the_truth_says_of_two_records_whether_they_are_one_or_that_it_does_not_know(truth: Truth) -> None:
    ana, again, john, stranger = HOME["ana-1"], HOME["ana-2"], HOME["john-1"], ("mail/mail.mbox", "9")

    assert truth.same([ana], [stranger, again]) is True
    assert truth.same([ana], [john]) is False
    assert truth.same([ana], [stranger]) is None
