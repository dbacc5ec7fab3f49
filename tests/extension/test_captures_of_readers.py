"""What readers find is a capture the desk takes as it is, and a contact."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import checkout
from legwork.api.schemas import Capture
from legwork_importers.captures import capture_problems, claim_of_capture, no_contact

EXTENSION = checkout.ROOT / "extension"
ANSWERS = sorted((EXTENSION / "tests" / "pages").rglob("*.expected.json"))


def captures(answer: Path) -> Iterator[dict[str, Any]]:
    """The bodies that saving each person on a page would send."""
    read = json.loads(answer.read_text("utf-8"))
    for person in read["persons"]:
        yield {
            "url": read["page"]["url"],
            "page_title": read["page"]["title"],
            "captured_at": "2026-11-20T10:00:00Z",
            "fields": person["fields"],
            "selection": read["options"].get("selection"),
            "reader": person["reader"],
            "reader_version": person["reader_version"],
        }


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda path: f"{path.parent.name}/{path.name.split('.')[0]}")
def test_every_person_found_is_a_contact_to_the_desk(answer: Path) -> None:
    for body in captures(answer):
        assert Capture().validate(body) == {}
        assert capture_problems(body) == {}
        claim = claim_of_capture(body)
        assert no_contact(body, claim) == ""
        assert claim.name == body["fields"]["name"]


def test_the_document_of_readers_names_each_and_no_other() -> None:
    told = set(re.findall(r"(?m)^\| `([a-z-]+)` \|", (checkout.ROOT / "docs" / "readers.md").read_text("utf-8")))
    sites = "".join(path.read_text("utf-8") for path in (EXTENSION / "readers" / "sites").glob("*.js"))
    named = set(re.findall(r'(?m)^(?:  name: |const NAME = |  const reader = )"([a-z-]+)"', sites))
    index = (EXTENSION / "readers" / "index.js").read_text("utf-8")
    formats = set(re.findall(r'tagged\(\w+\([^"]*\), "([a-z-]+)"\)', index))
    assert len(formats) == 6
    assert told == named | formats | {"selection"}
