"""The bench of notes finds what is wrong with one."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from benches.notes import judge

WEI = '<h1 class="title"><bdi>Wei</bdi></h1> id="record-3"'
WHOSE = {1: {"Ana"}, 2: {"Ana"}, 3: {"Wei"}}
PAGES = {"/contacts/c_1": 'id="record-1" id="record-2" id="record-3" id="records"', "/contacts/c_3": WEI}


def line(kind: str, text: str, ref: str) -> dict[str, Any]:
    return {"kind": kind, "text": text, "source": {"ref": ref}}


def note(*more: dict[str, Any], text: str = "A note.", words: int = 2) -> dict[str, Any]:
    lines = [line("role", "Planner.", "/contacts/c_1#record-1"), line("page", "Was Clerk.", "/contacts/c_1#record-2")]
    lines += [line("colleague", "You know Wei.", "/contacts/c_3#record-3"), line("gap", "x", "/contacts/c_1#records")]
    questions = [{"text": f"Question {number}?"} for number in range(3)]
    return {"contact_id": "c_1", "text": text, "words": words, "statements": [*lines, *more], "questions": questions}


def faults(made: dict[str, Any]) -> dict[str, int]:
    found: Counter[str] = Counter()
    judge(found, made, WHOSE, lambda path: PAGES.get(path, ""))
    return {what: number for what, number in found.items() if number and what != "statements"}


def test_a_good_note_has_no_fault() -> None:
    assert faults(note()) == {}


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (note(line("place", "York.", "")), "statements without a link"),
        (note(line("heard", "Bo told you: “x”.", "/contacts/c_3#record-3")), "statements about another person"),
        (note(line("place", "York.", "/contacts/c_1#record-9")), "links that lead nowhere"),
        (note(line("place", "York.", "/contacts/c_9#record-1")), "links that lead nowhere"),
        (note(text="word " * 301, words=301), "notes of more than 300 words"),
        (note(text="word " * 301, words=2), "notes of more than 300 words"),
        ({**note(), "questions": [{"text": "One?"}] * 3}, "notes without three questions"),
        (note(line("role", "Clerk.", "/contacts/c_1#record-2")), "statements that contradict another"),
        (note(line("place", "Planner.", "/contacts/c_1#record-1")), "statements said twice"),
    ],
)
def test_each_fault_is_found(made: dict[str, Any], fault: str) -> None:
    assert faults(made) == {fault: 1}


def test_a_record_of_somebody_else_is_told_apart_from_a_fault_of_the_note() -> None:
    found = faults(note(line("place", "York.", "/contacts/c_1#record-3")))
    assert found == {"statements from a record that linkage wrongly joined": 1}
