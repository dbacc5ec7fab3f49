"""What commands say: whole sentences, with one capital and one full stop."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Legwork = Callable[..., Any]
WHOLE = re.compile(r"[A-Z\d].*[^.]\.", re.DOTALL)


@pytest.fixture
def ids(legwork: Legwork, book: Path) -> list[str]:
    """The ids of three contacts in the order of the file."""
    legwork("settings", "merge_policy", "identifiers")
    assert legwork("import", str(book)).code == 0
    found = legwork("contacts", "--json").json["contacts"]
    return sorted((one["id"] for one in found), key=lambda name: int(name.removeprefix("c_")))


def pair(one: str, other: str) -> str:
    return f"p_{one.removeprefix('c_')}_{other.removeprefix('c_')}"


def test_acts_rulings_and_undos_say_whole_sentences(legwork: Legwork, ids: list[str]) -> None:
    said = []
    for text in ("want", "later:3d", "sent", "replied", "scheduled:2026-11-25T15:00/20", "held", "thanked"):
        done = legwork("act", ids[1], text, "--json").json
        undone = legwork("undo", done["event"], "--json").json
        said += [done["sentence"], undone["sentence"], legwork("undo", undone["event"], "--json").json["sentence"]]
    ruled = legwork("rule", pair(ids[0], ids[2]), "same", "--json").json
    said += [ruled["sentence"], legwork("undo", "--json").json["sentence"]]
    said.append(legwork("rule", pair(ids[0], ids[2]), "different", "--json").json["sentence"])
    assert all(WHOLE.fullmatch(sentence) for sentence in said), said
    assert said[:2] == ["You want to talk to Robert Jr.", "Undone: you want to talk to Robert Jr."]
    assert said[-3:] == [
        "You joined two contacts named Tess Okonkwo as one person.",
        "Undone: you joined two contacts named Tess Okonkwo as one person.",
        "You kept two contacts named Tess Okonkwo apart.",
    ]


def test_what_is_said_to_people_is_what_is_said_to_programs(legwork: Legwork, ids: list[str]) -> None:
    assert legwork("act", ids[1], "sent").out.splitlines()[0] == "You wrote to Robert Jr."
    first = legwork("rule", pair(ids[0], ids[2]), "same").out.splitlines()[0]
    assert first == "You joined two contacts named Tess Okonkwo as one person."


def test_an_undone_join_says_what_stays(legwork: Legwork, ids: list[str]) -> None:
    ruled = legwork("rule", pair(ids[0], ids[1]), "same", "--json").json["event"]
    legwork("act", ids[1], "sent")
    said = legwork("undo", ruled).out
    assert "This stays, because you did it since:\n  · You wrote to Tess Okonkwo.\n" in said
    again = legwork("rule", pair(ids[0], ids[1]), "same", "--json").json["event"]
    legwork("act", ids[1], "replied")
    assert legwork("undo", again, "--json").json["stays"] == ["You had a reply from Tess Okonkwo."]


def test_the_first_of_two_joins_names_the_later_one(legwork: Legwork, ids: list[str]) -> None:
    first = legwork("rule", pair(ids[0], ids[1]), "same", "--json").json["event"]
    later = legwork("rule", pair(ids[1], ids[2]), "same", "--json").json["event"]
    refused = legwork("undo", first)
    assert refused.code == 1
    assert f"undo {later} first." in refused.err


def test_a_file_keeps_its_name(legwork: Legwork, book: Path) -> None:
    batch = legwork("import", str(book), "--json").json["batch"]
    assert legwork("undo", batch, "--json").json["sentence"] == "Undone: the file evil.vcf was imported."


def test_what_is_held_back_ends_in_one_full_stop(legwork: Legwork, ids: list[str]) -> None:
    assert ids
    legwork("settings", "new_per_day", "1")
    held = legwork("today", "--json").json["held_back"]
    assert [line["text"] for line in held] == ["One new invitation a day is your limit; two more people wait"]
    assert "\nHeld back: One new invitation a day is your limit; two more people wait.\n" in legwork("today").out


A_DAY = "days and ranges of days: soon is not a day such as 2026-12-24 or a range such as 2026-12-24..2027-01-01"
A_PAGE = "the address of your page, such as https://www.linkedin.com/in/priya-nair"


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("days_off", "soon", A_DAY),
        ("profile", "notaurl", A_PAGE),
        ("profile", "https://x", A_PAGE),
        ("profile", "http://[x.example", A_PAGE),
        ("region", "XX", "the two letters of a country, such as PT or GB"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(legwork: Legwork, name: str, value: str, wanted: str) -> None:
    refused = legwork("settings", name, value)
    assert (refused.code, refused.err.strip()) == (1, f"{name} must be {wanted}.")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("profile", "linkedin.com/in/priya-nair"),
        ("profile", "https://priya.example/about"),
        ("profile", ""),
        ("region", "GB"),
        ("region", ""),
    ],
)
def test_a_setting_that_can_be_used_is_kept(legwork: Legwork, name: str, value: str) -> None:
    assert legwork("settings", name, value).code == 0
    assert legwork("settings", name).out.strip() == value


def test_an_act_without_a_name_is_asked_for(legwork: Legwork, ids: list[str]) -> None:
    refused = legwork("act", ids[0], "")
    assert refused.err.startswith("Name what you did; you can: want, ready, sent, ")
