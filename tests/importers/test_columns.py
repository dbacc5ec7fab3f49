"""Formats declared as classes of columns."""

from __future__ import annotations

import time

import pytest

from legwork_importers.columns import Day, Groups, Row, Text, folded


class People(Row):
    given = Text("First Name", "Vorname")
    met = Day("Met On")
    emails = Groups("E-mail")


def row(header: list[str], cells: list[str]) -> People:
    return People(People.bind(header), cells)


def test_headers_are_compared_without_case_spaces_and_hyphens() -> None:
    assert folded(" E-Mail_Address ") == folded("email address")
    assert People.has(["vor name", "x"]) == {"given"}
    assert row(["VORNAME", "met-on"], [" Ada ", "5 Nov 2018"]).given == "Ada"


def test_a_missing_column_is_empty() -> None:
    people = row(["First Name"], ["Ada"])
    assert (people.met, people.emails, people.rest()) == ("", [], {})


def test_what_no_attribute_takes_is_kept_under_its_own_name() -> None:
    header = ["First Name", "Met On", "", "Pet", "Pet", "First Name"]
    people = row(header, ["Ada", "some day", "x", "cat", " dog ", "Bea", "y", "", "z"])
    assert people.given == "Ada"
    assert people.met == ""
    assert people.rest() == {
        "column 3": "x",
        "Pet": "cat\ndog",
        "First Name": "Bea",
        "Met On": "some day",
        "_extra": "y |  | z",
    }


def test_groups_keep_the_label_of_their_own_row() -> None:
    header = ["E-mail 2 - Value", "E-mail 1 - Value", "E-mail 1 - Label", "E-mail 2 - Label", "E-mail x - Value"]
    people = row(header, ["b@x", "a@x", "Work", "", "c@x"])
    assert people.emails == [{"value": "a@x", "label": "Work"}, {"value": "b@x"}]
    assert people.rest() == {"E-mail x - Value": "c@x"}
    assert row(header, ["", " ", "", "", ""]).emails == []


@pytest.mark.parametrize("cell", ["1", " ", "a ", "1 ", "1-", "E-mail 1 - "])
def test_a_header_cell_of_any_length_takes_no_time(cell: str) -> None:
    start = time.process_time()
    row([cell * 20_000] * 200, [])
    assert time.process_time() - start < 1


def test_a_row_may_hold_nothing_but_some_columns() -> None:
    header = ["First Name", "Met On"]
    assert row(header, ["", "5 Nov 2018"]).only({"met"})
    assert not row(header, ["", "5 Nov 2018", "more"]).only({"met"})
    assert not row(header, ["Ada", ""]).only({"met"})


def test_columns_answer_for_themselves_on_the_class() -> None:
    assert People.given.attribute == "given"
    assert People.emails.name == "email"
