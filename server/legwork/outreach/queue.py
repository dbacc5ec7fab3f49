"""Today's queue, computed from the state when it is read (method, section 7).

The same state and the same clock give the same bytes; nothing is remembered between two calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from legwork.outreach import deciding
from legwork.outreach.absence import welcome_line
from legwork.outreach.acts import effects
from legwork.outreach.calendar import Calendar
from legwork.outreach.cards import LANES, Card, Rank, card_id
from legwork.outreach.clocks import Clock, first_shown, of_that_day
from legwork.outreach.crowd import Crowd, crowd_of, pool_of
from legwork.outreach.happening import in_reach, said
from legwork.outreach.journal import Journal
from legwork.outreach.lanes import KeptCards, Track, due_cards, offices_of, returns_on, second_persons, shows, tracks_of
from legwork.outreach.learning import heard
from legwork.outreach.limits import HeldBack, Limits
from legwork.outreach.newcomers import (
    Newcomers,
    choose,
    invited_on,
    paused_by_backlog,
    stretch_is_free,
    with_facts,
    without_channel,
)
from legwork.outreach.people import Person, Search, Tidy
from legwork.outreach.ranking import Ranker, Term
from legwork.outreach.stages import conversation
from legwork.outreach.wishes import Wishes
from legwork.outreach.words import counted, weekday_words

NO_WISHES: Final = Wishes()
NO_JOURNAL: Final = Journal()
MOST_PAIRS: Final = 3
MOST_WITHOUT_CHANNEL: Final = 2
WINDOWS: Final = 3
# What a day that holds too much keeps first: thanks are never hidden, talks and promises come next.
_KEPT_FIRST: Final = ("conversation", "debrief", "promise", "reply")
_DOING: Final = {
    "brief": "talk with", "confirm": "confirm with", "debrief": "debrief", "send_thank_you": "thank",
    "report_back": "report back to", "send_nudge": "nudge", "close": "close with", "ask_again": "ask again",
    "send_answer": "answer", "send_invitation": "invite", "keep_in_touch": "write to", "write_again": "write to",
    "keep_promise": "keep your promise to", "follow_plan": "follow your plan after", "decide": "decide after",
    "close_loop": "tell your decision to",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NextDay:
    """The next day with something to do, how many cards it has if all of today's are done, and the first."""

    day: date
    cards: int
    text: str


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to be done now. `zero` is the line shown when there is no card, empty otherwise; `welcome` one for
    somebody who was away; `rest` is `paused`, `stopped` or empty, and `back` the day after it."""

    now: datetime
    day: date
    cards: tuple[Card, ...]
    held_back: tuple[HeldBack, ...]
    next_day: NextDay | None
    zero: str
    welcome: str = ""
    rest: str = ""
    back: date | None = None

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
            "welcome": self.welcome or None,
            "rest": {"kind": self.rest, "back": self.back.isoformat() if self.back else None} if self.rest else None,
        }


def plan(  # noqa: PLR0913 - each is one of the things that a queue is made from
    people: Sequence[Person],
    *,
    search: Search,
    limits: Limits,
    calendar: Calendar,
    now: datetime,
    doubtful: Sequence[Tidy] = (),
    asked: Wishes = NO_WISHES,
    mine: Journal = NO_JOURNAL,
) -> Queue:
    """Today's cards in order, what limits hold back, and what comes next.

    `people` in any order; `now` is aware; `mine` is what the user wrote of themselves. On a day off only what cannot
    wait is shown: a thank-you, and a talk agreed for that very day. So it is on a day that the user stopped; while
    the search is paused, what is agreed with somebody stays.
    """
    clock = clock_of(limits, calendar, now, asked)
    crowd = crowd_of(people, Ranker(search, clock))
    return plan_over(crowd, tracks_of(people), limits=limits, clock=clock, doubtful=doubtful, asked=asked, mine=mine)


def clock_of(limits: Limits, calendar: Calendar, now: datetime, asked: Wishes = NO_WISHES) -> Clock:
    """The clock a queue is planned by; it stands still on the days of a pause."""
    resting = replace(calendar, paused=asked.paused) if asked.paused else calendar
    return Clock(calendar.local(now), resting, limits.spans)


def plan_over(  # noqa: PLR0913 - each is one of the things that a queue is made from
    crowd: Crowd,
    tracks: Sequence[Track],
    *,
    limits: Limits,
    clock: Clock,
    doubtful: Sequence[Tidy] = (),
    asked: Wishes = NO_WISHES,
    mine: Journal = NO_JOURNAL,
    kept: KeptCards | None = None,
) -> Queue:
    """The queue over a crowd that was ranked before. `tracks` are those of everybody something happened with; `kept`
    holds what was worked out before.

    Raises:
        ValueError: the crowd was ranked for another day.
    """
    if crowd.day != clock.today:
        raise ValueError("The crowd was ranked for another day.")
    usual, limits = limits, asked.allow(limits, clock.today)
    kept = kept or KeptCards()
    offices = offices_of(tracks, kept.due)
    ranker = Ranker(crowd.search, clock)
    decisions = deciding.cards(heard(tracks, ranker), mine, clock)
    follow_ups = [*due_cards(offices, clock, kept.due), *decisions]
    stopped = clock.today in asked.stopped
    working = clock.calendar.is_working_day(clock.today) and not stopped
    today = [card for card in follow_ups if shows(card, clock) and (not stopped or _cannot_wait(card, clock))]
    room = limits.day_max - _done_today(tracks, clock)
    behind = len(today) > room
    found = second_persons(crowd.offices, offices, ranker, lambda track: crowd.order(track, ranker), kept.seconds)
    seconds = sorted(found, key=lambda card: card.place)
    budget = 0 if behind else max(0, limits.new_per_day - invited_on(tracks, clock.today, clock))
    due_seconds = [card for card in seconds if shows(card, clock)]
    pool = pool_of(crowd, tracks, offices, ranker, invited_anyway={card.person.id for card in due_seconds})
    stretch = stretch_is_free(tracks, clock)
    new = choose(pool, offices, ranker, limits, budget=budget, seconds=len(due_seconds), stretch=stretch)
    tidy = _tidy(tracks, doubtful, clock)
    offered = [*today, *((*due_seconds[:budget], *new.cards, *tidy) if working else ())]
    shown, cut = _fitted(offered, room)
    waits = paused_by_backlog(new.held_back) if behind else new.held_back
    held = (*(waits if working else ()), *_over_the_day(cut, limits))
    seen = {card.id for card in (*shown, *cut)}
    due = [*follow_ups, *seconds]
    later = [card for card in due if card.id not in seen]
    unseen = sum(card.id not in seen for card in new.cards)
    left = len(cut) + (sum(shows(card, clock) for card in later) if stopped else 0)
    coming = _next_day(later, _Left(left, _fresh(new, unseen, usual)), clock, usual)
    cards = tuple(_finished(card, ranker, limits) for card in sorted(shown, key=lambda card: card.place))
    back = asked.back_on(clock.today)
    rest = "paused" if back else "stopped" if stopped else ""
    zero = "" if cards else _zero(coming, clock, rest, back, working=working)
    welcome = welcome_line(tracks, clock, shown=len(cards), waiting=len(cut))
    return Queue(clock.now, clock.today, cards, held, coming, zero, welcome, rest, back)


def _cannot_wait(card: Card, clock: Clock) -> bool:
    return of_that_day(card.act, card.talk, clock.today, clock)


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
                 clock.today, (0, f"{place:06}"), order_terms=("the pair that matters most first",),
                 rank=(Rank("kind", "a doubtful pair"), Rank("worth", f"number {place + 1} by what a word is worth")),
                 facts=facts, ref=pair.pair)
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


@dataclass(frozen=True, slots=True)
class _Left:
    """What today leaves for tomorrow: `cards` that were due, and `fresh` invitations."""

    cards: int
    fresh: int


def _fresh(new: Newcomers, unseen: int, limits: Limits) -> int:
    """How many could be invited on the next day; `unseen` were chosen for today and not shown."""
    return 0 if _open_limit_binds(new) else min(new.waiting + unseen, limits.new_per_day)


def _next_day(later: Sequence[Card], left: _Left, clock: Clock, limits: Limits) -> NextDay | None:
    """The nearest day on which a card falls due, counting what waits because today is full or off."""
    days: dict[date, list[Card]] = {}
    for card in later:
        if not _is_past(card, clock) and _shown_on(card, clock) > clock.today:
            days.setdefault(_shown_on(card, clock), []).append(card)
    tomorrow = clock.calendar.on_or_after(clock.today + timedelta(days=1))
    candidates = [*days, *([tomorrow] if left.fresh or left.cards else [])]
    if not candidates:
        return None
    day = min(candidates)
    first = sorted(days.get(day, []), key=lambda card: card.place)
    seconds = sum(card.lane == "second_person" for card in first)
    extra = max(0, left.fresh - seconds) + left.cards if day == tomorrow else 0
    return NextDay(day, min(len(first) + extra, max(limits.day_max, len(first))), _first_words(first, left.fresh))


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


def _zero(coming: NextDay | None, clock: Clock, rest: str, back: date | None, *, working: bool) -> str:
    """One calm line: that there is nothing, and what comes next."""
    day = weekday_words(clock.today, clock.today)
    if back is not None:
        said = f"The search is paused until {weekday_words(back, clock.today)}: nothing is due."
    elif rest:
        said = "That was it for today."
    else:
        said = "Nothing more today." if working else f"{day} is a day off: nothing is due."
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
