"""A week in the queue, day by day, with exact cards, order and dates."""

from __future__ import annotations

from typing import Any

import pytest


def worked_monday(week: Any) -> Any:
    week.happened("Tom", "sent", "2026-11-23T09:00")
    week.happened("Pia", "sent", "2026-11-23T09:05")
    week.happened("Kofi", "sent", "2026-11-23T09:10")
    return week


def worked_tuesday(week: Any) -> Any:
    worked_monday(week)
    week.happened("Sam", "confirmed", "2026-11-24T09:00")
    week.happened("Dora", "sent", "2026-11-24T09:05")
    week.happened("Una", "sent", "2026-11-24T09:10")
    week.happened("Vic", "sent", "2026-11-24T09:15")
    week.happened("Wei", "replied", "2026-11-24T12:00")
    return week


def worked_wednesday(week: Any) -> Any:
    worked_tuesday(week)
    week.happened("Wei", "sent", "2026-11-25T09:00")
    week.happened("Sam", "held", "2026-11-25T15:20")
    week.happened("Sam", "debriefed", "2026-11-25T17:00", learned="trust comes before tools")
    week.happened("Sam", "thanked", "2026-11-25T18:00")
    return week


def test_monday_second_person_keep_in_touch_and_one_new(week: Any) -> None:
    queue = week.queue("2026-11-23T08:00")
    assert [card.id for card in queue.cards] == [
        "second_person-send_invitation-tom",
        "keep_in_touch-keep_in_touch-kofi",
        "new-send_invitation-pia",
    ]
    assert [card.why[0].text for card in queue.cards] == [
        "you wrote to Wei at Initech on 18 Nov; three business days without an answer",
        "last in touch on 19 Oct, 35 days ago; due Wed 18 Nov",
        "you shortlisted Pia on 18 Nov",
    ]
    assert [(line.limit, line.count) for line in queue.held_back] == [("new_per_day", 5)]
    assert queue.to_json()["next_day"] == {"day": "2026-11-24", "cards": 5, "text": "confirm with Sam"}


def test_a_brief_read_on_the_eve_is_what_the_next_day_begins_with(week: Any) -> None:
    worked_tuesday(week)
    week.happened("Sam", "briefed", "2026-11-24T12:05")
    week.happened("Wei", "sent", "2026-11-24T12:10")
    assert week.queue("2026-11-24T12:15").zero == "Nothing more today. Next: Wed 25 Nov, talk with Sam."
    assert week.ids("2026-11-25T08:00")[0] == "conversation-brief-sam"
    week.happened("Sam", "briefed", "2026-11-25T08:05")
    assert "conversation-brief-sam" not in week.ids("2026-11-25T14:44")
    assert "conversation-brief-sam" in week.ids("2026-11-25T14:45")


def test_the_button_shows_the_nudge_and_undo_takes_it_away(week: Any) -> None:
    card = week.queue("2026-11-23T08:00").cards[2]
    assert card.next["sent"] == "nudge on 2026-12-03"
    before = week.queue("2026-11-23T08:00").to_json()
    week.happened("Pia", "sent", "2026-11-23T08:30")
    assert "new-send_invitation-pia" not in week.ids("2026-11-23T08:31")
    week.undo("Pia")
    assert week.queue("2026-11-23T08:00").to_json() == before


def test_tuesday_confirm_brief_nudge_and_two_new(week: Any) -> None:
    worked_monday(week)
    assert week.ids("2026-11-24T08:00") == [
        "conversation-confirm-sam",
        "conversation-brief-sam",
        "nudge-send_nudge-dora",
        "new-send_invitation-una",
        "new-send_invitation-vic",
    ]


def test_a_reply_stops_every_clock_of_its_employer(week: Any) -> None:
    worked_tuesday(week)
    queue = week.queue("2026-11-24T12:01")
    assert [card.id for card in queue.cards] == ["conversation-brief-sam", "reply-send_answer-wei"]
    assert [term.text for term in queue.cards[1].why] == [
        "they replied today; answer by Wed 25 Nov",
        "Tom there: that invitation stands, and the clock has stopped",
    ]
    for day in ("2026-11-30", "2026-12-02", "2026-12-03"):
        assert not [one for one in week.ids(f"{day}T09:00") if one.endswith("-tom") or "nudge-wei" in one]


