"""Rows that were left out go out in their own columns, and come back mended."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers import any_table, left_out
from legwork_importers.any_table import AnyTable
from legwork_importers.contract import Columns, Read, SourceRow, Tabular, Unreadable
from legwork_importers.decoding import decode
from legwork_importers.left_out import NO_COLUMNS, cells_of
from legwork_importers.registry import IMPORTERS, by_kind, recognise, unknown_table
from legwork_importers.sources import BytesSource
from legwork_importers.table import MAX_RAW, OURS

COLUMNS = Columns(("First Name", "Company"), ";")
DATA = Path(__file__).with_name("data")
EXPORTS = sorted(
    path
    for path in DATA.glob("*/*.*sv")
    if path.parent.name == any_table.KIND or isinstance(by_kind(path.parent.name), Tabular)
)
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def written(columns: Columns, rows: list[tuple[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(left_out.table(columns, lambda: iter(rows)))
    return out.getvalue().encode()


def test_each_row_stands_in_its_own_columns_with_the_reason_behind_it() -> None:
    rows = [("refused: no name", ";Globex"), ("skipped: empty row", ""), ("refused: x", '"a ""b""\nc";')]
    assert list(left_out.table(COLUMNS, lambda: iter(rows))) == [
        ["First Name", "Company", OURS[0]],
        ["", "Globex", "refused: no name"],
        ["", "", "skipped: empty row"],
        ['a "b"\nc', "", "refused: x"],
    ]


@pytest.mark.parametrize("raw", ['a;"b', "a;b;c", 'a"b";"', "x" * (MAX_RAW + 1), "a;b\nc;d", f"a;{'b' * 200_000}"])
def test_what_fits_no_column_stands_whole_behind_them(raw: str) -> None:
    table = list(left_out.table(COLUMNS, lambda: iter([("refused: torn", raw), ("refused: y", "a;b")])))
    assert table == [
        ["First Name", "Company", *OURS],
        ["", "", "refused: torn", raw],
        ["a", "b", "refused: y", ""],
    ]


def test_a_source_without_columns_has_ours() -> None:
    assert list(left_out.table(NO_COLUMNS, lambda: iter([("skipped: one way", "=Ada <a@x.example>")]))) == [
        list(OURS),
        ["skipped: one way", "'=Ada <a@x.example>"],
    ]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2))
def test_no_cell_is_a_formula_and_every_one_comes_back(cells: list[str]) -> None:
    raw = io.StringIO(newline="")
    csv.writer(raw, delimiter=";", lineterminator="").writerow(cells)
    _, row = left_out.table(COLUMNS, lambda: iter([("refused: x", raw.getvalue())]))
    assert not any(cell.startswith(("=", "@")) for cell in row)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="").writerow(row)
    assert cells_of(out.getvalue(), Columns(COLUMNS.names, ",", 1)) == cells


def test_a_mended_row_is_read_as_in_its_source_and_nothing_of_ours_with_it() -> None:
    source = BytesSource("Connections.csv", f"{HEADER},,,,=Hooli,'=x,08 Jul 2022\n,,,,Acme,,\n".encode())
    found = recognise(source)
    assert found is not None
    assert isinstance(found.importer, Tabular)
    left = [row for row in found.importer.read(source) if isinstance(row, Unreadable)]
    columns = found.importer.header(source)
    out = written(columns, [(f"{row.outcome}: {row.reason}", row.raw) for row in left]).decode()
    assert ",,,,'=Hooli,''=x,08 Jul 2022,\"refused: no name" in out
    mended = BytesSource("left.csv", out.replace(",,,,'=Hooli", "Ada,Ng,,,'=Hooli").encode())
    again = recognise(mended)
    assert again is not None
    assert again.importer.kind == "linkedin.connections"
    first, second = _rows(again.importer.read(mended))
    assert isinstance(first, SourceRow)
    assert first.claim.to_json() == {
        "name": "Ada Ng",
        "given": "Ada",
        "family": "Ng",
        "positions": [{"title": "'=x", "company": "=Hooli"}],
        "connected_on": "2022-07-08",
    }
    assert isinstance(second, Unreadable)
    assert again.importer.header(mended) == Columns(columns.names, ",", 1)
    # left out once more, it has the same columns as the first time
    _, row = left_out.table(Columns(columns.names, ",", 1), lambda: iter([("refused: again", second.raw)]))
    assert row == ["", "", "", "", "Acme", "", "", "refused: again"]


def test_so_is_one_of_a_table_whose_columns_were_named() -> None:
    out = written(Columns(("Wer", "Post")), [("refused: no name", "Ada Ng,ada@x.example")])
    table = unknown_table(BytesSource("x.csv", out))
    assert table is not None
    assert table.names == ("Wer", "Post")
    assert table.rows == (("Ada Ng", "ada@x.example"),)


def test_every_table_says_its_columns() -> None:
    tables = {importer.kind for importer in IMPORTERS if isinstance(importer, Tabular)}
    others = {importer.kind for importer in IMPORTERS} - tables
    assert others == {"vcard", "ldif", "mail", "calendar", "legwork.captures", "legwork.json"}


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_table_says_the_columns_that_stand_in_it(path: Path) -> None:
    source = BytesSource(path.name, path.read_bytes())
    if path.parent.name == any_table.KIND:
        table = unknown_table(source)
        assert table is not None
        importer: object = AnyTable(table.guess)
    else:
        importer = by_kind(path.parent.name)
    assert isinstance(importer, Tabular)
    columns = importer.header(source)
    text = decode(source.data).text.replace('""', '"')
    assert len(columns.names) > 1
    assert columns.ours == 0
    if path.name != "without-header.tsv":
        assert [name for name in columns.names if name not in text] == []


def _rows(rows: object) -> list[Read]:
    return list(rows)  # type: ignore[call-overload,no-any-return]  # readers of several kinds
