"""A fact, how sure it is, and what the user said of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from briefing.invented import company, fact
from legwork.briefing.facts import OUTSIDE, OWN, Answers, confidence_of


@pytest.mark.parametrize(
    ("anchor", "doubts", "confidence"),
    [
        ("captured", 0, "confirmed"),
        ("typed", 0, "confirmed"),
        ("domain", 0, "confirmed"),
        ("links back", 0, "confirmed"),
        ("own", 0, "confirmed"),
        ("captured", 1, "likely"),
        ("links back", 2, "unconfirmed"),
        ("other", 0, "unconfirmed"),
        ("other", 1, "unconfirmed"),
    ],
)  # fmt: skip
def test_how_sure_a_fact_is_follows_from_what_it_hangs_on(anchor: str, doubts: int, confidence: str) -> None:
    assert confidence_of(anchor, doubts) == confidence  # type: ignore[arg-type]  # the table is text


def test_the_catalogue_is_whole() -> None:
    numbers = {*OWN.values(), fact("post").number, company("employees", "12").number} - {""}
    assert numbers == {f"F{number:02}" for number in range(1, 18)}
    assert not OUTSIDE & OWN.keys()


def test_a_mark_stays_with_what_is_said_however_it_is_read_again() -> None:
    one = fact("post", "On  Delay LEDGERS", fetched=date(2026, 1, 1), source="Their feed")
    again = fact("post", "on delay ledgers", fetched=datetime(2026, 11, 20, 9, tzinfo=UTC), source="Another feed")
    assert one.mark == again.mark
    assert one.mark != fact("post", "On delays").mark
    assert one.mark != fact("project", "On Delay Ledgers").mark
    assert len(one.mark) == 16
    assert again.read == date(2026, 11, 20)


def test_with_a_key_the_words_of_a_fact_may_change() -> None:
    one = fact("colleague", "you know Wei there", words={"key": "Wei Zhang"})
    assert one.mark == fact("colleague", "you know Wei Zhang there, invited", words={"key": "wei zhang"}).mark


def test_what_is_wrong_goes_and_what_is_right_is_certain() -> None:
    wrong, doubtful, other = (
        fact("post", "a"),
        fact("post", "b", anchor="other", confidence="unconfirmed"),
        fact("work"),
    )
    heeded = Answers(frozenset({doubtful.mark}), frozenset({wrong.mark})).heeded([wrong, doubtful, other])
    assert [(one.value, one.confidence, one.anchor) for one in heeded] == [
        ("b", "confirmed", "typed"),
        ("some work", "confirmed", "captured"),
    ]
