"""Before a talk: questions from facts, kept in the user's order, and how far one is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from desk.conftest_desk import capture_body
from legwork.desk import acting, editing, importing, meeting, preferring, preparing, undoing, viewing
from legwork.desk.opening import Desk
from legwork.drafting.bank import CORE
from legwork.errors import NotFound, Refused

PEOPLE = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ana,Souza,https://www.linkedin.com/in/ana-souza-7,ana@globex.example,Globex,Data Lead,12 Mar 2019\n"
    "Wei,Zhang,,wei@initech.example,Initech,Analyst,09 Sep 2024\n"
    "Bo,Lin,,bo@initech.example,Initech,Designer,09 Sep 2024\n"
    "Tom,Reis,,tom@globex.example,Globex,Analyst,09 Sep 2024\n"
)


@pytest.fixture
def peopled(small_desk: Desk, tmp_path: Path) -> Desk:
    """Ana was at Globex, as Tom is, and is now at Initech, where Wei and Bo are."""
    (tmp_path / "Connections.csv").write_text(PEOPLE, encoding="utf-8")
    school = {"school": "University of Porto", "degree": "BSc", "from": "2005", "to": "2009"}
    stays = [("Director of Data", "Initech", "2026", ""), ("Data Lead", "Globex", "2019", "2026")]
    positions = [dict(zip(("title", "company", "from", "to"), stay, strict=True)) for stay in stays]
    page = capture_body(education=[school], positions=positions, location="Lisbon, Portugal", pronouns="she/her")
    (tmp_path / "outbox.jsonl").write_text(json.dumps(page) + "\n", encoding="utf-8")
    preferring.prefer(small_desk, {"schools": "Porto", "past_employers": "Globex", "fields": "data"})
    importing.run(small_desk, [tmp_path / "Connections.csv"])
    importing.run(small_desk, [tmp_path / "outbox.jsonl"])
    return small_desk


def contact(desk: Desk, name: str = "Ana") -> str:
    return viewing.contacts(desk, name)[0].id


def test_facts_say_what_is_known_and_where(peopled: Desk) -> None:
    ana = contact(peopled)
    found = preparing.prepare(peopled, ana).facts
    facts = {fact.id: fact for fact in found}
    assert facts["F01"].text == "University of Porto, like you"
    assert facts["F02"].text == "you were both at Globex"
    assert facts["F03"].text == "connected since 12 Mar 2019"
    assert facts["F06"].text.startswith("they went from Data Lead at Globex to Director of Data at Initech, seen by")
    there = [fact.text for fact in found if fact.id == "F07"]
    assert there == ["you know Bo Lin there", "you know Wei Zhang there"]
    assert facts["F10"].text == "they were Data Lead at Globex before"
    assert (facts["F15"].certain, facts["F15"].text) == (False, "they seem to be in the time zone of Lisbon")
    assert facts["F16"].text == "pronouns she/her"
    assert all(fact.ref.startswith("/contacts/c_") for fact in facts.values())


def test_who_is_still_where_the_user_was_is_asked_what_changed_there(peopled: Desk) -> None:
    ready = preparing.prepare(peopled, contact(peopled, "Tom"))
    (fact,) = (fact for fact in ready.facts if fact.id == "F02")
    assert fact.text == "Globex, where you were before"
    assert [one.text for one in ready.questions if one.because == fact.text] == [
        "What has changed most at Globex in the last years, and what has stayed?"
    ]


def test_who_may_know_them_is_a_guess_by_a_past_employer(peopled: Desk) -> None:
    (bridge,) = preparing.prepare(peopled, contact(peopled)).bridges
    assert (bridge[0].name, bridge[1]) == ("Tom Reis", "Globex")


def test_seven_questions_each_with_its_reason(peopled: Desk) -> None:
    ready = preparing.prepare(peopled, contact(peopled))
    assert {one.id for one in ready.questions} >= set(CORE)
    assert 5 <= len(ready.questions) <= 7
    texts = {fact.text for fact in ready.facts}
    assert all(one.general or one.because in texts for one in ready.questions)
    assert all(one.general or one.ref for one in ready.questions)
    assert ready.kept is False


def test_questions_are_kept_in_their_order_and_undone(peopled: Desk) -> None:
    ana = contact(peopled)
    first = preparing.prepare(peopled, ana)
    wanted = [(one.id, one.text) for one in reversed(first.questions[:3])]
    wanted += [("culture.2", "What does a good manager do there?"), ("own", "Is it fun?"), ("own", " ")]
    event = preparing.keep_questions(peopled, ana, "  Would I be happy\n there? ", wanted)
    ready = preparing.prepare(peopled, ana)
    assert ready.honest == "Would I be happy there?"
    assert [one.id for one in ready.questions] == [*(id_ for id_, _ in wanted[:4]), "own"]
    assert [one.because for one in ready.questions][3:] == ["chosen from the bank", "your own"]
    assert [finding.id for finding in ready.findings[-1]] == ["Q02"]
    assert ready.questions[1].ref == first.questions[1].ref
    assert undoing.line(peopled, event).sentence == "You chose what to ask Ana Souza."  # type: ignore[union-attr]  # None fails too
    preparing.keep_questions(peopled, ana, "", [("own", "What now?")])
    assert preparing.prepare(peopled, ana).honest == ""
    undoing.undo(peopled)
    undoing.undo(peopled)
    assert preparing.prepare(peopled, ana).honest == "Would I be happy there?"
    undoing.undo(peopled, event)
    assert preparing.prepare(peopled, ana).kept is False


def test_too_many_and_too_long_are_refused(peopled: Desk) -> None:
    ana = contact(peopled)
    with pytest.raises(Refused):
        preparing.keep_questions(peopled, ana, "", [("own", "What?")] * 11)
    with pytest.raises(Refused):
        preparing.keep_questions(peopled, ana, "x" * 401, [])
    with pytest.raises(NotFound):
        preparing.keep_questions(peopled, "c_999", "", [])
    with pytest.raises(NotFound):
        preparing.from_bank("culture.9", frozenset())


def test_what_a_colleague_was_asked_comes_in_another_form(peopled: Desk) -> None:
    wei = contact(peopled, "Wei")
    preparing.keep_questions(peopled, wei, "", [("culture.1", "How?"), ("path.F17", "How did you come here?")])
    assert preparing.prepare(peopled, contact(peopled)).asked == frozenset()
    acting.act(peopled, wei, "held")
    acting.act(peopled, wei, "debriefed:Planning is quarterly and loud")
    ready = preparing.prepare(peopled, contact(peopled))
    assert ready.asked == {"culture.1", "path.F17"}
    came = next(one for one in preparing.prepare(peopled, contact(peopled, "Bo")).questions if one.group == "path")
    assert came.text == "I have heard one view of this and would like yours: How did you come to the work you do now?"
    said = next(one for one in ready.questions if one.group == "culture")
    assert "“Planning is quarterly and loud”" in said.text
    assert "Wei" not in said.text
    assert preparing.from_bank("culture.1", ready.asked).startswith("I have heard one view")
    preparing.keep_questions(peopled, contact(peopled), "", [("culture.1", "And you?")])
    assert preparing.prepare(peopled, contact(peopled)).questions[0].because.endswith("at this employer before")


def test_readiness_counts_note_questions_and_intro(peopled: Desk) -> None:
    ana = contact(peopled)
    assert preparing.prepare(peopled, ana).ready.count == 0
    editing.note(peopled, ana, "She answers fast.")
    preparing.keep_questions(peopled, ana, "", [("own", "What now?")])
    preferring.prefer(peopled, {"intro": "I studied physics."})
    assert preparing.prepare(peopled, ana).ready.count == 3
    assert preparing.prepare(peopled, ana).notes == ("She answers fast.",)


def test_the_calendar_holds_thirty_minutes_for_twenty(peopled: Desk) -> None:
    ana = contact(peopled)
    with pytest.raises(NotFound):
        meeting.calendar_file(peopled, preparing.prepare(peopled, ana))
    acting.act(peopled, ana, "scheduled:2026-11-25T15:00/20")
    text = meeting.calendar_file(peopled, preparing.prepare(peopled, ana))
    assert text == meeting.calendar_file(peopled, preparing.prepare(peopled, ana))
    read = Calendar.from_ical(text)
    (event,) = read.walk("VEVENT")
    assert (event.decoded("dtend") - event.decoded("dtstart")).total_seconds() == 30 * 60
    assert "DTSTART;TZID=Europe/Berlin:20261125T150000" in text
    assert read.walk("VTIMEZONE")
    assert event["summary"] == "Conversation with Ana Souza"
    assert "To ask:" in event["description"]
