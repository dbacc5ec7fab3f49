"""From conversations to cards: what is due, employer by employer (method R09, R22, R25 and section 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from operator import is_
from types import MappingProxyType
from typing import Any, Final

from legwork.outreach.cards import Card, Rank, act_of, card_id
from legwork.outreach.clocks import Clock, Due, dues, is_stale, promises_due, second_person_day, shows_on
from legwork.outreach.people import Person, Search
from legwork.outreach.ranking import Order, Ranker, Term, parted_words
from legwork.outreach.stages import BEFORE_CONTACT, OPEN, TALKING, WAITING, Conversation, conversation
from legwork.outreach.talks import Talk, talks_of
from legwork.outreach.words import counted, day_words, listed, weekday_words

ALIVE: Final = frozenset({"replied", "scheduled", "held", "thanked", "keeping_touch", "parked"})
OVER: Final = frozenset({"closed", "thanked", "keeping_touch"})
NUDGES: Final = frozenset({"send_nudge", "ask_again"})
UNTOUCHED: Final = Conversation("known")
_FIRST_IN_LANE: Final = {"confirm": 0, "brief": 1, "debrief": 0, "send_thank_you": 1, "decide": 2}


@dataclass(frozen=True, slots=True)
class Track:
    """A person, where the conversation with them stands, and the talks they had."""

    person: Person
    talk: Conversation
    talks: tuple[Talk, ...] = ()


@dataclass(frozen=True)
class Office:
    """Everybody at one employer with whom something happened, and what that means for the others there.

    It has no slots, since what it means is worked out once.
    """

    key: str
    tracks: tuple[Track, ...]

    @property
    def name(self) -> str:
        """The employer as people write it; a person's own name where no employer is known."""
        person = self.tracks[0].person
        return person.company or person.name

    @cached_property
    def waiting(self) -> tuple[Track, ...]:
        """Those whose invitation or nudge is open and whose clock runs."""
        return tuple(t for t in self.tracks if t.talk.state in WAITING and not self.answered_by(t))

    @cached_property
    def is_open(self) -> bool:
        """R08: someone is invited or nudged, or has replied and nothing is agreed yet."""
        return bool(self.waiting) or any(t.talk.state == "replied" for t in self.tracks)

    @cached_property
    def is_busy(self) -> bool:
        """R09: another first invitation would cross one that is open or a talk that is coming."""
        return self.is_open or self.is_talking

    @cached_property
    def is_talking(self) -> bool:
        """Whether a talk is coming, or was held and is not wound up."""
        return any(t.talk.state in TALKING for t in self.tracks)

    def answered_by(self, track: Track) -> tuple[Track, ...]:
        """R25: the colleagues who replied since this one was invited; while they talk, this clock stands still."""
        return tuple(other for other in self._replied_since(track) if other.talk.state in ALIVE)

    def resumed(self, track: Track) -> datetime | None:
        """When a clock stopped by a colleague began to run again, because that conversation closed."""
        closed = [other.talk.since for other in self._replied_since(track) if other.talk.state == "closed"]
        return max(filter(None, closed), default=None)

    def _replied_since(self, track: Track) -> Iterator[Track]:
        invited = track.talk.invited_at
        for other in self.tracks:
            replied = other.talk.replied_at
            if other is not track and invited is not None and replied is not None and replied >= invited:
                yield other


def tracks_of(people: Iterable[Person]) -> list[Track]:
    """Everybody with a history, in order of id; captured people stand in the inbox even without one."""
    known = (person for person in people if person.events or person.captured)
    return sorted(map(track_of, known), key=lambda track: track.person.id)


def track_of(person: Person) -> Track:
    talk = conversation(person.events, captured=person.captured)
    return Track(person, talk, talks_of(person.events))


def offices_of(tracks: Sequence[Track], kept: Mapping[str, Kept] = MappingProxyType({})) -> dict[str, Office]:
    """Tracks by employer; an office that is `kept` is the same one as long as all stand there as they stood."""
    rooms: dict[str, list[Track]] = {}
    for track in tracks:
        rooms.setdefault(track.person.office, []).append(track)
    return {key: _office(key, inside, kept.get(key)) for key, inside in rooms.items()}


def _office(key: str, tracks: Sequence[Track], kept: Kept | None) -> Office:
    if kept is not None and len(kept.office.tracks) == len(tracks) and all(map(is_, kept.office.tracks, tracks)):
        return kept.office
    return Office(key, tuple(tracks))


@dataclass(frozen=True, slots=True)
class Kept:
    """The cards of one employer as they are all day long, and what they were made from."""

    office: Office
    clock: Clock
    cards: tuple[Card, ...]

    def serves(self, office: Office, clock: Clock) -> bool:
        """Whether they are still the same: the same people as they stood, on the same day, and nobody whose talk is
        near enough for the minute to matter."""
        return self.office is office and not office.is_talking and _same_day(self.clock, clock)


