"""Downloads stay files: never pages."""

from __future__ import annotations

from legwork.web.files import attachment, lines


def test_lines_are_written_as_they_are() -> None:
    assert "".join(lines([["=1"], ["a,b"]])) == '=1\r\n"a,b"\r\n'


def test_a_download_is_an_attachment_in_a_sandbox() -> None:
    answer = attachment("a,b\r\n", "rows.csv", "text/csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rows.csv"'
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.content_type == "text/csv; charset=utf-8"
