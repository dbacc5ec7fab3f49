"""Talks from events: lines under their tags, one debrief each, the newest word holding."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legwork.outreach.happening import Event
from legwork.outreach.stages import ACTS, conversation
from legwork.outreach.talks import CORE, CULTURE, TAGS, Talk, debrief_of, line_of, talks_of, wondered

START = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


def happened(*acts: tuple[str, dict[str, Any]]) -> tuple[Event, ...]:
    """Events a minute apart."""
    return tuple(Event(f"e{n}", START + timedelta(minutes=n), act, data) for n, (act, data) in enumerate(acts))


def noted(tag: str, text: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return ("noted", {"tag": tag, "text": text, **more})


AGREED = ("scheduled", {"start": "2026-11-25T15:00:00+00:00", "minutes": 30})


def test_tags_have_one_key_each() -> None:
    assert list(TAGS.values()) == list("tcosn!")


def test_lines_stand_with_their_talk_and_their_time() -> None:
    (talk,) = talks_of(happened(AGREED, noted("trend", "Heat pumps", unsearchable=True), noted("skill", "SQL")))
    assert [(line.tag, line.text, line.unsearchable) for line in talk.lines] == [
        ("trend", "Heat pumps", True),
        ("skill", "SQL", False),
    ]
    assert talk.lines[0].at == START + timedelta(minutes=1)
    assert (talk.at, talk.minutes, talk.happened) == (START, 30, False)
    assert talk.skills == ("SQL",)


def test_a_debrief_decides_on_the_skills_and_takes_the_place_of_an_earlier_one() -> None:
    first = ("debriefed", {"learned": "Trust first", "skills": ["SQL"]})
    second = ("debriefed", {"learned": "Patience", "skills": []})
    (talk,) = talks_of(happened(AGREED, noted("skill", "Python"), first, second))
    assert talk.debrief is not None
    assert (talk.debrief.learned, talk.skills, talk.happened) == ("Patience", (), True)


@pytest.mark.parametrize("again", [AGREED, ("held", {}), ("began", {})])
def test_after_one_talk_took_place_the_next_begins_another(again: tuple[str, dict[str, Any]]) -> None:
    found = talks_of(happened(AGREED, ("held", {}), ("thanked", {}), again, noted("trend", "New")))
    assert [len(talk.lines) for talk in found] == [0, 1]


def test_what_is_said_late_belongs_to_the_talk_before_it() -> None:
    (talk,) = talks_of(happened(AGREED, ("debriefed", {}), noted("trend", "Late"), ("went_on", {})))
    assert (len(talk.lines), talk.went_on) == (1, True)


def test_a_talk_that_is_moved_stays_one(world: Any) -> None:
    moved = ("scheduled", {"start": "2026-11-27T09:00:00+00:00", "minutes": 45})
    (talk,) = talks_of(happened(AGREED, moved, ("scheduled", {"start": "soon"})))
    assert (talk.at.day, talk.minutes) == (27, 45)


def test_without_a_talk_nothing_is_told() -> None:
    assert talks_of(happened(("sent", {}), ("went_on", {}))) == ()
    assert talks_of(()) == ()


def test_the_newest_wish_to_know_holds() -> None:
    assert wondered(
        happened(("wondered", {"text": "Is it worth it?"}), ("wondered", {"text": "Would you again?"}))
    ) == ("Would you again?")
    assert wondered(()) == ""


@pytest.mark.parametrize("data", [{}, {"tag": "trend"}, {"tag": "gossip", "text": "x"}, {"tag": "trend", "text": 7}])
def test_a_line_that_says_nothing_is_none(data: dict[str, Any]) -> None:
    assert line_of(Event("e", START, "noted", data)) is None
    assert talks_of(happened(AGREED, ("noted", data)))[0].lines == ()


def test_a_debrief_keeps_what_can_be_read() -> None:
    data = {
        "fit": 4, "before": True, "after": 9, "why": 7, "skills": ["SQL", "SQL", 3, ""], "company": "Acme",
        "field": "grid storage",
        "answers": {"changing": "Prices", "weather": "Rain", "in_common": 3}, "culture": {"mission": "Heat"},
    }  # fmt: skip
    found = debrief_of(Event("e", START, "debriefed", data))
    assert (found.fit, found.before, found.after, found.why) == (4, None, None, "")
    assert (found.skills, found.company, found.topic) == (("SQL",), "Acme", "grid storage")
    assert (found.answers, found.culture) == ({"changing": "Prices"}, {"mission": "Heat"})
    empty = debrief_of(Event("e", START, "debriefed", {"answers": [1], "culture": "x", "skills": "SQL"}))
    assert (empty.answers, empty.culture, empty.skills) == ({}, {}, ())
    assert len(CORE) == len(CULTURE) == 3


ANY_ACT = st.sampled_from(sorted(ACTS))
DATA = st.fixed_dictionaries(
    {},
    optional={
        "tag": st.sampled_from([*TAGS, "gossip"]),
        "text": st.text(max_size=4),
        "learned": st.text(max_size=4),
        "promises": st.lists(st.fixed_dictionaries({"text": st.sampled_from("ab"), "day": st.just("2026-12-01")})),
        "promise": st.sampled_from("ab"),
        "start": st.just("2026-11-26T10:00:00+00:00"),
        "minutes": st.integers(1, 60),
        "until": st.just("2026-12-03"),
    },
)
STEP = st.one_of(st.tuples(st.just("do"), ANY_ACT, DATA), st.tuples(st.just("undo"), st.integers(0, 20)))


@settings(max_examples=200)
@given(st.lists(STEP, max_size=25))
def test_any_order_of_acts_and_undos_leaves_what_the_remaining_events_give(steps: list[Any]) -> None:
    """Acts are added and any standing one taken out again: what is left folds as if the others had never been."""
    log: list[Event] = []
    taken: set[str] = set()
    for step in steps:
        if step[0] == "do":
            log.append(Event(f"e{len(log)}", START + timedelta(minutes=len(log)), step[1], step[2]))
        elif log:
            taken ^= {log[step[1] % len(log)].id}
        standing = tuple(event for event in log if event.id not in taken)
        only = [Event(event.id, event.at, event.act, dict(event.data)) for event in standing]
        assert conversation(standing) == conversation(only)
        found: tuple[Talk, ...] = talks_of(standing)
        assert found == talks_of(only)
        kept = {event.id for event in standing}
        assert all(line.event in kept for talk in found for line in talk.lines)
        assert all(talk.debrief is None or talk.debrief.event in kept for talk in found)
        assert all(promise.event in kept for promise in conversation(standing).promises.open)
