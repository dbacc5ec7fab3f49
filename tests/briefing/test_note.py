"""The note as a whole: its sections, its length, its order, and the example of how a good one reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.invented import INES, READ, TODAY, company, fact, noted
from legwork.briefing.facts import OUTSIDE, OWN, Answers, Fact
from legwork.briefing.markdown import markdown
from legwork.briefing.note import (
    MOST_WORDS,
    SECTIONS,
    Looked,
    Note,
    Subject,
    count,
    note,
    parts_of,
    text_of,
    where,
)

OPEN = "14 open roles, 5 in data"
ANA = Subject("Ana Souza", "Director of Data", "Initech")
SEPTEMBER, NOVEMBER = date(2026, 9, 2), date(2026, 11, 20)
PAGE: dict[str, Any] = {
    "source": "Saved from a page",
    "ref": "/contacts/c_1#record-9",
    "url": "https://www.linkedin.com/in/ana-souza-7",
    "dated": NOVEMBER,
    "anchor": "own",
}
LIKELY: dict[str, Any] = {"confidence": "likely"}
EXPORT: dict[str, Any] = {"dated": SEPTEMBER, "ref": "/contacts/c_1#record-1"}


def example() -> list[Fact]:
    """What a user may know of Ana before writing to her."""
    mailbox = {"source": "A mailbox", "ref": "/contacts/c_1#record-5", "dated": date(2021, 5, 3)}
    board = {"source": "Board", "ref": "/evidence/3", "url": "https://boards.example/initech", "fetched": NOVEMBER}
    move = {"was": "Data Lead at Globex", "was_title": "Data Lead", "was_company": "Globex", "company": "Initech"}
    move |= {"now": "Director of Data at Initech", "after": "2026-09-02", "seen": "2026-11-20"}
    wei = {"name": "Wei Zhang", "state": "invited on 18 Nov 2026: wait until Mon 23 Nov"}
    return [
        fact("role", words={"role": "Director of Data at Initech"}, **PAGE),
        fact("moved", words=move, **PAGE),
        fact("page", words={"earlier": "Data Lead at Globex"}, **PAGE),
        fact("target", words={"field": "data"}, **(PAGE | {"confidence": "likely"})),
        fact("school", words={"school": "Porto", "you": "until 2021", "they": "until 2009"}, **PAGE),
        fact("connected", words={"day": "2019-03-12"}, **EXPORT),
        fact("exchange", words={"ways": "both", "day": "2021-05-03", "about": "Reporting rebuild"}, **mailbox),
        fact("depth", words={"sent": "3", "received": "3", "first": "2019", "last": "2021"}, **mailbox),
        fact("colleague", words={"name": "Tom Reis"}, ref="/contacts/c_2#record-2"),
        fact("colleague", words=wei, ref="/contacts/c_3#record-3"),
        fact("bridge", words={"name": "Marco Bianchi", "place": "Globex"}, ref="/contacts/c_4#record-4", **LIKELY),
        company("what_it_is", "health software", words={"company": "Initech"}),
        company("employees", "1200", words={"company": "Initech"}, dated=date(2025, 12, 31)),
        company("openings", "some", words={"company": "Initech", "team": "data", "count": OPEN}, **board),
        fact("zone", words={"city": "Lisbon", "ahead": "3 h ahead of you"}, **(PAGE | {"confidence": "likely"})),
        fact("gap", words={"missing": "team", "what": "the size of their team"}, ref="/contacts/c_1#records"),
    ]  # fmt: skip


def test_the_example_of_an_excellent_note_comes_out_of_its_own_inputs() -> None:
    looked = [
        Looked("LinkedIn connections", read=SEPTEMBER, ref="/contacts/c_1#record-1"),
        Looked("Saved from a page", read=NOVEMBER, ref="/contacts/c_1#record-9"),
        Looked("A mailbox", read=date(2021, 5, 3), ref="/contacts/c_1#record-5"),
        Looked("Board", "2 facts", NOVEMBER, "/evidence/3"),
    ]
    made = note(ANA, example(), looked, TODAY)
    assert (
        text_of(made)
        == """\
Ana Souza
Director of Data at Initech.
Moved between 2 September and 20 November 2026; was Data Lead at Globex.

You and them
Their title seems to match “data”, which you look for.
You both studied at Porto: you until 2021, they until 2009.
Connected since 12 March 2019.
You last wrote to each other on 3 May 2021, about “Reporting rebuild”.
You know Wei Zhang there, invited on 18 Nov 2026: wait until Mon 23 Nov.
You know Tom Reis there.
Marco Bianchi was at Globex too and seems to know them.
Seems to be in the time zone of Lisbon, 3 h ahead of you.
Messages so far: 3 from you, 3 from them, 2019 to 2021.

Who they say they are
Not known: the size of their team.

The company
Initech: health software.
Initech had about 1,200 people in 2025.
Initech has 14 open roles, 5 in data.

