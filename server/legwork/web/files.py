"""Downloads: always as an attachment, in a sandbox, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from flask import Response

_STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def attachment(text: Iterator[str], name: str, kind: str) -> Response:
    """A file to keep, sent in the pieces it comes in. `name` is one of ours, never the user's."""
    response = Response((piece.encode() for piece in text), content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """CSV (RFC 4180) in which no cell is a formula, line by line."""
    yield from lines([header])
    yield from lines([cell(text) for text in row] for row in rows)


def lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """CSV (RFC 4180) of rows that hold no formula, line by line."""
    line = _Line()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow(row)
        yield line.text


class _Line:
    """Takes what the CSV writer writes: one line at a time."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def cell(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
