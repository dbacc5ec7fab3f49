"""Today's queue, computed from the state when it is read (method, section 7).

The same state and the same clock give the same bytes; nothing is remembered between two calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from legwork.outreach.acts import effects
from legwork.outreach.calendar import Calendar
from legwork.outreach.cards import LANES, Card, card_id
from legwork.outreach.clocks import Clock, first_shown
from legwork.outreach.lanes import (
    Office,
    Track,
    due_cards,
    offices_of,
    returns_on,
    second_persons,
    shows,
    tracks_of,
)
from legwork.outreach.limits import HeldBack, Limits
from legwork.outreach.newcomers import (
    Newcomers,
    choose,
    invited_on,
    pool_of,
    stretch_is_free,
    with_facts,
    without_channel,
)
from legwork.outreach.people import Person, Search, Tidy
from legwork.outreach.ranking import Ranker, Term
from legwork.outreach.stages import conversation, in_reach, said
from legwork.outreach.words import counted, weekday_words

MOST_PAIRS: Final = 3
MOST_WITHOUT_CHANNEL: Final = 2
WINDOWS: Final = 3
# What a day that holds too much keeps first: thanks are never hidden, talks and promises come next.
_KEPT_FIRST: Final = ("conversation", "debrief", "promise", "reply")
_DOING: Final = {
    "brief": "talk with", "confirm": "confirm with", "debrief": "debrief", "send_thank_you": "thank",
    "report_back": "report back to", "send_nudge": "nudge", "close": "close with", "ask_again": "ask again",
    "send_answer": "answer", "send_invitation": "invite", "keep_in_touch": "write to", "write_again": "write to",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NextDay:
    """The next day with something to do, how many cards it has if all of today's are done, and the first."""

    day: date
    cards: int
    text: str


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to be done now. `zero` is the line shown when there is no card, empty otherwise."""

    now: datetime
    day: date
    cards: tuple[Card, ...]
    held_back: tuple[HeldBack, ...]
    next_day: NextDay | None
    zero: str

    def to_json(self) -> dict[str, Any]:
        """The queue as `today --json` shows it, without the drafts; plain values in a fixed order."""
        coming = self.next_day
        return {
            "now": self.now.isoformat(),
            "day": self.day.isoformat(),
            "cards": [card.to_json() for card in self.cards],
            "held_back": [{"limit": one.limit, "count": one.count, "text": one.text} for one in self.held_back],
            "next_day": {"day": coming.day.isoformat(), "cards": coming.cards, "text": coming.text} if coming else None,
            "zero": self.zero or None,
        }


def plan(
    people: Sequence[Person],
    *,
    search: Search,
    limits: Limits,
    calendar: Calendar,
    now: datetime,
    doubtful: Sequence[Tidy] = (),
) -> Queue:
    """Today's cards in order, what limits hold back, and what comes next.

    `people` in any order; `now` is aware. On a day off only what cannot wait is shown: a thank-you, and a talk
    agreed for that very day.
    """
    clock = Clock(calendar.local(now), calendar, limits.spans)
    tracks = tracks_of(people)
    offices = offices_of(tracks)
    ranker = Ranker(search, clock)
    follow_ups = due_cards(offices, clock)
    today = [card for card in follow_ups if shows(card, clock)]
    seconds = sorted(second_persons(people, offices, ranker, clock), key=lambda card: card.place)
    budget = max(0, limits.new_per_day - invited_on(tracks, clock.today, clock))
    due_seconds = [card for card in seconds if shows(card, clock)]
    today += due_seconds[:budget]
    new = _newcomers(people, tracks, offices, ranker, limits, budget=budget, seconds=due_seconds)
    tidy = _tidy(tracks, doubtful, clock)
    working = calendar.is_working_day(clock.today)
    offered = [*today, *(new.cards if working else ()), *(tidy if working else ())]
    shown, cut = _fitted(offered, limits.day_max - _done_today(tracks, clock))
    held = (*(new.held_back if working else ()), *_over_the_day(cut, limits))
    seen = {card.id for card in shown}
    later = [card for card in (*follow_ups, *seconds) if card.id not in seen]
    coming = _next_day(later, new, len(cut), clock, limits)
    cards = tuple(_finished(card, ranker, limits) for card in sorted(shown, key=lambda card: card.place))
    return Queue(clock.now, clock.today, cards, held, coming, "" if cards else _zero(coming, working, clock))


def _newcomers(
    people: Sequence[Person],
    tracks: Sequence[Track],
    offices: dict[str, Office],
    ranker: Ranker,
    limits: Limits,
    *,
    budget: int,
    seconds: Sequence[Card],
) -> Newcomers:
    clock = ranker.clock
    by_id = {track.person.id: track for track in tracks}
    pool = pool_of(people, by_id, offices, ranker, invited_anyway={card.person.id for card in seconds})
    stretch = stretch_is_free(tracks, clock)
    return choose(pool, offices, ranker, limits, budget=budget, seconds=len(seconds), stretch=stretch)


def _tidy(tracks: Sequence[Track], doubtful: Iterable[Tidy], clock: Clock) -> list[Card]:
    """At most three doubtful pairs in the order given, and two people without a way to reach them."""
    cards = []
    for place, pair in enumerate(doubtful):
        talk = conversation(pair.person.events, captured=pair.person.captured)
        if returns_on(talk, "rule_pair", clock.today, clock) > clock.today:
            continue
        why = Term("doubtful", None, f"{pair.person.name} and {pair.other.name} may be one person: {pair.reason}")
        facts = {"other": pair.other.name, "other_id": pair.other.id, "band": pair.band}
        cards.append(
            Card(card_id("tidy", "rule_pair", pair.pair), "tidy", "rule_pair", pair.person, talk, (why,),
                 clock.today, (0, f"{place:06}"), order_terms=("the pair that matters most first",), facts=facts,
                 ref=pair.pair)
        )  # fmt: skip
    return [*cards[:MOST_PAIRS], *without_channel(tracks, clock, most=MOST_WITHOUT_CHANNEL)]


def _done_today(tracks: Iterable[Track], clock: Clock) -> int:
    """Cards dealt with since the day began: they count against the day's most."""
    return len({
        said(event, "card")
        for track in tracks
        for event in track.person.events
        if said(event, "card") and in_reach(event) and clock.day(event.at) == clock.today
    })  # fmt: skip


