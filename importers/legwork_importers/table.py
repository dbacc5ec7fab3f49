"""A delimited table, row by row: each row's cells, its own lines, and what is wrong with it.

The header is looked for in the first rows, because exports begin with notes. Rows are numbered from 1
after the header; blank ones count.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from legwork_importers.contract import Columns, Outcome, Unreadable, UnreadableSource
from legwork_importers.decoding import Decoded
from legwork_importers.delimiter import by_consistency
from legwork_importers.formulas import restored

HEADER_ROWS = 15
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 32_000
MAX_ROW = 256_000
MAX_ROW_LINES = 2_000
MAX_RAW = 64_000
OURS = ("Legwork: left out because", "Legwork: the row as it stands")
"""Columns that a table of left-out rows has behind its source's own; its other cells are free of formulas."""

_SHORTEST_WINDOW = 8

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_UNCLOSED = "a quotation mark is never closed"
_MISPLACED = "quotation marks stand where they should not"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, `cells` padded to the header's width; a longer row keeps its surplus."""

    number: int
    cells: list[str] = field(repr=False)
    raw: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header has been found; `first` is the line its data begin on, `ours` the number of columns
    behind the header's that Legwork wrote itself."""

    header: list[str]
    delimiter: str
    first: int
    lines: list[str] = field(repr=False)
    ends_with_newline: bool
    ours: int = 0

    @property
    def columns(self) -> Columns:
        return Columns(tuple(self.header), self.delimiter, self.ours)

    def rows(self) -> Iterator[TableRow | Unreadable]:
        """Every row of the data once, in order.

        Raises:
            UnreadableSource: there are more rows than `MAX_ROWS`; said before the first row is given.
        """
        end = len(self.lines)
        self._refuse_too_many(end)
        for number, found in enumerate(self._reader(end), start=1):
            row = replace(found, cells=own_cells(found.cells, self.columns)) if self.ours else found
            last = row.end >= end and not self.ends_with_newline
            reason = row.problem or self._problem(row, last=last)
            raw = "\n".join(self.lines[row.start : row.end])
            if reason:
                outcome: Outcome = "skipped" if reason == _EMPTY else "refused"
                yield Unreadable(str(number), shortened(raw), _CUT if last and row.problem else reason, outcome)
            else:
                yield TableRow(number, row.cells + [""] * (len(self.header) - len(row.cells)), raw)

    def _reader(self, end: int) -> _Reader:
        return _Reader(self.lines, self.first, end, self.delimiter, width=len(self.header) + self.ours)

    def _problem(self, row: _Row, *, last: bool) -> str:
        if not any(map(str.strip, row.cells)):
            return _EMPTY
        if len(row.cells) > max(MAX_COLUMNS, len(self.header)):
            return f"more than {MAX_COLUMNS} cells"
        if max(map(len, row.cells)) > MAX_CELL:
            return f"a cell of more than {MAX_CELL:,} characters"
        if row.lenient and len(row.cells) != len(self.header):
            return _MISPLACED
        if last and len(row.cells) < len(self.header):
            return _CUT
        return ""

    def _refuse_too_many(self, end: int) -> None:
        if end - self.first <= MAX_ROWS:
            return
        for count, _ in enumerate(self._reader(end), start=1):
            if count > MAX_ROWS:
                raise UnreadableSource(f"it has more than {MAX_ROWS:,} rows; split it and import the parts")


_EMPTY = "empty row"
_CUT = "the file ends in the middle of this row"


def find_table(decoded: Decoded, is_header: Callable[[Sequence[str]], bool]) -> Table | None:
    """The table below the first row `is_header` accepts, or None when the first rows hold no such row.

    Raises:
        UnreadableSource: the header has more than `MAX_COLUMNS` columns, or a cell longer than `MAX_CELL`.
    """
    lines = decoded.lines
    for top in first_rows(lines):
        if is_header(top.cells):
            if len(top.cells) > MAX_COLUMNS:
                raise UnreadableSource(f"it has {len(top.cells):,} columns; at most {MAX_COLUMNS} are read")
            if max(map(len, top.cells)) > MAX_CELL:
                raise UnreadableSource(f"its header has a cell of more than {MAX_CELL:,} characters")
            return Table(top.cells, top.delimiter, top.end, lines, decoded.ends_with_newline, top.ours)
    return None