Three questions
1. What made you move to Director of Data at Initech, and what differs from what you expected? Because: \
Moved between 2 September and 20 November 2026; was Data Lead at Globex
2. What is the data team at Initech short of, and what makes that hard to find? Because: Board, 20 November 2026
3. What do the people who do well here have in common? Because: a general question that everyone may get

Check first
Nothing.

Looked, and where
A mailbox, 3 May 2021
LinkedIn connections, 2 September 2026
Saved from a page, 20 November 2026
Board, 20 November 2026: 2 facts"""
    )
    assert count(made) <= MOST_WORDS


def test_without_a_single_fact_there_are_three_labelled_general_questions() -> None:
    made = note(Subject("Ana Souza"), (), (), TODAY)
    assert [one.general for one in made.questions] == [True] * 3
    assert text_of(made).splitlines()[0] == "Ana Souza"
    assert [label for label, _ in parts_of(made)] == [
        "Ana Souza",
        "Three questions",
        "Check first",
        "Looked, and where",
    ]
    assert text_of(made).endswith("Check first\nNothing.\n\nLooked, and where\nNowhere yet.")


def test_sections_stand_in_one_order_and_hold_no_more_than_they_may() -> None:
    made = noted(*(fact(kind, f"{kind} {number}", words=dict.fromkeys(WORDS, f"{kind} {number}"))
                   for kind in (*OWN, *OUTSIDE) for number in range(6)))  # fmt: skip
    order = list(SECTIONS)
    assert [order.index(one.section) for one in made.statements] == sorted(
        order.index(one.section) for one in made.statements
    )
    assert all(len(made.of(section)) <= most for section, (_, most) in SECTIONS.items())
    labels = [label for label, _ in parts_of(made)]
    assert labels[-3:] == ["Three questions", "Check first", "Looked, and where"]


def test_work_is_told_newest_first_whatever_it_is() -> None:
    made = noted(
        fact("post", "Old", dated=date(2026, 8, 1)),
        fact("work", "Newest", dated=READ),
        fact("project", "Middle", dated=date(2026, 11, 1)),
        fact("project", "Undated", dated=None),
    )
    assert [one.text for one in made.of("work")] == ["Published “Newest”.", "Works on “Middle”.", "Wrote “Old”."]


def test_a_number_of_people_needs_its_year_and_a_gap_its_words() -> None:
    made = noted(company("employees", "1200", dated=None), fact("gap", words={"missing": "week"}))
    assert made.statements == ()


def test_gaps_are_one_line_and_what_was_before_is_said_once() -> None:
    gaps = [fact("gap", f"{what} is not known", words={"what": what}) for what in ("what they do", "where they work")]
    industry = fact("gap", "x", words={"what": "the industry", "unless": "industry what_it_is"})
    assert noted(industry).of("says")[0].text == "Not known: the industry."
    assert noted(industry, company("what_it_is", "a railway")).of("says") == ()
    move = fact("moved", words={"was": "Lead at Globex", "was_title": "Lead"})
    made = noted(*gaps, move, fact("page", words={"earlier": "Lead at Globex"}), fact("page", words={"title": "x"}))
    assert [one.text for one in made.of("says")] == ["Not known: what they do, where they work."]
    assert noted(fact("page", words={"earlier": "Lead at Globex"})).of("says")[0].text == "Was Lead at Globex before."


def test_the_same_said_twice_is_said_once_by_the_newer_source() -> None:
    made = noted(
        fact("post", "On rails", source="An older feed", dated=date(2026, 10, 1)),
        fact("post", "On rails", source="A newer feed"),
    )
    assert [(one.text, one.source) for one in made.statements] == [("Wrote “On rails”.", "A newer feed")]


def test_a_statement_says_where_it_was_read_and_when() -> None:
    days = {"dated": date(2026, 11, 14), "fetched": date(2026, 11, 20)}
    (one,) = noted(fact("post", "On rails", **days)).statements
    assert where(one) == "Their feed, 14 Nov 2026, read 20 Nov 2026"
    (same,) = noted(fact("post", "On rails", dated=READ, fetched=READ)).statements
    assert where(same) == "Their feed, 20 Nov 2026"
    (undated,) = noted(fact("place", "York", dated=None, fetched=None)).statements
    assert where(undated) == "Their feed"


def test_what_the_user_called_wrong_is_nowhere() -> None:
    post = fact("post", "On rails")
    made = noted(post, answers=Answers(wrong=frozenset({post.mark})))
    assert "On rails" not in text_of(made)


def crowded() -> list[Fact]:
    """More than fits, every text as long as it may be."""
    long = " ".join(["word"] * 30)
    kinds = sorted({*OWN, *OUTSIDE} - {"name", "gone", "employer_claim", "employees"})
    words = {
        "role": long, "was": long, "now": long, "earlier": "", "school": long, "employer": long, "name": long,
        "place": long, "said": long, "text": long, "event": long, "about": long, "field": long, "what": long,
        "by": long, "company": long, "city": long, "pronouns": long,
    }  # fmt: skip
    return [
        fact(kind, f"{number} {long}", words={**words, "name": f"{number} {long}"}, anchor="own", dated=READ)
        for kind in kinds
        for number in range(3)
    ]


def test_the_whole_has_300_words_at_most_and_says_what_was_left_out() -> None:
    looked = [Looked(f"Source {number}", "many words " * 20, READ) for number in range(20)]
    made = noted(*crowded(), looked=looked)
    assert count(made) <= MOST_WORDS
    assert made.left_out > 0
    assert text_of(made).count("More stands on their page.") == 1
    assert len(made.questions) == 3
    assert made.of("head")
    assert "depth" not in [one.kind for one in made.statements]


def test_places_and_checks_make_room_too_and_who_they_are_goes_last() -> None:
    looked = [Looked(f"{number} source of many words", "many words " * 20, READ) for number in range(20)]
    long = " ".join(["word"] * 30)
    checks = [fact("employer_claim", f"{number} {long}", source=long) for number in range(9)]
    checks += [fact("post", f"{number} {long}", dated=date(2015, 1, 1)) for number in range(9)]
    asking = [fact("page", words={"earlier": long}), fact("heard", words={"said": long, "name": "Wei"})]
    asking.append(fact("post", long, anchor="own"))
    role = [fact("role", words={"role": f"{number} {long}"}) for number in range(3)]
    made = noted(*checks, *asking, *role, looked=looked, subject=Subject(f"Ines {long}", "", long))
    assert count(made) <= MOST_WORDS
    assert (len(made.looked), len(made.questions)) == (3, 3)
    assert (len(made.checks), made.unasked) == (2, 16)
    assert {one.section for one in made.statements} == {"head"}
    assert len(made.statements) < len(role)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_the_same_facts_in_any_order_give_the_same_bytes(data: st.DataObject) -> None:
    facts = [*example(), *SOME]
    looked = [Looked("LinkedIn connections", read=READ), Looked("A feed", "2 facts", READ), Looked("A feed", "off")]

    def bytes_of(order: Sequence[Fact], places: Sequence[Looked]) -> tuple[Note, bytes]:
        made = note(INES, order, places, TODAY)
        return made, f"{text_of(made)}{markdown(made, 'http://127.0.0.1')}".encode()

    expected = bytes_of(facts, looked)
    assert bytes_of(data.draw(st.permutations(facts)), data.draw(st.permutations(looked))) == expected


SOME = [
    fact("post", "On rails"),
    fact("post", "On rails", source="Another feed", ref="/evidence/8"),
    fact("post", "Doubtful", anchor="other", confidence="unconfirmed"),
    fact("post", "Stale", dated=date(2019, 1, 1)),
    fact("project", "a"),
    fact("project", "b", dated=None, fetched=None),
    fact("name", "Otto Kern", ref="/evidence/9"),
    fact("place", "York", ref="/evidence/9"),
    fact("employer_claim", "Umbrella", source="GitHub"),
    fact("gap", words={"what": "what they do"}),
    company("employees", "1200"),
    company("employees", "900", source="Filings"),
    fact("gone", "ines.example"),
]

kinds = st.sampled_from([*OWN, *OUTSIDE])
days = st.one_of(st.none(), st.dates(date(2015, 1, 1), TODAY))
WORDS = (
    "role", "name", "was", "what", "earlier", "said", "about", "company", "event", "school", "employer", "by", "place",
    "text", "field", "city", "pronouns",
)  # fmt: skip
any_fact = st.builds(
    lambda kind, value, about, dated, fetched, confidence: fact(
        kind, value, about=about, dated=dated, fetched=fetched, confidence=confidence,
        words=dict.fromkeys(WORDS, value),
    ),
    kinds, st.text(max_size=200), st.sampled_from(["person", "company"]), days, days,
    st.sampled_from(["confirmed", "likely", "unconfirmed"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(any_fact, max_size=25), st.randoms(use_true_random=False))
def test_whatever_is_known_a_note_keeps_its_promises(facts: list[Fact], chance: Any) -> None:
    made = note(INES, facts, (), TODAY)
    assert count(made) <= MOST_WORDS
    assert len({one.text for one in made.questions}) == 3
    assert all(one.ref.startswith("/") and one.freshness != "stale" for one in made.statements)
    assert all(one.confidence != "unconfirmed" for one in made.statements)
    assert len({one.text for one in made.statements}) == len(made.statements)
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert text_of(note(INES, shuffled, (), TODAY)) == text_of(made)


@pytest.mark.parametrize("past", [(), ("skills.1",), ("skills.1", "insight.1")])
def test_questions_that_were_passed_over_are_not_among_the_three(past: tuple[str, ...]) -> None:
    made = note(INES, (), (), TODAY, past=past)
    assert not {one.id for one in made.questions} & set(past)
    assert made == note(INES, (), (), TODAY, past=past)