def _fitted(cards: Sequence[Card], most: int) -> tuple[list[Card], list[Card]]:
    """The cards a day holds and those it does not: the oldest first, thanks always, new ones last."""
    thanks = [card for card in cards if card.act == "send_thank_you"]
    others = sorted((card for card in cards if card.act != "send_thank_you"), key=_urgency)
    room = max(0, most - len(thanks))
    return thanks + others[:room], others[room:]


def _urgency(card: Card) -> tuple[Any, ...]:
    kept = _KEPT_FIRST.index(card.lane) if card.lane in _KEPT_FIRST else len(_KEPT_FIRST)
    optional = card.lane in {"new", "tidy"}
    return (optional, kept, card.due, card.place)


def _over_the_day(cut: Sequence[Card], limits: Limits) -> tuple[HeldBack, ...]:
    if not cut:
        return ()
    verb = "waits" if len(cut) == 1 else "wait"
    most = counted(limits.day_max, "card")
    text = f"A day holds {most}; {counted(len(cut), 'more', 'more')} {verb}, the oldest come first"
    return (HeldBack("day_max", len(cut), text),)


def _next_day(later: Sequence[Card], new: Newcomers, cut: int, clock: Clock, limits: Limits) -> NextDay | None:
    """The nearest day on which a card falls due, counting what waits because today is full or off."""
    days: dict[date, list[Card]] = {}
    for card in later:
        if not _is_past(card, clock) and _shown_on(card, clock) > clock.today:
            days.setdefault(_shown_on(card, clock), []).append(card)
    tomorrow = clock.calendar.on_or_after(clock.today + timedelta(days=1))
    fresh = min(new.waiting, limits.new_per_day) if not _open_limit_binds(new) else 0
    candidates = [*days, *([tomorrow] if fresh or cut else [])]
    if not candidates:
        return None
    day = min(candidates)
    first = sorted(days.get(day, []), key=lambda card: card.place)
    seconds = sum(card.lane == "second_person" for card in first)
    extra = max(0, fresh - seconds) + cut if day == tomorrow else 0
    return NextDay(day, min(len(first) + extra, max(limits.day_max, len(first))), _first_words(first, fresh))


def _open_limit_binds(new: Newcomers) -> bool:
    return any(line.limit == "open_employers" for line in new.held_back)


def _is_past(card: Card, clock: Clock) -> bool:
    """A confirmation or brief whose talk is over, and what today has already cut."""
    closes = card.facts.get("closes")
    over = closes is not None and datetime.fromisoformat(closes) <= clock.now
    return over or shows(card, clock)


def _shown_on(card: Card, clock: Clock) -> date:
    """The day a card not shown now will show; what opens later today counts for today."""
    return first_shown(card.act, card.talk, max(card.due, clock.today), clock)


def _first_words(first: Sequence[Card], fresh: int) -> str:
    if first:
        doing = _DOING.get(first[0].act, "see")
        return f"{doing} {first[0].person.called}"
    return counted(fresh, "new invitation") if fresh else "what today does not hold"


def _zero(coming: NextDay | None, working: bool, clock: Clock) -> str:  # noqa: FBT001 - read once, beside its name
    """One calm line: that there is nothing, and what comes next."""
    said = (
        "Nothing more today." if working else f"{weekday_words(clock.today, clock.today)} is a day off: nothing is due."
    )
    if coming is None:
        return said
    return f"{said} Next: {weekday_words(coming.day, clock.today)}, {coming.text}."


def _finished(card: Card, ranker: Ranker, limits: Limits) -> Card:
    """The card with its buttons and what its draft needs of the calendar and of what is shared."""
    clock = ranker.clock
    choices = effects(card, clock)
    facts: dict[str, object] = {"today": clock.today.isoformat(), "minutes": limits.ask_minutes}
    facts |= ranker.bonds(card.person)
    if card.act in {"send_answer", "ask_again"}:
        facts["windows"] = _windows(clock)
    return replace(with_facts(card, **facts), acts=choices)


def _windows(clock: Clock) -> list[str]:
    """Three working days to offer, the first one not tomorrow."""
    days = [clock.calendar.add_business_days(clock.today, n) for n in range(2, 2 + WINDOWS)]
    return [day.isoformat() for day in days]


__all__ = ["LANES", "Card", "NextDay", "Queue", "plan"]
