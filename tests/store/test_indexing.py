"""Texts of any length are stored on both databases, found again, and shown whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from legwork.store.indexing import MOST_BYTES, indexed, sort_name


@given(st.text(max_size=600))
def test_what_is_indexed_is_short_and_different_for_different_texts(text: str) -> None:
    assert len(indexed(text).encode("utf-8", "surrogatepass")) <= MOST_BYTES
    assert len(indexed(text * 9).encode("utf-8", "surrogatepass")) <= MOST_BYTES
    assert indexed(text + "a") != indexed(text + "b")


def test_short_texts_stay_as_they_are() -> None:
    assert indexed("x" * 500) == "x" * 500
    assert indexed("x" * 501).startswith("x" * 400 + " sha256:")


def test_a_name_is_sorted_by_its_beginning() -> None:
    assert sort_name("Ada NG") == "ada ng"
    assert len(sort_name("ß" * 5_000)) == 200
