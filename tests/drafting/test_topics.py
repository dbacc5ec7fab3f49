"""What is personal, and what only sounds like it."""

from __future__ import annotations

import pytest

from legwork.drafting.facts import Fact
from legwork.drafting.questions import asked_by, choose
from legwork.drafting.topics import is_personal


@pytest.mark.parametrize(
    "text",
    [
        "My illness and I", "after a CANCER diagnosis", "mental health at work", "Dépression", "burn-out",
        "Grief, a year on", "The funeral", "she passed away", "loss of my brother", "Deuil",
        "Being a father", "our wedding", "Divorced", "pregnancy and parental leave", "die Familie",
        "A prayer", "my faith", "Ramadan at the office", "la iglesia",
        "Politics again", "the election", "immigration", "Krieg und war",
        "laid off", "I was let go", "redundancy pay", "she was fired", "meine Kündigung", "mi despido", "demissão",
        "coming out", "harassment",
    ],
)  # fmt: skip
def test_these_are_nobodys_business(text: str) -> None:
    assert is_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Why our delay ledger is append-only", "hospital logistics", "Fail over without tears",
        "A warm start for solvers", "I'll be speaking", "Reporting rebuild", "Software for schools", "still learning",
        "Contract draft v2", "Skills and sons of guns"[:10],
    ],
)  # fmt: skip
def test_these_are_work(text: str) -> None:
    assert not is_personal(text)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("F04", {"about": "the funeral"}),
        ("F09", {"event": "Prayer group"}),
        ("F11", {"fact": "they laid off a third of their people"}),
        ("F14", {"said": "my father was fired"}),
    ],
)
def test_no_question_is_made_of_them(number: str, words: dict[str, str]) -> None:
    fact = Fact(number, "something", words)
    assert asked_by(fact) is None
    assert all(one.general for one in choose([fact]))


def test_a_kind_that_asks_nothing_and_a_guess_ask_nothing() -> None:
    assert asked_by(Fact("F05", "six mails")) is None
    assert asked_by(Fact("F01", "Porto, like you", {"school": "Porto"}, certain=False)) is None
