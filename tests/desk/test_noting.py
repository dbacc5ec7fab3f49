"""The research note at the desk: every fact from its record, every link there, and the user's word on what is wrong."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_desk import capture_body, exported
from talking import at

from legwork.briefing.note import MOST_WORDS, text_of
from legwork.desk import (
    acting,
    capturing,
    checking,
    debriefing,
    editing,
    exporting,
    forgetting,
    importing,
    linking,
    noting,
    planning,
    preferring,
    preparing,
    targeting,
    undoing,
    viewing,
)
from legwork.desk.debriefing import Sheet
from legwork.desk.opening import Desk
from legwork.errors import NotFound, WrongValue

PEOPLE = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ana,Souza,https://www.linkedin.com/in/ana-souza-7,ana@globex.example,Globex,Data Lead,12 Mar 2019\n"
    "Wei,Zhang,,wei@initech.example,Initech,Analyst,09 Sep 2024\n"
    "Bo,Lin,,bo@initech.example,Initech,Designer,09 Sep 2024\n"
    "Tom,Reis,,tom@globex.example,Globex,Analyst,02 Sep 2026\n"
)
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    "Globex,Analyst,,Porto,Jan 2018,Dec 2021\n"
    "Hooli,Intern,,Porto,2014,2015\n"
)
SCHOOLS = "School Name,Start Date,End Date,Notes,Degree Name,Activities\nUniversity of Porto,2017,2021,,MSc,\n"
MAIL = (
    "From priya@nair.example Mon May  3 09:00:00 2021\nFrom: {0}\nTo: {1}\nSubject: Re: Reporting rebuild\n"
    "Date: Mon, {2} May 2021 09:00:00 +0000\nMessage-ID: <{2}@nair.example>\n\nHello.\n\n"
)
ME, HER = "Priya Nair <priya@nair.example>", "Ana Souza <ana@globex.example>"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20230601T080000Z\r\n"
    "DTSTART:20230608T160000Z\r\nDTEND:20230608T170000Z\r\nSUMMARY:Data meetup\r\n"
    "ORGANIZER:mailto:priya@nair.example\r\nATTENDEE;CN=Priya Nair:mailto:priya@nair.example\r\n"
    "ATTENDEE;CN=Ana Souza:mailto:ana@globex.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def files(folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    school = {"school": "University of Porto", "degree": "BSc", "from": "2005", "to": "2009"}
    stays = [("Director of Data", "Initech", "2026", ""), ("Data Lead", "Globex", "2019", "2026")]
    positions = [dict(zip(("title", "company", "from", "to"), stay, strict=True)) for stay in stays]
    page = capture_body(
        education=[school], positions=positions, location="Lisbon, Portugal", pronouns="she/her",
        headline="Numbers people can trust",
    )  # fmt: skip
    content = {
        "Connections.csv": PEOPLE,
        "Positions.csv": POSITIONS,
        "Education.csv": SCHOOLS,
        "mail.mbox": MAIL.format(ME, HER, 2) + MAIL.format(HER, ME, 3),
        "talks.ics": CALENDAR,
        "outbox.jsonl": json.dumps(page) + "\n",
    }
    for name, text in content.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [folder / name for name in content]


def settle(desk: Desk, folder: Path) -> Desk:
    wanted = {"schools": "Porto", "past_employers": "Globex", "functions": "data", "emails": "priya@nair.example"}
    preferring.prefer(desk, {"name": "Priya Nair", **wanted})
    importing.run(desk, files(folder))
    return desk


@pytest.fixture
def known(small_desk: Desk, tmp_path: Path) -> Desk:
    """Ana was at Globex, as the user and Tom were, and is at Initech, where Wei and Bo are; it is 23 November."""
    return settle(small_desk, tmp_path / "exports")


def of(desk: Desk, name: str = "Ana") -> str:
    return viewing.contacts(desk, name)[0].id


def told(desk: Desk, contact: str = "") -> dict[str, dict[str, Any]]:
    """The statements by their kind, the last of each."""
    note = noting.to_json(noting.noted(desk, contact or of(desk)))
    return {one["kind"]: one for one in note["statements"]}


def test_every_fact_stands_with_its_source_day_and_certainty(known: Desk) -> None:
    found = told(known)
    texts = {kind: one["text"] for kind, one in found.items()}
    assert texts == {
        "role": "Director of Data at Initech.",
        "saved": "Their page, saved on 20 November 2026.",
        "moved": texts["moved"],
        "target": "Their title seems to match “data”, which you look for.",
        "school": "You both studied at University of Porto: you from 2017 to 2021, they from 2005 to 2009.",
        "employer": "You were both at Globex, at the same time from 2019 to 2021.",
        "met": "You were both in “Data meetup” on 8 June 2023.",
        "connected": "Connected since 12 March 2019.",
        "exchange": "You last wrote to each other on 3 May 2021, about “Reporting rebuild”.",
        "depth": "Messages so far: 1 from you, 1 from them, in 2021.",
        "colleague": "You know Wei Zhang there.",
        "bridge": "Tom Reis was at Globex too and seems to know them.",
        "zone": "Seems to be in the time zone of Lisbon, 1 h behind you.",
        "pronouns": "Lists the pronouns she/her.",
        "self_statement": "Describes themselves as “Numbers people can trust”.",
        "gap": (
            "Not known: the industry (recent news says), the size of their team, "
            "what the employer does (their front page says)."
        ),
    }
    assert texts["moved"].startswith("Moved between ")
    assert texts["moved"].endswith("; was Data Lead at Globex.")
    assert {kind for kind, one in found.items() if one["certainty"] == "likely"} == {"target", "bridge", "zone"}
    page = "https://www.linkedin.com/in/ana-souza-7?trk=x"
    assert found["role"]["source"] == {
        "kind": "capture", "name": "Saved from a page", "ref": found["role"]["source"]["ref"], "url": page,
    }  # fmt: skip
    assert (found["role"]["fact_date"], found["role"]["read_date"]) == ("2026-11-20", "2026-11-23")
    assert found["connected"]["source"]["kind"] == "record"
    assert found["exchange"]["source"]["name"] == "A mailbox"
    assert found["met"]["source"]["name"] == "A calendar"


def test_every_link_leads_to_its_record_or_event(known: Desk) -> None:
    ana, wei = of(known), of(known, "Wei")
    acting.act(known, wei, "sent")
    acting.act(known, ana, "scheduled:2026-11-30T15:00/20")
    editing.edit(known, ana, "title", "Head of Data")
    for contact in (ana, wei):
        for one in noting.to_json(noting.noted(known, contact))["statements"]:
            path, _, anchor = one["source"]["ref"].partition("#")
            page = viewing.contact(known, path.removeprefix("/contacts/"))
            there = {f"record-{record.id}" for record in page.records} | {line.event for line in page.timeline}
            assert anchor in there | {"records"}, one
            assert (one["source"]["kind"] == "event") == anchor.startswith("e_")
    found = told(known)
    assert found["role"]["text"] == "Head of Data at Initech."
    assert found["role"]["source"]["kind"] == "event"
    assert found["touch"]["text"] == "A conversation is agreed, for 30 Nov 2026."


def test_a_colleague_who_was_invited_says_until_when_to_wait(known: Desk, clock: Any) -> None:
    at(clock, 18)
    acting.act(known, of(known, "Wei"), "sent")
    at(clock, 20)
    colleagues = [one.text for one in noting.noted(known, of(known)).note.of("between") if one.kind == "colleague"]
    assert colleagues == [
        "You know Wei Zhang there, invited on 18 Nov 2026: wait until Mon 23 Nov.",
        "You know Bo Lin there.",
    ]
    assert told(known, of(known, "Wei"))["touch"]["text"] == "You wrote on 18 Nov 2026; no answer yet."
    at(clock, 24)
    assert "invited on 18 Nov 2026, no answer yet" in text_of(noting.noted(known, of(known)).note)


def test_what_was_said_promised_and_rated_stands_in_it(known: Desk, clock: Any) -> None:
    ana, wei = of(known), of(known, "Wei")
    at(clock, 20)
    acting.act(known, wei, "scheduled:2026-11-20T09:00/20")
    at(clock, 20, 10)
    debriefing.write(
        known, wei, Sheet(texts={"learned": "Planning is quarterly and loud"}, promises=[("send a paper", "")])
    )
    acting.act(known, ana, "want")
    targeting.rate(known, "Initech", "3", "3", advocate=False)
    found = told(known)
    assert found["heard"]["text"] == "Wei Zhang told you: “Planning is quarterly and loud”."
    assert found["heard"]["source"]["ref"].startswith(f"/contacts/{wei}#e_")
    assert found["openings"]["text"] == "Initech looks for people in data, by your own rating."
    assert found["openings"]["source"] == {"kind": "event", "name": "Your own rating", "ref": "/employers", "url": ""}
    assert found["openings"]["fact_date"] == "2026-11-20"
    promise = told(known, wei)["promise"]
    assert promise["text"].startswith("You promised: “send a paper”, by ")
    questions = noting.noted(known, ana).note.questions
    assert [one.kind for one in questions] == ["moved", "heard", "skills.1"]


def test_who_named_them_and_how_it_went_on(known: Desk, clock: Any) -> None:
    tom = of(known, "Tom")
    acting.act(known, tom, "sent")
    clock.advance(days=1)
    acting.act(known, tom, "replied")
    assert told(known, tom)["touch"]["text"].startswith("They answered on ")
    assert told(known, tom)["employer"]["text"] == "They are at Globex, where you were before."
    at(clock, 25)
    acting.act(known, tom, "scheduled:2026-11-25T15:00/20")
    at(clock, 25, 16)
    debriefing.write(known, tom, Sheet(names=["Lena Ortiz, Hooli"], texts={"learned": "trust"}))
    lena = told(known, of(known, "Lena"))
    assert lena["referral"]["text"] == "Tom Reis gave you this name on 25 November 2026."
    assert lena["referral"]["source"]["kind"] == "event"


def test_a_fact_called_wrong_never_returns_anywhere_and_undoing_brings_it_back(known: Desk, tmp_path: Path) -> None:
    ana = of(known)
    school = told(known)["school"]
    assert "Porto" in str([fact.text for fact in preparing.prepare(known, ana).facts])
    event = noting.answer(known, ana, school["mark"], "wrong")
    importing.run(known, files(tmp_path / "exports"))
    capturing.capture(known, capture_body(education=[{"school": "University of Porto"}]), "again")
    assert "school" not in told(known)
    assert "F01" not in {fact.id for fact in preparing.prepare(known, ana).facts}
    acting.act(known, ana, "want")
    cards = [card for card in planning.today(known)["cards"] if card["contact"]["id"] == ana]
    assert len(cards) == 1
    assert "Porto" not in cards[0]["draft"]["text"]
    assert any("is wrong" in line.sentence for line in undoing.history(known, 50, ana))
    undoing.undo(known, event)
    assert told(known)["school"]["text"] == school["text"]
    with pytest.raises(NotFound):
        noting.answer(known, ana, "0" * 16, "wrong")
    with pytest.raises(WrongValue):
        noting.answer(known, ana, school["mark"], "perhaps")
    with pytest.raises(NotFound):
        noting.noted(known, "c_999999")


def test_the_last_word_counts(known: Desk) -> None:
    ana = of(known)
    mark = told(known)["met"]["mark"]
    noting.answer(known, ana, mark, "right")
    assert told(known)["met"]["certainty"] == "confirmed"
    noting.answer(known, ana, mark, "wrong")
    assert "met" not in told(known)


def test_answers_come_along_in_an_export_and_go_with_who_is_forgotten(
    known: Desk, open_here: Callable[..., Desk], tmp_path: Path
) -> None:
    ana = of(known)
    event = noting.answer(known, ana, told(known)["role"]["mark"], "wrong")
    out = io.StringIO(newline="")
    exporting.export(known, "json", out)
    path = tmp_path / "all.json"
    path.write_text(out.getvalue(), encoding="utf-8")
    other = open_here(f"sqlite:///{tmp_path / 'other.sqlite3'}", "other")
    importing.run(other, [path])
    assert "role" not in told(other)
    assert "school" not in told(other)  # who the user is comes with their own settings alone
    undoing.undo(other, event)
    assert told(other)["role"]["text"] == "Director of Data at Initech."
    said = json.loads(out.getvalue())["contacts"][0]["events"]
    assert [entry["data"]["said"] for entry in said if entry["kind"] == "fact"] == ["wrong"]
    forgetting.forget(known, ana)
    assert '"kind": "fact"' not in exported(known)
    assert all(finding.ok for finding in checking.doctor(known))


def test_answers_go_along_when_two_turn_out_to_be_one(known: Desk) -> None:
    ana, tom = of(known), of(known, "Tom")
    mark = told(known)["pronouns"]["mark"]
    noting.answer(known, ana, mark, "wrong")
    linking.rule(known, f"p_{ana.removeprefix('c_')}_{tom.removeprefix('c_')}", "same")
    assert "pronouns" not in told(known, of(known, "Ana") if viewing.contacts(known, "Ana") else tom)


@pytest.mark.parametrize("line", ["Nobody Known", "Nobody Known, Initech"])
def test_of_whom_nothing_is_known_there_are_three_general_questions(known: Desk, line: str) -> None:
    (contact,) = editing.add_people(known, [line])
    note = noting.to_json(noting.noted(known, contact))
    assert [one["general"] for one in note["questions"]] == [True] * 3
    assert note["words"] == len(note["text"].split()) <= MOST_WORDS
    assert note["looked"][0]["source"] == "Typed in by you"


def test_the_users_own_entry_has_a_note_too(known: Desk) -> None:
    (contact,) = editing.add_people(known, ["Priya Nair, priya@nair.example"])
    assert noting.noted(known, contact).note.name == "Priya Nair"


def test_what_was_written_before_they_moved_is_no_statement_of_today(known: Desk, tmp_path: Path) -> None:
    page = capture_body(name="Tom Reis", headline="Numbers for everyone", emails=["tom@globex.example"])
    page |= {"url": "https://www.linkedin.com/in/tom-reis", "captured_at": "2026-01-05T10:00:00Z"}
    del page["fields"]["title"], page["fields"]["company"]
    capturing.capture(known, page, "one")
    tom = of(known, "Tom")
    assert told(known, tom)["self_statement"]["text"] == "Describes themselves as “Numbers for everyone”."
    later = PEOPLE.replace("Globex,Analyst", "Hooli,Analyst") + "Eva,Lind,,eva@acme.example,Acme,Baker,10 Oct 2026\n"
    (tmp_path / "Later.csv").write_text(later, encoding="utf-8")
    importing.run(known, [tmp_path / "Later.csv"])
    assert told(known, tom)["moved"]["text"].endswith("; was Analyst at Globex.")
    assert "self_statement" not in told(known, tom)


def test_the_same_note_on_either_database(desk: Desk, tmp_path: Path) -> None:
    settle(desk, tmp_path / "exports")
    ana = of(desk)
    note = noting.to_json(noting.noted(desk, ana))
    assert note == noting.to_json(noting.noted(Desk(desk.settings, desk.database, desk.clock), ana))
    assert len(note["statements"]) == 17
    event = noting.answer(desk, ana, note["statements"][0]["mark"], "wrong")
    assert len(noting.to_json(noting.noted(desk, ana))["statements"]) == 16
    undoing.undo(desk, event)
    assert noting.to_json(noting.noted(desk, ana)) == note
