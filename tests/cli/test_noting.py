"""`legwork note`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from legwork.briefing.note import MOST_WORDS

Legwork = Callable[..., Any]


def test_a_note_in_lines_and_as_one_document(legwork: Legwork, book: Path) -> None:
    assert legwork("import", str(book)).code == 0
    robert = legwork("contacts", "Robert", "--json").json["contacts"][0]["id"]
    said = legwork("note", robert)
    assert said.code == 0
    assert said.out.startswith("Robert Jr.\n")
    assert "\nThree questions\n  1. " in said.out
    assert "\nLooked, and where\n  vCards" in said.out
    note = legwork("note", robert, "--json").json
    assert set(note) >= {"contact_id", "text", "words", "statements", "questions", "check_first", "looked"}
    assert note["contact_id"] == robert
    assert note["words"] == len(note["text"].split()) <= MOST_WORDS
    role = note["statements"][0]
    assert (role["section"], role["text"], role["certainty"]) == ("head", "Initech.", "confirmed")
    assert role["source"]["kind"] == "record"
    assert role["source"]["ref"].startswith(f"/contacts/{robert}#record-")
    assert note == legwork("note", robert, "--json").json


def test_another_question_and_a_word_on_a_fact(legwork: Legwork, book: Path) -> None:
    legwork("import", str(book))
    robert = legwork("contacts", "Robert", "--json").json["contacts"][0]["id"]
    before = legwork("note", robert, "--json").json
    past = before["questions"][0]["id"]
    after = legwork("note", robert, "--past", past, "--json").json
    assert after["questions"][1:] == before["questions"][1:]
    assert after["questions"][0] != before["questions"][0]
    mark = before["statements"][0]["mark"]
    said = legwork("note", robert, "--wrong", mark, "--json")
    assert mark not in [one["mark"] for one in said.json["statements"]]
    event = said.err.split("`legwork undo ")[1].split("`")[0]
    assert legwork("undo", event).out.startswith("Undone: you said that a fact about Robert Jr. is wrong.")
    assert legwork("note", robert, "--right", mark, "--json").json["statements"][0]["mark"] == mark
    assert legwork("note", robert, "--wrong", "nothing").code == 1
    assert legwork("note", "c_999").code == 1
    assert legwork("note").code == 2
