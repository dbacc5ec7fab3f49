"""What is asked before it is believed: a table of conflicts, and what an answer does."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.invented import INES, READ, TODAY, company, fact, noted
from legwork.briefing.conflicts import ORDER
from legwork.briefing.facts import Answers, Fact
from legwork.briefing.note import Looked, Subject, note, text_of

GITHUB = {"source": "GitHub", "ref": "/evidence/1", "url": "https://api.github.com/users/ines"}
YEAR = date(2024, 12, 31)
TABLE = {
    "another employer": ([fact("employer_claim", "@Umbrella", **GITHUB)], ["employer"], "are they at @Umbrella too?"),
    "the same employer in other words": ([fact("employer_claim", "Northwind Rail Ltd.", **GITHUB)], [], ""),
    "no word of the name": ([fact("name", "Otto Kern", **GITHUB)], ["name"], "“Otto Kern”: are they the same person?"),
    "one word of the name": ([fact("name", "Ines P.", **GITHUB)], [], ""),
    "the name with other accents": ([fact("name", "INÊS de Souza", **GITHUB)], [], ""),
    "a bot": ([fact("name", "Ines Bot", words={"account": "a bot"}, **GITHUB)], ["account"], "seems to be a bot"),
    "a company's name": ([fact("name", "Northwind", about="company", **GITHUB)], [], ""),
    "two sizes for one year": (
        [company("employees", "1200", dated=YEAR), company("employees", "900", dated=YEAR, source="Filings")],
        ["size", "size"],
        "1,200 people in 2024, or 900: is the first right?",
    ),
    "one size by two sources": (
        [company("employees", "1200", dated=YEAR), company("employees", "1,200", dated=YEAR, source="Filings")],
        [],
        "",
    ),
    "two sizes for two years": (
        [company("employees", "1200", dated=YEAR), company("employees", "900", dated=date(2023, 6, 1))],
        [],
        "",
    ),
    "a size in words": (
        [company("employees", "many", dated=YEAR), company("employees", "few", dated=YEAR)],
        ["size", "size"],
        "few people in 2024, or many: is the first right?",
    ),
    "a page that is gone": (
        [fact("gone", "ines.example/feed", **GITHUB)],
        ["gone"],
        "is gone: is there a new address?",
    ),
    "hangs on nothing": (
        [fact("post", "On rails", anchor="other", confidence="unconfirmed")],
        ["unconfirmed"],
        "Is this right? Wrote “On rails”.",
    ),
}


@pytest.mark.parametrize("case", TABLE)
def test_each_conflict_is_a_question_and_no_statement(case: str) -> None:
    facts, whys, words = TABLE[case]
    made = noted(*facts)
    assert [one.why for one in made.checks] == whys
    assert words in " ".join(one.text for one in made.checks)
    asked = {one.mark for one in made.checks}
    assert not asked & {one.mark for one in made.statements}
    assert not asked & {one.id for one in made.questions}


@pytest.mark.parametrize("case", ["another employer", "hangs on nothing"])
def test_a_yes_is_final_and_states_it(case: str) -> None:
    (one,) = TABLE[case][0]
    made = noted(one, answers=Answers(right=frozenset({one.mark})))
    assert made.checks == ()
    assert [(line.mark, line.confidence) for line in made.statements] == [(one.mark, "confirmed")]


@pytest.mark.parametrize("case", [case for case, (_, whys, _) in TABLE.items() if whys and whys != ["gone"]])
def test_a_no_is_final_and_leaves_it_out(case: str) -> None:
    facts = TABLE[case][0]
    made = noted(*facts, answers=Answers(wrong=frozenset(one.mark for one in facts)))
    assert (made.checks, made.statements) == ((), ())


def test_of_two_sizes_the_right_one_stands_alone() -> None:
    right, other = TABLE["two sizes for one year"][0]
    made = noted(right, other, answers=Answers(right=frozenset({right.mark})))
    assert [line.text for line in made.statements] == ["Northwind Rail had about 1,200 people in 2024."]
    assert made.checks == ()


def test_what_an_account_says_waits_until_it_is_known_whose_it_is() -> None:
    name = fact("name", "Otto Kern", **GITHUB)
    project = fact("project", "A signal box", **GITHUB)
    doubtful = fact("place", "Leeds", **(GITHUB | {"confidence": "unconfirmed", "anchor": "other"}))
    elsewhere = fact("post", "On rails")

    def told(answers: Answers) -> tuple[list[str], list[str]]:
        made = noted(name, project, doubtful, elsewhere, answers=answers)
        return [line.kind for line in made.statements], [check.why for check in made.checks]

    assert told(Answers()) == (["post"], ["name"])
    assert told(Answers(right=frozenset({name.mark}))) == (["post", "project"], ["unconfirmed"])
    assert told(Answers(wrong=frozenset({name.mark}))) == (["post"], [])


def test_without_a_name_or_an_employer_nothing_speaks_against_it() -> None:
    facts = [fact("employer_claim", "Umbrella", **GITHUB), fact("name", "Otto Kern", **GITHUB)]
    made = note(Subject(""), facts, (), TODAY)
    assert made.checks == ()
    nameless = note(INES, [fact("employer_claim", "@", **GITHUB)], (), TODAY)
    assert nameless.checks == ()


def test_questions_come_before_what_cannot_be_answered_and_five_are_enough() -> None:
    facts = [
        fact("gone", "ines.example"),
        fact("post", "Old", dated=date(2015, 1, 1)),
        *(fact("post", f"On rail {number}", anchor="other", confidence="unconfirmed") for number in range(4)),
        fact("employer_claim", "Umbrella", **GITHUB),
    ]  # fmt: skip
    made = noted(*facts)
    assert [one.why for one in made.checks] == ["employer", "unconfirmed", "unconfirmed", "unconfirmed", "unconfirmed"]
    assert made.unasked == 2
    assert "2 more after these." in text_of(made)
    assert [ORDER.index(one.why) for one in made.checks] == sorted(ORDER.index(one.why) for one in made.checks)


def test_no_unconfirmed_value_stands_above_check_first() -> None:
    doubtful = [
        fact(kind, f"Doubtful {kind}", anchor="other", confidence="unconfirmed", dated=READ)
        for kind in ("post", "project", "work", "self_statement", "place", "employees", "founded", "what_it_is")
    ]
    made = note(INES, doubtful, (Looked("A feed"),), TODAY)
    above = text_of(made).partition("Check first")[0]
    assert "Doubtful" not in above
    assert all(one.general for one in made.questions)


def test_one_line_a_fact_and_one_a_source_that_was_read_long_ago() -> None:
    long_ago = date(2026, 9, 1)
    twice: list[Fact] = [
        fact("post", "On rails", anchor="other", confidence="unconfirmed", ref=f"/evidence/{n}") for n in (1, 2)
    ]
    old = [fact("post", f"Read {n}", fetched=long_ago, dated=long_ago) for n in (1, 2)]
    made = noted(*twice, *old, fact("saved", words={"day": "2026-09-01"}, fetched=long_ago, dated=long_ago))
    assert [one.text for one in made.checks] == [
        "Is this right? Wrote “On rails”.",
        "LinkedIn connections, read 1 September 2026: look again?",
        "Their feed, read 1 September 2026: look again?",
    ]
