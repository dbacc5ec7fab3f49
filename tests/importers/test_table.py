"""Rows of a table: none lost, none shifted, each with its own text."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers import table as tables
from legwork_importers.contract import Unreadable, UnreadableSource
from legwork_importers.decoding import decode
from legwork_importers.delimiter import DELIMITERS, by_consistency
from legwork_importers.table import Table, TableRow, find_table, shortened

HEADER = "given,family,town\n"


def opened(text: str) -> Table:
    table = find_table(decode(text.encode()), lambda cells: cells[:1] == ["given"])
    assert table is not None
    return table


def read(text: str) -> list[tuple[int | str, list[str] | str]]:
    return [
        (row.number, row.cells) if isinstance(row, TableRow) else (row.locator, row.reason)
        for row in opened(text).rows()
    ]


def test_the_header_is_found_below_notes_and_rows_are_counted_from_it() -> None:
    text = 'Notes:\n"long, and\nin two lines"\n\n' + HEADER + "Ada,Ng,Kiel\n\n , ,\nBo,Li\n"
    assert read(text) == [
        (1, ["Ada", "Ng", "Kiel"]),
        ("2", "empty row"),
        ("3", "empty row"),
        (4, ["Bo", "Li", ""]),
    ]


def test_a_header_too_far_down_is_not_looked_for() -> None:
    assert find_table(decode(("x,y\n" * 15 + HEADER).encode()), lambda cells: cells[:1] == ["given"]) is None


def test_a_last_row_without_line_end_is_whole_unless_it_is_short() -> None:
    assert read(HEADER + "Ada,Ng,Kiel")[-1] == (1, ["Ada", "Ng", "Kiel"])
    assert read(HEADER + "Ada,Ng")[-1] == ("1", "the file ends in the middle of this row")
    assert read(HEADER + "Ada,Ng\n")[-1] == (1, ["Ada", "Ng", ""])
    assert read(HEADER + 'Ada,"Ng\nKi')[-1] == ("1", "the file ends in the middle of this row")


def test_an_open_quote_costs_its_own_row_only() -> None:
    assert read(HEADER + 'Ada,"Ng,Kiel\nBo,Li,Ulm\nCy,"Mo, ""X""",Bonn\n') == [
        ("1", "a quotation mark is never closed"),
        (2, ["Bo", "Li", "Ulm"]),
        (3, ["Cy", 'Mo, "X"', "Bonn"]),
    ]
    assert read(HEADER + 'Ada,"Ng\nKiel\n') == [("1", "a quotation mark is never closed")]


def test_an_open_quote_does_not_swallow_a_long_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROW_LINES", 5)
    rows = read(HEADER + '"Ada,Ng,Kiel\n' + "Bo,Li,Ulm\n" * 20)
    assert rows[0] == ("1", "a quotation mark is never closed")
    assert len(rows) == 21
    monkeypatch.setattr(tables, "MAX_ROW_LINES", 500)
    monkeypatch.setattr(tables, "MAX_ROW", 50)
    assert read(HEADER + '"Ada,Ng,Kiel\n' + "Bo,Li,Ulm\n" * 20) == rows


@pytest.mark.parametrize("line", ['x",,"z', 'x","', '"', '"a', ',"a"b', 'x",,"' + "z" * 200])
def test_open_quotes_take_time_in_proportion_to_their_number(line: str) -> None:
    start = time.process_time()
    rows = list(opened(HEADER + f"{line}\n" * 50_000 + "Ada,Ng,Kiel\n" * 3_000).rows())
    assert [row.cells for row in rows[-1_000:] if isinstance(row, TableRow)] == [["Ada", "Ng", "Kiel"]] * 1_000
    # Measured 0.8 s; looking 2,000 lines ahead from each line took minutes.
    assert time.process_time() - start < 8


def test_a_long_row_is_found_again_after_open_quotes() -> None:
    long = 'Ada,"' + "line\n" * 1_500 + '",Kiel\n'
    rows = opened(HEADER + '"Bo,Li,Ulm\n' * 50 + "Bo,Li,Ulm\n" * 2_500 + long + "Cy,Mo,Bonn\n").rows()
    assert [row.number for row in rows if isinstance(row, TableRow)][-2:] == [2_551, 2_552]


