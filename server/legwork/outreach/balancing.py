"""Who is under way, by field, strength of tie and employer, so that a lopsided search shows (method R06, R07, R11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from legwork.outreach.lanes import Track
from legwork.outreach.people import Person
from legwork.outreach.ranking import Ranker, full_years
from legwork.outreach.words import count_words

UNDER_WAY: Final = frozenset({"shortlisted", "ready", "invited", "nudged", "replied", "scheduled", "held"})
FEWEST_TO_JUDGE: Final = 2
DORMANT_YEARS: Final = 3
LATELY: Final = timedelta(days=365)

TIES: Final = ("wrote lately", "wrote before", "silent for years", "connected only", "named by somebody", "no tie yet")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those under way have one thing in common."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Those under way in three ways, the largest share first. `flag` says what is lopsided, empty if nothing is."""

    count: int
    fields: tuple[Share, ...]
    ties: tuple[Share, ...]
    employers: tuple[Share, ...]
    flag: str


def balance(tracks: Iterable[Track], ranker: Ranker) -> Balance:
    """Of everybody who is wanted, waited for, or about to be talked to."""
    people = [track.person for track in tracks if track.talk.state in UNDER_WAY]
    today = ranker.clock.today
    return Balance(
        len(people),
        _shares(ranker.bonds(person).get("field", "") or "no field named" for person in people),
        _shares(tie(person, today) for person in people),
        _shares(person.company or "employer not known" for person in people),
        flag(people),
    )


def tie(person: Person, today: date) -> str:
    """How strong the tie is, as far as the user's own data tells: one of TIES."""
    exchange = person.exchange
    if exchange is not None and exchange.two_way:
        if full_years(exchange.last, today) >= DORMANT_YEARS:
            return "silent for years"
        return "wrote lately" if today - exchange.last <= LATELY else "wrote before"
    if person.connected_on is not None:
        return "connected only"
    return "named by somebody" if person.referred_by else "no tie yet"


def flag(people: Sequence[Person]) -> str:
    """One sentence without a full stop where everyone is at one employer; empty otherwise."""
    employers = {person.employer for person in people}
    if len(people) < FEWEST_TO_JUDGE or len(employers) != 1 or "" in employers:
        return ""
    who = "Both" if len(people) == 2 else f"All {count_words(len(people))}"
    return f"{who} under way are at {people[0].company}; somebody from another employer would see it from elsewhere"


def _shares(labels: Iterable[str]) -> tuple[Share, ...]:
    counts = Counter(labels)
    return tuple(Share(label, count) for label, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))
