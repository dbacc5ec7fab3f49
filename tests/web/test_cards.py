"""A card's acts: every one on a key of its own, with its consequence."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from legwork.outreach.stages import ACTS
from legwork.web import cards

CARD: dict[str, Any] = {
    "id": "k",
    "lane": "new",
    "act": "send_invitation",
    "contact": {"id": "c_1", "name": "Ana", "email": "ana@x.example", "profile": "https://x.example/ana"},
    "why": [{"text": "Porto, like you", "term": "school", "points": 20}],
    "draft": {"channel": "email", "subject": "Hello", "text": "Hi Ana, may I ask?"},
    "acts": [
        {"act": "sent", "key": "s", "label": "Sent", "effect": "nudge on 2026-12-03"},
        {"act": "later", "key": "l", "label": "Later", "effect": ""},
        {"act": "skip", "key": "k", "label": "Not today", "effect": "back tomorrow"},
    ],
}


KEYS = st.sampled_from(["s", "l", "k", "e", "u", "Enter", ""])


@given(st.dictionaries(st.sampled_from(sorted(ACTS)), KEYS))
def test_no_two_acts_share_a_key(offered: dict[str, str]) -> None:
    acts = cards.acts_of({**CARD, "acts": [{"act": a, "key": k, "label": a, "effect": ""} for a, k in offered.items()]})
    assert {act.name for act in acts} == offered.keys()
    keys = [act.key for act in acts if act.key]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set("eou?/g")


def test_the_acts_say_what_follows() -> None:
    assert [(act.name, act.key, act.form, act.effect) for act in cards.acts_of(CARD)] == [
        ("sent", "s", "plain", "nudge on 2026-12-03"),
        ("later", "l", "later", ""),
        ("skip", "k", "plain", "back tomorrow"),
    ]


def test_enter_opens_mail_then_the_page_then_does_the_first_act() -> None:
    acts = cards.acts_of(CARD)
    mail = cards.main_act(CARD, acts)
    assert mail is not None
    assert mail.href.startswith("mailto:ana@x.example?subject=Hello&body=Hi%20Ana")
    no_mail = {**CARD, "contact": {**CARD["contact"], "email": "ana@x.example,eve@x.example"}}
    page = cards.main_act(no_mail, acts)
    assert page is not None
    assert (page.href, page.away, page.copies) == ("https://x.example/ana", True, True)
    unreachable = cards.main_act({**CARD, "contact": {"id": "c_1", "name": "Ana"}}, acts)
    assert unreachable is not None
    assert unreachable.href == "/contacts/c_1"
    pair = cards.main_act({**CARD, "pair": "p_1_2"}, acts)
    assert pair is not None
    assert pair.href == "/review?pair=p_1_2"
    nothing = {
        **CARD,
        "draft": None,
        "contact": {"id": "c_1", "name": "Ana", "profile": "javascript:alert(1)"},
    }
    act = cards.main_act(nothing, acts)
    assert act is not None
    assert (act.name, act.href) == ("sent", "")
    assert cards.main_act(nothing, []) is None
    assert cards.page_of(nothing) == ""


def test_a_card_behind_another_says_why() -> None:
    def ranked(points: int, shortlisted: str = "shortlisted", **more: Any) -> dict[str, Any]:
        rank = [{"term": "shortlisted", "text": shortlisted}, {"term": "points", "text": f"{points} points"}]
        return {**CARD, "rank": rank, **more}

    fewer = ranked(10, why=[{"text": "connected", "term": "first_degree", "points": 10}])
    later = "a later lane: tidying up, after new people"
    assert cards.behind(CARD, {**CARD, "lane": "tidy"}) == later
    debrief = cards.behind({**CARD, "lane": "conversation"}, {**CARD, "lane": "debrief"})
    assert debrief == "a later lane: debriefs and thanks, after conversations"
    assert cards.behind(ranked(20), ranked(20)) == "equal, so the name decides"
    assert cards.behind(ranked(20), ranked(90, "not shortlisted")) == "not shortlisted, behind shortlisted"
    assert cards.behind(ranked(20), fewer) == "10 points, behind 20 points; most of it: Porto, like you"
    assert cards.behind({**ranked(20), "why": []}, fewer) == "10 points, behind 20 points"


def test_lanes_are_counted_in_their_order() -> None:
    found = cards.lanes_of([{"lane": "new"}, {"lane": "nudge"}, {"lane": "new"}])
    assert [(lane["name"], lane["count"]) for lane in found] == [("nudge", 1), ("new", 2)]


def test_later_offers_days_to_come() -> None:
    days = [choice["value"] for choice in cards.laters(date(2026, 11, 24))]
    assert days == ["2026-11-25", "2026-11-27", "2026-11-30", "2026-12-01"]
