"""What was promised and planned: each once, on its day, until it is settled."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from legwork.outreach.happening import Event
from legwork.outreach.promising import Promise, Promises
from legwork.outreach.stages import conversation

AT = datetime(2026, 11, 25, 15, 30, tzinfo=ZoneInfo("Europe/Lisbon"))


def event(act: str, **data: Any) -> Event:
    return Event("e1", AT, act, data)


def texts(promises: Promises) -> list[str]:
    return [one.text for one in promises.open]


def test_a_debrief_makes_promises_with_their_days() -> None:
    said = event("debriefed", promises=[{"text": "send the paper", "day": "2026-11-30"}, {"text": "write to Jonas"}])
    found = Promises().written(said, again=False)
    assert found.open == (
        Promise("send the paper", date(2026, 11, 30), "e1"),
        Promise("write to Jonas", date(2026, 12, 2), "e1"),
    )


def test_a_debrief_written_again_takes_the_place_of_its_promises_and_brings_no_settled_one_back() -> None:
    first = event("debriefed", promises=[{"text": "a"}, {"text": "b"}, {"text": "a"}])
    found = Promises().made(event("promised", text="mine")).written(first, again=False).settled("a")
    again = found.written(event("debriefed", promises=[{"text": "a"}, {"text": "c"}]), again=True)
    assert texts(again) == ["mine", "c"]
    assert texts(again.written(event("debriefed", promises=[{"text": "a"}]), again=False)) == ["mine", "c", "a"]


@pytest.mark.parametrize("stored", [None, "send it", 7, [None, "send it", {"text": ""}, {"day": "2026-11-30"}]])
def test_what_is_no_promise_makes_none(stored: Any) -> None:
    assert Promises().written(event("debriefed", promises=stored), again=False).open == ()


def test_plans_are_of_three_kinds_and_the_newest_word_on_one_holds() -> None:
    plan = event("planned", text="evening course", until="2026-12-10", skill="SQL", way="education")
    found = Promises().made(plan).made(event("planned", text="evening course", skill="SQL", way="luck"))
    assert found.open == (Promise("evening course", date(2026, 12, 2), "e1", "SQL", ""),)
    assert Promises().made(plan).open[0].way == "education"


def test_without_words_nothing_is_made_or_settled() -> None:
    some = Promises().made(event("promised", text="x"))
    assert some.made(event("promised")) == some
    assert some.settled("") == some


def test_cards_come_on_the_day_one_of_a_kind_and_go_when_settled(world: Any) -> None:
    world.add("Sam", "Acme")
    world.happened("Sam", "scheduled", "2026-11-20T10:00", start="2026-11-25T15:00:00+00:00", minutes=20)
    promises = [{"text": "send the paper", "day": "2026-11-27"}, {"text": "write to Jonas", "day": "2026-11-30"}]
    world.happened("Sam", "debriefed", "2026-11-25T15:30", promises=promises)
    world.happened("Sam", "planned", "2026-11-25T15:40", text="a course", until="2026-11-28", skill="SQL",
                   way="training")  # fmt: skip
    assert "promise-keep_promise-sam" not in world.ids("2026-11-26T09:00")
    card = next(card for card in world.queue("2026-11-27T09:00").cards if card.act == "keep_promise")
    assert card.why[0].text == "you promised to do it by Fri 27 Nov: send the paper; one more follows"
    assert "promise-follow_plan-sam" not in world.ids("2026-11-27T09:00")
    plan = next(card for card in world.queue("2026-11-30T09:00").cards if card.act == "follow_plan")
    assert plan.why[0].text == "you planned to do it by Sat 28 Nov: training in SQL: a course"
    world.happened("Sam", "kept", "2026-11-27T10:00", promise="send the paper", card=card.id)
    assert "promise-keep_promise-sam" not in world.ids("2026-11-27T11:00")
    assert "promise-keep_promise-sam" in world.ids("2026-11-30T09:00")
    world.happened("Sam", "let_go", "2026-11-30T10:00", promise="write to Jonas")
    assert "promise-keep_promise-sam" not in world.ids("2026-11-30T11:00")


def test_three_promises_say_that_two_follow(world: Any) -> None:
    world.add("Sam", "Acme")
    for text in ("a", "b", "c"):
        world.happened("Sam", "promised", "2026-11-20T10:00", text=text, until="2026-11-23")
    card = next(card for card in world.queue("2026-11-23T09:00").cards if card.act == "keep_promise")
    assert card.why[0].text.endswith("a; two more follow")


def test_promises_outlive_a_stopped_clock_and_a_closed_conversation_but_not_do_not_contact(world: Any) -> None:
    for name in ("Wei", "Tom"):
        world.add(name, "Initech")
        world.happened(name, "sent", "2026-11-13T10:00")
    world.happened("Tom", "promised", "2026-11-14T10:00", text="send it", until="2026-11-20")
    world.happened("Wei", "replied", "2026-11-16T10:00")
    assert "promise-keep_promise-tom" in world.ids("2026-11-23T09:00")
    assert "nudge-send_nudge-tom" not in world.ids("2026-11-25T09:00")
    world.happened("Tom", "closed", "2026-11-23T10:00")
    assert "promise-keep_promise-tom" in world.ids("2026-11-23T11:00")
    world.happened("Tom", "do_not_contact", "2026-11-23T12:00")
    assert "promise-keep_promise-tom" not in world.ids("2026-11-23T13:00")


def test_a_promise_keeps_to_working_days_and_stays_while_in_touch(world: Any) -> None:
    world.add("Kofi", "Acme")
    world.happened("Kofi", "keep_in_touch", "2026-11-20T10:00")
    world.happened("Kofi", "promised", "2026-11-20T10:00", text="x", until="2026-11-21")
    assert world.ids("2026-11-21T09:00") == []
    assert "promise-keep_promise-kofi" in world.ids("2026-11-23T09:00")
    assert conversation(world.people["kofi"].events).promises.open[0].event.startswith("e-promised")
