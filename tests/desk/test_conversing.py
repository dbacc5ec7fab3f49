"""A talk at the desk: lines, the clock, the debrief with its names and promises; all of it undone exactly."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest_desk import exported, without_ids

from legwork.desk import (
    acting,
    checking,
    conversing,
    debriefing,
    exporting,
    importing,
    linking,
    planning,
    preferring,
    reflecting,
    undoing,
    viewing,
    wording,
)
from legwork.desk.debriefing import Sheet
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused, WrongValue
from legwork.outreach.talks import TAGS

BERLIN = ZoneInfo("Europe/Berlin")
PEOPLE = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Sam,Okafor,https://www.linkedin.com/in/sam-o,sam@hooli.example,Hooli,Director,04 Jan 2020\n"
    "Eva,Lind,https://www.linkedin.com/in/eva-l,eva@globex.example,Globex,Engineer,06 Jan 2020\n"
    "Finn,Moe,https://www.linkedin.com/in/finn-m,finn@acme.example,Acme,Engineer,07 Jan 2020\n"
)


def at(clock: Any, day: int, hour: int = 8, minute: int = 0, month: int = 11) -> None:
    clock.instant = datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def of(desk: Desk, name: str) -> str:
    return viewing.contacts(desk, name)[0].id


@pytest.fixture
def talking(desk: Desk, clock: Any, tmp_path: Path) -> Desk:
    """In the middle of the talk with Sam, Wednesday 25 November, 15:00 to 15:20."""
    file = tmp_path / "Connections.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    at(clock, 1, month=10)
    importing.run(desk, [file])
    preferring.prefer(desk, {"name": "Priya Nair", "fields": "grid storage, health"})
    at(clock, 16, 10)
    acting.act(desk, of(desk, "Sam"), "scheduled:2026-11-25T15:00/20")
    at(clock, 25, 15, 6)
    return desk


def cards(desk: Desk, name: str) -> list[str]:
    return [card["act"] for card in planning.today(desk)["cards"] if card["contact"]["name"].startswith(name)]


def test_lines_are_kept_under_their_tags_with_their_time(talking: Desk, clock: Any) -> None:
    sam = of(talking, "Sam")
    for tag in TAGS:
        clock.advance(minutes=1)
        done = conversing.note_line(talking, sam, tag, f" a  {tag}\x00 ", unsearchable=tag == "trend")
        assert done.sentence == "You noted a line of your talk with Sam Okafor."
    talk = conversing.room(talking, sam).talk
    assert talk is not None
    assert [(line.tag, line.text, line.unsearchable) for line in talk.lines] == [
        (tag, f"a {tag}", tag == "trend") for tag in TAGS
    ]
    assert [line.at.minute for line in talk.lines] == [7, 8, 9, 10, 11, 12]
    undoing.undo(talking, done.event)
    assert len(conversing.room(talking, sam).talks[-1].lines) == 5


@pytest.mark.parametrize(("tag", "text"), [("gossip", "x"), ("trend", " \x00 "), ("trend", "x" * 501)])
def test_a_line_that_cannot_be_kept_is_refused(talking: Desk, tag: str, text: str) -> None:
    with pytest.raises(WrongValue):
        conversing.note_line(talking, of(talking, "Sam"), tag, text)
    with pytest.raises(NotFound):
        conversing.note_line(talking, "c_9999", "trend", "x")


def test_the_clock_of_a_talk_goes_by_what_was_agreed_or_when_it_began(talking: Desk, clock: Any) -> None:
    sam = of(talking, "Sam")
    room = conversing.room(talking, sam)
    assert room.marks is not None
    assert room.marks.phase(room.now) == "questions"
    began = conversing.begin(talking, sam)
    later = conversing.room(talking, sam).marks
    assert later is not None
    assert later.end.astimezone(BERLIN).strftime("%H:%M") == "15:26"
    at(clock, 25, 15, 27)
    conversing.go_on(talking, sam)
    assert conversing.room(talking, sam).state.went_on_at == clock.instant
    undoing.undo(talking, began.event)
    again = conversing.room(talking, sam).marks
    assert again is not None
    assert again.end.astimezone(BERLIN).strftime("%H:%M") == "15:20"


def test_a_call_nobody_agreed_on_takes_the_usual_minutes(talking: Desk) -> None:
    eva = of(talking, "Eva")
    assert conversing.room(talking, eva).marks is None
    with pytest.raises(Refused, match="begin one first"):
        conversing.go_on(talking, eva)
    preferring.prefer(talking, {"ask_minutes": "30"})
    conversing.begin(talking, eva)
    room = conversing.room(talking, eva)
    assert room.marks is not None
    assert (room.marks.end - room.marks.start).total_seconds() == 30 * 60


def test_what_you_want_to_know_is_kept_in_your_words(talking: Desk) -> None:
    sam = of(talking, "Sam")
    conversing.wonder(talking, sam, "Would you do it again?")
    assert conversing.room(talking, sam).wondered == "Would you do it again?"


def tag_everything(desk: Desk, sam: str) -> None:
    for tag, text in (
        ("trend", "Storage is sold by the hour"), ("opportunity", "Contracts need plain words"),
        ("skill", "SQL"), ("name", "Lena Ortiz, Hooli"), ("promise", "Send the paper"),
    ):  # fmt: skip
        conversing.note_line(desk, sam, tag, text)


def test_a_debrief_is_filled_from_the_tags(talking: Desk, clock: Any) -> None:
    sam = of(talking, "Sam")
    tag_everything(talking, sam)
    at(clock, 25, 15, 30)
    prepared = debriefing.prepare(talking, sam)
    assert prepared.sheet.texts["learned"] == "Storage is sold by the hour\nContracts need plain words"
    assert prepared.sheet.skills == ["SQL"]
    assert prepared.sheet.names == ["Lena Ortiz, Hooli"]
    assert prepared.sheet.promises == [("Send the paper", "2026-12-02")]
    assert (prepared.sheet.topic, prepared.topics) == ("grid storage", ("grid storage", "health"))
    assert not prepared.written


def test_names_come_into_the_inbox_promises_on_their_day_and_the_thanks_quote_a_line(talking: Desk, clock: Any) -> None:
    sam = of(talking, "Sam")
    tag_everything(talking, sam)
    at(clock, 25, 15, 30)
    sheet = debriefing.prepare(talking, sam).sheet
    done = debriefing.write(talking, sam, sheet)
    assert done.sentence == "You noted what you learned from Sam Okafor."
    (waiting,) = viewing.inbox(talking)
    assert (waiting.name, waiting.company, waiting.referred_by) == ("Lena Ortiz", "Hooli", "Sam Okafor")
    assert viewing.contact(talking, waiting.id).state == "inbox"
    thanks = next(card for card in planning.today(talking)["cards"] if card["act"] == "send_thank_you")
    assert "Storage is sold by the hour" in thanks["draft"]["text"]
    assert "keep_promise" not in cards(talking, "Sam")
    at(clock, 2, month=12)
    card = next(card for card in planning.today(talking)["cards"] if card["act"] == "keep_promise")
    assert (card["lane"], card["contact"]["id"]) == ("promise", sam)
    acting.act(talking, card["id"], "kept")
    assert "keep_promise" not in cards(talking, "Sam")


def test_a_person_named_by_somebody_ranks_and_is_written_to_by_that_name(talking: Desk, clock: Any) -> None:
    sam = of(talking, "Sam")
    debriefing.write(talking, sam, Sheet(names=["Lena Ortiz, Stripe Works, lena@stripe.example"]))
    lena = of(talking, "Lena")
    acting.act(talking, lena, "want")
    at(clock, 27)
    card = next(card for card in planning.today(talking)["cards"] if card["contact"]["id"] == lena)
    assert any(term["text"].startswith("Sam Okafor gave you this name") for term in card["why"])
    assert "Sam Okafor gave me your name" in card["draft"]["text"]


def test_a_debrief_written_again_brings_nobody_twice(talking: Desk, clock: Any) -> None:
    sam = of(talking, "Sam")
    tag_everything(talking, sam)
    at(clock, 25, 15, 30)
    sheet = debriefing.prepare(talking, sam).sheet
    first = debriefing.write(talking, sam, sheet)
    clock.advance(minutes=1)
    conversing.note_line(talking, sam, "name", "Jonas Berg")
    again = debriefing.prepare(talking, sam)
    assert again.written
    assert again.sheet.names == ["Lena Ortiz, Hooli", "Jonas Berg"]
    assert again.sheet.promises == [("Send the paper", "2026-12-02")]
    debriefing.write(talking, sam, again.sheet)
    assert sorted(line.name for line in viewing.inbox(talking)) == ["Jonas Berg", "Lena Ortiz"]
    undoing.undo(talking, first.event)
    debriefing.write(talking, sam, sheet)
    assert len(viewing.inbox(talking)) == 2


def test_people_named_are_taken_back_with_their_referral(talking: Desk) -> None:
    before = exported(talking)
    sam = of(talking, "Sam")
    done = debriefing.write(talking, sam, Sheet(names=["Lena Ortiz"]))
    undoing.undo(talking, done.event)
    undoing.undo(talking)
    assert viewing.inbox(talking) == []
    assert exported(talking) == before


def test_what_they_mentioned_unasked_changes_no_draft(talking: Desk, clock: Any) -> None:
    sam = of(talking, "Sam")
    at(clock, 25, 15, 30)

    def drafts() -> list[Any]:
        return [card["draft"] for card in planning.today(talking)["cards"]]

    debriefing.write(talking, sam, Sheet(texts={"learned": "Trust first"}))
    before = drafts()
    debriefing.write(talking, sam, Sheet(texts={"learned": "Trust first", "unasked": "A team starts in spring"}))
    assert drafts() == before
    talk = conversing.room(talking, sam).talk
    assert talk is not None
    assert talk.debrief is not None
    assert talk.debrief.unasked == "A team starts in spring"


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet(scales={"fit": 6}),
        Sheet(texts={"learned": "x" * 4001}),
        Sheet(names=["x" * 4001]),
        Sheet(skills=[str(n) for n in range(51)]),
        Sheet(promises=[("send it", "soon")]),
        Sheet(promises=[("send it", "2099-01-01")]),
    ],
)
def test_a_debrief_that_cannot_be_kept_leaves_nothing(talking: Desk, sheet: Sheet) -> None:
    before = exported(talking)
    with pytest.raises(WrongValue):
        debriefing.write(talking, of(talking, "Sam"), sheet)
    assert exported(talking) == before


def test_a_promise_whose_day_has_passed_keeps_it_when_the_debrief_is_written_again(talking: Desk, clock: Any) -> None:
    sam = of(talking, "Sam")
    debriefing.write(talking, sam, Sheet(promises=[("send it", "2026-11-26"), ("call", "")]))
    at(clock, 30)
    sheet = debriefing.prepare(talking, sam).sheet
    assert sheet.promises == [("send it", "2026-11-26"), ("call", "2026-12-02")]
    debriefing.write(talking, sam, sheet)
    assert debriefing.prepare(talking, sam).sheet.promises == sheet.promises


def test_a_debrief_without_a_talk_makes_one(talking: Desk) -> None:
    eva = of(talking, "Eva")
    assert debriefing.prepare(talking, eva).talk is None
    debriefing.write(talking, eva, Sheet(texts={"learned": "Patience"}))
    assert debriefing.prepare(talking, eva).written


def reflect(desk: Desk, sam: str) -> list[str]:
    """One of each of the user's own events, and the events."""
    debrief = debriefing.write(desk, sam, Sheet(skills=["SQL"], culture={"mission": "Warm homes"}, topic="health"))
    option = reflecting.add_option(desk, "health", "Study it").event
    week = datetime(2026, 11, 23, tzinfo=BERLIN).date()
    return [
        reflecting.rate_skill(desk, "SQL", 2).event,
        reflecting.plan_skill(desk, sam, "SQL", "education", "A course", "2026-12-10").event,
        option,
        reflecting.link_evidence(desk, option, debrief.event, "for").event,
        reflecting.decide(desk, "health", "Study it", "Three say so").event,
        reflecting.weigh(desk, debrief.event, "mission", "useful work", 1).event,
        reflecting.review(desk, week, {"insight": "Trust"}).event,
        reflecting.time_introduction(desk, 58).event,
    ]