def own_cells(cells: list[str], columns: Columns) -> list[str]:
    """The cells of the source itself in a row of left-out rows, as they were; a row too long keeps its surplus."""
    width = len(columns.names)
    return [restored(cell) for cell in (*cells[:width], *cells[width + columns.ours :])]


@dataclass(frozen=True, slots=True)
class TopRow:
    """One of the first rows as one delimiter gives it: the lines from `start` to before `end`; `ours` more cells
    stand behind its own where it is the header of left-out rows."""

    delimiter: str
    start: int
    end: int
    cells: list[str]
    ours: int = 0


def first_rows(lines: list[str]) -> Iterator[TopRow]:
    """The rows in which a header is looked for, under each delimiter in turn, the likeliest first.

    A row with control characters in it is no header, but the inside of some other kind of file.
    """
    for delimiter in by_consistency(lines):
        for row in islice(_Reader(lines, 0, len(lines), delimiter), HEADER_ROWS):
            cells = [cell.strip().lstrip("\ufeff") for cell in row.cells]
            if not any(map(_CONTROL.search, cells)):
                ours = sum(cell in OURS for cell in cells[-len(OURS) :])
                yield TopRow(delimiter, row.start, row.end, cells[: len(cells) - ours], ours)


def shortened(raw: str) -> str:
    """A row's text as it is kept: whole, unless it is longer than any honest row."""
    return raw if len(raw) <= MAX_RAW else f"{raw[:MAX_RAW]}… ({len(raw):,} characters)"


@dataclass(frozen=True, slots=True)
class _Row:
    """The row of lines `start` to `end`; `lenient` when its quoting had to be overlooked."""

    start: int
    end: int
    cells: list[str]
    problem: str = ""
    lenient: bool = False


class _Reader:
    """Rows from lines. A quote that never closes costs the line it opens on, and no other; but at the end of
    the file, where nothing after it has the header's `width`, all that is left is one row cut off.

    How far the end of a row is looked for shrinks by what was read in vain and grows back with rows that end,
    so that a file of nothing but open quotes takes time in proportion to its length.
    """

    def __init__(self, lines: list[str], first: int, end: int, delimiter: str, width: int = 0) -> None:
        self._lines = lines
        self._at = first
        self._end = end
        self._delimiter = delimiter
        self._width = width
        self._fed = 0
        self._length = 0
        self._ran_out = False
        self._window = MAX_ROW_LINES

    def __iter__(self) -> Iterator[_Row]:
        reader = self._strict()
        while self._at < self._end:
            start, self._fed, self._length, self._ran_out = self._at, 0, 0, False
            try:
                cells = next(reader)
            except csv.Error:
                cells = None
            if cells is None or self._ran_out:
                row = self._one_line(start)
                if row.problem == _UNCLOSED and self._at == self._end and self._is_all_cut(start + 1):
                    row = _Row(start, self._end, [], _UNCLOSED)
                self._at = row.end
                self._window = max(_SHORTEST_WINDOW, self._window - self._fed // 2)
                yield row
                reader = self._strict()
            else:
                self._window = min(MAX_ROW_LINES, self._window + 4 * self._fed)
                yield _Row(start, self._at, cells)

    def _strict(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self._delimiter, strict=True)

    def _feed(self) -> Iterator[str]:
        while self._at < self._end:
            line = self._lines[self._at]
            self._fed += 1
            self._length += len(line)
            if self._fed > 1 and (self._fed > self._window or self._length > MAX_ROW):
                break
            self._at += 1
            yield line + "\n"
        self._ran_out = True

    def _is_all_cut(self, start: int) -> bool:
        rest = self._lines[start : min(self._end, start + MAX_ROW_LINES)]
        try:
            return not any(len(row) == self._width for row in csv.reader(rest, delimiter=self._delimiter))
        except csv.Error:
            return False

    def _one_line(self, start: int) -> _Row:
        line = self._lines[start]
        try:
            # A second line tells an open quote: it is drawn into the first row instead of being one.
            rows = list(csv.reader([line + "\n", "\n"], delimiter=self._delimiter))
        except csv.Error:
            return _Row(start, start + 1, [], "a cell of more than 32,000 characters")
        if len(rows) == 1:
            return _Row(start, start + 1, [], _UNCLOSED)
        return _Row(start, start + 1, rows[0], lenient=True)
