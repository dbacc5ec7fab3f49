"""What a queue keeps of each employer is what it would work out anew."""

from __future__ import annotations

from datetime import date
from typing import Any

from legwork.outreach.cards import Card
from legwork.outreach.clocks import Clock
from legwork.outreach.crowd import Crowd, crowd_of
from legwork.outreach.lanes import Kept, KeptCards, Track, due_cards, offices_of, tracks_of
from legwork.outreach.people import Search
from legwork.outreach.queue import clock_of, plan_over
from legwork.outreach.ranking import Ranker


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


def test_a_second_person_is_looked_for_again_when_anybody_there_or_the_day_is_another(week: Any) -> None:
    kept = KeptCards()
    crowd: Crowd | None = None
    tracks: dict[str, Track] = {}

    def both(when: str) -> list[Card | None]:
        """What is kept of second persons after a queue that equals one worked out anew."""
        nonlocal crowd
        clock = clock_of(week.limits, week.calendar, week.at(when))
        ranker = Ranker(week.search, clock)
        if crowd is None or not crowd.fits(ranker.search, clock.today) or crowd.orders.keys() != week.people.keys():
            crowd = crowd_of(week.people.values(), ranker, crowd)
        for one in tracks_of(week.people.values()):
            if one.person.id not in tracks or tracks[one.person.id].person != one.person:
                tracks[one.person.id] = one
        order = sorted(tracks.values(), key=lambda track: track.person.id)
        found = plan_over(crowd, order, limits=week.limits, clock=clock, kept=kept)
        assert found == plan_over(crowd, order, limits=week.limits, clock=clock)
        return [one.card for _, one in sorted(kept.seconds.items())]

    first = both("2026-11-24T09:00")
    again = both("2026-11-24T11:00")
    assert [card.person.name for card in again if card] == ["Tom"]
    assert all(one is two for one, two in zip(first, again, strict=True))
    next_day = both("2026-11-25T09:00")
    assert next_day != first
    week.days_off = frozenset({date(2026, 11, 20)})
    assert both("2026-11-25T09:05") != next_day
    week.add("Ada", "Initech", connected_on=date(2020, 1, 2))
    assert [card.person.name for card in both("2026-11-25T09:10") if card] == ["Ada"]
    week.happened("Ada", "park", "2026-11-25T09:11")
    assert [card.person.name for card in both("2026-11-25T09:12") if card] == ["Tom"]
    week.add("Eva", "Initech", title="Data Lead")
    week.search = Search(fields=("data",))
    assert [card.person.name for card in both("2026-11-25T09:13") if card] == ["Eva"]
