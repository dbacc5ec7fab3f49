"""Files that have broken other programs, each from the file to the contact."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest_desk import PREAMBLE

from legwork.desk import importing, viewing
from legwork.desk.opening import Desk
from legwork.desk.progressing import Step

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
ANA = "Ana,Souza,https://www.linkedin.com/in/ana-souza-7,,Globex,Data Lead,12 Mar 2019"
WEI = "Wei,Zhang,https://www.linkedin.com/in/wei-zhang-pm,,Initech,Product Manager,03 Apr 2020"
GOOGLE = "First Name,Middle Name,Last Name,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value\n"
PICTURE = base64.b64encode(bytes(range(256)) * 16_384).decode()
"""Four million bytes and more, as text."""


@pytest.fixture
def desk(small_desk: Desk) -> Desk:
    return small_desk


def read(desk: Desk, path: Path, text: str) -> dict[str, Any]:
    """What became of the one file."""
    path.write_text(text, encoding="utf-8", newline="")
    report = importing.run(desk, [path])
    (file,) = report["files"]
    return {**file, **report["contacts"]}


def contact(desk: Desk, name: str) -> dict[str, Any]:
    (line,) = viewing.contacts(desk, name)
    return dict(viewing.contact(desk, line.id).merged)


def syllables(number: int) -> str:
    """A name of four syllables, another one for each number below 10,000."""
    parts = ("ba", "ce", "di", "fo", "gu", "lam", "mer", "nis", "pok", "rug")
    return "".join(parts[number // 10**place % 10] for place in range(4)).capitalize()


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def folded(line: str, width: int = 74) -> str:
    return "\r\n ".join(line[place : place + width] for place in range(0, len(line), width))


def test_a_birthday_without_its_year(desk: Desk, tmp_path: Path) -> None:
    found = read(desk, tmp_path / "a.vcf", card("FN:Ana Souza", "BDAY:--0412", version="4.0"))
    assert (found["new"], found["refused"]) == (1, 0)
    assert contact(desk, "Ana")["birthday"] == "--04-12"


def test_a_picture_by_a_folded_address(desk: Desk, tmp_path: Path) -> None:
    url = "PHOTO:https://lh5.googleusercontent.example/" + "contacts/" * 30 + "photo.jpg"
    found = read(desk, tmp_path / "a.vcf", card("FN:Ana Souza", folded(url), "TEL:+351 912 345 678"))
    assert (found["new"], found["refused"]) == (1, 0)
    assert contact(desk, "Ana")["phones"][0]["value"] == "+351 912 345 678"


def test_version_2_1_with_quoted_bytes_over_several_lines(desk: Desk, tmp_path: Path) -> None:
    name = "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:S=C3=A1nchez=\r\n=2DLe=C3=B3n;Mar=C3=ADa;;;"
    note = "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:met at=0D=0A=\r\nthe fair"
    found = read(desk, tmp_path / "a.vcf", card(name, "TEL;CELL:+34 600 123 456", note, version="2.1"))
    assert (found["new"], found["refused"]) == (1, 0)
    assert contact(desk, "Sánchez-León")["given"] == "María"


def test_a_macos_file_with_pictures_of_four_megabytes(desk: Desk, tmp_path: Path) -> None:
    cards = (
        card(f"FN:Person {letter}", folded(f"PHOTO;ENCODING=b;TYPE=JPEG:{PICTURE}"), f"EMAIL:{letter}@x.example")
        for letter in "abc"
    )
    found = read(desk, tmp_path / "a.vcf", "".join(cards))
    assert (found["read"], found["new"], found["created"]) == (3, 3, 3)
    with desk.database.read() as connection:
        size = connection.exec_driver_sql("SELECT sum(length(raw)) + sum(length(claim)) FROM records").scalar_one()
    assert size < 10_000


@pytest.mark.parametrize("count", [1_200, 8_000])
def test_many_cards_are_read_and_the_progress_moves(desk: Desk, tmp_path: Path, count: int) -> None:
    path = tmp_path / "all.vcf"
    cards = (
        card(f"FN:{syllables(number)} {syllables(number * 7919 + 3)}", f"EMAIL:n{number}@x.example")
        for number in range(count)
    )
    path.write_text("".join(cards), encoding="utf-8", newline="")
    moved: list[Step] = []
    report = importing.run(desk, [path], progress=moved.append)
    assert report["files"][0]["new"] == count
    for stage in ("reading", "comparing", "linking"):
        steps = [step.done for step in moved if step.stage == stage]
        assert steps == sorted(steps)
        assert len(steps) > 1 or stage == "linking"
    read = [step for step in moved if step.stage == "reading"][-1]
    assert (read.rows, read.done, read.total) == (count, path.stat().st_size, path.stat().st_size)


def test_the_same_file_three_times_creates_nothing_the_second_and_third_time(desk: Desk, tmp_path: Path) -> None:
    text = "".join(card(f"FN:Person {letter}", f"EMAIL:{letter}@x.example") for letter in "abc")
    counts = [read(desk, tmp_path / "a.vcf", text) for _ in range(3)]
    assert [(one["created"], one["new"], one["unchanged"]) for one in counts] == [(3, 3, 0), (0, 0, 3), (0, 0, 3)]


def test_googles_table_with_empty_names(desk: Desk, tmp_path: Path) -> None:
    rows = ",,,,* myContacts,* Work,office@acme.example\n,,,Acme,* myContacts,,\nAna,,Souza,,* myContacts,,\n"
    found = read(desk, tmp_path / "contacts.csv", GOOGLE + rows)
    assert (found["read"], found["new"], found["refused"]) == (3, 3, 0)
    assert len(viewing.contacts(desk)) == 3


def test_linkedins_table_below_its_notes(desk: Desk, tmp_path: Path) -> None:
    found = read(desk, tmp_path / "Connections.csv", f"{PREAMBLE}{HEADER}\n{WEI}\n{ANA}\n")
    assert (found["read"], found["new"]) == (2, 2)


def test_linkedins_table_in_german_is_read(desk: Desk, tmp_path: Path) -> None:
    header = "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am"
    found = read(desk, tmp_path / "Connections.csv", f"{PREAMBLE}{header}\n{ANA}\n")
    assert (found["kind"], found["new"]) == ("linkedin.connections", 1)


def test_a_table_in_a_language_nobody_foresaw_is_left_with_its_header_shown(desk: Desk, tmp_path: Path) -> None:
    header = "Etunimi,Sukunimi,Osoite,Sähköposti,Yritys,Asema,Yhdistetty"
    (tmp_path / "Connections.csv").write_text(f"{header}\n{ANA}\n", encoding="utf-8")
    (tmp_path / "a.vcf").write_text(card("FN:Bo Li"), encoding="utf-8", newline="")
    report = importing.run(desk, [tmp_path / "Connections.csv", tmp_path / "a.vcf"])
    (left,) = report["not_used"]
    assert left["file"] == "Connections.csv"
    assert "Etunimi" in left["why"]
    assert [one.name for one in viewing.contacts(desk)] == ["Bo Li"]


@pytest.mark.parametrize("cut", [ANA[:40], ANA[:-14], '"Ana'])
def test_a_file_cut_in_the_middle_of_a_row_loses_that_row_alone_and_says_so(
    desk: Desk, tmp_path: Path, cut: str
) -> None:
    found = read(desk, tmp_path / "Connections.csv", f"{HEADER}\n{WEI}\n{cut}")
    assert (found["read"], found["new"], found["refused"]) == (2, 1, 1)
    assert reasons(found["rows"]) == [("2", "the file ends in the middle of this row")]


def test_a_card_cut_in_the_middle_is_lost_alone_and_said(desk: Desk, tmp_path: Path) -> None:
    found = read(desk, tmp_path / "a.vcf", card("FN:Bo Li", "UID:1") + card("FN:Ana Souza")[:40])
    assert (found["read"], found["new"], found["refused"]) == (2, 1, 1)
    assert reasons(found["rows"]) == [("2", "card without END")]


def reasons(rows: Sequence[dict[str, str]]) -> list[tuple[str, str]]:
    return [(row["locator"], row["reason"]) for row in rows]
