"""Commands run as the user runs them, inside the test's own process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from legwork.cli import cli
from legwork.cli.running import run

BOOK = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tess Okonkwo\r\nEMAIL:tess@globex.example\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Robert Jr.\r\nORG:Initech\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tess Okonkwo\r\nORG:Hooli\r\nEND:VCARD\r\n"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def legwork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs a command on a desk of the test's own, on the morning of Monday 23 November 2026 in Berlin."""
    monkeypatch.setenv("LEGWORK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LEGWORK_NOW", "2026-11-23T08:00:00+01:00")
    monkeypatch.setenv("LEGWORK_TIMEZONE", "Europe/Berlin")
    monkeypatch.delenv("LEGWORK_DATABASE_URL", raising=False)

    def call(*words: str) -> Said:
        code = run(cli, words)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Three address cards, two of them of the same name."""
    path = tmp_path / "evil.vcf"
    path.write_text(BOOK, encoding="utf-8", newline="")
    return path
