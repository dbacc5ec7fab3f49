"""Three questions: which, in which order, why, and never about what is personal."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from briefing.invented import READ, company, fact, noted
from legwork.briefing.facts import Fact
from legwork.briefing.note import Subject, note
from legwork.briefing.questions import COUNT, GENERAL, LONGEST, Question, because, candidates, three
from legwork.drafting.asking import check_question
from legwork.drafting.bank import BANK

POST = fact("post", "Why our delay ledger is append-only", dated=date(2026, 11, 14))
MOVED = fact(
    "moved",
    "they went from Data Lead at Globex to Director of Data at Initech",
    words={"was": "Data Lead at Globex", "was_title": "Data Lead", "now": "Director of Data at Initech"},
)
SIZE = company("employees", "1200", dated=date(2025, 12, 31))
SCHOOL = fact("school", "Porto, like you", words={"school": "Porto"})
EXCHANGE = fact("exchange", "you last wrote", words={"about": "Reporting rebuild", "ways": "both"})
TABLE = [
    (POST, "work", "In “Why our delay ledger is append-only” you set out one way of doing it."),
    (MOVED, "path", "What made you move to Director of Data at Initech"),
    (fact("project", "trackside"), "work", "What did “trackside” teach you that nothing written about it says?"),
    (fact("work", "Delays"), "work", "What has happened since “Delays” that you would write differently today?"),
    (fact("page", "x", words={"earlier": "Consultant at Acme"}), "path", "What from your time as Consultant at Acme"),
    (fact("page", "x", words={"promoted_from": "Analyst", "now": "Lead"}), "path", "What changed in your days"),
    (fact("heard", "x", words={"said": "quarterly and loud"}), "company", "“quarterly and loud”"),
    (company("openings", "x", anchor="own", words={"team": "data"}), "company", "What is the data team at Northwind"),
    (company("openings", "x", anchor="own"), "company", "What is the team at Northwind Rail short of"),
    (SIZE, "company", "How does the size of Northwind Rail, about 1,200 people, show"),
    (fact("founded", "1899", about="company"), "company", "since 1899, can you still feel at the company?"),
    (EXCHANGE, "work", "How did it go on with “Reporting rebuild”"),
    (SCHOOL, "path", "What did Porto not teach you"),
    (fact("employer", "x", words={"employer": "Hooli"}), "company", "compared with Hooli"),
    (fact("referral", "x", words={"by": "Lena Ortiz"}), "path", "Lena Ortiz thought of you first"),
    (fact("met", "x", words={"event": "Data meetup"}), "next", "What did you take away from Data meetup"),
]


def asked(*facts: Fact) -> list[Question]:
    return [one for one in candidates(facts, "Planner", "Northwind Rail") if not one.general]


@pytest.mark.parametrize(("one", "goal", "words"), TABLE, ids=[one.kind for one, _, _ in TABLE])
def test_each_kind_asks_its_question(one: Fact, goal: str, words: str) -> None:
    (question,) = asked(one)
    assert words in question.text
    assert (question.goal, question.kind, question.id) == (goal, one.kind, one.mark)
    assert question.ref == one.ref
    assert len(question.text.split()) <= LONGEST
    assert question.text.endswith("?")


@pytest.mark.parametrize(
    "one",
    [
        fact("connected"),
        fact("depth"),
        fact("page", words={"title": "Lead"}),
        fact("exchange", words={"ways": "yours"}),
        fact("self_statement", "rail nerd"),
        company("filing", "an annual report"),
        company("what_it_is", "a railway"),
        fact("post", "On rails", confidence="likely"),
        fact("post", "On rails", confidence="unconfirmed", anchor="other"),
        fact("post", "On rails", dated=date(2020, 1, 1)),
        fact("project", "We are hiring: what would you earn"),
        fact("post", " "),
    ],
)
def test_what_asks_nothing(one: Fact) -> None:
    assert asked(one) == []


PERSONAL = [
    "What my illness taught me about on-call work",
    "Notes after a cancer diagnosis",
    "Grieving my father while shipping",
    "Our wedding, and why I left",
    "Prayer and product management",
    "Why I voted in the election",
    "I was laid off yesterday",
    "Divorced, and writing again",
    "Depression is not laziness",
    "Über meine Kündigung",
    "Mi despido y después",
    "Entlassen worden",
    "On burn-out",
]


@pytest.mark.parametrize("title", PERSONAL)
@pytest.mark.parametrize("kind", ["post", "project", "work"])
def test_personal_topics_are_shown_and_never_asked_about(title: str, kind: str) -> None:
    made = noted(fact(kind, title))
    assert title in made.statements[0].text
    assert all(one.general for one in made.questions)
    assert asked(fact(kind, "A title", words={"description": title})) == []


@pytest.mark.parametrize("kind", ["heard", "exchange", "met"])
def test_nor_is_what_was_written_said_or_met_about(kind: str) -> None:
    words = {"said": "my mother died", "about": "The funeral on Friday", "event": "Prayer group", "ways": "both"}
    assert asked(fact(kind, "x", words=words)) == []


def test_rules_come_first_then_fresh_then_newer_then_words() -> None:
    ageing = fact("post", "Ageing", dated=date(2026, 6, 1))
    older, newer = fact("post", "Older", dated=date(2026, 11, 1)), fact("post", "Newer", dated=date(2026, 11, 14))
    b, a, undated = fact("project", "b"), fact("project", "a"), fact("project", "undated", dated=None)
    order = asked(undated, b, a, ageing, older, newer, MOVED)
    assert [one.id for one in order] == [one.mark for one in (newer, older, ageing, MOVED, a, b, undated)]


def test_one_of_each_goal_and_kind_as_far_as_that_goes() -> None:
    made = three(candidates([POST, MOVED, SIZE, SCHOOL, EXCHANGE], "", ""))
    assert [one.kind for one in made] == ["post", "moved", "employees"]
    assert len({one.goal for one in made}) == COUNT
    posts = [fact("post", f"Post {number}") for number in range(5)]
    assert [one.kind for one in three(candidates(posts, "", ""))] == ["post", "skills.1", "path.1"]
    assert len(three(asked(*posts))) == COUNT


@pytest.mark.parametrize(
    ("title", "asks"), [("Head of Planning", "manager"), ("Planner", "people disagree"), ("", "disagree")]
)
def test_general_questions_fill_up_by_role_and_are_labelled(title: str, asks: str) -> None:
    found = [one for one in candidates([], title, "") if one.general]
    assert all(one.because == GENERAL and not one.ref for one in found)
    assert asks in next(one.text for one in found if one.goal == "company")
    assert {one.text for one in found} <= {one.text for one in BANK}
    assert all(not check_question(one.text) and len(one.text.split()) <= LONGEST for one in found)
    assert [one.general for one in three(found)] == [True] * COUNT


def test_what_the_two_have_in_common_comes_after_what_everyone_gets() -> None:
    made = three(candidates([SCHOOL, EXCHANGE], "", ""))
    assert all(one.general for one in made)
    assert {"school", "exchange"} <= {one.kind for one in candidates([SCHOOL, EXCHANGE], "", "")}


def test_another_takes_the_next_in_its_place_and_leaves_the_others() -> None:
    found = candidates([POST, MOVED, SIZE, SCHOOL], "", "")
    before = three(found)
    for at, one in enumerate(before):
        after = three(found, [one.id])
        assert [after[place] for place in range(COUNT) if place != at] == [
            before[place] for place in range(COUNT) if place != at
        ]
        assert after[at] != one
    assert three(found, ["never shown"]) == before


def test_another_moves_on_repeatably_through_all_and_comes_round_again() -> None:
    found = candidates([POST, MOVED, SIZE, SCHOOL], "", "")
    past: list[str] = []
    seen = {one.id for one in three(found)}
    for _ in range(len(found) - COUNT):
        past.append(three(found, past)[0].id)
        shown = three(found, past)
        assert shown == three(found, list(past))
        assert shown[0].id not in seen
        assert len({one.text for one in shown}) == COUNT
        seen.add(shown[0].id)
    assert seen == {one.id for one in found}
    past.append(three(found, past)[0].id)
    assert three(found, past)[0].id in seen
    only = found[:COUNT]
    assert three(only, [only[0].id]) == tuple(only)


def test_the_reason_is_the_source_and_day_of_what_was_read_outside_and_the_words_of_ones_own() -> None:
    assert because(POST) == "Their feed, 14 November 2026"
    assert because(fact("project", "trackside", dated=None)) == "Their feed, 20 November 2026"
    assert because(fact("project", "trackside", dated=None, fetched=None)) == "Works on “trackside”"
    assert because(SCHOOL) == "You both studied at Porto"


def test_the_synthetic_example_reads_as_it_should() -> None:
    made = note(
        Subject("Ines Prado", "Planner", "Northwind Rail"),
        [POST, company("employees", "2100", dated=date(2021, 6, 30))],
        (),
        READ,
    )
    assert made.questions[0].text == (
        "In “Why our delay ledger is append-only” you set out one way of doing it. "
        "What did you try before that, and what made you change?"
    )
    assert made.questions[0].because == "Their feed, 14 November 2026"
    assert [one.text for one in made.checks] == ["Left out as stale: Northwind Rail had about 2,100 people in 2021."]


def test_no_two_of_three_ask_the_same() -> None:
    facts = [one for one, _, _ in TABLE]
    for pair in combinations(facts, 2):
        made = three(candidates(pair, "", ""))
        assert len({one.text for one in made}) == COUNT
