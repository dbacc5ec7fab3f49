"""A card of `today` as its page shows it: which acts, on which keys, with which consequence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import quote

from legwork.outreach.acts import allowed_acts
from legwork.outreach.words import weekday_words
from legwork.web import keys, wording
from legwork.web.links import mailto, safe_href


@dataclass(frozen=True, slots=True)
class Act:
    """One line under a card. `form` is what is asked first: plain, later, reason, moment, words or rule."""

    name: str
    label: str
    key: str
    form: str = "plain"
    effect: str = ""


@dataclass(frozen=True, slots=True)
class MainAct:
    """What Enter does: follow `href`, copying the draft on the way, or press the act called `name`."""

    label: str
    name: str = ""
    href: str = ""
    copies: bool = False
    away: bool = False


# What is asked before an act is done; every other act is one press.
FORMS: Final[Mapping[str, str]] = {
    "later": "later",
    "park": "later",
    "not_this_person": "reason",
    "scheduled": "moment",
    "debriefed": "words",
    "same": "rule",
    "different": "rule",
}
# What can be said of anybody at any time, beside their cards.
_ANY_TIME: Final[Mapping[str, str]] = {
    "want": "Want to talk",
    "sent": "I wrote to them",
    "replied": "They replied",
    "scheduled": "A conversation is agreed",
    "held": "We talked",
    "debriefed": "Write down what I learned",
    "touched": "We were in touch",
    "keep_in_touch": "Keep in touch",
    "admired": "I admire them",
    "park": "Park",
    "closed": "Close",
    "do_not_contact": "Do not contact",
    "may_contact": "I may write to them again",
}
REASONS: Final = ("Wrong field", "Too senior", "I hardly know them", "We talked already", "Just no")
# What the page itself listens to beside its acts.
_OF_THE_PAGE: Final = tuple(one.name for one in keys.COMMANDS if one.place in {"everywhere", "today"})


def acts_of(card: Mapping[str, Any], bound: Mapping[str, str] | None = None) -> list[Act]:
    """The card's acts with their consequences, every one on a key of its own; `bound` are the keys the user has."""
    bound = keys.bound(()) if bound is None else bound
    acts: list[Act] = []
    taken = {bound[name].partition(" ")[0] for name in (*_OF_THE_PAGE, "edit", "page", "questions")}
    for offered in card.get("acts") or ():
        name = offered["act"]
        key = bound.get(name, offered["key"])
        if key in taken or len(key) != 1:
            key = next((letter for letter in name if letter.isalpha() and letter not in taken), "")
        taken.add(key)
        acts.append(Act(name, offered["label"], key, FORMS.get(name, "plain"), offered["effect"]))
    return acts


def acts_in(state: str) -> list[Act]:
    """The acts that a contact in this state takes, for its page; keys stay with the cards."""
    allowed = allowed_acts(state)
    return [Act(name, label, "", FORMS.get(name, "plain")) for name, label in _ANY_TIME.items() if name in allowed]


def main_act(card: Mapping[str, Any], acts: Sequence[Act]) -> MainAct | None:
    """Enter: copy the draft and open where it is sent; where there is none, the first act."""
    if card.get("pair"):
        return MainAct("Look at both", href=f"/review?pair={quote(card['pair'])}")
    draft = card.get("draft") or {}
    contact = card["contact"]
    if place := _place_of(card):
        return place
    if draft.get("text"):
        mail = mailto(_text(contact, "email") or _text(draft, "to"), _text(draft, "subject"), draft["text"])
        if draft.get("channel") in {None, "", "email"} and mail:
            return MainAct("Copy it and open mail", href=mail, copies=True)
        page = page_of(card)
        if page:
            return MainAct("Copy it and open their page", href=page, copies=True, away=True)
        return MainAct("Add a way to reach them", href=f"/contacts/{quote(contact['id'])}")
    plain = next((act for act in acts if act.form == "plain"), None)
    return MainAct(plain.label, name=plain.name) if plain else None


def form_of(acts: Sequence[Act]) -> str:
    """The form that a draft's words are sent with: that of *sent*, else of the first act that is one press."""
    names = [act.name for act in acts if act.form == "plain"]
    return f"act-{'sent' if 'sent' in names else next(iter(names), '')}"


def _place_of(card: Mapping[str, Any]) -> MainAct | None:
    """The page where what a card wants is done, where it has one; the conversation's from shortly before it."""
    contact = quote(card["contact"]["id"])
    if card["act"] == "brief" and card.get("talking"):
        return MainAct("Open the conversation", href=f"/contacts/{contact}/conversation")
    if card["act"] == "brief":
        return MainAct("Read the brief", href=f"/contacts/{contact}/brief")
    if card["act"] == "debrief":
        return MainAct("Write the debrief", href=f"/contacts/{contact}/debrief")
    return MainAct("Weigh it up", href="/boards/decisions") if card["act"] == "decide" else None


def page_of(card: Mapping[str, Any]) -> str:
    """The contact's own page, if the user's data names one."""
    contact = card["contact"]
    address = safe_href(_text(contact, "profile") or _text(card.get("draft") or {}, "url"))
    return address if address.startswith("http") else ""


def _text(mapping: Mapping[str, Any], name: str) -> str:
    return str(mapping.get(name) or "")


def lanes_of(cards: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """How many cards wait in each lane, in the order of the lanes."""
    counts = Counter(card["lane"] for card in cards)
    order = [*wording.LANES, *sorted(counts.keys() - wording.LANES.keys())]
    return [
        {"name": lane, "count": counts[lane], "words": wording.lane_counted(lane, counts[lane])}
        for lane in order
        if counts[lane]
    ]


def shown(card: Mapping[str, Any]) -> dict[str, Any]:
    """The card with the words its page needs beside what the queue says."""
    return {
        **card,
        "draft": dict(card.get("draft") or {}),
        "lane_words": wording.lane_label(card["lane"]),
        "act_words": wording.ACTS_WANTED.get(card["act"], wording.plain(card["act"])),
    }


def behind(first: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """What puts `other` after `first`, in words: a later lane, the term it lacks, or the ties' order."""
    if first["lane"] != other["lane"]:
        return f"a later lane: {wording.lane_named(other['lane'])}, after {wording.lane_named(first['lane'])}"
    pairs = zip(first.get("rank", ()), other.get("rank", ()), strict=False)
    differing = next(((one, two) for one, two in pairs if one["text"] != two["text"]), None)
    if differing is None:
        return "equal, so the name decides"
    mine, theirs = differing
    lacking = _lacking(first, other) if theirs["term"] == "points" else ""
    return f"{theirs['text']}, behind {mine['text']}{lacking}"


def _lacking(first: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """The term that makes most of the difference in points."""
    points = {reason["term"]: reason for reason in other.get("why", ())}
    short = {
        reason["text"]: (reason.get("points") or 0) - (points.get(reason["term"], {}).get("points") or 0)
        for reason in first.get("why", ())
    }
    text = max(short, key=lambda text: short[text], default="")
    return f"; most of it: {text}" if text and short[text] > 0 else ""


def laters(today: date) -> list[dict[str, str]]:
    """The choices of *later*: what is sent, what it is called, and the day it means."""
    week = today + timedelta(days=7 - today.weekday())
    month = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    choices = (
        ("Tomorrow", today + timedelta(days=1)),
        ("In three days", today + timedelta(days=3)),
        ("Next week", week),
        ("Next month", month),
    )
    return [{"value": day.isoformat(), "label": label, "day": weekday_words(day, today)} for label, day in choices]