def test_own_words_are_events_with_their_inverse_in_words(talking: Desk) -> None:
    sam = of(talking, "Sam")
    for event in reflect(talking, sam):
        line = undoing.line(talking, event)
        assert line is not None
        assert line.undoable
        before = exported(talking)
        undone = undoing.undo(talking, event)
        assert exported(talking) != before
        undoing.undo(talking, undone.event)
        assert exported(talking) == before
    assert [finding for finding in checking.doctor(talking) if not finding.ok] == []


def test_own_words_that_cannot_be_kept_are_refused(talking: Desk) -> None:
    sam = of(talking, "Sam")
    option = reflecting.add_option(talking, "health", "Study it").event
    debrief = debriefing.write(talking, sam, Sheet()).event
    attempts: list[tuple[type[Exception], Callable[[], Any]]] = [
        (WrongValue, lambda: reflecting.rate_skill(talking, "SQL", 4)),
        (WrongValue, lambda: reflecting.rate_skill(talking, " ", 1)),
        (WrongValue, lambda: reflecting.plan_skill(talking, sam, "SQL", "luck", "x", "2026-12-10")),
        (WrongValue, lambda: reflecting.plan_skill(talking, sam, "SQL", "training", "x", "2020-01-01")),
        (WrongValue, lambda: reflecting.add_option(talking, "health", "")),
        (WrongValue, lambda: reflecting.add_option(talking, "health", "x" * 2001)),
        (WrongValue, lambda: reflecting.link_evidence(talking, option, debrief, "maybe")),
        (NotFound, lambda: reflecting.link_evidence(talking, "e_none", debrief, "for")),
        (NotFound, lambda: reflecting.link_evidence(talking, option, "e_none", "for")),
        (WrongValue, lambda: reflecting.weigh(talking, debrief, "mission", "pay", 5)),
        (NotFound, lambda: reflecting.weigh(talking, "e_none", "mission", "pay", 1)),
        (WrongValue, lambda: reflecting.time_introduction(talking, 601)),
    ]
    before = exported(talking)
    for error, attempt in attempts:
        with pytest.raises(error):
            attempt()
    assert exported(talking) == before


