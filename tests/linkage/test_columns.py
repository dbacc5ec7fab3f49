"""Arrays of what many persons say."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from legwork.linkage.columns import in_hexadecimal
from legwork.linkage.person import Person, in_order


def _is_no_number(text: str) -> bool:
    return len(text) < 16 or "F" in text[:16]


HEXADECIMAL = st.text("0123456789abcdef", min_size=16, max_size=20)


@given(st.lists(HEXADECIMAL))
def test_digests_are_ordered_as_texts(digests: list[str]) -> None:
    found = in_hexadecimal(digests)

    if len({digest[:16] for digest in digests}) < len(digests):
        assert found is None
    else:
        assert found is not None
        assert found.tolist() == sorted(range(len(digests)), key=digests.__getitem__)


@given(st.lists(HEXADECIMAL, min_size=1), st.text("0aF", max_size=20).filter(_is_no_number))
def test_other_texts_have_no_such_order(digests: list[str], other: str) -> None:
    assert in_hexadecimal([*digests, other]) is None


@given(st.lists(st.tuples(st.text("0aZ", max_size=18), st.sampled_from(["vcard", "yahoo"]), st.sampled_from("ab"))))
def test_persons_stand_in_the_order_of_their_content(said: list[tuple[str, str, str]]) -> None:
    persons = [Person(number, digest, source, frozenset({file})) for number, (digest, source, file) in enumerate(said)]

    assert [persons[place].order for place in in_order(persons)] == sorted(person.order for person in persons)


def test_nothing_is_in_order() -> None:
    assert np.array_equal(in_hexadecimal([]), [])
