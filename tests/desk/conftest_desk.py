"""A desk of the test's own on either database, and real-looking exports to drop on it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from legwork.config import Settings
from legwork.desk.exporting import export
from legwork.desk.opening import Desk, open_desk

PREAMBLE = 'Notes:\n"Some addresses are missing, because people choose whether connections may download them."\n\n'
CONNECTIONS = PREAMBLE + (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ana,Souza,https://www.linkedin.com/in/ana-souza-7,,Globex,Data Lead,12 Mar 2019\n"
    "Wei,Zhang,https://www.linkedin.com/in/wei-zhang-pm,,Initech,Product Manager,03 Apr 2020\n"
    "Wei,Zhang,https://www.linkedin.com/in/weizhang-rn,,Umbrella,Nurse,05 May 2021\n"
    "Robert,O'Neil,https://www.linkedin.com/in/bob-oneil,,Hooli,Engineer,06 Jun 2022\n"
    ",,,,,,07 Jul 2022\n"
    ",,,,Hooli,Engineer,08 Jul 2022\n"
)
LATER = CONNECTIONS.replace("Initech,Product Manager", "Hooli,Head of Product").replace(
    "Robert,O'Neil", "Tom,Reis,https://www.linkedin.com/in/tom-reis,,Initech,Analyst,09 Sep 2024\nRobert,O'Neil"
)
GOOGLE = (
    "First Name,Middle Name,Last Name,Organization Name,Organization Title,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value\n"
    "Ana,,Souza,,,* myContacts,Work,ana.souza@globex.example,Mobile,+351 912 345 678\n"
    "Wei,,Zhang,,,* myContacts,Work,wei@initech.example,,\n"
    "Maria,,Silva,,,* myContacts,,,Home,+351 213 456 789\n"
    "João,,Silva,,,* myContacts,,,Home,+351 213 456 789\n"
    ",,,,,,,,,\n"
)
VCARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Souza\r\nN:Souza;Ana;;;\r\n"
    "EMAIL:ana.souza@globex.example\r\nUID:a1\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Lena Ortiz\r\nORG:Hooli\r\nEMAIL:lena@hooli.example\r\nUID:a2\r\nEND:VCARD\r\n"
)


def capture_body(**fields: Any) -> dict[str, Any]:
    """One capture of Ana at her new employer; keywords replace what the page says."""
    said = {"name": "Ana Souza", "title": "Director of Data", "company": "Initech"} | fields
    url = said.pop("url", "https://www.linkedin.com/in/ana-souza-7?trk=x")
    return {"url": url, "page_title": "Ana", "captured_at": "2026-11-20T10:00:00Z", "fields": said}


CAPTURES = json.dumps(capture_body()) + "\n"


@pytest.fixture
def exports(tmp_path: Path) -> Callable[..., list[Path]]:
    """Writes the named exports into a folder and gives their paths, in the order asked for."""
    content = {
        "Connections.csv": CONNECTIONS,
        "Later.csv": LATER,
        "contacts.csv": GOOGLE,
        "book.vcf": VCARD,
        "outbox.jsonl": CAPTURES,
    }

    def write(*names: str) -> list[Path]:
        folder = tmp_path / "exports"
        folder.mkdir(exist_ok=True)
        for name in names or content:
            (folder / name).write_text(content[name], encoding="utf-8", newline="")
        return [folder / name for name in names or content]

    return write


@pytest.fixture
def open_here(tmp_path: Path, clock: Any) -> Iterator[Callable[[str, str], Desk]]:
    """Opens desks that the test's clock drives, and closes them at its end."""
    opened: list[Desk] = []

    def open_one(url: str, name: str = "home") -> Desk:
        zone = ZoneInfo("Europe/Berlin")
        desk = open_desk(Settings(home=tmp_path / name, database_url=url, timezone=zone))
        desk = Desk(desk.settings, desk.database, clock)
        opened.append(desk)
        return desk

    yield open_one
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(database_url: str, open_here: Callable[[str], Desk]) -> Desk:
    return open_here(database_url)


@pytest.fixture
def small_desk(tmp_path: Path, open_here: Callable[[str], Desk]) -> Desk:
    """A desk on SQLite only, for what does not depend on the database."""
    return open_here(f"sqlite:///{tmp_path / 'small.sqlite3'}")


def exported(desk: Desk) -> str:
    """Everything the user has, as one text."""
    out = io.StringIO()
    export(desk, "json", out)
    return out.getvalue()


def without_ids(text: str) -> Any:
    """An export with its ids set aside: what must not depend on the order of imports."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: bare(inner) for name, inner in value.items() if name != "id" and not name.endswith("_id")}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    return bare(json.loads(text))
