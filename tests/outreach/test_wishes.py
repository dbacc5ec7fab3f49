"""Pauses, early ends and a little more: what the user asks of days, and that taking it back leaves no trace."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork.outreach.calendar import Calendar
from legwork.outreach.happening import Event
from legwork.outreach.limits import Limits
from legwork.outreach.wishes import LONGEST_PAUSE, MOST_MORE, WISHES, Wishes, wishes

MONDAY = "2026-11-23T08:00"


def asked(world: Any, *said: tuple[str, str, dict[str, Any]]) -> Wishes:
    return wishes([world.event(act, when, **data) for act, when, data in said], world.calendar)


def test_a_pause_freezes_every_clock_and_keeps_what_is_agreed(week: Any) -> None:
    week.happened("Sam", "confirmed", "2026-11-24T07:00")
    before = week.queue("2026-11-24T08:00")
    assert "nudge-send_nudge-dora" in [card.id for card in before.cards]
    week.asked = asked(week, ("pause", "2026-11-24T08:30", {"until": "2026-12-08"}))
    queue = week.queue("2026-11-24T09:00")
    assert [card.id for card in queue.cards] == ["conversation-brief-sam"]
    assert (queue.rest, queue.back, queue.held_back) == ("paused", date(2026, 12, 8), ())
    assert week.ids("2026-11-25T15:20") == ["debrief-debrief-sam", "debrief-send_thank_you-sam"]
    week.happened("Sam", "debriefed", "2026-11-25T16:00")
    week.happened("Sam", "thanked", "2026-11-25T16:05")
    quiet = week.queue("2026-11-30T09:00")
    assert quiet.cards == ()
    assert quiet.zero.startswith("The search is paused until Tue 8 Dec: nothing is due. Next: Tue 8 Dec, ")


def test_days_of_a_pause_do_not_count(world: Any) -> None:
    world.add("Ana", "Globex")
    world.happened("Ana", "sent", "2026-11-16T10:00")
    world.add("Kofi", "Acme")
    world.happened("Kofi", "keep_in_touch", "2026-11-02T10:00")
    world.happened("Kofi", "touched", "2026-11-02T11:00")
    world.asked = asked(world, ("pause", "2026-11-19T08:00", {"until": "2026-12-03"}))
    assert world.ids("2026-12-07T08:00") == []  # 17, 18 Nov and 3, 4, 7 Dec: five business days
    assert world.ids("2026-12-09T08:00") == ["nudge-send_nudge-ana"]
    # thirty days after 2 Nov would be 2 Dec; fourteen of them were paused
    assert "keep_in_touch-keep_in_touch-kofi" not in world.ids("2026-12-15T08:00")
    assert "keep_in_touch-keep_in_touch-kofi" in world.ids("2026-12-16T08:00")


def test_a_pause_ends_early_and_is_taken_back_exactly(week: Any) -> None:
    before = week.queue("2026-11-24T09:00").to_json()
    pause = week.event("pause", "2026-11-24T08:30", until="2026-12-08")
    resume = week.event("resume", "2026-11-24T08:45")
    week.asked = wishes([pause, resume], week.calendar)
    assert week.queue("2026-11-24T09:00").to_json() == before
    week.asked = wishes([pause], week.calendar)
    assert week.queue("2026-11-24T09:00").to_json() != before
    week.asked = wishes([], week.calendar)
    assert week.queue("2026-11-24T09:00").to_json() == before


def test_stopping_leaves_thanks_and_the_rest_for_tomorrow(world: Any) -> None:
    for n in range(3):
        world.add(f"P{n}", f"Firm {n}")
    world.add("Ana", "Globex")
    world.happened("Ana", "sent", "2026-11-12T10:00")
    world.add("Sam", "Acme")
    world.happened("Sam", "held", "2026-11-23T07:00")
    world.asked = asked(world, ("stop", "2026-11-23T07:30", {}))
    queue = world.queue(MONDAY)
    assert [card.id for card in queue.cards] == ["debrief-debrief-sam", "debrief-send_thank_you-sam"]
    assert queue.rest == "stopped"
    assert (queue.next_day.day, queue.next_day.cards) == (date(2026, 11, 24), 3)
    assert "nudge-send_nudge-ana" in world.ids("2026-11-24T08:00")
    world.happened("Sam", "debriefed", "2026-11-23T07:40")
    world.happened("Sam", "thanked", "2026-11-23T07:45")
    assert world.queue(MONDAY).zero.startswith("That was it for today. Next: Tue 24 Nov, ")


def test_a_little_more_lifts_both_limits_for_one_day(world: Any) -> None:
    for n in range(5):
        world.add(f"P{n}", f"Firm {n}")
    world.asked = asked(world, ("stop", "2026-11-23T07:00", {}), ("more", "2026-11-23T07:30", {"new": 1, "cards": 5}))
    queue = world.queue(MONDAY)
    assert len(queue.cards) == 3
    assert queue.next_day.cards == 2
    assert len(world.ids("2026-11-24T08:00")) == 2
    assert world.asked.allow(Limits(), date(2026, 11, 23)) == Limits(new_per_day=3, day_max=17)
    assert world.asked.allow(Limits(), date(2026, 11, 24)) == Limits()


@pytest.mark.parametrize("until", [None, "soon", "2026-11-23", "2026-11-01"])
def test_a_pause_without_an_end_ahead_is_none(world: Any, until: str | None) -> None:
    found = asked(world, ("pause", MONDAY, {"until": until}))
    assert found.paused == frozenset()
    assert found.back_on(date(2026, 11, 23)) is None


ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=9), st.dates().map(date.isoformat))


@given(
    st.lists(
        st.builds(
            Event,
            st.just("e"),
            st.datetimes(timezones=st.just(UTC)),
            st.sampled_from([*WISHES, "unheard_of"]),
            st.dictionaries(st.sampled_from(["until", "new", "cards"]), ANYTHING),
        ),
        max_size=6,
    )
)
def test_nothing_that_is_stored_breaks_it_or_grows_without_end(stored: list[Event]) -> None:
    found = wishes(stored, Calendar())
    assert len(found.paused) <= LONGEST_PAUSE * len(stored)
    assert all(0 <= count <= MOST_MORE for count in (*found.more_new.values(), *found.more_cards.values()))


def test_the_days_after_a_run_of_pauses_are_found() -> None:
    start = datetime(2026, 11, 23, 9, tzinfo=UTC)
    stored = [
        Event("a", start, "pause", {"until": "2026-11-25"}),
        Event("b", start + timedelta(hours=1), "pause", {"until": "2026-11-27"}),
    ]
    assert wishes(stored, Calendar()).back_on(date(2026, 11, 24)) == date(2026, 11, 27)