@dataclass(frozen=True, slots=True)
class KeptSecond:
    """The second person of one employer, None where nobody is, and what that was made from."""

    office: Office
    colleagues: Mapping[str, Sequence[Person]]
    search: Search
    clock: Clock
    card: Card | None

    def serves(self, office: Office, colleagues: Mapping[str, Sequence[Person]], ranker: Ranker) -> bool:
        """Whether it is still the same: the same people, as they stood, for the same search on the same day."""
        same = self.office is office and self.colleagues is colleagues and self.search is ranker.search
        return same and _same_day(self.clock, ranker.clock)


@dataclass(frozen=True, slots=True)
class KeptCards:
    """What queues worked out before, by employer."""

    due: dict[str, Kept] = field(default_factory=dict)
    seconds: dict[str, KeptSecond] = field(default_factory=dict)


def _same_day(one: Clock, other: Clock) -> bool:
    return (one.today, one.calendar, one.spans) == (other.today, other.calendar, other.spans)


def due_cards(offices: Mapping[str, Office], clock: Clock, kept: dict[str, Kept] | None = None) -> list[Card]:
    """A card for everything a conversation waits for, now or later: `shows` tells which are for today.

    What was worked out before is looked up in `kept` by employer, and put there.
    """
    cards: list[Card] = []
    for key, office in offices.items():
        before = kept.get(key) if kept is not None else None
        if before is None or not before.serves(office, clock):
            before = Kept(office, clock, tuple(_office_cards(office, clock)))
            if kept is not None:
                kept[key] = before
        cards.extend(before.cards)
    return cards


def _office_cards(office: Office, clock: Clock) -> Iterator[Card]:
    for track in office.tracks:
        stopped = track.talk.state in WAITING and office.answered_by(track)
        found = promises_due(track.talk, clock) if stopped else None
        yield from _cards_of(track, office, clock, found)


def _cards_of(track: Track, office: Office, clock: Clock, found: list[Due] | None) -> Iterator[Card]:
    person, talk = track.person, track.talk
    coming = dues(talk, clock, person_id=person.id, resumed=office.resumed(track)) if found is None else found
    for due in coming:
        wanted = _unless_parted(track, due, clock)
        yield make_card(track, wanted, clock, because=_extra_reasons(track, wanted, office))


def _unless_parted(track: Track, due: Due, clock: Clock) -> Due:
    """A nudge in a thread on LinkedIn that ended with the connection is no nudge: without another way it is closed."""
    parted, since = track.person.parted, track.talk.answered_at or track.talk.waiting_since
    if parted is None or due.act not in NUDGES or since is None or clock.day(since) > parted.before:
        return due
    if track.person.channels.email or track.talk.channel not in {"", "linkedin"}:
        return due
    return replace(due, act="close", term="parted", text=f"{due.text}; they are {parted_words(parted)}")


def make_card(track: Track, due: Due, clock: Clock, because: Iterable[Term] = ()) -> Card:
    """The card of one thing due, its day moved by `later` or `skip` where the user asked for that."""
    day = returns_on(track.talk, due.act, due.day, clock)
    moment = track.talk.start if due.lane == "conversation" else track.talk.end if due.lane == "debrief" else None
    facts = facts_of(track.talk, due)
    if track.person.parted is not None and due.act in NUDGES and facts.get("channel") == "linkedin":
        del facts["channel"]  # the thread there ended with the connection; the draft goes the next best way
    order = (moment.timestamp() if moment else 0.0, due.day.isoformat(), _FIRST_IN_LANE.get(due.act, 0))
    decided = f"{day_words(due.day, clock.today)}, the day it fell due"
    rank = (
        *((Rank("moment", f"the conversation of {_at(moment, clock)}"),) if moment else ()),
        Rank("due", f"due {weekday_words(due.day, clock.today)}"),
        Rank("act", _ACT_RANK.get(due.act, "")),
    )
    return Card(
        card_id(due.lane, due.act, track.person.id), due.lane, due.act, track.person, track.talk,
        (Term(due.term, None, due.text), *because), day, order, due.deadline,
        ("the lane comes first, then the earlier date", decided), rank, facts=facts,
    )  # fmt: skip


def _at(moment: datetime, clock: Clock) -> str:
    return f"{weekday_words(clock.day(moment), clock.today)}, {clock.calendar.local(moment):%H:%M}"


_ACT_RANK: Final = {
    "confirm": "to confirm",
    "brief": "to get ready",
    "debrief": "to write down",
    "send_thank_you": "to say thanks",
}


def _extra_reasons(track: Track, due: Due, office: Office) -> Iterator[Term]:
    """With a nudge: that they are a connection no longer. With a reply: what happens to the invitations of
    colleagues."""
    if due.act in NUDGES and track.person.parted is not None:
        yield Term("parted", None, parted_words(track.person.parted))
    if due.act != "send_answer":
        return
    stopped = [other for other in office.tracks if other.talk.state in WAITING and track in office.answered_by(other)]
    if stopped:
        names = listed([other.person.name for other in stopped])
        stands = "that invitation stands" if len(stopped) == 1 else "those invitations stand"
        yield Term("clocks_stopped", None, f"{names} there: {stands}, and the clock has stopped")


