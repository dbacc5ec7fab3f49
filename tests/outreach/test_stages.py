"""States from events, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from legwork.outreach.happening import Event
from legwork.outreach.stages import ACTS, STATES, conversation


def state(world: Any, *acts: str, captured: bool = False) -> str:
    """The state after the acts, one a day from 2 November; `act key=value` gives data."""
    return talk(world, *acts, captured=captured).state


def talk(world: Any, *acts: str, captured: bool = False) -> Any:
    events = []
    for day, text in enumerate(acts, start=2):
        act, *pairs = text.split()
        data = dict(pair.split("=", 1) for pair in pairs)
        events.append(world.event(act, f"2026-11-{day:02}T10:00", **data))
    return conversation(events, captured=captured)


AGREED = "scheduled start=2026-11-25T15:00:00+00:00"


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([], "known"),
        (["want"], "shortlisted"),
        (["want", "ready"], "ready"),
        (["want", "sent"], "invited"),
        (["sent", "sent"], "nudged"),
        (["sent", "sent", "sent"], "nudged"),
        (["sent", "replied"], "replied"),
        (["sent", "replied", "sent"], "replied"),
        (["sent", "touched direction=in"], "replied"),
        (["touched direction=in"], "known"),
        (["sent", "replied", AGREED], "scheduled"),
        (["sent", "replied", AGREED, "sent"], "scheduled"),
        (["sent", "replied", AGREED, "replied"], "scheduled"),
        (["sent", "replied", AGREED, "confirmed", "briefed", "held"], "held"),
        (["held", "sent"], "thanked"),
        (["held", "thanked", "reported_back"], "keeping_touch"),
        (["held", "thanked", "sent"], "keeping_touch"),
        (["held", "thanked", "sent", "sent"], "keeping_touch"),
        (["held", "debriefed"], "held"),
        ([AGREED, "debriefed"], "held"),
        (["debriefed"], "held"),
        (["sent", "replied", "debriefed"], "held"),
        (["held", "thanked", "debriefed"], "thanked"),
        (["sent", "closed", "debriefed"], "closed"),
        (["thanked"], "thanked"),
        (["sent", "replied", "park until=2027-01-15"], "parked"),
        (["sent", "closed"], "closed"),
        (["closed", "reopened"], "shortlisted"),
        (["not_this_person"], "closed"),
        (["do_not_contact"], "do_not_contact"),
        (["sent", "do_not_contact", "may_contact"], "invited"),
        (["renamed"], "known"),
        (["later until=2026-11-20", "skip"], "known"),
    ],
)
def test_the_state_after(world: Any, acts: list[str], expected: str) -> None:
    assert state(world, *acts) == expected
    assert expected in STATES


def test_captured_people_wait_in_the_inbox(world: Any) -> None:
    assert state(world, captured=True) == "inbox"
    waiting = talk(world, "inbox_later until=2026-11-09", captured=True)
    assert (waiting.state, str(waiting.until)) == ("inbox", "2026-11-09")
    assert talk(world, "not_now", captured=True).reason == "not now"


def test_every_known_act_can_follow_any_other_as_it_is_read(world: Any) -> None:
    for act in sorted(ACTS):
        text = AGREED if act == "scheduled" else act
        for first in ("want", "sent", "held", "do_not_contact"):
            assert state(world, first, text) in STATES


@pytest.mark.parametrize(
    ("acts", "reason"),
    [
        (["sent", "closed"], "no answer"),
        (["sent", "closed reason=declined"], "declined"),
        (["held", "closed"], "closed"),
        (["not_this_person"], "not this person"),
    ],
)
def test_closing_keeps_the_reason(world: Any, acts: list[str], reason: str) -> None:
    assert talk(world, *acts).reason == reason


def test_a_talk_ends_as_planned_unless_it_was_over_before(world: Any) -> None:
    start = world.event("scheduled", "2026-11-20T10:00", start="2026-11-25T15:00:00+00:00", minutes=30)
    late = world.event("held", "2026-11-26T09:00")
    early = world.event("held", "2026-11-25T15:10")
    assert conversation([start]).end == world.at("2026-11-25T15:30")
    assert conversation([start, late]).end == world.at("2026-11-25T15:30")
    assert conversation([start, early]).end == world.at("2026-11-25T15:10")


def test_what_is_sent_after_the_end_of_a_talk_is_thanks(world: Any) -> None:
    start = world.event("scheduled", "2026-11-20T10:00", start="2026-11-25T15:00:00+00:00")
    sent = world.event("sent", "2026-11-25T18:00")
    assert conversation([start, sent]).state == "thanked"


def test_a_message_says_what_it_was_whatever_the_state(world: Any) -> None:
    sent = world.event("sent", "2026-11-20T10:00", message="thank_you", channel="linkedin")
    after = conversation([sent])
    assert (after.state, after.channel) == ("thanked", "linkedin")


def test_two_invited_contacts_that_are_one_person_keep_the_earlier_clock(world: Any) -> None:
    both = talk(world, "sent message=invitation", "sent message=invitation")
    assert (both.state, both.invited_at, both.waiting_since) == ("invited", *[world.at("2026-11-02T10:00")] * 2)
    assert both.invited_again_at == world.at("2026-11-03T10:00")
    nudged = talk(world, "sent message=invitation", "sent message=nudge", "sent message=invitation")
    assert (nudged.state, nudged.waiting_since) == ("nudged", world.at("2026-11-03T10:00"))
    twice = talk(world, "sent", "sent message=nudge", "sent message=nudge")
    assert (twice.state, twice.nudged_at) == ("nudged", world.at("2026-11-03T10:00"))


@pytest.mark.parametrize("act", ["want", "ready", "sent message=invitation", "sent message=nudge"])
@pytest.mark.parametrize(("before", "expected"), [("replied", "replied"), ("held", "held"), (AGREED, "scheduled")])
def test_a_conversation_under_way_is_not_set_back_by_another_thread(
    world: Any, before: str, expected: str, act: str
) -> None:
    assert state(world, "sent", before, act) == expected


def test_after_it_is_over_an_invitation_begins_anew(world: Any) -> None:
    again = talk(world, "sent", "sent message=invitation", "closed", "sent message=invitation")
    assert (again.state, again.invited_at, again.invited_again_at) == ("invited", world.at("2026-11-05T10:00"), None)
    assert state(world, "keep_in_touch", "sent message=invitation") == "invited"


def test_parking_twice_remembers_where_it_was(world: Any) -> None:
    parked = talk(world, "sent", "replied", "park until=2026-12-01", "park until=2026-12-08")
    assert (parked.before, str(parked.until)) == ("replied", "2026-12-08")


def test_a_logged_contact_moves_the_clock_and_an_answer_ends_the_silence(world: Any) -> None:
    waiting = talk(world, "sent", "touched direction=out")
    assert (waiting.state, waiting.waiting_since) == ("invited", world.at("2026-11-03T10:00"))
    silent = talk(world, "keep_in_touch", "sent", "sent")
    assert silent.unanswered == 2
    assert talk(world, "keep_in_touch", "sent", "sent", "touched direction=in").unanswered == 0
    assert talk(world, "keep_in_touch", "sent", "sent", "replied").unanswered == 0


def test_putting_off_is_counted_before_the_first_message_only(world: Any) -> None:
    assert talk(world, "want", "later until=2026-11-09", "skip", "later until=2026-11-12").put_off == 2
    assert talk(world, "sent", "later until=2026-11-09").put_off == 0


def test_admiration_can_be_taken_back(world: Any) -> None:
    assert conversation([world.event("admired", "2026-11-02T10:00")]).admired
    back = [world.event("admired", "2026-11-02T10:00"), world.event("admired", "2026-11-03T10:00", admired=False)]
    assert not conversation(back).admired


def test_do_not_contact_remembers_what_was_before(world: Any) -> None:
    blocked = talk(world, "sent", "do_not_contact")
    assert blocked.blocked
    assert blocked.before == "invited"


def test_events_of_one_moment_keep_their_order(world: Any) -> None:
    at = world.at("2026-11-02T10:00")
    held, thanked = Event("z", at, "held"), Event("a", at, "thanked")
    assert conversation([held, thanked]).state == "thanked"
    assert conversation([thanked, held]).state == "held"