def test_values_are_three_to_seven(talking: Desk) -> None:
    preferring.prefer(talking, {"values": "time to think, honest feedback, useful work"})
    preferring.prefer(talking, {"values": ""})
    for wrong in ("pay, calm", "a, b, c, d, e, f, g, h"):
        with pytest.raises(WrongValue, match="3 to 7 values"):
            preferring.prefer(talking, {"values": wrong})


def test_an_export_tells_another_desk_everything_and_is_taken_back_with_its_import(
    talking: Desk, open_here: Callable[..., Desk], tmp_path: Path, clock: Any
) -> None:
    sam = of(talking, "Sam")
    tag_everything(talking, sam)
    reflect(talking, sam)
    debriefing.write(talking, sam, Sheet(names=["Lena Ortiz"], texts={"learned": "Trust"}))
    path = tmp_path / "all.json"
    with path.open("w", encoding="utf-8", newline="") as file:
        exporting.export(talking, "json", file)
    other = open_here(f"sqlite:///{tmp_path / 'other.sqlite3'}", "other")
    empty = exported(other)
    clock.advance(days=1)
    report = importing.run(other, [path])
    assert journal(other) == journal(talking)
    assert acts(other) == acts(talking)
    there = of(other, "Sam")
    assert viewing.contact(other, there).state == viewing.contact(talking, sam).state
    assert conversing.room(other, there).talks == conversing.room(talking, sam).talks
    (lena,) = (person for person in reflecting.past(other).people if person.name == "Lena Ortiz")
    assert lena.referred_by == "Sam Okafor"
    assert reflecting.past(other).journal == reflecting.past(talking).journal
    assert importing.run(other, [path])["files"][0]["new"] == 0
    before = exported(other)
    importing.run(talking, [path])
    assert journal(talking) == journal(other)
    undoing.undo(other)
    assert exported(other) == before
    undone = undoing.undo(other, str(report["batch"]))
    assert exported(other) == empty
    undoing.undo(other, undone.event)
    assert exported(other) == before
    assert [finding for finding in checking.doctor(other) if not finding.ok] == []


