"""Everybody in the order of their rank, made once for a day, and who of them may be invited now.

A queue looks at the few with whom something happened and at the front of this order; it never walks through all.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from legwork.outreach.clocks import Clock, may_return
from legwork.outreach.lanes import UNTOUCHED, Office, Track, returns_on
from legwork.outreach.people import Person, Search
from legwork.outreach.ranking import PUT_OFF_LIMIT, Order, Ranker
from legwork.outreach.stages import BEFORE_CONTACT, Conversation

SHORTLISTED = frozenset({"shortlisted", "ready"})
Key = tuple[bool, Order]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody, ranked for one search on one day as if nothing had happened with them, the best first.

    `orders` holds each person by id with the key they are ranked by, `offices` the people of each employer.
    """

    day: date
    search: Search
    ranked: tuple[Person, ...]
    orders: Mapping[str, tuple[Person, Order]]
    offices: Mapping[str, Sequence[Person]]

    def fits(self, search: Search, day: date) -> bool:
        return self.day == day and self.search == search

    def order(self, track: Track, ranker: Ranker) -> Order:
        """The key somebody is ranked by; it is here already of whom nothing happened with."""
        kept = self.orders.get(track.person.id) if track.talk is UNTOUCHED else None
        return kept[1] if kept is not None else ranker.order(track.person, track.talk)


def crowd_of(people: Iterable[Person], ranker: Ranker, before: Crowd | None = None) -> Crowd:
    """Ranks everybody. Of a crowd made `before` for the same search and day the ranks are kept of whom nothing new
    is known, told by being the same object."""
    day, search = ranker.clock.today, ranker.search
    known = before.orders if before is not None and before.fits(search, day) else {}
    orders: dict[str, tuple[Person, Order]] = {}
    offices: dict[str, list[Person]] = {}
    for person in people:
        kept = known.get(person.id)
        orders[person.id] = (
            kept if kept is not None and kept[0] is person else (person, ranker.order(person, UNTOUCHED))
        )
        offices.setdefault(person.office, []).append(person)
    # nearly sorted already, where a crowd was made before
    start = [orders[person.id][0] for person in before.ranked if person.id in orders] if known and before else []
    seen = {person.id for person in start}
    start += [person for person, _ in orders.values() if person.id not in seen]
    start.sort(key=lambda person: orders[person.id][1])
    return Crowd(day, search, tuple(start), orders, offices)


@dataclass(frozen=True, slots=True)
class Pool:
    """Everybody who may be invited. `touched` are those of them with a history, in order; `hidden` the ids in the
    crowd that are not asked as they stand there: with a history, or invited in another lane.

    `size` counts those at free employers, `others` those of them who are not shortlisted, `behind_colleague` those
    at employers where somebody is busy.
    """

    crowd: Crowd
    touched: Sequence[tuple[Key, Track]]
    hidden: AbstractSet[str]
    busy: AbstractSet[str]
    size: int
    others: int
    behind_colleague: int
    at_office: Mapping[str, int]

    def first(self, count: int) -> list[Track]:
        """The best, one an employer."""
        found: dict[str, Track] = {}
        for _, track in heapq.merge(self.touched, self._untouched(), key=lambda pair: pair[0]):
            if len(found) >= count:
                break
            found.setdefault(track.person.office, track)
        return list(found.values())

    def _untouched(self) -> Iterator[tuple[Key, Track]]:
        for person in self.crowd.ranked:
            if person.id not in self.hidden and person.office not in self.busy:
                yield (True, self.crowd.orders[person.id][1]), Track(person, UNTOUCHED)

    def first_admired(self) -> Track | None:
        return next((track for _, track in self.touched if track.talk.admired), None)

    def there(self, office: str) -> int:
        """How many may be invited at an employer."""
        plain = sum(person.id not in self.hidden for person in self.crowd.offices.get(office, ()))
        return plain + self.at_office.get(office, 0)


def pool_of(
    crowd: Crowd,
    tracks: Iterable[Track],
    offices: Mapping[str, Office],
    ranker: Ranker,
    *,
    invited_anyway: AbstractSet[str],
) -> Pool:
    """Who is eligible, from the crowd and from those something happened with.

    `invited_anyway` are the ids of those whose card is in another lane.
    """
    busy = {key for key, office in offices.items() if office.is_busy}
    hidden = {*invited_anyway}
    able: list[tuple[Key, Track]] = []
    behind = 0
    for track in tracks:
        hidden.add(track.person.id)
        if track.person.id in invited_anyway or not _eligible(track.talk, ranker.clock):
            continue
        if track.person.office in busy:
            behind += 1
        else:
            able.append(((not is_wanted(track.talk), ranker.order(track.person, track.talk)), track))
    able.sort(key=lambda pair: pair[0])
    hidden_at = Counter(crowd.orders[one][0].office for one in hidden if one in crowd.orders)
    plain_busy = sum(len(crowd.offices.get(key, ())) for key in busy)
    hidden_busy = sum(hidden_at[key] for key in busy)
    plain = len(crowd.ranked) - plain_busy - (hidden_at.total() - hidden_busy)
    return Pool(
        crowd,
        able,
        hidden,
        busy,
        size=plain + len(able),
        others=plain + sum(not is_wanted(track.talk) for _, track in able),
        behind_colleague=behind + plain_busy - hidden_busy,
        at_office=Counter(track.person.office for _, track in able),
    )


def _eligible(talk: Conversation, clock: Clock) -> bool:
    if talk.state not in BEFORE_CONTACT - {"inbox"} and not may_return(talk, clock):
        return False
    return returns_on(talk, act_for(talk), clock.today, clock) <= clock.today


def is_wanted(talk: Conversation) -> bool:
    """Whether the user put this person on the shortlist, now or before parking them."""
    return talk.state in SHORTLISTED or (talk.state == "parked" and talk.before in SHORTLISTED)


def act_for(talk: Conversation) -> str:
    """What is asked of somebody new: an invitation, or after three times *later* whether they are still wanted."""
    return "still_wanted" if talk.put_off >= PUT_OFF_LIMIT else "send_invitation"
