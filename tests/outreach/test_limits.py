"""How many of a month's LinkedIn notes are used."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from legwork.outreach.limits import notes_of_month
from legwork.outreach.people import Channels, Parted

PROFILE = Channels(profile="linkedin.com/in/ana")
BOTH = Channels(email="ana@mail.example", profile="linkedin.com/in/ana")
INVITATION = {"message": "invitation"}
GONE = Parted(date(2026, 11, 5), date(2026, 11, 20), date(2019, 3, 12))


@pytest.mark.parametrize(
    ("facts", "when", "data", "counts"),
    [
        ({"channels": PROFILE}, "2026-11-02T10:00", INVITATION, 1),
        ({"channels": PROFILE}, "0900-11-02T10:00", INVITATION, 0),
        ({"channels": PROFILE}, "2026-10-30T10:00", INVITATION, 0),
        ({"channels": PROFILE}, "2026-11-02T10:00", {"message": "nudge"}, 0),
        ({"channels": PROFILE, "connected_on": date(2019, 3, 12)}, "2026-11-02T10:00", INVITATION, 0),
        ({"channels": PROFILE, "connected_on": date(2026, 11, 9)}, "2026-11-02T10:00", INVITATION, 1),
        ({"channels": PROFILE, "parted": GONE}, "2026-11-02T10:00", INVITATION, 0),
        ({"channels": PROFILE, "parted": GONE}, "2026-11-21T10:00", INVITATION, 1),
        ({"channels": PROFILE, "parted": Parted(GONE.after, GONE.before)}, "2026-11-02T10:00", INVITATION, 1),
        ({"channels": BOTH}, "2026-11-02T10:00", INVITATION, 0),
        ({"channels": BOTH}, "2026-11-02T10:00", {**INVITATION, "channel": "linkedin"}, 1),
        ({"channels": PROFILE}, "2026-11-02T10:00", {**INVITATION, "channel": "phone"}, 0),
    ],
)
def test_only_notes_with_a_request_to_connect_count(
    world: Any, facts: dict[str, Any], when: str, data: dict[str, str], counts: int
) -> None:
    world.add("Ana", "Initech", **facts)
    world.happened("Ana", "sent", when, **data)
    world.happened("Ana", "replied", "2026-11-20T10:00")
    assert notes_of_month(world.people.values(), date(2026, 11, 24), world.calendar) == counts
