"""Target employers: folded from what was said of each, and what the ranking makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork.outreach.employers import Target, Word, in_order, rating_words, targets
from legwork.outreach.limits import Limits
from legwork.outreach.people import Rating, Search

START = datetime(2026, 11, 23, 8, tzinfo=UTC)


def said(*data: dict[str, Any]) -> list[Word]:
    return [Word(START + timedelta(minutes=n), one) for n, one in enumerate(data)]


def test_the_last_word_on_an_employer_holds_however_it_is_written() -> None:
    found = targets(
        said(
            {"name": "Initech", "listed": True},
            {"name": "Globex", "motivation": 1, "posting": 2, "advocate": False},
            {"name": "INITECH", "motivation": 3, "posting": 1, "advocate": True},
        ),
        str.casefold,
    )
    assert found == {
        "initech": Target("Initech", Rating(3, 1, advocate=True)),
        "globex": Target("Globex", Rating(1, 2)),
    }


def test_what_is_taken_off_is_gone_and_may_come_again_unrated() -> None:
    words = said({"name": "Acme", "motivation": 3}, {"name": "Acme", "listed": False})
    assert targets(words, str.casefold) == {}
    again = [*words, Word(START + timedelta(hours=1), {"name": "Acme", "listed": True})]
    assert targets(again, str.casefold) == {"acme": Target("Acme")}


def test_an_employer_without_motivation_is_still_to_be_looked_into() -> None:
    assert Target("Acme").is_open_question
    assert Target("Acme", Rating(0, 3)).is_open_question
    assert not Target("Acme", Rating(1)).is_open_question


ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(-2, 5), st.text(max_size=5))
KEYS = st.sampled_from(["name", "motivation", "posting", "advocate", "listed"])


@given(st.lists(st.dictionaries(KEYS, ANYTHING), max_size=6))
def test_nothing_that_is_stored_breaks_the_list(stored: list[dict[str, Any]]) -> None:
    found = targets(said(*stored), str.casefold)
    for target in found.values():
        assert target.rating is None or (target.rating.motivation in range(4) and target.rating.posting in range(1, 4))


def test_the_order_is_motivation_then_posting_then_advocate_then_name() -> None:
    listed = [
        Target("D", Rating(2, 3, advocate=True)),
        Target("c", Rating(3, 1)),
        Target("B", Rating(3, 2)),
        Target("A", Rating(3, 2, advocate=True)),
        Target("e"),
        Target("E"),
    ]
    assert [target.name for target in in_order(reversed(listed))] == ["A", "B", "c", "D", "E", "e"]


def test_a_rating_in_words() -> None:
    assert rating_words(Rating(2, 3, advocate=True)) == (
        "motivation 2 of 3, posting 3 of 3, someone there speaks for you"
    )


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (Rating(3, 1), Rating(2, 3, advocate=True)),
        (Rating(2, 3), Rating(2, 2, advocate=True)),
        (Rating(2, 2, advocate=True), Rating(2, 2)),
        (Rating(1, 1), Rating(0, 1)),
    ],
)
def test_the_employer_decides_before_any_points(world: Any, better: Rating, worse: Rating) -> None:
    world.limits = Limits(new_per_day=2)
    world.search = Search(employers={"globex": better, "acme": worse})
    world.add("Ana", "Acme", referred_by="Lena Ortiz")
    world.add("Bob", "Globex")
    cards = world.queue("2026-11-23T08:00").cards
    assert [card.person.id for card in cards] == ["bob", "ana"]
    differing = next((one, two) for one, two in zip(cards[0].rank, cards[1].rank, strict=True) if one != two)
    assert differing[0].term == "employer"


def test_points_decide_between_employers_rated_alike(world: Any) -> None:
    world.search = Search(functions=("data",), employers={"globex": Rating(2), "acme": Rating(2)})
    world.add("Ana", "Acme")
    world.add("Bob", "Globex", title="Data Lead")
    assert [card.person.id for card in world.queue("2026-11-23T08:00").cards] == ["bob", "ana"]
    assert (
        world.queue("2026-11-23T08:00").cards[1].rank[1].text == "an employer rated motivation 2 of 3, posting 1 of 3"
    )
