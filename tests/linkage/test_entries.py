"""What many claims list, one entry behind the other."""

from __future__ import annotations

from typing import Any

import pytest

from legwork.linkage.entries import Entries, text_of, texts_of

CLAIMS: list[dict[str, Any]] = [
    {"jobs": [{"at": "b"}]},
    {},
    {"jobs": [{"at": "d"}, {"at": "c"}, {"at": None}, {}, {"at": "c"}]},
    {"jobs": [{"at": ""}]},
    {"jobs": []},
]


def test_values_go_back_to_the_claims_they_are_of() -> None:
    jobs = Entries(CLAIMS, "jobs")
    texts = jobs.texts("at")

    assert texts == ["b", "d", "c", "", "", "c", ""]
    assert jobs.by_claim(texts) == [("b",), (), ("d", "c", "", "", "c"), ("",), ()]
    assert jobs.sorted_by_claim(texts) == [("b",), (), ("c", "d"), (), ()]
    assert jobs.united_by_claim([("x", "y"), ("d",), ("c", "e"), (), ("b",), ("c",), ()]) == [
        ("x", "y"),
        (),
        ("b", "c", "d", "e"),
        (),
        (),
    ]


def test_where_nobody_says_anything_nobody_has_any() -> None:
    assert Entries(CLAIMS, "jobs").sorted_by_claim(["", "", "", "", "", "", ""]) == [(), (), (), (), ()]
    assert Entries(CLAIMS, "homes").sorted_by_claim([]) == [(), (), (), (), ()]


def test_of_a_long_list_the_first_count() -> None:
    jobs = Entries([{"jobs": [{"at": str(number)} for number in range(25)]}, {"jobs": [{"at": "x"}]}], "jobs")

    assert [len(each) for each in jobs.by_claim(jobs.texts("at"))] == [20, 1]


@pytest.mark.parametrize(
    ("said", "text"), [("Porto", "Porto"), (None, ""), (0, ""), (7, "7"), (True, "True"), ("x" * 600, "x" * 500)]
)
def test_whatever_is_said_is_a_text_of_some_length(said: object, text: str) -> None:
    assert text_of({"city": said}, "city") == text
    assert texts_of([{"city": said}, {}, {"city": "Porto"}], "city") == [text, "", "Porto"]
