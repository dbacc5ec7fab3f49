"""How old a fact may be, kind by kind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from briefing.invented import READ, fact, noted
from legwork.briefing.staleness import LIMITS, freshness, to_read_again

TABLE = [
    ("post", 120, 540),
    ("project", 90, 365),
    ("employer_claim", 365, 730),
    ("role", 365, 730),
    ("self_statement", 365, 1095),
    ("place", 365, 1095),
    ("employees", 730, 1460),
    ("filing", 120, 400),
    ("openings", 30, 90),
    ("work", 365, 1095),
    ("moved", 365, 1095),
]


@pytest.mark.parametrize(("kind", "fresh", "ageing"), TABLE)
def test_fresh_then_ageing_then_stale(kind: str, fresh: int, ageing: int) -> None:
    assert LIMITS[kind] == (fresh, ageing)
    ages = {days: freshness(fact(kind, dated=READ - timedelta(days=days))) for days in (0, fresh, fresh + 1, ageing)}
    assert list(ages.values()) == ["fresh", "fresh", "ageing", "ageing"]
    assert freshness(fact(kind, dated=READ - timedelta(days=ageing + 1))) == "stale"


@pytest.mark.parametrize(
    "kind", ["founded", "name", "what_it_is", "industry", "school", "connected", "exchange", "met"]
)
def test_what_does_not_age(kind: str) -> None:
    assert freshness(fact(kind, dated=date(1900, 1, 1))) == "fresh"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("post", "ageing"), ("employees", "ageing"), ("self_statement", "fresh"), ("employer_claim", "fresh")],
)
def test_without_a_day_it_speaks_of_the_day_it_was_read_where_it_can(kind: str, expected: str) -> None:
    assert freshness(fact(kind, dated=None)) == expected
    assert freshness(fact(kind, fetched=None)) == expected


@pytest.mark.parametrize("kind", [kind for kind, _, _ in TABLE])
def test_stale_is_out_of_the_sections_and_one_line_in_check_first(kind: str) -> None:
    old = fact(kind, "something old", dated=date(2018, 1, 1), words={"role": "Old Hand", "was": "a", "now": "b"})
    made = noted(old)
    assert made.statements == ()
    assert [(one.why, one.asks) for one in made.checks] == [("stale", False)]
    assert made.checks[0].text.startswith("Left out as stale: ")
    assert all(one.general for one in made.questions)


@pytest.mark.parametrize(
    ("one", "days", "due"),
    [
        (fact("saved"), 60, False),
        (fact("saved"), 61, True),
        (fact("post"), 30, False),
        (fact("post"), 31, True),
        (fact("connected"), 4000, False),
        (fact("post", url=""), 4000, False),
        (fact("gone"), 4000, False),
        (fact("post", fetched=None), 4000, False),
    ],
)
def test_what_was_read_long_ago_is_to_be_read_again(one: object, days: int, due: bool) -> None:
    assert to_read_again(one, READ + timedelta(days=days)) is due  # type: ignore[arg-type]  # parametrized
