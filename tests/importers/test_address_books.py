"""Address books that look alike are told apart, and Google's cells come apart as Google joined them."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.contract import Claim, Labelled, Position, SourceRow
from legwork_importers.dates import birthday_of
from legwork_importers.google_contacts import GoogleContacts
from legwork_importers.linkedin_connections import LinkedInConnections
from legwork_importers.registry import recognise
from legwork_importers.sources import BytesSource

NAMES = "Title,First Name,Middle Name,Last Name,Suffix"
OUTLOOK = (
    f"{NAMES},Company,Department,Job Title,Business Street,Home Phone,TTY/TDD Phone,Telex,Account,Anniversary,"
    "Categories,E-mail Address,E-mail Type,E-mail Display Name,Gender,Web Page,Personal Web Page"
)
OUTLOOK_WEB = (
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,Home Phone,"
    "TTY/TDD Phone,Job Title,Department,Company,Personal Web Page,Web Page,Birthday,Anniversary,Notes"
)
GOOGLE_OUTLOOK = (
    "First Name,Middle Name,Last Name,Title,Suffix,Web Page,Birthday,Anniversary,Notes,E-mail Address,Home Phone,"
    "Home Address,Company,Job Title,Business Address,TTY/TDD Phone,Telex,Categories"
)
OLD_LINKEDIN = f"{NAMES},E-mail Address,Company,Job Title,TTY/TDD Phone,Telex,Birthday,Web Page,Personal Web Page"


def test_linkedins_old_shape_is_told_from_outlooks() -> None:
    found = recognise(BytesSource("x", f"{OLD_LINKEDIN}\n".encode()))
    assert found is not None
    assert found.importer.kind == "linkedin.connections"


@pytest.mark.parametrize("header", [OUTLOOK, OUTLOOK_WEB, GOOGLE_OUTLOOK])
def test_outlooks_shape_is_told_from_linkedins(header: str) -> None:
    found = recognise(BytesSource("x", f"{header}\n".encode()))
    assert found is not None
    assert found.importer.kind == "outlook.contacts"


def test_a_header_alone_is_an_export_without_rows() -> None:
    source = BytesSource("x", b"First Name,Last Name,Connected On\n")
    assert LinkedInConnections().knows(source)
    assert list(LinkedInConnections().read(source)) == []


def google(**cells: str) -> Claim:
    plain = {"Given Name": "Ada", "Family Name": "Ng", "Group Membership": "* myContacts"}
    cells = plain | {name.replace("__", " - ").replace("_", " "): value for name, value in cells.items()}
    text = io.StringIO()
    csv.writer(text).writerows([cells.keys(), cells.values()])
    (row,) = GoogleContacts().read(BytesSource("x", text.getvalue().encode()))
    assert isinstance(row, SourceRow)
    assert row.key == ""
    return row.claim


def test_several_values_in_a_cell_come_apart() -> None:
    claim = google(
        Phone_1__Type="* Mobile ", Phone_1__Value="1 ::: 2:::", Organization_1__Name="Acme ::: Bolt",
        Organization_1__Title="Buyer",
    )  # fmt: skip
    assert claim.phones == (Labelled("1", "Mobile"), Labelled("2", "Mobile"))
    assert claim.positions == (Position("Buyer", "Acme"), Position("", "Bolt"))


def test_an_escaped_address_is_a_link() -> None:
    claim = google(Website_1__Type="LinkedIn", Website_1__Value=r"https\://www.linkedin.com/in/ada")
    assert claim.links == (Labelled("https://www.linkedin.com/in/ada", "LinkedIn"),)


def test_own_labels_stay_and_google_s_own_go() -> None:
    claim = google(Group_Membership="* myContacts ::: Starred ::: * Rowers")
    assert claim.labels == ("Starred", "Rowers")
    assert claim.extra == {"system labels": "myContacts"}


def test_a_birthday_nobody_can_read_is_kept() -> None:
    assert google(Birthday="in May").extra["Birthday"] == "in May"


WORD = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=10)


@given(WORD, WORD, st.lists(st.tuples(WORD, WORD), max_size=4))
def test_a_written_contact_reads_the_same(given_name: str, family: str, emails: list[tuple[str, str]]) -> None:
    cells = {"First Name": given_name, "Last Name": family, "Labels": "", "E-mail 1 - Value": ""}
    for number, (label, value) in enumerate(emails, start=1):
        cells |= {f"E-mail {number} - Label": label, f"E-mail {number} - Value": value}
    text = io.StringIO()
    csv.writer(text).writerows([cells.keys(), cells.values()])
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        (row,) = GoogleContacts().read(BytesSource("x", text.getvalue().encode(encoding)))
        assert isinstance(row, SourceRow)
        assert (row.claim.given, row.claim.family) == (given_name, family)
        assert row.claim.emails == tuple(Labelled(value, label) for label, value in emails)


def test_ten_thousand_connections_take_well_under_a_second() -> None:
    row = "Ada,Ng,https://www.linkedin.com/in/ada-%C3%A9,,Acme,Buyer,05 Nov 2018\n"
    data = ("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" + row * 10_000).encode()
    start = time.process_time()
    assert sum(1 for _ in LinkedInConnections().read(BytesSource("x", data))) == 10_000
    # Measured 0.25 s; the rest is room for a slow machine under coverage.
    assert time.process_time() - start < 3


def test_an_address_needs_no_post_box() -> None:
    claim = google(Address_1__Street="1 Quay ::: 2 Quay", Address_1__City="Kiel")
    assert [(address.street, address.city) for address in claim.addresses] == [("1 Quay", "Kiel"), ("2 Quay", "")]
    assert claim.extra == {"system labels": "myContacts"}


def test_googles_old_table_is_known_without_its_groups_column() -> None:
    assert GoogleContacts().knows(BytesSource("x", b"Name,Given Name,Family Name,E-mail 1 - Value\n"))
    assert GoogleContacts().knows(BytesSource("x", b"Name,Given Name,Family Name,Room\n")) is None


@pytest.mark.parametrize(
    "header",
    [
        "First,Last,Email,Company",
        "First,Last,Yahoo! Phone,Alternate Email 1",
        "Record ID,First Name,Last Name,Email",
        "Record ID,Create Date,Contact owner",
        "First Name,Last Name,Display Name,Email",
        "First Name,Last Name,Primary Email",
    ],
)
def test_a_few_names_alike_make_no_address_book(header: str) -> None:
    assert recognise(BytesSource("x", f"{header}\n".encode())) is None


def test_a_birthday_is_read_from_its_three_numbers() -> None:
    found = [
        birthday_of(*parts.split("-")) for parts in ("1977-6-30", "-02-29", "0000-2-3", "1977--", "1977-x-1", "--")
    ]
    assert found == ["1977-06-30", "--02-29", "--02-03", "", "", ""]
