"""Coming back: one line, the oldest first, nothing that reproaches."""

from __future__ import annotations

from datetime import date
from typing import Any

from legwork.outreach.limits import Limits


def away(world: Any, count: int) -> None:
    for n in range(count):
        world.add(f"P{n:02}", f"Firm {n}")
        world.happened(f"P{n:02}", "sent", f"2026-11-{2 + n % 20:02}T10:00")


def test_after_six_weeks_at_most_twelve_and_old_nudges_are_closings(world: Any) -> None:
    away(world, 20)
    queue = world.queue("2027-01-08T08:00")
    assert len(queue.cards) == 12
    assert {card.act for card in queue.cards} == {"close"}
    assert queue.welcome == (
        "Welcome back: you were last here on 21 Nov 2026. Of what came due, twelve cards today, the oldest first; "
        "eight more wait."
    )
    assert [card.due for card in queue.cards] == sorted(card.due for card in queue.cards)
    assert [(line.limit, line.count) for line in queue.held_back if line.limit == "day_max"] == [("day_max", 8)]


def test_the_first_act_ends_the_welcome(world: Any) -> None:
    away(world, 3)
    assert "three cards today" in world.queue("2027-01-08T08:00").welcome
    world.happened("P00", "closed", "2027-01-08T08:05", card="nudge-close-p00")
    assert world.queue("2027-01-08T08:06").welcome == ""


def test_one_more_is_one(world: Any) -> None:
    world.limits = Limits(day_max=2, open_employers=0)
    away(world, 3)
    assert world.queue("2027-01-08T08:00").welcome.endswith("; one more waits.")


def test_a_weekend_days_off_and_imports_are_no_absence(world: Any) -> None:
    away(world, 1)
    assert world.queue("2026-11-09T08:00").welcome == ""
    world.days_off = frozenset(date(2026, 11, day) for day in range(3, 31))
    assert world.queue("2026-12-02T08:00").welcome == ""
    world.days_off = frozenset()
    world.happened("P00", "touched", "2026-11-30T10:00", imported=True)
    assert "on 2 Nov" in world.queue("2026-12-14T08:00").welcome


def test_who_was_never_here_is_not_welcomed_back(world: Any) -> None:
    world.add("Ana", "Globex")
    assert world.queue("2027-01-08T08:00").welcome == ""


def test_more_follow_ups_than_a_day_holds_pause_new_invitations(world: Any) -> None:
    world.limits = Limits(day_max=3, open_employers=50)
    away(world, 5)
    world.add("Tom", "Firm 0")
    for n in range(4):
        world.add(f"New{n}", f"Other {n}")
    queue = world.queue("2026-11-26T08:00")
    assert {card.lane for card in queue.cards} == {"nudge"}
    counts = {line.limit: line.count for line in queue.held_back}
    assert counts == {"day_max": 2, "backlog": 5}
    backlog = next(line for line in queue.held_back if line.limit == "backlog")
    assert backlog.text == "More follow-ups are due than a day holds, so nobody new is invited until they are done"
