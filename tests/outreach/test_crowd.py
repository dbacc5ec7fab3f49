"""A crowd that was ranked before gives the queue that ranking everybody anew gives."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from legwork.outreach.clocks import Clock
from legwork.outreach.crowd import crowd_of
from legwork.outreach.lanes import tracks_of
from legwork.outreach.limits import Limits
from legwork.outreach.people import Channels, Search
from legwork.outreach.queue import plan_over
from legwork.outreach.ranking import Ranker

MONDAY = "2026-11-23T08:00"


def clock(world: Any, when: str = MONDAY) -> Clock:
    return Clock(world.at(when), world.calendar)


def test_ranks_are_kept_for_whom_nothing_is_new(world: Any) -> None:
    for n in range(6):
        world.add(f"P{n}", f"Firm {n}")
    ranker = Ranker(Search(), clock(world))
    before = crowd_of(world.people.values(), ranker)
    world.people.pop("p5")
    world.add("P2", "Firm 2", referred_by="Lena")
    world.add("P9", "Firm 9")
    after = crowd_of(world.people.values(), ranker, before)
    assert after.orders["p0"] is before.orders["p0"]
    assert after.orders["p2"] is not before.orders["p2"]
    assert after == crowd_of(world.people.values(), ranker)
    assert [person.id for person in after.ranked] == ["p2", "p0", "p1", "p3", "p4", "p9"]


def test_another_day_or_search_ranks_anew(world: Any) -> None:
    world.add("Ana", "Acme")
    before = crowd_of(world.people.values(), Ranker(Search(), clock(world)))
    for ranker in (Ranker(Search(), clock(world, "2026-11-24T08:00")), Ranker(Search(fields=("x",)), clock(world))):
        assert not before.fits(ranker.search, ranker.clock.today)
        assert crowd_of(world.people.values(), ranker, before).orders["ana"] is not before.orders["ana"]


def test_a_crowd_of_yesterday_is_refused(world: Any) -> None:
    crowd = crowd_of([], Ranker(Search(), clock(world)))
    with pytest.raises(ValueError, match="another day"):
        plan_over(crowd, [], limits=Limits(), clock=clock(world, "2026-11-24T08:00"))


def test_those_with_a_history_may_be_missing_from_the_crowd_or_in_it(week: Any) -> None:
    for n in range(4):
        week.add(f"Q{n}", "Initech" if n % 2 else "Umbrella")
    ranker = Ranker(Search(), clock(week))
    tracks = tracks_of(week.people.values())
    bare = [replace(person, events=()) for person in week.people.values()]
    found = plan_over(crowd_of(bare, ranker), tracks, limits=Limits(), clock=ranker.clock)
    assert found.to_json() == week.queue(MONDAY).to_json()


def test_somebody_admired_takes_the_place_of_a_colleague_or_the_last_one(world: Any) -> None:
    for n in range(3):
        world.add(f"P{n}", f"Firm {n}")
    world.add("Ida", "Firm 0", channels=Channels())
    world.happened("Ida", "admired", "2026-11-20T10:00")
    assert world.ids(MONDAY) == ["new-send_invitation-ida", "new-send_invitation-p1"]
    world.add("Eve", "Firm 3")
    world.happened("Eve", "admired", "2026-11-20T10:00")
    assert "new-send_invitation-eve" in world.ids(MONDAY)
    world.limits = Limits(new_per_day=1)
    assert world.ids(MONDAY) == ["new-send_invitation-eve"]