def journal(desk: Desk) -> Any:
    return json.loads(exported(desk))["journal"]


def acts(desk: Desk) -> list[tuple[str, str]]:
    contacts = json.loads(exported(desk))["contacts"]
    return sorted((one["id"], one["at"]) for contact in contacts for one in contact["events"] if one["kind"] == "act")


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "note"}, {"id": "c_1"}, {"at": "yesterday"}, {"at": None}, {"at": "2026-11-20T10:00:00Z"},
        {"data": []}, {"data": {"act": "unheard_of"}}, {"data": {"act": ["noted"]}},
    ],
)  # fmt: skip
def test_an_event_that_is_none_is_not_told(small_desk: Desk, tmp_path: Path, event: dict[str, Any]) -> None:
    good = {"id": "e_01ABCDEFGHJKMNPQRSTVWXYZ01", "at": "2026-11-20T10:00:00.000000Z", "kind": "act",
            "data": {"act": "noted", "tag": "trend", "text": "x"}}  # fmt: skip
    for entry, told in ((good, 1), ({**good, **event}, 0)):
        contact = {"name": f"Ada {told}", "emails": [f"ada{told}@ng.example"], "events": [entry, "nonsense"]}
        path = tmp_path / f"{told}.json"
        path.write_text('{"contacts": [\n' + json.dumps(contact) + '\n], "settings": {}}\n', encoding="utf-8")
        batch = importing.run(small_desk, [path])["batch"]
        assert len(acts(small_desk)) == told
        undoing.undo(small_desk, batch)


