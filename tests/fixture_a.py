"""Fourteen raw records of invented people, as three exports and one capture bring them, under names that say nothing.

Two people are called Wei Zhang, Ana Souza stands in all four sources, Robert O'Neil writes as Bob, a couple shares a
telephone, and a machine and an office write too.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ME = "priya@nair.example"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
PREAMBLE = 'Notes:\n"When exporting your connection data, some addresses are missing."\n\n'
LI_2 = "Wei,Zhang,https://www.linkedin.com/in/wei-zhang-pm,,Initech,Product Manager,03 Apr 2020\n"
CONNECTIONS = (
    PREAMBLE
    + HEADER
    + ",,,,Acme,Analyst,14 Aug 2026\n"
    + "Robert,O'Neil,https://www.linkedin.com/in/bob-oneil,,Hooli,Engineer,06 Jun 2022\n"
    + "Wei,Zhang,https://www.linkedin.com/in/weizhang-rn,,Umbrella,Nurse,05 May 2021\n"
    + LI_2
    + "Ana,Souza,https://www.linkedin.com/in/ana-souza-7,,Globex,Data Lead,12 Mar 2019\n"
)
"""LI-1 to LI-5, the newest first; the first row has no name, no address and no profile."""
NEWER = CONNECTIONS.replace("Initech,Product Manager", "Hooli,Product Manager")

GOOGLE = (
    "First Name,Middle Name,Last Name,Organization Name,Organization Title,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value\n"
    "Ana,,Souza,,,* myContacts,Work,ana.souza@globex.example,Mobile,+351 912 345 678\n"
    "Wei,,Zhang,,,* myContacts,Work,wei@initech.example,,\n"
    "Maria,,Silva,,,* myContacts,,,Home,+351 213 456 789\n"
    "João,,Silva,,,* myContacts,,,Home,+351 213 456 789\n"
)
"""GC-1 to GC-4."""

ANA, BOB = "Ana Souza <ana.souza@globex.example>", '"Bob O\'Neil" <roneil@hooli.example>'
NEWS = "News <no-reply@news.example>"
MINE = f"Priya Nair <{ME}>"
LETTERS = (
    (ANA, MINE, "Fri, 5 Mar 2021 09:00:00 +0000", "Reporting rebuild", ""),
    (MINE, ANA, "Mon, 8 Mar 2021 09:00:00 +0000", "Re: Reporting rebuild", ""),
    (ANA, MINE, "Tue, 9 Mar 2021 09:00:00 +0000", "Re: Reporting rebuild", ""),
    (MINE, ANA, "Fri, 9 Apr 2021 09:00:00 +0000", "Re: Reporting rebuild", ""),
    (ANA, MINE, "Fri, 30 Apr 2021 09:00:00 +0000", "Re: Reporting rebuild", ""),
    (MINE, ANA, "Mon, 3 May 2021 09:00:00 +0000", "Re: Reporting rebuild", ""),
    (BOB, MINE, "Tue, 1 Jun 2021 09:00:00 +0000", "Lunch", ""),
    (MINE, BOB, "Wed, 2 Jun 2021 09:00:00 +0000", "Re: Lunch", ""),
    (NEWS, MINE, "Thu, 3 Jun 2021 09:00:00 +0000", "Weekly", "List-Unsubscribe: <mailto:u@news.example>\n"),
    ("info@acme.example", MINE, "Fri, 4 Jun 2021 09:00:00 +0000", "Our offer", ""),
)  # fmt: skip
"""MB-1 to MB-4."""

CAPTURE: Mapping[str, Any] = {
    "url": "https://www.linkedin.com/in/ana-souza-7?trk=x",
    "page_title": "Ana Souza | LinkedIn",
    "captured_at": "2026-11-20T10:00:00Z",
    "fields": {"name": "Ana Souza", "title": "Director of Data", "company": "Initech"},
}
"""EX-1."""

NAMES = ("download(3)", "people.txt", "old stuff.dat")
"""The archive, the contacts and the mailbox as somebody might have called them."""
EXPORTED, EXPORTED_LATER = (2026, 9, 2), (2026, 11, 21)


def archive(connections: str = CONNECTIONS, day: tuple[int, int, int] = EXPORTED) -> bytes:
    """LinkedIn's archive with its list of connections, written on a day, and a file that is of no use here."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr(zipfile.ZipInfo("Connections.csv", (*day, 8, 0, 0)), connections)
        made.writestr(zipfile.ZipInfo("Ad_Targeting.csv", (*day, 8, 0, 0)), "Member Age,Company Size\n25-34,11-50\n")
    return packed.getvalue()


def mailbox() -> str:
    return "".join(
        f"From - Mon Aug 31 11:20:34 2026\nFrom: {sender}\nTo: {to}\nDate: {date}\n"
        f"Message-ID: <{number}@nair.example>\nSubject: {subject}\n{more}\nHello.\n\n"
        for number, (sender, to, date, subject, more) in enumerate(LETTERS)
    )


def write(folder: Path) -> list[Path]:
    """The three exports in a folder of their own."""
    folder.mkdir(exist_ok=True)
    content = (archive(), GOOGLE.encode(), mailbox().encode())
    for name, data in zip(NAMES, content, strict=True):
        (folder / name).write_bytes(data)
    return [folder / name for name in NAMES]


def write_newer(folder: Path) -> Path:
    """A later archive, in which Wei the product manager works at Hooli."""
    folder.mkdir(exist_ok=True)
    path = folder / "download(4)"
    path.write_bytes(archive(NEWER, EXPORTED_LATER))
    return path
