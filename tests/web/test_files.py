"""Downloads stay files: never pages, never formulas."""

from __future__ import annotations

import csv
import io

import pytest

from legwork.web.files import attachment, cell, lines, table


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_a_cell_that_would_be_a_formula_is_text(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_lines_are_written_as_they_are() -> None:
    assert "".join(lines([["=1"], ["a,b"]])) == '=1\r\n"a,b"\r\n'


def test_other_cells_stay_as_they_are() -> None:
    assert list(csv.reader(io.StringIO("".join(table(["a", "b"], [["x", 'say "hi"\n, you']]))))) == [
        ["a", "b"],
        ["x", 'say "hi"\n, you'],
    ]


def test_a_download_is_an_attachment_in_a_sandbox() -> None:
    answer = attachment("a,b\r\n", "rows.csv", "text/csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rows.csv"'
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.content_type == "text/csv; charset=utf-8"
