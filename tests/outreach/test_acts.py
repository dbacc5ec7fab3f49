"""Acts as they are typed, and what each button says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from legwork.outreach.acts import OFFERED, Act, allowed_acts, effects, interpret, later_day
from legwork.outreach.clocks import Clock
from legwork.outreach.stages import STATES, Conversation


@pytest.fixture
def card(week: Any) -> Any:
    return week.queue("2026-11-23T08:00").cards[0]


def read(world: Any, text: str, wanted: Any, now: str = "2026-11-23T08:00") -> Act:
    wanted = Conversation(wanted) if isinstance(wanted, str) else wanted
    return interpret(text, wanted, now=world.at(now), calendar=world.calendar)


def test_sent_names_the_message_and_the_card(week: Any, card: Any) -> None:
    assert read(week, " Sent ", card) == Act("sent", {"message": "invitation", "card": card.id})
    assert read(week, "sent:linkedin", card).data["channel"] == "linkedin"


def test_what_is_done_about_a_promise_names_it_but_putting_it_off_does_not(week: Any) -> None:
    week.happened("Kofi", "promised", "2026-11-20T10:00", text="send it", until="2026-11-23")
    card = next(card for card in week.queue("2026-11-23T08:00").cards if card.act == "keep_promise")
    assert read(week, "kept", card) == Act("kept", {"promise": "send it", "card": card.id})
    assert read(week, "let_go", card).data["promise"] == "send it"
    assert "promise" not in read(week, "later", card).data


def test_sent_of_a_contact_without_a_card_keeps_what_it_meant(week: Any) -> None:
    assert read(week, "sent", "known") == Act("sent", {"message": "invitation"})
    assert read(week, "sent:linkedin", "invited") == Act("sent", {"message": "nudge", "channel": "linkedin"})
    assert read(week, "sent", "keeping_touch").data == {"message": "keep_in_touch"}


def test_sent_on_a_thank_you_is_thanked(week: Any) -> None:
    thanks = week.queue("2026-11-25T15:30").cards[1]
    assert read(week, "sent", thanks).act == "thanked"
    assert read(week, "thanked", thanks).act == "thanked"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("later:3d", {"until": "2026-11-26"}),
        ("later", {"until": "2026-11-26"}),
        ("later:1w", {"until": "2026-11-30"}),
        ("later:2m", {"until": "2027-01-23"}),
        ("later:tomorrow", {"until": "2026-11-24"}),
        ("later:next week", {"until": "2026-11-30"}),
        ("later:next-month", {"until": "2026-12-01"}),
        ("later:2027-01-15", {"until": "2027-01-15"}),
        ("park:2027-01-15", {"until": "2027-01-15"}),
        ("later:after the summer", {"until": "2027-09-01"}),
        ("park:in two weeks", {"until": "2026-12-07"}),
        ("skip", {"until": "2026-11-24"}),
        ("not_this_person:wrong field", {"reason": "wrong field"}),
        ("not-this-person", {}),
        ("closed:declined", {"reason": "declined"}),
        ("replied", {}),
        ("debriefed:trust first", {"learned": "trust first"}),
        ("promised:2026-12-01 send the paper", {"until": "2026-12-01", "text": "send the paper"}),
        ("promised:1w  send it ", {"until": "2026-11-30", "text": "send it"}),
        ("scheduled:2026-11-25T15:00/20", {"start": "2026-11-25T15:00:00+00:00", "minutes": 20}),
        ("scheduled:2026-11-25T15:00", {"start": "2026-11-25T15:00:00+00:00", "minutes": 20}),
        ("scheduled:2026-11-25T15:00+01:00/45", {"start": "2026-11-25T14:00:00+00:00", "minutes": 45}),
    ],
)
def test_what_is_typed_is_read(world: Any, text: str, data: dict[str, Any]) -> None:
    act = text.split(":", maxsplit=1)[0].replace("-", "_")
    state = next(state for state in sorted(STATES) if act in allowed_acts(state))
    assert read(world, text, state) == Act(act, data)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Name what you did; you can: sent, "),
        (":3d", "Name what you did; you can: sent, "),
        ("x" * 5000, f"{'x' * 40}… is not possible here; you can: sent, "),
        ("later:999m", "2110-02-23 is more than ten years away; name a nearer day."),
        ("later:9999-12-31", "9999-12-31 is more than ten years away; name a nearer day."),
        ("park:2036-11-24", "2036-11-24 is more than ten years away; name a nearer day."),
        ("thanked", "thanked is not possible here; you can: sent, replied, later, skip, park and not_this_person"),
        ("later:soon", "soon is not a day; write 3d, 1w,"),
        ("later:2026-11-23", "2026-11-23 is not after today"),
        ("later:0d", "is not after today"),
        ("park", "park needs the day it ends"),
        ("skip:3d", "skip stands alone"),
        ("promised:2026-12-01", "promised needs a day and what"),
        ("promised:soon send it", "soon is not a day"),
        ("sent:pigeon", "email, linkedin or phone, not pigeon"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(week: Any, card: Any, text: str, sentence: str) -> None:
    if "thanked" in text:
        sentence = sentence.removesuffix(" and not_this_person")
    with pytest.raises(ValueError, match=re.escape(sentence)):
        read(week, text, card)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("scheduled", "scheduled needs the start"),
        ("scheduled:2026-11-25", "scheduled needs the start"),
        ("scheduled:tomorrow/20", "scheduled needs the start"),
        ("scheduled:2026-11-25T15:00/soon", "soon are not the minutes"),
        ("scheduled:2026-11-25T15:00/3", "3 are not the minutes"),
        (f"scheduled:2026-11-25T15:00/{'9' * 5000}", "^9{40}… are not the minutes of a conversation; write 5 to 480.$"),
        ("scheduled:9999-12-31T23:59/20", "9999-12-31 is too far away; name a start between 2021-11-23 and 2036-11-23"),
        ("scheduled:9999-12-31T23:59-14:00", "9999-12-31 is too far away"),
        ("scheduled:0001-01-01T00:00/20", "0001-01-01 is too far away"),
        ("scheduled:0001-01-01T00:00+14:00", "0001-01-01 is too far away"),
        ("scheduled:2036-11-24T09:00", "2036-11-24 is too far away"),
        ("scheduled:2021-11-22T09:00", "2021-11-22 is too far away"),
        ("scheduled:2027-03-28T01:30/20", "the clocks jump over 01:30"),
    ],
)
def test_a_moment_that_is_none_is_refused(world: Any, text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read(world, text, "replied")


def test_an_unknown_state_is_refused(world: Any) -> None:
    with pytest.raises(ValueError, match="There is no state asleep"):
        read(world, "sent", "asleep")
    assert allowed_acts("do_not_contact") == ("may_contact",)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("1m", "2027-01-31", "2027-02-28"),
        ("12m", "2026-12-31", "2027-12-31"),
        ("next-month", "2026-12-30", "2027-01-01"),
        ("next-month", "2027-04-20", "2027-05-03"),
        ("next-week", "2026-11-29", "2026-11-30"),
    ],
)
def test_months_and_weeks_end_where_they_should(world: Any, text: str, today: str, day: str) -> None:
    assert later_day(text, world.at(f"{today}T12:00").date(), world.calendar).isoformat() == day


def test_every_card_act_has_buttons_with_keys_of_their_own_and_effects(week: Any, card: Any) -> None:
    clock = Clock(week.at("2026-11-23T08:00"), week.calendar)
    for act in OFFERED:
        choices = effects(replace(card, act=act), clock)
        keys = [choice.key for choice in choices]
        assert len(set(keys)) == len(keys)
        assert all(choice.effect and choice.label for choice in choices)
        assert set(allowed_acts(replace(card, act=act))) >= {choice.act for choice in choices}


def test_the_effects_of_sending_name_the_next_date(week: Any, card: Any) -> None:
    clock = Clock(week.at("2026-11-24T08:00"), week.calendar)

    def sent(act: str) -> str:
        return next(choice.effect for choice in effects(replace(card, act=act), clock) if choice.act == "sent")

    assert sent("send_nudge") == "close on 2026-12-04"
    assert sent("send_invitation") == "nudge on 2026-12-04"
    assert sent("send_thank_you") == "report back on 2026-12-01"
    assert sent("confirm") == "brief before you talk"
    assert sent("report_back") == "keep in touch on 2026-12-24"


def skipped(world: Any, when: str, act: str) -> str:
    card = next(card for card in world.queue(when).cards if card.act == act)
    return next(choice.effect for choice in card.acts if choice.act == "skip")


def test_what_shows_on_a_day_off_is_skipped_to_that_day(week: Any) -> None:
    assert skipped(week, "2026-11-25T15:30", "send_thank_you") == "back on 2026-11-26"
    assert skipped(week, "2026-11-25T15:30", "debrief") == "back on 2026-11-27"
    assert "send_thank_you" in [card.act for card in week.queue("2026-11-26T09:00").cards]
    assert skipped(week, "2026-11-26T09:00", "send_thank_you") == "back on 2026-11-27"


def test_a_talk_on_a_day_off_is_prepared_that_day_and_not_promised_after_it(week: Any) -> None:
    week.happened("Sam", "scheduled", "2026-11-23T07:00", start="2026-11-26T15:00:00+00:00")
    assert skipped(week, "2026-11-25T09:00", "brief") == "back on 2026-11-26"
    assert skipped(week, "2026-11-25T09:00", "confirm") == "not shown again: you talk before that"
    assert skipped(week, "2026-11-26T09:00", "brief") == "not shown again: you talk before that"


def test_the_next_day_may_be_a_day_off_with_a_talk(week: Any) -> None:
    week.people = {"sam": week.people["sam"]}
    week.happened("Sam", "scheduled", "2026-11-25T08:00", start="2026-11-26T15:00:00+00:00")
    week.happened("Sam", "skip", "2026-11-25T08:30", card="conversation-brief-sam", until="2026-11-26")
    coming = week.queue("2026-11-25T09:00").next_day
    assert (coming.day.isoformat(), coming.text) == ("2026-11-26", "talk with Sam")
