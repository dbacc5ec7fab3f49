"""Somebody with addresses everywhere, and looking them up, for the tests of look-ups."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from legwork.briefing.facts import Fact
from legwork.desk import capturing, researching, wording
from legwork.desk.opening import Desk
from legwork.desk.preferring import SWITCHES
from legwork.store.evidence import Lookup
from legwork.store.tables import evidence as evidence_table
from legwork.store.tables import lookups, pauses
from sources.answering import Answering

PAGE = "https://ines-vale.example/"
EVERYTHING = (
    "feeds-found", "github-found", "wikidata-found", "wikipedia-found", "orcid-found", "edgar-found", "mastodon-found",
    "bluesky-found",
)  # fmt: skip
ON = {"operator": "me@desk.example", **dict.fromkeys(SWITCHES, "on")}


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path, open_here: Callable[[str], Desk]) -> Desk:
    """A desk in SQLite; what is asked of both databases has `either`."""
    return open_here(f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'desk.sqlite3')}")


@pytest.fixture
def either(database_url: str, open_here: Callable[[str], Desk]) -> Desk:
    return open_here(database_url)


def saved(desk: Desk, key: str = "k1", **fields: Any) -> str:
    """A saved page of Inês with all her addresses; keywords replace what it says. Gives the contact's id."""
    said = {
        "name": "Inês Vale",
        "title": "Head of Data",
        "company": "Northwind Rail",
        "emails": ["ines@northwind-rail.example"],
        "feeds": ["http://ines-vale.example/feed.xml"],
        "links": [
            {"rel": "me", "url": "https://github.com/ines-vale"},
            {"rel": "me", "url": "https://orcid.org/0000-0002-1825-0097"},
            {"rel": "me", "url": "https://trains.example/@ines"},
            {"rel": "me", "url": "https://bsky.app/profile/ines-vale.example"},
        ],
    } | fields
    body = {"url": said.pop("url", PAGE), "page_title": "x", "captured_at": "2026-11-20T10:00:00Z", "fields": said}
    return str(capturing.capture(desk, body, key).answer["contact"]["id"])


def ravi(desk: Desk, **fields: Any) -> str:
    """A saved page of a colleague, with nothing on it but what keywords say."""
    bare = {"emails": [], "feeds": [], "links": [], "url": "https://ravi.example/", "name": "Ravi Menon"}
    return saved(desk, "k2", **(bare | fields))


def look(desk: Desk, contact: str, answering: Answering) -> tuple[Lookup, ...]:
    """Sees the plan and presses the button."""
    digest = researching.plan(desk, contact).digest
    return researching.look(desk, contact, digest, client=answering.client, sleep=lambda _: None)


def facts(desk: Desk, contact: str) -> list[Fact]:
    with desk.database.read() as connection:
        return list(researching.outside_facts(connection, wording.number(contact)))


def said(desk: Desk, contact: str) -> list[tuple[str, str, str]]:
    return [(fact.source, fact.kind, fact.value) for fact in facts(desk, contact)]


def places(desk: Desk, contact: str) -> dict[str, str]:
    with desk.database.read() as connection:
        return {one.source: one.text for one in researching.looked(connection, wording.number(contact))}


def rows(desk: Desk) -> list[int]:
    with desk.database.read() as connection:
        return [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (evidence_table, lookups, pauses)
        ]
