"""The bench of blocking: what meets, what is tied together, and what a pair costs."""

from __future__ import annotations

from typing import Any

import pytest

from benches.blocking import Blocked, block, growth_table, kinds_table, of_flat, of_world, table
from benches.readings import Reading
from benches.scoring import Share
from legwork.linkage import blocking as keys
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Claimed, Person


def person(number: int, name: str = "", **claim: Any) -> Person:
    return person_of(Claimed(number, f"{number:03}", str(number), {"name": name} | claim, frozenset({str(number)})))


MAIL = [{"value": "zq@gmail.com"}]
ANA, MARRIED, OTHER = person(1, "Ana Quillberg"), person(2, "Ana Lindqvist", emails=MAIL), person(3, "Wei Zhang")
BOTH = person(4, "Ana Quillberg", emails=MAIL)
NAMELESS = person(5, "")


def test_pairs_meet_by_a_key_or_are_tied_by_pairs_that_meet() -> None:
    found = block("small", [ANA, MARRIED, BOTH, NAMELESS, OTHER], [(0, 1), (0, 2), (1, 2), (0, 3), (0, 4)])

    assert found.met == Share(2, 5)
    assert found.kept == Share(3, 5)
    assert found.nameless == 1
    assert found.by["name"] == found.by["email"] == 1
    assert found.alone == {"email": 1}
    assert (found.records, found.pairs, found.per_record) == (5, 2, 0.4)


def test_a_crowded_key_brings_nothing_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MOST_PER_BLOCK", 1)
    monkeypatch.setattr(keys, "MOST_PER_WEAK_BLOCK", 1)

    assert block("crowd", [ANA, BOTH], [(0, 1)]).met == Share(0, 1)


def test_a_world_is_asked_for_its_knowable_pairs() -> None:
    reading = Reading("small", (ANA, BOTH), ("P1", "P1"), frozenset({(0, 1)}))

    assert of_world(reading).met == Share(1, 1)


def test_plain_records_are_asked_for_all_true_pairs() -> None:
    found = of_flat(300, "1")

    assert found.records == 300
    assert found.met.of > 50
    assert found.kept.value > 0.95


def test_tables_say_what_is_met_and_how_pairs_grow() -> None:
    one = block("one", [ANA, MARRIED, BOTH], [(0, 2)])
    missed = block("two", [ANA, NAMELESS], [(0, 1)])

    assert table([one, missed]).splitlines()[2:] == [
        "| one | 3 | 2 | 0.7 | 1 | 100.00 % | 100.00 % | 0 (0) | met |",
        "| two | 2 | 0 | 0.0 | 1 | 0.00 % | 0.00 % | 1 (1) | missed |",
    ]
    assert kinds_table([one, missed]).splitlines()[2].startswith("| `bones` | 0.40 | 0 | 50.00 % | 0 |")


def test_growth_is_told_from_one_size_to_the_next() -> None:
    sizes = [sized(100, 50), sized(300, 200), sized(900, 0)]

    assert [line.split(" | ")[3] for line in growth_table(sizes).splitlines()[2:]] == [
        "",
        "records × 3.0, pairs × 4.0",
        "records × 3.0, pairs × 0.0",
    ]


def sized(records: int, pairs: int) -> Blocked:
    whole = Share(1, 1)
    empty = block("none", [], [])
    return Blocked("flat", records, pairs, whole, whole, 0, empty.by, empty.alone, empty.reports)