def test_an_export_says_the_same_whatever_the_order_of_acts_and_imports(
    talking: Desk, open_here: Callable[..., Desk], tmp_path: Path, clock: Any
) -> None:
    """The acts of an export come to stand at their time, also between what was done on the desk itself."""
    sam = of(talking, "Sam")
    conversing.note_line(talking, sam, "trend", "One")
    path = tmp_path / "all.json"
    with path.open("w", encoding="utf-8", newline="") as file:
        exporting.export(talking, "json", file)
    ends = []
    for number in range(2):
        other = open_here(f"sqlite:///{tmp_path / f'{number}.sqlite3'}", str(number))
        at(clock, 26)
        importing.run(other, [tmp_path / "Connections.csv"])
        steps = [lambda: importing.run(other, [path]), lambda: acting.act(other, of(other, "Sam"), "held")]  # noqa: B023 - done in this round
        for step in steps if number else reversed(steps):
            step()
        ends.append(without_ids(exported(other)))
    assert ends[0] == ends[1]


def test_two_contacts_that_are_one_keep_both_talks(talking: Desk) -> None:
    sam, eva = of(talking, "Sam"), of(talking, "Eva")
    conversing.note_line(talking, sam, "trend", "From Sam")
    conversing.note_line(talking, eva, "trend", "From Eva")
    ruled = linking.rule(talking, wording.pair(wording.number(sam), wording.number(eva)), "same")
    lines = [line.text for talk in conversing.room(talking, sam).talks for line in talk.lines]
    assert sorted(lines) == ["From Eva", "From Sam"]
    undoing.undo(talking, ruled.event)
    assert [line.text for talk in conversing.room(talking, eva).talks for line in talk.lines] == ["From Eva"]
