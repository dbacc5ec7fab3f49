"""What the user says of themselves: the newest word holds, what cannot be read says nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from legwork.outreach.happening import Event
from legwork.outreach.journal import KINDS, Journal, journal

START = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


def said(*entries: tuple[str, dict[str, Any]]) -> Journal:
    return journal(Event(f"o{n}", START + timedelta(minutes=n), what, data) for n, (what, data) in enumerate(entries))


def test_the_newest_level_holds_however_the_skill_is_written() -> None:
    found = said(("level", {"skill": "SQL ", "level": 1}), ("level", {"skill": "sql", "level": 3}))
    assert found.levels == {"sql": 3}


def test_options_gather_evidence_and_a_debrief_is_on_one_side() -> None:
    found = said(
        ("option", {"field": "data", "text": "Stay"}),
        ("option", {"field": "data", "text": "Go"}),
        ("evidence", {"option_id": "o1", "debrief_id": "e1", "side": "for"}),
        ("evidence", {"option_id": "o1", "debrief_id": "e2", "side": "for"}),
        ("evidence", {"option_id": "o1", "debrief_id": "e1", "side": "against"}),
    )
    stay, go = found.options
    assert stay.evidence == ()
    assert (go.sided("for"), go.sided("against")) == ((("o3", "e2"),), (("o4", "e1"),))


def test_decisions_weighings_and_reviews_are_kept() -> None:
    found = said(
        ("decided", {"field": "data", "option": "Go", "why": "Three of three"}),
        ("weighed", {"debrief_id": "e1", "part": "mission", "value": "Honest work", "way": 1}),
        ("weighed", {"debrief_id": "e1", "part": "mission", "value": "honest work", "way": -1}),
        ("reviewed", {"week": "2026-11-23", "insight": "Trust", "network": 7}),
    )
    assert [(one.field, one.option, one.why) for one in found.decisions] == [("data", "Go", "Three of three")]
    assert found.weighed == {("e1", "mission", "honest work"): -1}
    assert found.reviews == {date(2026, 11, 23): {"insight": "Trust", "network": "", "decisions": ""}}


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("level", {"skill": "", "level": 1}),
        ("level", {"skill": "SQL", "level": 4}),
        ("level", {"skill": "SQL", "level": "3"}),
        ("option", {"field": "data"}),
        ("evidence", {"option_id": "o0", "side": "for"}),
        ("evidence", {"option_id": "o0", "debrief_id": "e1", "side": "maybe"}),
        ("decided", {"field": "data"}),
        ("weighed", {"debrief_id": "e1", "part": "mission", "value": "", "way": 1}),
        ("weighed", {"debrief_id": "e1", "part": "mission", "value": "x", "way": 2}),
        ("weighed", {"debrief_id": "e1", "part": "mission", "value": "x", "way": [1]}),
        ("reviewed", {"week": "someday"}),
        ("unheard_of", {}),
    ],
)
def test_what_cannot_be_read_changes_nothing(what: str, data: dict[str, Any]) -> None:
    assert said((what, data)) == Journal()
    assert ("unheard_of" in KINDS) is False
