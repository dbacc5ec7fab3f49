"""The places of a truth beside those a desk exports."""

from __future__ import annotations

from pathlib import Path

from benches.locators import Located
from benches.truth import Place, Truth, Unit

MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    "1,,Ana Roe,https://www.linkedin.com/in/ana,Me,https://www.linkedin.com/in/me,2025-01-01,,Hello,INBOX\n"
    '2,,Me,https://www.linkedin.com/in/me,"Bo, Cy",'
    '"https://www.linkedin.com/in/bo,https://www.linkedin.com/in/cy",2025-01-01,,Hello,INBOX\n'
    "3,,LinkedIn Member,,Me,https://www.linkedin.com/in/me,2025-01-01,,Hello,INBOX\n"
)
INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    "Me,Dee Poe,1/1/25,,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/dee\n"
)
MAIL = """From x@y Wed Jan 01 00:00:00 2025
Message-ID: <1@x>
From: =?utf-8?q?Ev=C3=A9?= <eve@x.example>
To: fay@x.example, "Gil" <gil@x.example>, undisclosed

Hello
"""


def truth(places: dict[Place, str]) -> Truth:
    units = {unit: Unit(unit, "person", "yes") for unit in places.values()}
    return Truth(places, units, (), (), {})


def located(folder: Path, places: dict[Place, str], ours: list[Place]) -> Located:
    for name, text in (("messages.csv", MESSAGES), ("Invitations.csv", INVITATIONS), ("all.mbox", MAIL)):
        (folder / name).write_text(text, encoding="utf-8")
    return Located(folder, truth(places), ours)


def test_one_record_of_a_desk_stands_for_every_message_of_a_person(tmp_path: Path) -> None:
    ana, cy = ("messages.csv", "https://www.linkedin.com/in/ana"), ("messages.csv", "https://www.linkedin.com/in/cy")
    dee, member = ("Invitations.csv", "https://www.linkedin.com/in/dee"), ("messages.csv", "name:LinkedIn Member")
    places = {
        ("messages.csv", "1/from"): "a",
        ("messages.csv", "2/to2"): "c",
        ("messages.csv", "3/from"): "m",
        ("Invitations.csv", "1/to"): "d",
        ("contacts.csv", "7"): "r",
    }
    found = located(tmp_path, places, [ana, cy, dee, member, ("contacts.csv", "7")])

    assert found.contacts({ana: "c_1", cy: "c_2", dee: "c_3", member: "c_4", ("contacts.csv", "7"): "c_5"}) == {
        ("messages.csv", "1/from"): "c_1",
        ("messages.csv", "2/to2"): "c_2",
        ("messages.csv", "3/from"): "c_4",
        ("Invitations.csv", "1/to"): "c_3",
        ("contacts.csv", "7"): "c_5",
    }
    assert found.same([ana], [ana]) is True
    assert found.same([ana], [cy]) is False
    assert found.same([ana], [("contacts.csv", "8")]) is None


def test_mail_is_told_by_address_and_name_and_else_by_the_address(tmp_path: Path) -> None:
    places = {
        ("all.mbox", "1@x|eve@x.example"): "e",
        ("all.mbox", "1@x|fay@x.example"): "f",
        ("all.mbox", "1@x|gil@x.example"): "g",
        ("all.mbox", "2@x|hal@x.example"): "h",
    }
    eve, fay, gil = (
        ("all.mbox", "eve@x.example|Evé"),
        ("all.mbox", "fay@x.example|"),
        ("all.mbox", "gil@x.example|G. Poe"),
    )
    found = located(tmp_path, places, [eve, fay, gil])

    assert found.ours == {
        ("all.mbox", "1@x|eve@x.example"): eve,
        ("all.mbox", "1@x|fay@x.example"): fay,
        ("all.mbox", "1@x|gil@x.example"): gil,
    }
