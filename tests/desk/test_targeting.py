"""Target employers at the desk: listed, rated, taken back, exported and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest_desk import exported

from legwork.desk import importing, planning, targeting, undoing
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused, WrongValue
from legwork.outreach.people import Rating

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ana,Souza,https://www.linkedin.com/in/ana-s,,Globex GmbH,Data Lead,12 Mar 2019\n"
    "Bea,Lind,https://www.linkedin.com/in/bea-l,,Globex,Nurse,12 Mar 2020\n"
    "Tom,Reis,https://www.linkedin.com/in/tom-r,,Initech,Analyst,12 Mar 2021\n"
)
FOLLOWS = "Organization,Followed On\nHooli,Mon Mar 02 10:00:00 UTC 2026\n"
SAVED = 'Saved Date,Job Url,Job Title,Company Name\n"3/2/26, 10:00 AM",https://x.example,Data Analyst,Hooli\n'


@pytest.fixture
def told(desk: Desk, tmp_path: Path) -> Desk:
    folder = tmp_path / "archive"
    folder.mkdir()
    for name, text in (("Connections", CONNECTIONS), ("Company Follows", FOLLOWS), ("Saved Jobs", SAVED)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    importing.run(desk, [folder])
    return desk


def listed(desk: Desk) -> list[tuple[str, Rating | None, int]]:
    return [(one.name, one.rating, one.known) for one in targeting.board(desk).listed]


def test_files_and_contacts_offer_employers(told: Desk) -> None:
    board = targeting.board(told)
    assert [(one.name, one.because) for one in board.from_files] == [
        ("Hooli", "you follow them; you saved a job there (Data Analyst)")
    ]
    assert [(one.name, one.because) for one in board.from_contacts] == [
        ("Globex", "2 people you know"),
        ("Initech", "somebody you know"),
    ]
    targeting.add(told, ["Hooli"])
    assert targeting.board(told).from_files == []


def test_a_rating_orders_the_queue_and_every_change_is_taken_back(told: Desk) -> None:
    def first() -> Any:
        return planning.today(told)["cards"][0]

    assert first()["employer"]["rate"]
    before = planning.today(told)
    event = targeting.rate(told, "INITECH", "3", "2", advocate=True)
    assert first()["contact"]["name"] == "Tom Reis"
    assert first()["employer"] == {
        "name": "INITECH", "motivation": 3, "posting": 2, "advocate": True, "rate": False,
    }  # fmt: skip
    removed = targeting.remove(told, "Initech")
    assert listed(told) == []
    assert undoing.undo(told, removed).sentence == "Undone: you took the employer Initech off your list."
    assert listed(told) == [("INITECH", Rating(3, 2, advocate=True), 1)]
    assert undoing.undo(told, event).sentence == "Undone: you rated the employer INITECH."
    assert planning.today(told) == before


def test_names_are_added_once_and_wrong_ones_refused(told: Desk) -> None:
    event = targeting.add(told, ["Globex", " globex ", "Acme"])
    assert listed(told) == [("Acme", None, 0), ("Globex", None, 2)]
    assert targeting.add(told, ["Globex"]) == ""
    assert undoing.undo(told, event).sentence == "Undone: you put the employer Acme on your list."
    for names, sentence in (
        ([], "at least one"),
        (["x" * 201], "At most"),
        (["x"] * 101, "At most"),
        (["-"], "no employer"),
    ):
        with pytest.raises(Refused, match=sentence):
            targeting.add(told, names)
    for motivation, posting in (("4", "1"), ("1", "0"), ("", "1"), ("1", "x")):
        with pytest.raises(WrongValue):
            targeting.rate(told, "Globex", motivation, posting, advocate=False)
    with pytest.raises(NotFound):
        targeting.rate(told, " ", "1", "1", advocate=False)
    with pytest.raises(NotFound):
        targeting.remove(told, "Hooli")


def test_an_export_brings_the_list_back_until_something_else_is_said(
    told: Desk, tmp_path: Path, open_here: Any
) -> None:
    targeting.rate(told, "Globex", "2", "3", advocate=True)
    targeting.add(told, ["Acme"])
    file = tmp_path / "legwork.json"
    file.write_text(exported(told), encoding="utf-8")
    other = open_here(f"sqlite:///{tmp_path / 'other.sqlite3'}", "other")
    report = importing.run(other, [file])
    assert [name for name, _, _ in listed(other)] == ["Globex", "Acme"]
    assert listed(other)[0][1] == Rating(2, 3, advocate=True)
    assert report["files"][0]["read"] == 5
    targeting.rate(other, "Globex", "1", "1", advocate=False)
    assert listed(other)[0][1] == Rating(1, 1)
    undoing.undo(other, report["batch"])
    assert listed(other) == [("Globex", Rating(1, 1), 0)]
