"""A card: one thing to do today, with why now and what each button leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from legwork.outreach.people import Person
from legwork.outreach.ranking import Term
from legwork.outreach.stages import Conversation

LANES: Final = (
    "conversation", "debrief", "reply", "promise", "nudge", "second_person", "keep_in_touch", "new", "tidy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: the act it does, its key, its label, and the effect it prints."""

    act: str
    key: str
    label: str
    effect: str


@dataclass(frozen=True, slots=True)
class Rank:
    """One thing that decides a card's place inside its lane: `text` says in words what the card has of it."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One act wanted today.

    `due` is the local day it fell due, `deadline` the instant it should be done by. `order` is its place
    inside its lane; `order_terms` say in words what decides that place, and `rank` what this card has of each, the
    first that differs being the one that counts. `facts` carry what a draft needs:
    plain JSON values only. `ref` is the pair of a tidy card.
    """

    id: str
    lane: str
    act: str
    person: Person
    talk: Conversation
    why: tuple[Term, ...]
    due: date
    order: tuple[Any, ...]
    deadline: datetime | None = None
    order_terms: tuple[str, ...] = ()
    rank: tuple[Rank, ...] = ()
    acts: tuple[Choice, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    ref: str = ""

    @property
    def place(self) -> tuple[Any, ...]:
        """The place in the whole queue; the id settles every tie."""
        return (LANES.index(self.lane), *self.order, self.id)

    @property
    def next(self) -> dict[str, str]:
        """What follows from each act, as the interface prints it."""
        return {choice.act: choice.effect for choice in self.acts}

    def to_json(self) -> dict[str, Any]:
        """The card as `today --json` shows it, without its draft."""
        person = self.person
        contact = {"id": person.id, "name": person.name, "title": person.title, "company": person.company}
        return {
            "id": self.id,
            "lane": self.lane,
            "act": self.act,
            "contact": contact,
            "why": [{"text": term.text, "term": term.term, "points": term.points} for term in self.why],
            "next": self.next,
            "due": self.due.isoformat(),
            "deadline": self.deadline.isoformat() if self.deadline else None,
            "order": list(self.order_terms),
            "rank": [{"term": one.term, "text": one.text} for one in self.rank],
            "acts": [{"act": one.act, "key": one.key, "label": one.label, "effect": one.effect} for one in self.acts],
        } | ({"pair": self.ref} if self.ref else {})


def card_id(lane: str, act: str, contact_id: str) -> str:
    """Stable and safe in an address: lanes and acts hold no hyphen, so the third part is the contact."""
    return f"{lane}-{act}-{contact_id}"


def act_of(card: str) -> str:
    """The act a card's id names; empty for an id that is none."""
    parts = card.split("-", 2)
    return parts[1] if len(parts) == 3 else ""
