"""A file nobody reads is explained in one clause."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from legwork_importers.contract import Source
from legwork_importers.registry import not_used_reason, recognise, unknown_table
from legwork_importers.sources import BytesSource

LATER = "not read by this version of Legwork"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "an empty file"),
        (b"\xef\xbb\xbf", "an empty file"),
        (b" \n" * 50_000, "nothing but blanks at its start"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture (JPEG)"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\xef\xbb\xbf\n<!doctype html>", "a web page or XML file"),
        (b"From time to time\nI write.\n", "text that begins like a mailbox, with no message behind it"),
        (bytes(range(256)) * 8, "no text: a program, picture or other binary file"),
        (b"Dear diary", "text that is no contacts file Legwork knows"),
        (b"No conversations found\n", "nothing about your contacts"),
        (b"Name\nPython\n", "a list of names of skills or languages, not of contacts"),
        (
            b'"CONVERSATION ID","CONVERSATION TITLE","FROM","TO","DATE","SUBJECT","CONTENT","FOLDER"\n',
            "no messages between you and people in it",
        ),
        (
            "From\tTo\tDate\tSubject\tContent\tDirection\tFolder\n".encode("utf-16"),
            "no messages between you and people in it",
        ),
        (b"Colour;Size;;Price\nred;1;;2\n", "a table whose header is not known: Colour, Size, Price"),
        (
            b'Colour,"Size\nor\twidth",Price\nred,1,2\n',
            "a table whose header is not known: Colour, Size or width, Price",
        ),
        (
            (",".join(f"column {n}" for n in range(900)) + "\n1,2\n").encode(),
            "a table whose header is not known: " + ", ".join(f"column {n}" for n in range(900))[:200] + "…",
        ),
    ],
)
def test_a_stranger_is_explained(data: bytes, reason: str) -> None:
    source = BytesSource("x", data)
    assert recognise(source) is None
    assert not_used_reason(source) == reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"addresses": [], "name": "Ada Ng"}\n', "JSON in a shape Legwork does not know"),
        (b'\n[{"name": "Ada Ng", "emails": ["ada@x.example"]}]', "JSON in a shape Legwork does not know"),
        (b"Ada,Ng,ada@x.example\nBo,Li,bo@x.example\n", "a table without a header that is known"),
        (b"Ada,Ng,Acme\nBo,Li,Bolt\n", "a table without a header that is known"),
        (b"Ada,Ng,Acme\n", "a table without a header that is known"),
        (b"Ada,Ng," + b"likes boats; " * 9 + b"\nBo,Li,4\n", "a table without a header that is known"),
        (b"Ada,Ng,0491 570 006\nBo,Li,4\n", "a table without a header that is known"),
        ("Imię,Nazwisko,Firma,URL\n".encode(), "a table whose header is not known: Imię, Nazwisko, Firma, URL"),
        (
            "Imię,Nazwisko,Poczta\nAda,Ng,ada@x.example\n".encode(),
            "a table whose header is not known: Imię, Nazwisko, Poczta",
        ),
    ],
)
def test_nobodys_data_stands_in_the_reason_why_a_file_is_not_used(data: bytes, reason: str) -> None:
    source = BytesSource("x", data)
    assert recognise(source) is None
    assert not_used_reason(source) == reason


def test_an_archive_in_an_upload_is_no_contacts_file() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("x.csv", b"First Name,Last Name,Connected On\n")
    assert recognise(BytesSource("x", data.getvalue())) is None


def test_a_huge_file_is_explained_from_its_first_bytes(endless: Callable[[bytes], Source]) -> None:
    assert recognise(endless(b"x")) is None
    assert not_used_reason(endless(b"x")) == "200 MB in one line, larger than any contacts file (50 MB)"
    assert not_used_reason(endless(b"x\n")) == "200 MB larger than any contacts file (50 MB)"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Rich_Media.csv", "what you wrote, liked and followed on LinkedIn, not a contact"),
        ("Basic/Comments_3.csv", "what you wrote, liked and followed on LinkedIn, not a contact"),
        ("Search Queries.csv", "how you used LinkedIn, not a contact"),
        ("Ad_Targeting (1).csv", "what LinkedIn guesses about you, not a contact"),
        ("Verifications/Verifications.csv", "your own profile, not a contact"),
        ("Receipts_v2.csv", "your receipts, not a contact"),
        ("Jobs/Job Applicant Saved Screening Question Responses_12.csv", "your search for work, not a contact"),
        ("guide_messages.csv", "no messages between you and people in it"),
        ("Holiday.csv", "a table whose header is not known: First, Company Names, First, Company Names"),
    ],
)
def test_other_files_of_a_linkedin_archive_are_known_by_their_names(name: str, reason: str) -> None:
    source = BytesSource(name, b"First,Company Names,First,Company Names\n1,2,3,4\n")
    assert recognise(source) is None
    assert not_used_reason(source) == reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Events.csv", b"Name,E-mail\nAda Ng,ada@x.example\n"),
        ("Courses.csv", b"Name,Company\nAda Ng,Acme\n"),
        ("Videos.csv", b"First name,Last name\nAda,Ng\n"),
        ("Logins.csv", b"Name,Phone\nAda Ng,+49 171 1234567\n"),
        ("Votes.csv", b"Mail,Colour\nada@x.example,red\n"),
    ],
)
def test_a_table_of_people_is_none_of_linkedins_whatever_it_is_called(name: str, data: bytes) -> None:
    source = BytesSource(name, data)
    assert not_used_reason(source).startswith("a table")
    assert unknown_table(source) is not None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Events.csv", b"Event Name,Event Time,Status,External Url\nMeetup,Jan 2024,ATTENDING,https://x.example/e\n"),
        ("Courses.csv", b"Name,Number\nIntroduction To Algorithms,6.006\n"),
        ("Verifications.csv", b"First name,Last name,Verification type\nAda,Ng,ID\n"),
        ("Saved_Items.csv", b"savedItem,CreatedTime\nhttps://www.linkedin.com/in/ada,2024\n"),
        ("Logins.csv", b"Login Date,IP Address\n2024-01-02,192.168.10.12\n"),
        ("Videos.csv", b"No videos\n"),
    ],
)
def test_what_linkedin_wrote_about_its_user_is_not_offered_as_people(name: str, data: bytes) -> None:
    source = BytesSource(name, data)
    assert "not a contact" in not_used_reason(source)
    assert unknown_table(source) is None
