"""Who came to the user's connections between two exports, and who is no longer among them.

A list of connections says who is there, and never who left: that is told by holding two lists of one account against
each other. A list that is not whole, or is somebody else's, would make everybody *gone*; so a list says nobody is gone
unless it shows nearly everyone whom the older one shows, each with the day of connecting, which two accounts do not
have in common. Where it cannot be known, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

FEW_MISSING = 3
"""As many may be missing from a list however short it is, if it shows at least as many as it misses."""
MOST_MISSING = 0.2
"""Which share of a longer list may be missing. In exports a year apart it is one or two in a hundred."""
CUT = 3
"""So many missing in a row at the old end of a list, where a cut file ends: the newest connection comes first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list: its record, the key of its profile or "", its folded name, and the ISO day of connecting."""

    record: int
    key: str
    name: str
    connected_on: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of connections. `latest` is the ISO day of the newest of them, `written` when the list was written, ISO
    or "". `withheld` are days of connecting in rows that name nobody; None where rows were lost with their days."""

    latest: str
    written: str
    entries: tuple[Entry, ...]
    withheld: frozenset[str] | None = frozenset()
    by_key: Mapping[str, list[Entry]] = field(init=False, repr=False, compare=False)
    by_day: Mapping[tuple[str, str], list[Entry]] = field(init=False, repr=False, compare=False)
    named: frozenset[tuple[str, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key: dict[str, list[Entry]] = {}
        by_day: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            by_key.setdefault(entry.key, []).append(entry)
            by_day.setdefault((entry.key, entry.connected_on), []).append(entry)
        object.__setattr__(self, "by_key", by_key)
        object.__setattr__(self, "by_day", by_day)
        named = frozenset((entry.name, entry.connected_on) for entry in self.entries if entry.name)
        object.__setattr__(self, "named", named)

    @property
    def is_dated(self) -> bool:
        """Whether it is known when it was written; before its newest connection it was not."""
        return day_written(self.written) >= self.latest

    @property
    def day(self) -> str:
        """The ISO day of the export, as far as it is known: it is at least as young as its newest connection."""
        return self.written[:10] if self.is_dated else self.latest

    @property
    def oldest(self) -> str:
        return min((entry.connected_on for entry in self.entries if entry.connected_on), default="")

    def shows(self, entry: Entry) -> bool:
        """Whether it shows the person of another list's entry: by profile or, as that may change, by name and day."""
        return bool(entry.key and entry.key in self.by_key) or (entry.name, entry.connected_on) in self.named

    def beyond(self, others: Sequence[Listing]) -> list[Entry]:
        """The entries whose person none of the others shows."""
        left: AbstractSet[str] = self.by_key.keys()
        for other in others:
            left = left - (other.by_key.keys() - {""})
        entries = (entry for key in left for entry in self.by_key[key])
        return [
            entry for entry in entries if not any((entry.name, entry.connected_on) in other.named for other in others)
        ]

    def unrepeated(self, later: Listing) -> int:
        """How many of its connections a later list does not show: the person, and the day on which they connected."""
        left = self.by_day.keys() - {pair for pair in later.by_day if pair[0]}
        entries = (entry for pair in left for entry in self.by_day[pair])
        return sum((entry.name, entry.connected_on) not in later.named for entry in entries)


@dataclass(frozen=True, slots=True)
class Between:
    """Something happened after the ISO day `after` and by the ISO day `before`: the days of two exports."""

    after: str
    before: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What lists of connections tell when they are compared, by record: who is gone, and who is new."""

    gone: Mapping[int, Between] = field(default_factory=dict)
    new: Mapping[int, Between] = field(default_factory=dict)
    listed: frozenset[int] = frozenset()


def day_written(stamp: str) -> str:
    """The ISO day of a time stamp out of an archive; "" where that names no day of the calendar, as it may."""
    try:
        return date.fromisoformat(stamp[:10]).isoformat()
    except ValueError:
        return ""


def compared(listings: Sequence[Listing]) -> Compared:
    """Everything that these lists tell, the same whatever their order.

    A record is gone when a later list lacks it, and every list that shows its person is an earlier one of the same
    account. It is new when a list shows it that has an earlier one of the same account, no earlier list shows its
    person, and it connected no earlier than the newest person there: one who was only hidden for a while is not new.
    """
    lists = _placed([listing for listing in listings if listing.latest])
    gone: dict[int, Between] = {}
    new: dict[int, Between] = {}
    for one in lists:
        for entry in _missing_from(one):
            _keep(gone, entry.record, _parted(entry, one, lists))
        for entry, between in _arrived(one):
            _keep(new, entry.record, between)
    return Compared(gone, new, frozenset(entry.record for one in lists for entry in one.listing.entries))


def is_later(one: Listing, other: Listing) -> bool:
    """Whether it is known that `one` was exported after `other`: by the days they were written, or else by the newest
    connection, since a whole list that was written later holds it too."""
    dated = one.is_dated and other.is_dated
    if dated and one.day != other.day:
        return one.day > other.day
    if one.latest != other.latest:
        return one.latest > other.latest
    return dated and one.written > other.written


def continues(later: Listing, earlier: Listing) -> bool:
    """Whether a later list is of the same account, and whole, as far as can be seen: it repeats nearly all of the
    earlier one."""
    count = len(earlier.entries)
    missing = earlier.unrepeated(later)
    return 2 * missing <= count and missing <= max(FEW_MISSING, MOST_MISSING * count)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A list among the others: those known to be earlier, those of them it continues, and in turn what those do."""

    listing: Listing
    earlier: tuple[Listing, ...]
    continued: tuple[Listing, ...]
    same_account: frozenset[int]


def _placed(listings: Sequence[Listing]) -> list[_Placed]:
    places = range(len(listings))
    earlier = [[other for other in places if is_later(listings[one], listings[other])] for one in places]
    continued = [[other for other in earlier[one] if continues(listings[one], listings[other])] for one in places]
    return [
        _Placed(
            listings[one],
            tuple(listings[other] for other in earlier[one]),
            tuple(listings[other] for other in continued[one]),
            frozenset(id(listings[other]) for other in _reached(one, continued)),
        )
        for one in places
    ]


def _reached(place: int, continued: Sequence[Sequence[int]]) -> set[int]:
    found: set[int] = set()
    frontier = set(continued[place])
    while frontier:
        found |= frontier
        frontier = {other for one in frontier for other in continued[one]} - found
    return found


def _missing_from(one: _Placed) -> Iterator[Entry]:
    """The entries of the earlier lists it continues that it lacks, though it would show them."""
    withheld, oldest = one.listing.withheld, one.listing.oldest
    if withheld is None:
        return
    for earlier in one.continued:
        # without a day of connecting it cannot be told whether a row that names nobody is theirs
        lacking = [entry for entry in earlier.beyond([one.listing]) if entry.connected_on]
        cut = sum(entry.connected_on < oldest for entry in lacking) >= CUT
        for entry in lacking:
            if entry.connected_on not in withheld and not (cut and entry.connected_on < oldest):
                yield entry


def _parted(entry: Entry, one: _Placed, lists: Sequence[_Placed]) -> Between | None:
    """The days between which a missing person left; None where any other list shows them, for all that is known."""
    showing = [other.listing for other in lists if other.listing.shows(entry)]
    if any(id(listing) not in one.same_account for listing in showing):
        return None
    return Between(min(max(listing.day for listing in showing), one.listing.day), one.listing.day)


def _arrived(one: _Placed) -> Iterator[tuple[Entry, Between]]:
    """Whom no earlier list shows, with the days between which they connected."""
    if not one.continued:
        return
    newest = max(one.continued, key=lambda listing: (listing.day, listing.latest))
    between = Between(min(newest.day, one.listing.day), one.listing.day)
    for entry in one.listing.beyond(one.earlier):
        if entry.connected_on >= newest.latest:
            yield entry, between


def _keep(found: dict[int, Between], record: int, said: Between | None) -> None:
    """Of several the one that was first known, and is known most closely."""
    known = found.get(record)
    if said is None or (known is not None and known.before < said.before):
        return
    if known is not None and known.before == said.before:
        said = max(known, said, key=lambda one: one.after)
    found[record] = said
