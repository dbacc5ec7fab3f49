"""What a queue keeps of each employer is what it would work out anew."""

from __future__ import annotations

from typing import Any

from legwork.outreach.cards import Card
from legwork.outreach.clocks import Clock
from legwork.outreach.lanes import Kept, due_cards, offices_of, tracks_of


def test_what_is_kept_of_an_employer_serves_as_long_as_nothing_changed(week: Any) -> None:
    kept: dict[str, Kept] = {}

    def both(when: str) -> list[Card]:
        clock = Clock(week.at(when), week.calendar)
        offices = offices_of(tracks_of(week.people.values()), kept)
        found = due_cards(offices, clock, kept)
        assert found == due_cards(offices, clock)
        return found

    tracks = tracks_of(week.people.values())
    clock = Clock(week.at("2026-11-24T09:00"), week.calendar)
    first = due_cards(offices_of(tracks), clock, kept)
    before = {key: one.cards for key, one in kept.items()}
    assert due_cards(offices_of(tracks, kept), clock, kept) == first
    changed = {key for key, one in kept.items() if one.cards is not before[key]}
    assert changed == {"acme"}  # a talk is agreed there, and the minute matters
    both("2026-11-25T15:21")
    both("2026-11-27T09:00")
    week.happened("Wei", "replied", "2026-11-27T09:30")
    both("2026-11-27T10:00")
