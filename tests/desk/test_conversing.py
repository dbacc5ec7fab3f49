"""A talk at the desk: lines, the clock, the debrief with its names and promises; all of it undone exactly."""

from __future__ import annotations

from typing import Any

import pytest
from conftest_desk import exported
from talking import BERLIN, at, of, tag_everything

from legwork.desk import acting, conversing, debriefing, linking, planning, preferring, undoing, viewing, wording
from legwork.desk.debriefing import Sheet
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused, WrongValue
from legwork.outreach.talks import TAGS


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


def test_two_contacts_that_are_one_keep_both_talks(talking: Desk) -> None:
    sam, eva = of(talking, "Sam"), of(talking, "Eva")
    conversing.note_line(talking, sam, "trend", "From Sam")
    conversing.note_line(talking, eva, "trend", "From Eva")
    ruled = linking.rule(talking, wording.pair(wording.number(sam), wording.number(eva)), "same")
    lines = [line.text for talk in conversing.room(talking, sam).talks for line in talk.lines]
    assert sorted(lines) == ["From Eva", "From Sam"]
    undoing.undo(talking, ruled.event)
    assert [line.text for talk in conversing.room(talking, eva).talks for line in talk.lines] == ["From Eva"]
