"""A LinkedIn archive on a desk: whom the user wrote with, and what the files say of the user."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_desk import CONNECTIONS, exported

from legwork.desk import checking, importing, people, planning, preferring, undoing, viewing
from legwork.desk.opening import Desk
from legwork.errors import NothingReadable
from legwork.store import proposals

IN = "https://www.linkedin.com/in/"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    f"1,,Ana Souza,{IN}ana-souza-7,Ilse Brandt,{IN}ilse-b,2021-04-02 09:15:00 UTC,Lisbon,Hello,INBOX\n"
    f"1,,Ilse Brandt,{IN}ilse-b,Ana Souza,{IN}ana-souza-7,2021-05-03 09:15:00 UTC,,Hi,INBOX\n"
)
MORE = MESSAGES + f"2,,Ilse Brandt,{IN}ilse-b,Kofi Mensah,{IN}kofi,2022-05-03 09:15:00 UTC,,Hi,INBOX\n"
INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    f'Ilse Brandt,Kofi Mensah,"3/12/21, 4:05 PM",Good to meet you,OUTGOING,{IN}ilse-b,{IN}kofi\n'
)


@pytest.fixture
def archive(tmp_path: Path) -> Callable[..., Path]:
    def make(**files: str) -> Path:
        path = tmp_path / f"Basic_LinkedInDataExport_{len(list(tmp_path.iterdir()))}.zip"
        with zipfile.ZipFile(path, "w") as made:
            for name, text in files.items():
                made.writestr(f"{name.replace('__', '/').replace('_', ' ')}.csv", text)
        return path

    return make


def reported(report: dict[str, Any]) -> dict[str, tuple[int, int, int, int]]:
    counts = ("read", "new", "updated", "unchanged")
    return {file["file"]: tuple(file[name] for name in counts) for file in report["files"]}


def test_messages_say_when_one_last_wrote_and_move_the_ranking(desk: Desk, archive: Callable[..., Path]) -> None:
    report = importing.run(desk, [archive(Connections=CONNECTIONS, messages=MORE, Invitations=INVITATIONS)])
    assert reported(report)["messages.csv"] == (2, 2, 0, 0)
    ana = viewing.contacts(desk, "ana")[0]
    merged = viewing.contact(desk, ana.id).merged
    assert {name: merged["exchange"][name] for name in ("first", "last", "sent", "received", "subject")} == {
        "first": "2021-04-02T09:15:00Z",
        "last": "2021-05-03T09:15:00Z",
        "sent": 1,
        "received": 1,
        "subject": "Lisbon",
    }
    assert merged["given"] == "Ana"
    with desk.database.read() as connection:
        known = {each.name: each for each in people.everyone(desk, connection, preferring.preferences(desk))}
    exchange = known["Ana Souza"].exchange
    assert exchange is not None
    assert (exchange.two_way, exchange.last.isoformat()) == (True, "2021-05-03")
    assert known["Robert O'Neil"].exchange is None
    assert planning.today(desk)
    assert [finding for finding in checking.doctor(desk) if not finding.ok] == []


def test_the_owner_is_nobody_to_write_to(desk: Desk, archive: Callable[..., Path]) -> None:
    importing.run(desk, [archive(messages=MORE, Invitations=INVITATIONS)])
    assert [line.name for line in viewing.contacts(desk)] == ["Ana Souza", "Kofi Mensah"]


def test_a_second_archive_updates_and_the_same_one_changes_nothing(desk: Desk, archive: Callable[..., Path]) -> None:
    preferring.prefer(desk, {"profile": f"{IN}ilse-b"})
    first, second = archive(messages=MESSAGES), archive(messages=MORE.replace("Hi,INBOX", "Hi,ARCHIVED"))
    importing.run(desk, [first])
    assert reported(importing.run(desk, [second])) == {"messages.csv": (2, 1, 0, 1)}
    before = exported(desk)
    assert reported(importing.run(desk, [second])) == {"messages.csv": (2, 0, 0, 2)}
    assert exported(desk) == before


def test_messages_of_nobody_known_are_read_once_the_owner_is(desk: Desk, archive: Callable[..., Path]) -> None:
    path = archive(messages=MESSAGES, Connections=CONNECTIONS)
    report = importing.run(desk, [path])
    assert [left["file"] for left in report["not_used"]] == ["messages.csv"]
    assert "Profile.csv" in report["not_used"][0]["why"]
    preferring.prefer(desk, {"profile": f"{IN}ilse-b"})
    assert reported(importing.run(desk, [path]))["messages.csv"] == (1, 1, 0, 0)
    assert [finding for finding in checking.doctor(desk) if not finding.ok] == []


def test_messages_alone_that_cannot_be_told_are_refused_whole(desk: Desk, archive: Callable[..., Path]) -> None:
    with pytest.raises(NothingReadable, match="whose messages these are"):
        importing.run(desk, [archive(messages=MESSAGES)])


PROFILE = "First Name,Last Name,Maiden Name,Headline,Summary,Industry\nIlse,Brandt,,Keeper,,Software\n"
ADDRESSES = "Email Address,Confirmed,Primary,Updated On\nilse@x.example,Yes,Yes,\nold@x.example,No,No,\n"
SKILLS = "Name\nPatience\nBudgets\n"
FOLLOWS = "Organization,Followed On\nHooli,Thu Feb 11 09:12:55 UTC 2021\n"


def test_the_profile_in_the_archive_says_whose_messages_they_are(desk: Desk, archive: Callable[..., Path]) -> None:
    report = importing.run(desk, [archive(messages=MESSAGES, Profile=PROFILE)])
    assert reported(report) == {"Profile.csv": (1, 1, 0, 0), "messages.csv": (1, 1, 0, 0)}
    assert [line.name for line in viewing.contacts(desk)] == ["Ana Souza"]
    assert report["contacts"]["created"] == 1
    assert report["contacts"]["joined"] == 0


def test_a_profile_imported_before_says_it_too(desk: Desk, archive: Callable[..., Path]) -> None:
    importing.run(desk, [archive(Profile=PROFILE)])
    assert viewing.contacts(desk) == []
    importing.run(desk, [archive(messages=MESSAGES)])
    assert [line.name for line in viewing.contacts(desk)] == ["Ana Souza"]


def test_what_files_say_of_the_user_is_counted_kept_and_taken_back(desk: Desk, archive: Callable[..., Path]) -> None:
    path = archive(Profile=PROFILE, Email_Addresses=ADDRESSES, Skills=SKILLS, Company_Follows=FOLLOWS)
    preview = importing.preview(desk, [path])
    report = importing.run(desk, [path])
    files = {file["file"]: file for file in report["files"]}
    assert {name: file["about_you"] for name, file in files.items()} == {
        "Profile.csv": {"name": 1},
        "Email Addresses.csv": {"email": 2},
        "Skills.csv": {"skill": 2},
        "Company Follows.csv": {"target": 1},
    }
    assert [file["new"] for file in preview["files"]] == [file["new"] for file in report["files"]]
    said = standing(desk)
    assert ("target", "Hooli", {"followed_on": "2021-02-11"}, "Company Follows.csv") in said
    assert len(said) == 6
    assert reported(importing.run(desk, [path]))["Skills.csv"] == (2, 0, 0, 2)
    assert [finding for finding in checking.doctor(desk) if not finding.ok] == []
    undoing.undo(desk, report["batch"])
    assert len(standing(desk)) == 6, "the second import shows them still"
    undoing.undo(desk)
    assert standing(desk) == []


def standing(desk: Desk) -> list[tuple[str, str, Any, str]]:
    with desk.database.read() as connection:
        return [(one.about, one.value, one.detail, one.file) for one in proposals.standing(connection)]


def test_entries_with_an_address_of_the_users_are_nobody_to_write_to(
    desk: Desk, archive: Callable[..., Path], tmp_path: Path
) -> None:
    book = tmp_path / "book.vcf"
    book.write_text(
        "".join(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:{email}\r\nEND:VCARD\r\n"
            for name, email in (("I. Brandt", "ilse@x.example"), ("Olga Dahl", "old@x.example"))
        )
    )
    importing.run(desk, [book])
    assert names_to_write_to(desk) == {"I. Brandt", "Olga Dahl"}
    importing.run(desk, [archive(Email_Addresses=ADDRESSES)])
    assert names_to_write_to(desk) == {"Olga Dahl"}


def names_to_write_to(desk: Desk) -> set[str]:
    with desk.database.read() as connection:
        return {each.name for each in people.everyone(desk, connection, preferring.preferences(desk))}
