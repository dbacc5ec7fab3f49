"""Every act of every kind of card is done by its form alone, without scripts, and undone to the same card."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from legwork.desk import acting, debriefing, editing, importing, planning, preferring, reflecting, viewing
from legwork.desk.debriefing import Sheet
from legwork.desk.opening import Desk
from legwork.outreach.acts import OFFERED
from web.forms_of import forms_of
from web.sitting import Sitting

# Whose card it is, and what happened with them before the morning of 24 November: the time and the act.
STORIES: dict[str, tuple[tuple[str, str], ...]] = {
    "send_invitation": (("11-20T10", "ready"),),
    "still_wanted": (
        ("11-02T10", "want"),
        ("11-03T10", "later:1d"),
        ("11-05T10", "later:1d"),
        ("11-09T10", "later:1d"),
    ),
    "send_nudge": (("11-12T10", "sent"),),
    "ask_again": (("11-02T10", "sent"), ("11-04T10", "replied"), ("11-05T10", "sent")),
    "close": (("11-02T10", "sent"), ("11-12T10", "sent")),
    "send_answer": (("11-19T10", "sent"), ("11-23T10", "replied")),
    "confirm": (("11-19T10", "scheduled:2026-11-25T15:00/20"),),
    "brief": (("11-19T10", "scheduled:2026-11-25T15:00/20"), ("11-20T10", "confirmed")),
    "debrief": (("11-19T10", "scheduled:2026-11-23T15:00/20"), ("11-23T16", "held")),
    "send_thank_you": (("11-19T10", "scheduled:2026-11-23T15:00/20"), ("11-23T16", "debriefed:Trust first")),
    "report_back": (("11-12T10", "held"), ("11-12T11", "debriefed:Trust first"), ("11-13T10", "thanked")),
    "keep_in_touch": (("10-12T10", "keep_in_touch"),),
    "write_again": (("11-02T10", "sent"), ("11-04T10", "replied"), ("11-05T10", "park:2026-11-24")),
    "find_channel": (("11-02T10", "want"),),
    "rule_pair": (),
    "keep_promise": (("11-20T10", "promised:2026-11-24 send the paper"),),
    "follow_plan": (("11-20T10", "held"),),
    "decide": (("11-12T10", "held"), ("11-12T12", "thanked")),
    "close_loop": (("11-12T10", "held"), ("11-12T12", "thanked")),
}
FIELD = "grid storage"


def plan(desk: Desk, contact: str) -> None:
    reflecting.plan_skill(at(desk, "11-20T11"), contact, "SQL", "training", "A course", "2026-11-24")


def debrief_thrice(desk: Desk, contact: str) -> None:
    """Three talks about one field, the last with this contact."""
    others = [line.id for line in viewing.contacts(desk) if line.id != contact and line.name]
    for hour, one in enumerate((*others[:2], contact), start=10):
        debriefing.write(at(desk, f"11-13T{hour}"), one, Sheet(topic=FIELD))


def decided(desk: Desk, contact: str) -> None:
    debrief_thrice(desk, contact)
    reflecting.decide(at(desk, "11-16T10"), FIELD, "Study it", "")


# What a story needs that is no act in words.
ALSO = {"follow_plan": plan, "decide": debrief_thrice, "close_loop": decided}


def at(desk: Desk, moment: str) -> Desk:
    """The same desk at another moment of the year."""
    when = datetime.fromisoformat(f"2026-{moment}:00").replace(tzinfo=desk.settings.timezone)
    return Desk(desk.settings, desk.database, lambda: when)


@pytest.fixture
def peopled(desk: Desk, exports: Path) -> Desk:
    """People of one export, room for all their cards, one without a way to reach them, and a doubtful pair."""
    early = at(desk, "10-01T10")
    preferring.prefer(early, {"day_max": "100", "new_per_day": "10", "open_employers": "50"})
    preferring.prefer(early, {"merge_policy": "identifiers"})
    importing.run(early, [exports])
    editing.add_people(early, ["Nobody Reachable, Nowhere"])
    return desk


def card_of(desk: Desk, act: str) -> str:
    return next(card["id"] for card in planning.today(desk)["cards"] if card["act"] == act)


@pytest.fixture
def card(peopled: Desk, act: str) -> str:
    """The id of a card that wants this act."""
    name = "Nobody" if act == "find_channel" else "Kofi"
    contact = viewing.contacts(peopled, name)[0].id
    for moment, text in STORIES[act]:
        acting.act(at(peopled, moment), contact, text)
    ALSO.get(act, lambda _desk, _contact: None)(peopled, contact)
    return card_of(peopled, act)


def acts_on(sitting: Sitting, card: str) -> str:
    """The card's acts as its page has them."""
    page = sitting.get(f"/?card={card}")
    assert f'data-card="{card}"' in page
    return page.partition('<ul class="acts">')[2].partition('<div class="after">')[0]


def test_every_kind_of_card_has_its_story() -> None:
    assert STORIES.keys() == OFFERED.keys()


@pytest.mark.parametrize("act", OFFERED)
def test_every_act_of_a_card_is_done_by_its_form_and_undone(
    peopled: Desk, sitting: Sitting, act: str, card: str
) -> None:
    forms = forms_of(acts_on(sitting, card))
    assert {form.fields.get("act") or form.fields.get("verdict") for form in forms} == set(OFFERED[act])
    for form in forms:
        for sent in form.sent():
            done = sitting.post(form.action, **{**sent, "csrf_token": sitting.token})
            event = re.search(r"done=(e_\w+)", done.location)
            assert event, sent
            assert event[1] in sitting.get(done.location)
            sitting.follow("/undo", event=event[1], back="/")
            assert card_of(peopled, act) == card


@pytest.mark.parametrize("act", OFFERED)
def test_every_act_of_a_card_has_a_key_of_its_own(sitting: Sitting, act: str, card: str) -> None:
    keys = re.findall(r'class="act" data-key="(.)" aria-keyshortcuts="\1"', acts_on(sitting, card))
    assert len(keys) == len(set(keys)) == len(OFFERED[act])
