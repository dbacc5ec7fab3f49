"""The nine people of Fixture A, with the capture among the files: where the review of doubtful pairs begins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import fixture_a

SETTINGS = {"merge_policy": "identifiers", "emails": fixture_a.ME, "region": "PT"}


def write(folder: Path) -> list[Path]:
    """The three exports and the extension's outbox."""
    paths = fixture_a.write(folder)
    (folder / "outbox.jsonl").write_text(json.dumps(capture()) + "\n", "utf-8")
    return [*paths, folder / "outbox.jsonl"]


def capture() -> dict[str, Any]:
    return dict(fixture_a.CAPTURE)


def connections() -> str:
    return fixture_a.CONNECTIONS