def test_wednesday_has_the_talk_and_nothing_new_while_five_are_open(week: Any) -> None:
    worked_tuesday(week)
    queue = week.queue("2026-11-25T08:00")
    assert queue.cards[0].id == "conversation-brief-sam"
    assert not [card for card in queue.cards if card.lane == "new"]
    (line,) = queue.held_back
    assert (line.limit, line.count) == ("open_employers", 3)
    assert line.text.startswith("Five employers are open (Initech, Pia and Sons, ")
    assert week.ids("2026-11-25T15:20")[:2] == ["debrief-debrief-sam", "debrief-send_thank_you-sam"]


def test_the_thank_you_is_late_a_day_after_the_end_day_off_or_not(week: Any) -> None:
    worked_tuesday(week)
    (card,) = week.queue("2026-11-26T09:00").cards
    assert card.id == "debrief-send_thank_you-sam"
    assert card.deadline.isoformat() == "2026-11-26T15:20:00+00:00"
    assert card.why[0].text == "you talked on 25 Nov; thanks are due by Thu 26 Nov, 15:20"
    late = week.queue("2026-11-26T15:21").cards[0]
    assert late.why[0].text == "you talked on 25 Nov; thanks were due by Thu 26 Nov, 15:20"


def test_a_day_off_is_quiet(week: Any) -> None:
    worked_wednesday(week)
    queue = week.queue("2026-11-26T09:00")
    assert (queue.cards, queue.held_back) == ((), ())
    assert queue.zero == "Thu 26 Nov is a day off: nothing is due. Next: Wed 2 Dec, report back to Sam."


def test_friday_brings_nothing_where_no_second_person_is_known(week: Any) -> None:
    worked_wednesday(week)
    assert week.ids("2026-11-27T09:00") == []
    week.add("Quin", "Pia and Sons")
    assert week.ids("2026-11-26T09:00") == []
    assert week.ids("2026-11-27T09:00") == ["second_person-send_invitation-quin"]


@pytest.mark.parametrize(
    ("day", "cards"),
    [
        ("2026-11-30", []),
        ("2026-12-02", ["promise-report_back-sam"]),
        ("2026-12-03", ["promise-report_back-sam", "nudge-send_nudge-pia"]),
    ],
)
def test_the_week_after(week: Any, day: str, cards: list[str]) -> None:
    worked_wednesday(week)
    assert week.ids(f"{day}T09:00") == cards


def test_a_nudge_without_an_answer_is_closed_and_may_return_in_march(week: Any) -> None:
    worked_wednesday(week)
    assert "nudge-close-dora" not in week.ids("2026-12-03T09:00")
    card = next(card for card in week.queue("2026-12-04T09:00").cards if card.person.id == "dora")
    assert (card.id, card.next["closed"]) == ("nudge-close-dora", "revisit on 2027-03-04")
    week.happened("Dora", "closed", "2026-12-04T10:00", card=card.id)
    week.limits = type(week.limits)(new_per_day=10, open_employers=40)
    assert "new-send_invitation-dora" not in week.ids("2027-03-03T09:00")
    again = next(card for card in week.queue("2027-03-04T09:00").cards if card.person.id == "dora")
    assert again.why[0].text == "no answer by 4 Dec 2026; you may ask again since 4 Mar"


def test_after_an_absence_old_nudges_are_offered_as_closing(week: Any) -> None:
    worked_wednesday(week)
    queue = week.queue("2027-01-08T08:00")
    acts = {card.person.id: card.act for card in queue.cards if card.lane == "nudge"}
    assert acts["pia"] == acts["una"] == acts["dora"] == "close"
    assert acts["wei"] == "ask_again"
    assert len(queue.cards) <= 12


def test_a_long_absence_shows_twelve_and_says_how_many_wait(world: Any) -> None:
    for n in range(20):
        world.add(f"P{n:02}", f"Firm {n}")
        world.happened(f"P{n:02}", "sent", f"2026-11-{2 + n:02}T10:00")
    world.add("Sam", "Acme")
    world.happened("Sam", "held", "2026-11-25T15:20")
    queue = world.queue("2027-01-08T08:00")
    assert len(queue.cards) == 12
    assert [card.id for card in queue.cards][:3] == [
        "debrief-debrief-sam",
        "debrief-send_thank_you-sam",
        "nudge-close-p00",
    ]
    (line,) = queue.held_back
    assert (line.limit, line.count) == ("day_max", 10)
    assert line.text == "A day holds twelve cards; ten more wait, the oldest come first"
    assert queue.next_day.day.isoformat() == "2027-01-11"