def facts_of(talk: Conversation, due: Due) -> dict[str, Any]:
    """What a draft may need, and when the card shows within its day; plain values."""
    found: dict[str, Any] = {
        "opens": _iso(due.opens),
        "closes": _iso(due.closes),
        "start": _iso(talk.start),
        "end": _iso(talk.end),
        "deadline": _iso(due.deadline),
        "replied_at": _iso(talk.replied_at),
        "last_contact": _iso(talk.last_contact),
        "invited_at": _iso(talk.invited_at),
        "until": talk.until.isoformat() if talk.until else None,
        "channel": talk.channel or None,
        "learned": talk.learned or None,
        "named": talk.named or None,
        "promise": due.names or None,
    }
    return {name: value for name, value in found.items() if value}


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def returns_on(talk: Conversation, act: str, day: date, clock: Clock) -> date:
    """The day a card shows from, after the user moved it; the last word holds, a skip is until the next day."""
    moved = [snooze for snooze in talk.snoozes if snooze.card == "" or act_of(snooze.card) == act]
    if not moved:
        return day
    return max(day, moved[-1].until or clock.day(moved[-1].at) + timedelta(days=1))


def shows(card: Card, clock: Clock) -> bool:
    """Whether a card is for this very moment."""
    opens, closes = card.facts.get("opens"), card.facts.get("closes")
    return (
        card.due <= clock.today
        and shows_on(card.act, card.talk, clock.today, clock)
        and (opens is None or datetime.fromisoformat(opens) <= clock.now)
        and (closes is None or clock.now < datetime.fromisoformat(closes))
    )


def second_persons(
    colleagues: Mapping[str, Sequence[Person]],
    offices: Mapping[str, Office],
    ranker: Ranker,
    order: Callable[[Track], Order],
    kept: dict[str, KeptSecond],
) -> list[Card]:
    """R22: where one invitation has waited three business days, the next best colleague, due or still to come.

    `colleagues` are all people of each employer, `order` tells who of them is best. What was worked out before is
    looked up in `kept` by employer, and put there.
    """
    cards = []
    for key in sorted(offices):
        office = offices[key]
        before = kept.get(key)
        if before is None or not before.serves(office, colleagues, ranker):
            found = _second_of(office, colleagues.get(key, ()), ranker, order)
            before = kept[key] = KeptSecond(office, colleagues, ranker.search, ranker.clock, found)
        cards.append(before.card)
    return [card for card in cards if card is not None]


def _second_of(
    office: Office, colleagues: Sequence[Person], ranker: Ranker, order: Callable[[Track], Order]
) -> Card | None:
    first = _lone_first(office, ranker.clock)
    if first is None or not first.person.employer:
        return None
    others = _who_could(colleagues, office)
    best = min(others, key=lambda track: (track.talk.shortlisted_at is None, order(track)), default=None)
    return _second(first, best, office, ranker, ranker.clock)


def _who_could(colleagues: Iterable[Person], office: Office) -> list[Track]:
    """The colleagues nobody has written to."""
    talks = {track.person.id: track for track in office.tracks}
    found = (talks.get(person.id) or Track(person, UNTOUCHED) for person in colleagues)
    return [track for track in found if track.talk.state in BEFORE_CONTACT - {"inbox"}]


def _lone_first(office: Office, clock: Clock) -> Track | None:
    """The one person of an employer who waits there, unless a second was opened or it all is too long ago."""
    if len(office.waiting) != 1 or any(
        t.talk.state in OPEN | TALKING for t in office.tracks if t not in office.waiting
    ):
        return None
    first = office.waiting[0]
    invited, waiting = first.talk.invited_at, first.talk.waiting_since
    if invited is None or waiting is None or is_stale(waiting, clock):
        return None
    return first if all(_was_before(t, invited) for t in office.tracks if t is not first) else None


def _was_before(track: Track, invited: datetime) -> bool:
    """Whether a colleague was never invited, or was done with before the first was."""
    talk = track.talk
    if talk.invited_at is None:
        return True
    return talk.state in OVER and talk.since is not None and talk.since <= invited


def _second(first: Track, best: Track | None, office: Office, ranker: Ranker, clock: Clock) -> Card | None:
    invited = first.talk.invited_at
    if best is None or invited is None:
        return None
    base = max(invited, office.resumed(first) or invited)
    day = second_person_day(base, clock)
    passed = clock.calendar.business_days_between(clock.day(base), clock.today)
    text = (
        f"you wrote to {first.person.name} at {first.person.company} on {clock.words(invited)}; "
        f"{counted(passed, 'business day')} without an answer"
    )
    due = Due("second_person", "send_invitation", day, "second_after", text)
    return make_card(best, due, clock, because=ranker.terms(best.person, best.talk))
