"""Outlook's columns in every language it exports them in, and what it writes where nothing was filled in."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.contract import Address, Claim, Labelled, Position, SourceRow
from legwork_importers.outlook_columns import FIELDS, LANGUAGES, declared, language_of
from legwork_importers.outlook_contacts import OutlookContacts
from legwork_importers.registry import recognise
from legwork_importers.sources import BytesSource

SPARE = {"First Name": "", "Last Name": "", "E-mail Address": "", "Home City": "", "Other City": "", "Notes": ""}


def table(*rows: dict[str, str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def claims(*rows: dict[str, str]) -> list[Claim]:
    read = list(OutlookContacts().read(BytesSource("x", table(*(SPARE | row for row in rows)))))
    assert all(isinstance(row, SourceRow) for row in read)
    return [row.claim for row in read if isinstance(row, SourceRow)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_blocks_of_fields_and_no_name_twice(language: str) -> None:
    lines = LANGUAGES[language].strip("\n").split("\n")
    assert len(lines) == len(FIELDS)
    for fields, line in zip(FIELDS, lines, strict=True):
        assert len(line.split("|")) <= len(fields)
    names = [name for line in lines for each in line.split("|") for name in each.split("~") if name]
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "fr"])
def test_a_header_in_one_language_is_that_language_and_all_of_it_is_read(language: str) -> None:
    header = [
        each.split("~")[0]
        for line in LANGUAGES[language].strip("\n").split("\n")
        for each in line.split("|")
        if each.split("~")[0]
    ]
    assert language_of(header) == language
    assert all(declared(header, language))
    known = recognise(BytesSource("x", f"{'|'.join(header)}\n".encode()))
    assert known is not None
    assert known.importer.kind == "outlook.contacts"


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Nom,Titre,Prénom,Nom,Titre", "whole,prefix,given,family,job title"),
        ("Nom,Prénom,Titre", "family,given,job title"),
        ("Titre,Prénom,Nom ", "prefix,given,family"),
        ("Nom,Prénom,Nom,Nom", "whole,given,family,"),
    ],
)
def test_french_has_two_columns_of_one_name(header: str, fields: str) -> None:
    assert declared(header.split(","), "fr") == fields.split(",")


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,Email Address,Company,Job Title,Notes",
        "First Name,Last Name,E-mail Address,Company",
        "First Name,E-mail Address,Company,Job Title,Notes",
        "First Name,Last Name,Company,Job Title,Notes",
        "First Name,Last Name,E-mail Address,E-mail 1 - Value,Company,Job Title,Notes",
        "First Name,Last Name,E-mail Address,Company,Job Title,Notes,Connected On",
    ],
)
def test_other_tables_are_not_outlooks(header: str) -> None:
    assert OutlookContacts().knows(BytesSource("x", f"{header}\n".encode())) is None


@pytest.mark.parametrize("date", ["0/0/00", "0.0.00", "00/00/00", "0-0-0", ""])
def test_dates_of_noughts_are_none(date: str) -> None:
    (claim,) = claims({"First Name": "Ada", "Birthday": date, "Anniversary": date})
    assert (claim.birthday, claim.extra) == ("", {})


def test_one_date_shows_how_the_others_are_meant() -> None:
    american = claims({"First Name": "Ada", "Birthday": "4/3/1990"}, {"First Name": "Bo", "Anniversary": "4/30/2001"})
    assert (american[0].birthday, american[1].extra["Anniversary"]) == ("1990-04-03", "2001-04-30")
    british = claims({"First Name": "Ada", "Birthday": "4/3/1990"}, {"First Name": "Bo", "Birthday": "30/4/51"})
    assert [claim.birthday for claim in british] == ["1990-03-04", "1951-04-30"]
    (alone,) = claims({"First Name": "Ada", "Birthday": "4/3/1990", "Anniversary": "5/6/2000"})
    assert (alone.birthday, alone.extra) == ("", {"Birthday": "4/3/1990", "Anniversary": "5/6/2000"})
    both = claims({"First Name": "Ada", "Birthday": "4/30/1990"}, {"First Name": "Bo", "Birthday": "30/4/1991"})
    assert [claim.birthday for claim in both] == ["1990-04-30", "1991-04-30"]


@pytest.mark.parametrize(
    ("display", "address"),
    [
        ("Ada Ng (ada@x.example)", "ada@x.example"),
        ("Ada Ng <ada@x.example>", "ada@x.example"),
        ("Ada Ng", ""),
        ("", ""),
    ],
)
def test_an_address_inside_exchange_gives_way_to_the_one_beside_the_name(display: str, address: str) -> None:
    inside = "/o=First/ou=Here/cn=Recipients/cn=ada"
    (claim,) = claims({"First Name": "Ada", "E-mail Address": inside, "E-mail Display Name": display})
    assert claim.emails == ((Labelled(address),) if address else ())
    assert claim.extra["E-mail 1"] == "; ".join(filter(None, (inside, display)))


def test_what_nobody_chose_is_left_out_and_what_somebody_chose_is_kept() -> None:
    (plain,) = claims({"First Name": "Ada", "Gender": "Unspecified", "Priority": "Normal", "Private": "False"})
    assert plain.extra == {}
    (chosen,) = claims({"First Name": "Ada", "Priority": "High", "Categories": "My Contacts; Choir ;"})
    assert (chosen.labels, chosen.extra) == (("Choir",), {"Priority": "High", "system labels": "My Contacts"})


def test_a_profession_stands_in_for_a_job_title_and_beside_one() -> None:
    (only,) = claims({"First Name": "Ada", "Profession": "Vet"})
    assert only.positions == (Position("Vet"),)
    (both,) = claims({"First Name": "Ada", "Profession": "Vet", "Job Title": "Partner"})
    assert (both.positions, both.extra) == ((Position("Partner"),), {"Profession": "Vet"})


def test_a_street_of_three_columns_is_one() -> None:
    (claim,) = claims({"First Name": "Ada", "Other Street": "1 Quay", "Other Street 3": "Loft", "Other City": "Kiel"})
    assert claim.addresses == (Address("other", "1 Quay\nLoft", "Kiel"),)


WORD = st.text(st.characters(codec="cp1250", categories=("L",)), min_size=1, max_size=12)


@given(WORD, WORD, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1250"]))
def test_a_written_contact_reads_the_same(name: str, family: str, encoding: str) -> None:
    data = table(SPARE | {"First Name": name, "Last Name": family}).decode().encode(encoding)
    told = encoding if encoding == "cp1250" else None
    (row,) = OutlookContacts().read(BytesSource("x", data), encoding=told)
    assert isinstance(row, SourceRow)
    assert (row.claim.given, row.claim.family) == (name, family)
