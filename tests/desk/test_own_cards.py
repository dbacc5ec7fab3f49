"""The user's own card, as every address book has one, becomes nobody's contact; a card that might be another's does."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from legwork.desk import importing, own_cards, preferring, undoing, viewing
from legwork.desk.opening import Desk

MINE = {
    "name": "Robin Vale",
    "emails": "robin.vale@own.example, the.vales@home.example",
    "profile": "https://www.linkedin.com/in/robin-vale",
}
HEADER = "First Name,Last Name,E-mail 1 - Value,Website 1 - Value,Labels,E-mail 1 - Label,Website 1 - Label\n"


def book(folder: Path, *rows: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "contacts.csv"
    lines = [f"{row},* myContacts,,\n" for row in ("Ana,Souza,ana@x.example,", *rows)]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


def names(desk: Desk) -> list[str]:
    return sorted(contact.name for contact in viewing.contacts(desk))


@pytest.mark.parametrize(
    "own",
    [
        "Robin,Vale,robin.vale@own.example,",
        "Robin,Vale,Robin.Vale+book@OWN.example,",
        "Vale,Robin,the.vales@home.example,",
        "R.,Vale,robin.vale@own.example,",
        ",,robin.vale@own.example,",
        "Rob,The Vale,,https://linkedin.com/in/Robin-Vale/?trk=card",
    ],
)
def test_the_users_own_card_is_left_out_with_its_reason(desk: Desk, tmp_path: Path, own: str) -> None:
    preferring.prefer(desk, MINE)
    (file,) = importing.run(desk, [book(tmp_path, own)])["files"]
    assert (file["read"], file["new"], file["skipped"]) == (2, 1, 1)
    assert [row["reason"] for row in file["rows"]] == [own_cards.WHY]
    assert names(desk) == ["Ana Souza"]


@pytest.mark.parametrize(
    "other",
    [
        "Maria,Vale,the.vales@home.example,",
        "Robin,Vale,robin.vale@other.example,",
        "Robin,Berg,robin.vale@own.example,",
        "Ida,Berg,,https://www.linkedin.com/in/robin-vale-2",
        "Ida,Berg,ida@x.example,https://www.linkedin.com/in/robin-vale",
        "Robin,Vale Jr,the.vales@home.example,",
        "Robin and Kim,Vale,the.vales@home.example,",
        "Vale,Family,the.vales@home.example,",
    ],
    ids=[
        "a relative at one address",
        "a namesake",
        "a name that is another's",
        "another profile",
        "somebody the user introduced",
        "a son called alike",
        "a couple",
        "a family",
    ],
)
def test_a_card_that_may_be_anothers_comes_in(desk: Desk, tmp_path: Path, other: str) -> None:
    preferring.prefer(desk, MINE)
    importing.run(desk, [book(tmp_path, other)])
    assert len(names(desk)) == 2


@pytest.mark.parametrize("told", [{}, {"name": "Robin Vale"}, {"emails": MINE["emails"]}, {**MINE, "name": "…"}])
def test_who_said_too_little_loses_nothing(desk: Desk, tmp_path: Path, told: dict[str, str]) -> None:
    preferring.prefer(desk, told)
    importing.run(desk, [book(tmp_path, "Robin,Vale,robin.vale@own.example,")])
    assert len(names(desk)) == 2


def test_the_row_is_kept_and_comes_back_as_it_was(desk: Desk, tmp_path: Path) -> None:
    preferring.prefer(desk, MINE)
    path = book(tmp_path, "Robin,Vale,robin.vale@own.example,")
    report = importing.run(desk, [path])
    with desk.database.read() as connection:
        kept = [row.raw for row in connection.exec_driver_sql("SELECT raw FROM rejects")]
    assert [next(csv.reader([raw]))[:3] for raw in kept] == [["Robin", "Vale", "robin.vale@own.example"]]
    undoing.undo(desk, report["batch"])
    preferring.prefer(desk, {"name": "", "emails": "", "profile": ""})
    importing.run(desk, [path])
    assert names(desk) == ["Ana Souza", "Robin Vale"]


def test_a_card_that_is_a_contact_already_stays_one(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, "Robin,Vale,robin.vale@own.example,")
    importing.run(desk, [path])
    preferring.prefer(desk, MINE)
    (again,) = importing.run(desk, [path])["files"]
    assert (again["unchanged"], again["skipped"]) == (2, 0)
    assert names(desk) == ["Ana Souza", "Robin Vale"]


def test_a_card_whose_import_was_undone_is_no_contact_when_it_comes_again(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, "Robin,Vale,robin.vale@own.example,")
    undoing.undo(desk, importing.run(desk, [path])["batch"])
    preferring.prefer(desk, MINE)
    importing.run(desk, [path])
    assert names(desk) == ["Ana Souza"]
