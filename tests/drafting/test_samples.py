"""The samples: what must be caught is caught, what must pass passes, and so do the method's own examples."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from drafting.samples import (
    ABOUT_THEIRS,
    ASKING_FOR_WORK,
    ASKING_IN_OTHER_WORDS,
    EXAMPLES,
    KNOWN_OF_ANA,
    NOT_ASKING_FOR_WORK,
    TO_ANA_ALONE,
    TO_ANYONE,
    Example,
    Somebody,
)
from legwork.drafting.checks import Circumstances, check
from legwork.drafting.drafts import Draft
from legwork.drafting.finding import Finding


def findings(text: str, known: Sequence[str] = KNOWN_OF_ANA) -> dict[str, Finding]:
    made = Draft("email", "Your work at Initech" if "Umbrella" in text else "A question about your work", text)
    circumstances = Circumstances("send_invitation", ("data",), known=tuple(known))
    return {finding.id: finding for finding in check(made, Somebody(), circumstances)}


def test_there_are_twelve_of_each() -> None:
    assert [len(set(each)) for each in (ASKING_FOR_WORK, NOT_ASKING_FOR_WORK, TO_ANYONE, TO_ANA_ALONE)] == [12] * 4


@pytest.mark.parametrize("text", ASKING_FOR_WORK + ASKING_IN_OTHER_WORDS)
def test_asking_for_work_is_stopped(text: str) -> None:
    assert findings(text)["L03"].level == "stop"


@pytest.mark.parametrize("text", NOT_ASKING_FOR_WORK + ABOUT_THEIRS)
def test_other_meanings_pass(text: str) -> None:
    assert "L03" not in findings(text)


@pytest.mark.parametrize("text", TO_ANYONE)
def test_what_anyone_could_have_received_is_stopped(text: str) -> None:
    found = findings(text)["L07"]
    assert found.level == "stop"
    assert found.text.endswith("name something that is Ana's alone.")


@pytest.mark.parametrize("text", TO_ANA_ALONE)
def test_what_only_she_could_have_received_passes(text: str) -> None:
    assert "L07" not in findings(text)


def test_where_nothing_is_known_only_the_user_can_make_it_personal() -> None:
    made = Draft("email", "Hello Bo", "Hi Bo, I would like to learn from you. Do you have 20 minutes?")
    found = check(made, Somebody("Bo", "", "", ""), Circumstances("send_invitation"))
    assert [(one.id, one.level) for one in found if one.id == "L07"] == [("L07", "hint")]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_examples_of_the_method_carry_nothing_above_a_hint(example: Example) -> None:
    made = Draft(example.channel, example.subject, example.text, reply=example.reply)
    circumstances = Circumstances(
        example.act, example.fields, note_limit=example.note_limit, waited=7 if example.act == "send_nudge" else None,
        known=example.known, debrief=example.debrief,
    )  # fmt: skip
    assert [one for one in check(made, example.person, circumstances) if one.level != "hint"] == []
