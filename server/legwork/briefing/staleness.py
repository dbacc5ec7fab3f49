"""How old a fact was when it was read: fresh, ageing or stale, by its kind.

What is stale is left out of a note and said under *Check first*; a role of three years ago is no role of today.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from legwork.briefing.facts import Fact

Freshness = Literal["fresh", "ageing", "stale"]

# Days from the day a fact speaks of to the day it was read: fresh up to the first, ageing up to the second. What is
# not here does not age: a school, a founding year, what a company is, what was written and when.
LIMITS: Final[Mapping[str, tuple[int, int]]] = {
    "post": (120, 540),
    "project": (90, 365),
    "work": (365, 1095),
    "employer_claim": (365, 730),
    "role": (365, 730),
    "target": (365, 730),
    "colleague": (365, 730),
    "moved": (365, 1095),
    "self_statement": (365, 1095),
    "pronouns": (365, 1095),
    "place": (365, 1095),
    "zone": (365, 1095),
    "employees": (730, 1460),
    "filing": (120, 400),
    "openings": (30, 90),
}
# Of these a day that is not given says nothing; all others speak of the day on which they were read.
_DATED: Final = frozenset({"post", "project", "work", "filing", "employees"})


def freshness(fact: Fact) -> Freshness:
    """How old the fact was on the day it was read. The limits are those of docs/notes.md."""
    fresh, ageing = LIMITS.get(fact.kind, (0, 0))
    if not ageing:
        return "fresh"
    if fact.dated is None or fact.read is None:
        return "ageing" if fact.kind in _DATED else "fresh"
    days = (fact.read - fact.dated).days
    return "fresh" if days <= fresh else "ageing" if days <= ageing else "stale"


def to_read_again(fact: Fact, today: date) -> bool:
    """Whether it was read so long ago that another look is due: after sixty days for a page the user saved
    themselves, after thirty for what was looked up. Records of exports come with the next export."""
    days = 60 if fact.kind == "saved" else 30 if fact.url and fact.anchor != "own" and fact.kind != "gone" else 0
    return bool(days) and fact.read is not None and (today - fact.read).days > days
