"""What the advice asks of reading up on somebody: one test a statement, each named after its own."""

from __future__ import annotations

import pytest

from legwork.desk import acting, editing, noting, preferring, preparing, viewing
from legwork.desk.opening import Desk
from legwork.drafting.asking import check_question, is_closed
from legwork.drafting.bank import BANK
from web.sitting import Sitting, words

pytestmark = pytest.mark.usefixtures("people")


def everyone(desk: Desk) -> list[str]:
    return [line.id for line in viewing.contacts(desk)]


def test_m22_who_has_read_the_note_is_ready_to_write(desk: Desk, sitting: Sitting) -> None:
    contact = next(one for one in everyone(desk) if not preparing.is_read_up(desk, one))
    ready = "I have read this and am ready to write"
    assert ready in words(sitting.get(f"/contacts/{contact}/note"))
    page = sitting.follow("/act", card=contact, act="ready", back=f"/contacts/{contact}/note")
    assert "You are ready to invite" in words(page)
    assert ready not in words(page)
    assert viewing.contact(desk, contact).state == "ready"
    acting.act(desk, contact, "sent")
    assert "without having read up" not in viewing.contact(desk, contact).timeline[0].sentence


def test_m23_the_note_tells_of_person_employer_and_industry_or_says_where_to_look(desk: Desk) -> None:
    for contact in everyone(desk):
        note = noting.to_json(noting.noted(desk, contact))
        (gap,) = [one["text"] for one in note["statements"] if one["kind"] == "gap"]
        if viewing.contact(desk, contact).merged["company"]:
            assert "what the employer does (their front page says)" in gap
            assert "the industry (recent news says)" in gap
        else:
            assert "where they work" in gap
    (lost,) = editing.add_people(desk, ["Bo Lin"])
    assert "what they do" in noting.to_json(noting.noted(desk, lost))["text"]


def test_m24_every_question_links_to_its_fact_or_is_one_that_everyone_gets(desk: Desk) -> None:
    preferring.prefer(desk, {"schools": "Porto", "past_employers": "Globex"})
    general = {question.text for question in BANK}
    for contact in everyone(desk):
        found = noting.to_json(noting.noted(desk, contact))["questions"]
        assert len(found) == 3
        for question in found:
            assert question["because"]
            assert (question["text"] in general) if question["general"] else question["ref"].startswith("/")


def test_m06_and_m30_none_is_answered_by_a_search_or_with_yes_and_no(desk: Desk) -> None:
    for contact in everyone(desk):
        company = viewing.contact(desk, contact).merged["company"]
        for question in noting.noted(desk, contact).note.questions:
            assert check_question(question.text, (), company) == ()
            assert not is_closed(question.text)


def test_m28_what_is_known_of_one_person_is_about_that_person(desk: Desk) -> None:
    for contact in everyone(desk):
        for line in noting.to_json(noting.noted(desk, contact))["statements"]:
            about_another = line["kind"] in {"colleague", "bridge", "heard", "openings"}
            assert line["source"]["ref"].startswith(f"/contacts/{contact}#") or about_another


def test_m38_the_note_asks_for_no_work(desk: Desk) -> None:
    for contact in everyone(desk):
        past: list[str] = []
        for _ in range(20):
            questions = noting.noted(desk, contact, past).note.questions
            assert all("job" not in one.text and "hiring" not in one.text for one in questions)
            past.append(questions[len(past) % 3].id)
