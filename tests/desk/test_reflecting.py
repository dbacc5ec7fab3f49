"""The user's own words: each one event, undone exactly, refused where it cannot be kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest_desk import exported
from talking import of, reflect, tag_everything

from legwork.desk import checking, debriefing, forgetting, preferring, reflecting, undoing
from legwork.desk.debriefing import Sheet
from legwork.desk.opening import Desk
from legwork.errors import NotFound, WrongValue


def test_own_words_are_events_with_their_inverse_in_words(talking: Desk) -> None:
    sam = of(talking, "Sam")
    for event in reflect(talking, sam):
        line = undoing.line(talking, event)
        assert line is not None
        assert line.undoable
        before = exported(talking)
        undone = undoing.undo(talking, event)
        assert exported(talking) != before
        undoing.undo(talking, undone.event)
        assert exported(talking) == before
    assert [finding for finding in checking.doctor(talking) if not finding.ok] == []


def test_own_words_that_cannot_be_kept_are_refused(talking: Desk) -> None:
    sam = of(talking, "Sam")
    option = reflecting.add_option(talking, "health", "Study it").event
    debrief = debriefing.write(talking, sam, Sheet()).event
    attempts: list[tuple[type[Exception], Callable[[], Any]]] = [
        (WrongValue, lambda: reflecting.rate_skill(talking, "SQL", 4)),
        (WrongValue, lambda: reflecting.rate_skill(talking, " ", 1)),
        (WrongValue, lambda: reflecting.plan_skill(talking, sam, "SQL", "luck", "x", "2026-12-10")),
        (WrongValue, lambda: reflecting.plan_skill(talking, sam, "SQL", "training", "x", "2020-01-01")),
        (WrongValue, lambda: reflecting.add_option(talking, "health", "")),
        (WrongValue, lambda: reflecting.add_option(talking, "health", "x" * 2001)),
        (WrongValue, lambda: reflecting.link_evidence(talking, option, debrief, "maybe")),
        (NotFound, lambda: reflecting.link_evidence(talking, "e_none", debrief, "for")),
        (NotFound, lambda: reflecting.link_evidence(talking, option, "e_none", "for")),
        (WrongValue, lambda: reflecting.weigh(talking, debrief, "mission", "pay", 5)),
        (NotFound, lambda: reflecting.weigh(talking, "e_none", "mission", "pay", 1)),
        (WrongValue, lambda: reflecting.time_introduction(talking, 601)),
    ]
    before = exported(talking)
    for error, attempt in attempts:
        with pytest.raises(error):
            attempt()
    assert exported(talking) == before


def test_values_are_three_to_seven(talking: Desk) -> None:
    preferring.prefer(talking, {"values": "time to think, honest feedback, useful work"})
    preferring.prefer(talking, {"values": ""})
    for wrong in ("pay, calm", "a, b, c, d, e, f, g, h"):
        with pytest.raises(WrongValue, match="3 to 7 values"):
            preferring.prefer(talking, {"values": wrong})


def test_forgetting_takes_talks_debriefs_promises_and_plans_along(talking: Desk) -> None:
    sam = of(talking, "Sam")
    tag_everything(talking, sam)
    reflect(talking, sam)
    debriefing.write(talking, sam, Sheet(texts={"learned": "Trust first"}, names=["Lena Ortiz"]))
    forgetting.forget(talking, sam)
    said = exported(talking)
    for gone in ("Trust first", "Storage is sold by the hour", "Warm homes", "A course", "Okafor"):
        assert gone not in said
    past = reflecting.past(talking)
    assert past.talks == ()
    assert [one.referred_by for one in past.people if one.name == "Lena Ortiz"] == [""]
    assert [one.text for one in past.journal.options] == ["Study it"]
    assert [finding for finding in checking.doctor(talking) if not finding.ok] == []
