"""Each invented export reads as the answer beside it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from legwork_importers.contract import SourceRow
from legwork_importers.registry import recognise
from legwork_importers.sources import BytesSource

DATA = Path(__file__).parent / "data"
QUESTIONS = sorted(path for path in DATA.glob("*/*") if not path.name.endswith(".expected.json"))


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.relative_to(DATA).as_posix())
def test_an_export_reads_as_expected(path: Path, same_as_expected: Callable[[Path, Any], None]) -> None:
    # The name says nothing: a source is known by its content.
    source = BytesSource("upload", path.read_bytes())
    recognised = recognise(source)
    assert recognised is not None
    rows = [
        {"locator": row.locator, "key": row.key, "claim": row.claim.to_json()}
        if isinstance(row, SourceRow)
        else {"locator": row.locator, "outcome": row.outcome, "reason": row.reason, "raw": row.raw}
        for row in recognised.importer.read(source)
    ]
    assert recognised.importer.kind == path.parent.name
    same_as_expected(path, {"why": recognised.why, "rows": rows})


def test_there_is_an_answer_for_every_kind() -> None:
    assert {path.parent.name for path in QUESTIONS} == {
        "calendar",
        "google.contacts",
        "legwork.captures",
        "legwork.csv",
        "legwork.json",
        "linkedin.connections",
        "mail",
        "vcard",
    }


def test_a_missing_answer_fails(
    tmp_path: Path, same_as_expected: Callable[[Path, Any], None], request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--update-expected", default=False):
        same_as_expected(tmp_path / "new.csv", {})
    else:
        with pytest.raises(AssertionError, match="is missing"):
            same_as_expected(tmp_path / "new.csv", {})