def test_misplaced_quotes_are_overlooked_where_the_width_is_right() -> None:
    assert read(HEADER + 'Ada,"Ng" jr,Kiel\nBo,"Li" x\n') == [
        (1, ["Ada", "Ng jr", "Kiel"]),
        ("2", "quotation marks stand where they should not"),
    ]


def test_cells_and_rows_are_bounded() -> None:
    long = "x" * 32_001
    longer = "x" * 140_000
    assert read(HEADER + f"{long},,\n{longer},,\n" + ',"' + longer + '"\n' + "," * 300 + "x\nA,B,C\n") == [
        ("1", "a cell of more than 32,000 characters"),
        ("2", "a cell of more than 32,000 characters"),
        ("3", "a cell of more than 32,000 characters"),
        ("4", "more than 200 cells"),
        (5, ["A", "B", "C"]),
    ]
    tail = 'Ada,"Ng,Kiel\n' + longer + "\n"
    assert read(HEADER + tail) == [
        ("1", "a quotation mark is never closed"),
        ("2", "a cell of more than 32,000 characters"),
    ]


def test_a_header_of_too_many_columns_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="203 columns"):
        opened(HEADER.strip() + ",x" * 200 + "\n")


def test_a_header_of_a_huge_cell_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="header has a cell of more than 32,000 characters"):
        opened("given,family," + "x" * 32_001 + "\n")


def test_too_many_rows_are_refused_before_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    assert len(read(HEADER + 'Ada,"Ng\n\n\n\n\n",Kiel\n' + "Bo,Li,Ulm\n" * 2)) == 3
    with pytest.raises(UnreadableSource, match="more than 3 rows"):
        read(HEADER + "Bo,Li,Ulm\n" * 4)


def test_a_rows_text_is_its_own_lines() -> None:
    rows = list(opened(HEADER + 'Ada,"Ng\nthe second",Kiel\nBo,Li,\n').rows())
    assert [row.raw for row in rows] == ['Ada,"Ng\nthe second",Kiel', "Bo,Li,"]


def test_a_very_long_text_is_shortened_and_says_so() -> None:
    assert shortened("abc") == "abc"
    assert shortened("x" * 70_000).endswith("x… (70,000 characters)")


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_is_the_one_of_most_rows(delimiter: str) -> None:
    rows = [["given", "family", "town"], ["Ada, the first", "Ng; or so", "Kiel|Ulm"], ["Bo", "Li", "a\tb"]]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    assert by_consistency(text.getvalue().split("\n"))[0] == delimiter


def test_a_comma_is_taken_where_nothing_separates() -> None:
    assert by_consistency(["Name", "Python"])[0] == ","
    assert by_consistency(["x" * 140_000] * 2)[0] == ","
    assert by_consistency(['"', *["x" * 20_000] * 10])[0] == ","


CELL = st.text(st.characters(exclude_characters="\r\x00\ufeff", codec="utf-8"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8), st.sampled_from(DELIMITERS))
def test_a_well_formed_table_reads_as_it_was_written(rows: list[list[str]], delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([["given", "family", "town"], *rows])
    found = list(opened(text.getvalue()).rows())
    assert [row.cells for row in found if isinstance(row, TableRow)] == [
        row for row in rows if any(cell.strip() for cell in row)
    ]
    assert len(found) == len(rows)


@given(st.text(st.sampled_from('ab,"\n;'), max_size=60))
def test_every_line_belongs_to_exactly_one_row(body: str) -> None:
    table = opened(HEADER + body)
    rows = list(table.rows())
    assert "\n".join(row.raw for row in rows) == "\n".join(table.lines[table.first :])
    numbers = [row.locator if isinstance(row, Unreadable) else str(row.number) for row in rows]
    assert numbers == [str(number) for number in range(1, len(rows) + 1)]
