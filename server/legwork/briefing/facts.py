"""A fact: one dated statement about a contact or their employer, with the place it was read.

Facts of one's own records and facts that were looked up outside have one shape, so that a note puts them together
without asking where they came from.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Literal

About = Literal["person", "company"]
# How a source hangs on the contact: on the page the user saved, typed by the user, by the employer's web address, by
# a record that links back to that page, by linkage of the user's own records, or by none of these.
Anchor = Literal["captured", "typed", "domain", "links back", "own", "other"]
Confidence = Literal["confirmed", "likely", "unconfirmed"]

# The number in the catalogue (docs/notes.md) of each kind that comes from the user's own records; those without one
# say how far the two have come, and what the user holds of the employer.
OWN: Final[Mapping[str, str]] = {
    "school": "F01",
    "employer": "F02",
    "connected": "F03",
    "exchange": "F04",
    "depth": "F05",
    "moved": "F06",
    "colleague": "F07",
    "bridge": "F08",
    "met": "F09",
    "page": "F10",
    "role": "F10",
    "saved": "F10",
    "openings": "F11",
    "target": "F12",
    "referral": "F13",
    "heard": "F14",
    "zone": "F15",
    "pronouns": "F16",
    "gap": "F17",
    "touch": "",
    "promise": "",
}
# Kinds that are looked up outside. Those about a company are F11 of the catalogue; those about a person add to F10.
OUTSIDE: Final = frozenset(
    {
        "post", "project", "work", "self_statement", "employer_claim", "place", "employees", "founded", "filing",
        "what_it_is", "industry", "name", "gone",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """`kind` is a key of OWN or one of OUTSIDE. `value` is what the source says; of an own fact it is a short
    statement, without a full stop. `source` names where it was read, in words; `ref` is the path on the desk of that
    record, evidence or event, `url` the address outside, or empty. `fetched` is when it was read, `dated` the day it
    speaks of. `words` are parts that sentences are built from, by name; with `key` among them the fact is the same
    one as long as that is the same, however its value is put. Of a `name`, the word `account` says what else but a
    person it seems to be: a bot, a company. Of a `gap`, `what` is missing `unless` facts of these kinds are known."""

    about: About
    kind: str
    value: str
    source: str
    ref: str
    url: str = ""
    fetched: date | datetime | None = None
    dated: date | None = None
    anchor: Anchor = "other"
    confidence: Confidence = "unconfirmed"
    words: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def number(self) -> str:
        """The number in the catalogue."""
        return OWN.get(self.kind, "F11" if self.about == "company" else "F10")

    @property
    def mark(self) -> str:
        """Sixteen hex digits that stay with what is said, whenever and wherever it is read again: a fact that the
        user marked as wrong is known by them. No name can be read off them."""
        said = "|".join((self.about, self.kind, _folded(self.words.get("key") or self.value)))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def read(self) -> date | None:
        """The day it was read."""
        return self.fetched.date() if isinstance(self.fetched, datetime) else self.fetched


def confidence_of(anchor: Anchor, doubts: int = 0) -> Confidence:
    """How sure a fact is, from what it hangs on and the number of soft doubts (a feed of several authors, a name
    that shares one word only): confirmed without any, likely with one, else unconfirmed."""
    if anchor == "other" or doubts > 1:
        return "unconfirmed"
    return "likely" if doubts else "confirmed"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user said of facts: the marks of those that are right, and of those that are wrong."""

    right: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()

    def heeded(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """The facts without those that are wrong; those that are right hang on the user's word."""
        return tuple(self._confirmed(fact) for fact in facts if fact.mark not in self.wrong)

    def _confirmed(self, fact: Fact) -> Fact:
        return replace(fact, anchor="typed", confidence="confirmed") if fact.mark in self.right else fact


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
