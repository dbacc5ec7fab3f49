"""Facts about somebody invented, with as little as a test has to say."""

from __future__ import annotations

from datetime import date
from typing import Any

from legwork.briefing.facts import OWN, Fact
from legwork.briefing.note import Looked, Note, Subject, note

TODAY = date(2026, 11, 23)
READ = date(2026, 11, 20)
INES = Subject("Ines Prado", "Operations Planner", "Northwind Rail")


def fact(kind: str, value: str = "", **said: Any) -> Fact:
    """A confirmed fact of the day it was read; what is looked up has an address, one's own has a record."""
    own = kind in OWN and "anchor" not in said
    given: dict[str, Any] = {
        "about": "person",
        "source": "LinkedIn connections" if own else "Their feed",
        "ref": "/contacts/c_1#record-1" if own else "/evidence/7",
        "url": "" if own else "https://ines.example/feed",
        "fetched": READ,
        "dated": READ,
        "anchor": "own" if own else "captured",
        "confidence": "confirmed",
    }
    return Fact(kind=kind, value=value or f"some {kind}", **(given | said))


def company(kind: str, value: str, **said: Any) -> Fact:
    words = {"company": "Northwind Rail"} | said.pop("words", {})
    given = {"source": "Wikidata", "url": "https://www.wikidata.org/wiki/Q1", "anchor": "domain"}
    return fact(kind, value, about="company", words=words, **(given | said))


def noted(*facts: Fact, **said: Any) -> Note:
    return note(said.pop("subject", INES), facts, said.pop("looked", (Looked("LinkedIn connections"),)), TODAY, **said)
