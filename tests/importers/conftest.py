"""Importers' tests: answers beside their questions, rewritten with --update-expected."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from legwork_importers.contract import Source


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="rewrite tests/importers/data/**/*.expected.json")


@pytest.fixture
def same_as_expected(request: pytest.FixtureRequest) -> Callable[[Path, Any], None]:
    """Compares an answer with the one beside `path`; there must be one."""
    # The option is unknown when the whole suite runs: pytest reads this file too late for that.
    update = request.config.getoption("--update-expected", default=False)

    def check(path: Path, answer: Any) -> None:
        beside = path.with_name(f"{path.name}.expected.json")
        if update:
            beside.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        assert beside.exists(), f"{beside.name} is missing: run with --update-expected and review it"
        assert answer == json.loads(beside.read_text(encoding="utf-8"))

    return check


@dataclass(frozen=True)
class Endless:
    """A file of 200 MB that gives the same bytes for ever and counts what is asked of it."""

    line: bytes
    name: str = "x"
    size: int = 200_000_000

    def head(self, count: int) -> bytes:
        assert count <= 2_000_000
        return (self.line * (count // len(self.line) + 1))[:count]

    def open(self) -> BinaryIO:
        return io.BytesIO()


@pytest.fixture
def endless() -> Callable[[bytes], Source]:
    """Makes a file of 200 MB out of one line."""
    return Endless
