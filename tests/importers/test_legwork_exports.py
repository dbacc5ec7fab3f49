"""Legwork's own exports are told from the tables they look like, and read within limits."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork_importers.contract import (
    Claim,
    Labelled,
    Position,
    Proposal,
    Read,
    SourceRow,
    Unreadable,
    UnreadableSource,
)
from legwork_importers.formulas import neutral, restored
from legwork_importers.legwork_csv import LegworkCsv
from legwork_importers.legwork_json import FIRST_LINE, LegworkJson
from legwork_importers.registry import recognise
from legwork_importers.roles import present_first, role_line, role_of
from legwork_importers.sources import BytesSource

COLUMNS = "Name,First Name,Last Name,Organization Name,Connected On,E-mail 1 - Label,E-mail 1 - Value,Positions"


def kind(text: str) -> str:
    found = recognise(BytesSource("Connections.csv", text.encode()))
    return found.importer.kind if found else ""


def test_an_export_is_no_list_of_connections_though_it_has_their_columns() -> None:
    assert kind(f"{COLUMNS},Notes,Legwork ID\n") == "legwork.csv"
    assert kind(f"{COLUMNS}\n") == "legwork.csv"
    assert kind("First Name,Last Name,Connected On,E-mail 1 - Value\n") == ""
    assert kind("First Name,Last Name,Company,Connected On\n") == "linkedin.connections"


def csv_claims(text: str) -> list[Claim]:
    rows = list(LegworkCsv().read(BytesSource("x", text.encode())))
    return [row.claim for row in rows if isinstance(row, SourceRow)]


def test_a_contact_known_by_a_page_alone_is_read() -> None:
    header = "Name,Website 1 - Value,Website 1 - Label,Legwork ID\n"
    (claim,) = csv_claims(header + ",https://x.example/team,page,c_1\n,,,c_2\n")
    assert claim == Claim(links=(Labelled("https://x.example/team", "page"),))


def test_the_last_group_of_a_row_comes_apart() -> None:
    (claim,) = csv_claims(
        "Name,E-mail 6 - Label,E-mail 6 - Value,Legwork ID\nAda,a ::: b ::: c,1 ::: ::: 3 ::: 4,c_1\n"
    )
    assert claim.emails == (Labelled("1", "a"), Labelled("3", "c"), Labelled("4"))


def test_a_table_without_a_known_column_keeps_it() -> None:
    (claim,) = csv_claims("Name,Shoe,Birthday,Legwork ID\nAda Ng,38,in May,c_1\n")
    assert claim.extra == {"Shoe": "38", "Birthday": "in May"}


def export(*lines: str, last: str = '], "settings": {}}') -> BytesSource:
    return BytesSource("x", "\n".join([FIRST_LINE, *lines, last, ""]).encode())


def rows(source: BytesSource) -> list[Read]:
    return list(LegworkJson().read(source))


def reasons(source: BytesSource) -> list[str]:
    return [row.reason for row in rows(source) if isinstance(row, Unreadable)]


def test_an_empty_export_has_no_rows() -> None:
    assert LegworkJson().knows(export())
    assert rows(export()) == []
    assert rows(export(last='{"name": "cut')) != []


def test_json_of_another_shape_is_not_read() -> None:
    other = BytesSource("x", b'[{"name": "Ada"}]')
    assert LegworkJson().knows(other) is None
    with pytest.raises(UnreadableSource, match="no JSON export of Legwork"):
        rows(other)


def test_a_contact_is_bounded() -> None:
    assert reasons(export("[" * 50)) == ["nested more than 20 deep"]
    assert reasons(export('{"name": "' + "x" * 32_001 + '"}')) == ["a text of more than 32,000 characters"]
    assert reasons(export(json.dumps({"labels": [{}] * 1_001}))) == ["labels has more than 1,000 entries"]
    assert reasons(export('{"name": "' + "x" * 1_000_001 + '"}')) == ["longer than 1,000,000 characters"]


def test_the_list_of_employers_comes_back_as_proposals() -> None:
    listed = [
        {"name": "Initech", "motivation": 3, "posting": 2, "advocate": True},
        {"name": " Globex ", "motivation": 9, "posting": True, "advocate": "yes"},
        {"name": ""},
        "Acme",
    ]
    found = list(LegworkJson().read(export(last=f'], "employers": {json.dumps(listed)}, "settings": {{}}}}')))
    assert [(row.about, row.value, row.detail) for row in found if isinstance(row, Proposal)] == [
        ("target", "Initech", {"motivation": "3", "posting": "2", "advocate": "yes"}),
        ("target", "Globex", {"motivation": "0", "posting": "1"}),
    ]
    assert [row.reason for row in found if isinstance(row, Unreadable)] == ["no employer's name"] * 2


def test_a_last_line_that_is_cut_off_is_told() -> None:
    assert reasons(export(last='], "employers": [{"na')) == ["not a line of JSON, or cut off"]
    many = json.dumps([{"name": "x"}] * 1_001)
    assert reasons(export(last=f'], "employers": {many}}}')) == ["employers has more than 1,000 entries"]


def test_the_journal_in_the_last_line_comes_back_as_proposals() -> None:
    entries = [
        {"id": "e_1", "at": "2026-11-25T10:00:00.000000Z", "data": {"what": "level", "skill": "SQL"}},
        {"id": "e_2", "data": 7},
        "nonsense",
        {"data": {"text": "x" * 33_000}},
    ]
    last = '], "settings": {}, "journal": ' + json.dumps(entries) + "}"
    proposal, *left = rows(export('{"name": "Ada"}', last=last))[1:]
    assert isinstance(proposal, Proposal)
    assert (proposal.locator, proposal.about, proposal.value) == ("2.1", "journal", "e_1")
    assert json.loads(proposal.detail["data"]) == {"what": "level", "skill": "SQL"}
    assert [(row.locator, row.reason) for row in left if isinstance(row, Unreadable)] == [
        (f"2.{place}", "no event of a journal") for place in (2, 3, 4)
    ]


@pytest.mark.parametrize("last", ["]", '], "journal": 7}', '], "journal": [', "]}"])
def test_a_last_line_without_a_journal_tells_nothing(last: str) -> None:
    (row,) = rows(export(last=last)) or [None]
    assert row is None or isinstance(row, Unreadable)


def test_too_many_contacts_are_refused() -> None:
    with pytest.raises(UnreadableSource, match="more than 200,000 contacts"):
        rows(BytesSource("x", (FIRST_LINE + "\n" * 200_005).encode()))


@pytest.mark.parametrize("cell", ["=1+1", "'=1", "''=1", "'", "'x", "\t=1", "@x", "-x", "--04-12", "\n-", " =1"])
def test_what_a_spreadsheet_would_run_comes_back_as_it_was(cell: str) -> None:
    assert neutral(cell) == f"'{cell}" or not neutral(cell).strip().startswith(("=", "+", "-", "@"))
    assert restored(neutral(cell)) == cell


@pytest.mark.parametrize("cell", ["+351 912 000 111", "-3", "2019-03-12", "Ada", ""])
def test_numbers_and_words_are_no_formulas(cell: str) -> None:
    assert neutral(cell) == cell == restored(cell)


@given(st.text(st.sampled_from("'=+-@ \t\n\rx1\uff1d")))
def test_any_cell_comes_back(cell: str) -> None:
    assert restored(neutral(cell)) == cell


PART = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=8).map(str.strip)


@given(st.builds(Position, PART, PART, PART, PART, PART))
def test_a_role_comes_back_from_its_line(role: Position) -> None:
    assert role_of(role_line(role)) == role


def test_the_present_role_stands_in_front() -> None:
    past, other = Position("Clerk", "Post", end="2019"), Position("Clerk", "Post", start="2020")
    assert present_first(Position("Clerk", "Post"), [past, other]) == (other, past)
    assert present_first(Position("Clerk", "Post"), [past]) == (Position("Clerk", "Post"), past)
    assert present_first(Position(), [past, Position()]) == (past,)
