"""Rows that an import left out as a table in their source's own columns, to be mended and brought back.

The cells are the source's, word for word, but for those a spreadsheet would run as a formula: they get an apostrophe
in front, by the rule of `formulas`, which can be taken back exactly. It is taken back when such a table is imported:
the columns of `table.OURS`, which are Legwork's, say that it is one.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator

from legwork_importers.contract import Columns
from legwork_importers.formulas import neutral
from legwork_importers.table import MAX_RAW, OURS, own_cells

Row = tuple[str, str]
"""Why a row was left out, and its text as it stood in the source."""

NO_COLUMNS = Columns(())


def table(columns: Columns, rows: Callable[[], Iterable[Row]]) -> Iterator[list[str]]:
    """The header and one line a row; `rows` is called twice.

    The last column holds the text of rows that do not fit the header, torn ones among them; where all fit there is no
    such column. A source without columns, such as a mailbox, has only ours.
    """
    torn = any(cells_of(raw, columns) is None for _, raw in rows())
    yield [*columns.names, *(OURS if torn else OURS[:1])]
    for why, raw in rows():
        cells = cells_of(raw, columns)
        fitting = [""] * len(columns.names) if cells is None else cells
        yield [neutral(cell) for cell in (*fitting, why, *([raw if cells is None else ""] if torn else []))]


def cells_of(raw: str, columns: Columns) -> list[str] | None:
    """The cells of a row, as many as there are columns; None where it is no row of that table."""
    if not columns.names or len(raw) > MAX_RAW:
        return None
    lines = [f"{line}\n" for line in raw.split("\n")]
    try:
        found = list(csv.reader(lines, delimiter=columns.delimiter, strict=True))
    except csv.Error:
        return None
    if len(found) != 1:
        return None
    cells = own_cells(found[0], columns) if columns.ours else found[0]
    return None if len(cells) > len(columns.names) else cells + [""] * (len(columns.names) - len(cells))
