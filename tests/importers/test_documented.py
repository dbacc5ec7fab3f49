"""The page on importers names every kind, every place of a column and every language of Outlook."""

from __future__ import annotations

import re
from pathlib import Path

from legwork_importers.outlook_columns import LANGUAGES
from legwork_importers.places import PLACES, SEVERAL
from legwork_importers.registry import KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "importers.md").read_text("utf-8")
SPOKEN = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pl": "Polish",
    "pt": "Portuguese",
    "sk": "Slovak",
    "ru": "Russian",
}


def test_every_kind_has_its_line() -> None:
    section = PAGE.partition("## What is read")[2].partition("\n## ")[0]
    assert sorted(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)) == sorted({*KINDS} - {"capture"})


def test_every_place_of_a_column_is_named() -> None:
    assert [place for place in PLACES if f"`{place}`" not in PAGE] == []
    several = PAGE.partition("Several columns may be ")[2].partition(";")[0]
    assert [place for place in PLACES if f"`{place}`" in several] == [place for place in PLACES if place in SEVERAL]


def test_every_language_of_outlook_is_named() -> None:
    assert SPOKEN.keys() == LANGUAGES.keys()
    assert [language for language in SPOKEN.values() if language not in PAGE] == []
