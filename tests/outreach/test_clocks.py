"""When things fall due, one conversation at a time."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from legwork.outreach.calendar import Calendar
from legwork.outreach.clocks import Clock, Spans, dues, may_return, thank_you_deadline, touch_day
from legwork.outreach.happening import Event
from legwork.outreach.stages import Conversation, conversation


def due_days(world: Any, when: str, *events: Event) -> dict[str, str]:
    clock = Clock(world.at(when), world.calendar)
    return {due.act: due.day.isoformat() for due in dues(conversation(events), clock, person_id="c_1")}


def test_after_a_reply_and_an_answer_one_reminder_then_closing(world: Any) -> None:
    first = [world.event("sent", "2026-11-02T10:00"), world.event("replied", "2026-11-05T10:00")]
    assert due_days(world, "2026-11-05T11:00", *first) == {"send_answer": "2026-11-05"}
    answered = [*first, world.event("sent", "2026-11-06T10:00")]
    assert due_days(world, "2026-11-06T11:00", *answered) == {"ask_again": "2026-11-17"}
    again = [*answered, world.event("sent", "2026-11-17T10:00")]
    assert due_days(world, "2026-11-17T11:00", *again) == {"close": "2026-11-26"}


def test_two_threads_are_one_nudge_due_from_the_earlier_one(world: Any) -> None:
    threads = [
        world.event("sent", "2026-11-13T10:00", message="invitation"),
        world.event("sent", "2026-11-18T10:00", message="invitation"),
    ]
    clock = Clock(world.at("2026-11-24T08:00"), world.calendar)
    due = dues(conversation(threads), clock, person_id="c_1")
    assert [(one.act, one.day) for one in due] == [("send_nudge", date(2026, 11, 24))]
    assert due[0].text.startswith("you wrote on 13 Nov, again on 18 Nov, and seven business days have passed")


def test_a_talk_agreed_the_day_before_needs_no_confirmation(world: Any) -> None:
    start = "2026-11-25T15:00:00+00:00"
    late = world.event("scheduled", "2026-11-24T10:00", start=start)
    early = world.event("scheduled", "2026-11-23T10:00", start=start)
    assert "confirm" not in due_days(world, "2026-11-24T11:00", late)
    assert due_days(world, "2026-11-24T11:00", early)["confirm"] == "2026-11-24"


def test_monday_is_confirmed_on_friday(world: Any) -> None:
    agreed = world.event("scheduled", "2026-11-16T10:00", start="2026-11-23T15:00:00+00:00")
    assert due_days(world, "2026-11-16T11:00", agreed)["confirm"] == "2026-11-20"


def test_a_brief_that_was_read_is_back_shortly_before(world: Any) -> None:
    events = [
        world.event("scheduled", "2026-11-16T10:00", start="2026-11-25T15:00:00+00:00"),
        world.event("briefed", "2026-11-25T09:00"),
    ]
    clock = Clock(world.at("2026-11-25T14:44"), world.calendar)
    rests = next(one for one in dues(conversation(events), clock, person_id="c_1") if one.act == "brief")
    assert (rests.day, rests.opens) == (date(2026, 11, 25), world.at("2026-11-25T14:45"))
    assert due_days(world, "2026-11-24T14:00", events[0])["brief"] == "2026-11-24"


def test_the_debrief_outlives_the_thanks(world: Any) -> None:
    events = [world.event("held", "2026-11-25T15:20"), world.event("thanked", "2026-11-25T18:00")]
    assert due_days(world, "2026-11-25T19:00", *events) == {"debrief": "2026-11-25", "report_back": "2026-12-02"}


def test_a_report_due_on_a_day_off_waits_for_the_next_working_day(world: Any) -> None:
    world.days_off = frozenset({date(2026, 12, 2)})
    events = [world.event("held", "2026-11-25T15:20"), world.event("thanked", "2026-11-25T18:00")]
    assert due_days(world, "2026-11-25T19:00", *events)["report_back"] == "2026-12-03"


@pytest.mark.parametrize(
    ("zone", "end", "deadline"),
    [
        ("America/New_York", "2027-03-13T15:20", "2027-03-14T15:20:00-04:00"),
        ("Europe/Berlin", "2026-10-24T15:20", "2026-10-25T15:20:00+01:00"),
        ("Pacific/Kiritimati", "2026-11-25T15:20", "2026-11-26T15:20:00+14:00"),
        ("Pacific/Pago_Pago", "2026-11-25T15:20", "2026-11-26T15:20:00-11:00"),
    ],
)
def test_thanks_are_due_at_the_same_time_on_the_next_day(world: Any, zone: str, end: str, deadline: str) -> None:
    world.zone = ZoneInfo(zone)
    clock = Clock(world.at(end), world.calendar)
    assert thank_you_deadline(world.at(end), clock).isoformat() == deadline


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_seven_business_days_are_the_same_dates_everywhere(world: Any, zone: str) -> None:
    world.zone = ZoneInfo(zone)
    for sent, due in (("2026-10-21T10:00", "2026-10-30"), ("2027-03-10T23:30", "2027-03-19")):
        assert due_days(world, sent, world.event("sent", sent)) == {"send_nudge": due}


def test_what_is_sent_at_night_counts_for_the_day_before(world: Any) -> None:
    assert due_days(world, "2026-11-03T02:00", world.event("sent", "2026-11-03T02:00")) == {"send_nudge": "2026-11-11"}


def test_parking_comes_back_only_after_contact_and_with_a_date(world: Any) -> None:
    sent, park = world.event("sent", "2026-11-02T10:00"), {"until": "2026-12-05"}
    after = [sent, world.event("replied", "2026-11-03T10:00"), world.event("park", "2026-11-04T10:00", **park)]
    assert due_days(world, "2026-11-04T11:00", *after) == {"write_again": "2026-12-07"}
    assert due_days(world, "2026-11-04T11:00", world.event("park", "2026-11-04T10:00", **park)) == {}
    assert due_days(world, "2026-11-04T11:00", sent, world.event("park", "2026-11-04T10:00")) == {}


def test_only_silence_and_parking_return_as_new(world: Any) -> None:
    clock = Clock(world.at("2027-06-01T09:00"), world.calendar)
    closed = [world.event("sent", "2026-11-02T10:00"), world.event("closed", "2026-11-20T10:00")]
    assert may_return(conversation(closed), clock)
    assert not may_return(conversation([world.event("not_this_person", "2026-11-20T10:00")]), clock)
    assert not may_return(Conversation("known"), clock)
    assert may_return(conversation([world.event("park", "2026-11-02T10:00", until="2026-12-01")]), clock)
    assert not may_return(conversation([world.event("park", "2026-11-02T10:00")]), clock)


def test_two_updates_without_an_answer_stretch_the_interval(world: Any) -> None:
    events = [world.event("keep_in_touch", "2026-01-05T10:00"), world.event("sent", "2026-02-05T10:00")]
    assert due_days(world, "2026-02-05T11:00", *events) == {"keep_in_touch": "2026-03-09"}
    events.append(world.event("sent", "2026-03-09T10:00"))
    assert due_days(world, "2026-03-09T11:00", *events) == {"keep_in_touch": "2026-07-07"}


@examples(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=12))
def test_imported_dates_are_spread_by_two_days_and_the_users_own_never(person_id: str) -> None:
    calendar = Calendar(ZoneInfo("Europe/Lisbon"), weekend=frozenset())
    clock = Clock(_noon("2026-11-02", calendar), calendar)
    own = Conversation("keeping_touch", last_contact=_noon("2026-10-19", calendar))
    imported = Conversation("keeping_touch", last_contact=_noon("2026-10-19", calendar), last_imported=True)
    assert touch_day(own, clock, person_id) == date(2026, 11, 18)
    assert abs(touch_day(imported, clock, person_id) - date(2026, 11, 18)) <= timedelta(days=Spans().spread_days)


def _noon(day: str, calendar: Calendar) -> Any:
    return calendar.at(date.fromisoformat(day), time(12))


def test_states_without_their_facts_wait_for_nothing(world: Any) -> None:
    clock = Clock(world.at("2026-11-23T09:00"), world.calendar)
    assert dues(Conversation("scheduled"), clock, person_id="c_1") == []
    assert dues(Conversation("closed"), clock, person_id="c_1") == []
    bare = dues(Conversation("parked", before="replied", until=date(2026, 12, 1)), clock, person_id="c_1")
    assert [due.text for due in bare] == ["put off until 1 Dec"]
