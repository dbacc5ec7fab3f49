"""Another wording of a draft: offered beside it, and only when it says nothing new and passes the draft's checks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_desk import capture_body

from legwork.desk import capturing, rewriting
from legwork.desk.opening import Desk
from legwork.desk.preferring import prefer
from legwork.errors import NoAnswer, NotFound, Refused, WrongValue

ON = {"rewrite": "on", "rewrite_model": "small"}


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path, open_here: Callable[[str], Desk]) -> Desk:
    return open_here(f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'desk.sqlite3')}")


@pytest.fixture
def card(desk: Desk) -> str:
    """The id of a message that no card asks for, to somebody who was captured."""
    prefer(desk, {"name": "Priya Nair", "fields": "health software"})
    contact = capturing.capture(desk, capture_body(), "k1").answer["contact"]["id"]
    return f"write-close_loop-{contact}"


def reword(desk: Desk, card: str, answer: Callable[[str], str], text: str = "") -> rewriting.Reworded:
    asked: list[tuple[str, str]] = []

    def rewrite(address: str, model: str, given: str) -> str:
        asked.append((address, model))
        return answer(given)

    found = rewriting.reword(desk, card, text, rewrite)
    assert asked == [("http://127.0.0.1:11434/v1", "small")]
    return found


def test_it_is_off_until_switched_on_with_a_model(desk: Desk, card: str) -> None:
    assert not rewriting.is_on(desk)
    with pytest.raises(Refused, match="No rewriter is switched on"):
        rewriting.reword(desk, card, "", lambda *_: "x")
    with pytest.raises(Refused, match="name of a model"):
        prefer(desk, {"rewrite": "on"})
    with pytest.raises(WrongValue, match="on this computer"):
        prefer(desk, {"rewrite_url": "http://192.168.1.5:11434/v1"})
    prefer(desk, ON)
    assert rewriting.is_on(desk)


def test_a_shorter_wording_is_offered_beside_the_draft(desk: Desk, card: str) -> None:
    prefer(desk, ON)
    found = reword(desk, card, lambda given: given.replace(". ", ".\n", 1))
    assert found.why == ""
    assert found.text != found.draft.draft.text
    assert found.draft.draft.text.split() == found.text.split()


def test_what_names_anything_new_is_refused(desk: Desk, card: str) -> None:
    prefer(desk, ON)
    for new in ("Maria sends greetings.", "It was 2019.", "See you on Tuesday.", "See evil.example."):
        found = reword(desk, card, lambda given, said=new: f"{given.rpartition(chr(10))[0]}\n{said}")
        assert found.text == ""
        assert found.why.startswith("The rewriter's wording was refused: it names what your draft does not (")
        assert found.draft.draft.text


def test_what_is_longer_or_stopped_by_a_check_is_refused(desk: Desk, card: str) -> None:
    prefer(desk, ON)
    longer = reword(desk, card, lambda given: f"{given} {given}")
    assert "it is longer than your draft" in longer.why
    stopped = reword(desk, card, lambda given: f"{given.partition(chr(10))[0]}\nis there a job or vacancy for me?")
    assert stopped.text == ""
    assert stopped.why.startswith("The rewriter's wording was refused: ")


def test_a_model_that_does_not_answer_leaves_the_draft_as_it_is(desk: Desk, card: str) -> None:
    prefer(desk, ON)

    def silent(_: str) -> str:
        raise NoAnswer("no rewriter answers at its address")

    found = reword(desk, card, silent)
    assert (found.text, found.why) == ("", "There was no answer: no rewriter answers at its address.")
    assert found.draft.draft.text


def test_the_words_as_the_user_has_them_are_rewritten(desk: Desk, card: str) -> None:
    prefer(desk, ON)
    mine = "Dear Ana,\nthank you for the twenty minutes about Initech. I learned how your team decides.\nPriya"
    assert reword(desk, card, lambda given: given, mine).draft.draft.text == mine
    with pytest.raises(WrongValue):
        rewriting.reword(desk, card, "x" * 10_001)
    with pytest.raises(NotFound):
        rewriting.reword(desk, "no-such-card", "x", lambda *_: "x")
