"""Downloads: always as an attachment, in a sandbox."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from flask import Response


def attachment(text: Iterator[str], name: str, kind: str) -> Response:
    """A file to keep, sent in the pieces it comes in. `name` is one of ours, never the user's."""
    response = Response((piece.encode() for piece in text), content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """CSV (RFC 4180), line by line; that no cell is a formula is the desk's business (`legwork_importers.formulas`)."""
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
