"""The extension and the desk agree on what a page is called, by the pairs that both their tests read."""

from __future__ import annotations

import json
from typing import Any

import pytest

import checkout
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Claimed
from legwork_importers.captures import capture_key

TABLE = checkout.ROOT / "extension" / "tests" / "readers" / "addresses.json"
PAIRS: list[dict[str, Any]] = [pair for pair in json.loads(TABLE.read_text("utf-8"))["pairs"] if pair["canonical"]]


def profile(url: str) -> str:
    """What linkage compares of a record with this link."""
    claimed = Claimed(record=1, digest="", source="capture", claim={"links": [{"value": url, "label": ""}]})
    return next((each.identifier for each in person_of(claimed).profiles), "")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair["url"]))
def test_the_desk_calls_a_page_what_the_extension_calls_it(pair: dict[str, Any]) -> None:
    assert capture_key({"url": pair["canonical"], "fields": {}}) == pair["key"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair["url"]))
def test_linkage_compares_a_canonical_address_as_it_compares_the_one_found(pair: dict[str, Any]) -> None:
    assert profile(pair["canonical"]) == pair["profile"]
    assert profile(pair["url"]) == pair.get("as_found", pair["profile"])
