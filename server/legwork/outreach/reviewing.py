"""What came of it all: the headline figures, the weeks, the weekly review and the line of confidence.

Conversations, insights and people kept in touch are counted; messages sent are not, since they are no goal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from legwork.outreach.clocks import Clock, thank_you_deadline
from legwork.outreach.happening import in_reach
from legwork.outreach.journal import Journal
from legwork.outreach.lanes import Track
from legwork.outreach.learning import Heard, debriefs
from legwork.outreach.people import Person
from legwork.outreach.talks import INSIGHTS, Line

FEWEST_FOR_A_LINE: Final = 3
WEEK: Final = timedelta(days=7)
TRIES: Final = frozenset({"sent", "replied", "touched", "scheduled", "began", "held", "debriefed", "thanked",
                          "reported_back"})  # fmt: skip
"""What makes a week count: a conversation or an honest try at one."""


@dataclass(frozen=True, slots=True)
class Figures:
    conversations: int
    insights: int
    in_touch: int


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure the user felt before and after one talk, 1 to 5, None where it was not said."""

    person: Person
    day: date
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Week:
    """The week from `monday` on: the review of exactly three parts."""

    monday: date
    insights: tuple[tuple[Person, Line], ...]
    conversations: tuple[Heard, ...]
    new_names: int
    thanked: int
    thanked_in_time: int
    decisions: tuple[str, ...]


def figures(talks: Sequence[Heard], tracks: Iterable[Track]) -> Figures:
    """Since the beginning. Kept in touch are those with whom a talk was held and contact goes on."""
    return Figures(
        sum(one.talk.happened for one in talks),
        sum(len(one.talk.tagged(*INSIGHTS)) for one in talks),
        sum(track.talk.state in {"thanked", "keeping_touch"} for track in tracks),
    )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def streak(people: Iterable[Person], clock: Clock) -> int:
    """Weeks in a row with a conversation or an honest try, up to this one.

    This week counts once it has one, and breaks nothing before it is over. Neither does a week with a day off in it.
    """
    tried = {
        monday_of(clock.day(event.at))
        for person in people
        for event in person.events
        if event.act in TRIES and not event.data.get("imported") and in_reach(event)
    }
    if not tried:
        return 0
    this_week, first = monday_of(clock.today), min(tried)
    count, week = int(this_week in tried), this_week - WEEK
    while week >= first and (week in tried or _has_day_off(week, clock)):
        count += week in tried
        week -= WEEK
    return count


def _has_day_off(monday: date, clock: Clock) -> bool:
    days = [monday + timedelta(days=n) for n in range(7)]
    return any(day in clock.calendar.days_off and day.weekday() not in clock.calendar.weekend for day in days)


def confidence(talks: Iterable[Heard], clock: Clock) -> list[Confidence]:
    """One entry a debrief that says how sure the user felt, in order of time."""
    return [
        Confidence(one.person, clock.day(one.talk.at), debrief.before, debrief.after)
        for one, debrief in debriefs(talks)
        if debrief.before is not None or debrief.after is not None
    ]


def week(talks: Sequence[Heard], people: Iterable[Person], mine: Journal, monday: date, clock: Clock) -> Week:
    """What a week brought: its insights, its people, its decisions."""

    def inside(day: date) -> bool:
        return monday <= day < monday + WEEK

    held = tuple(one for one in talks if one.talk.happened and inside(clock.day(one.talk.at)))
    lines = tuple(
        (one.person, line) for one in talks for line in one.talk.tagged(*INSIGHTS) if inside(clock.day(line.at))
    )
    referred = sum(
        event.act == "referred" and in_reach(event) and inside(clock.day(event.at))
        for person in people
        for event in person.events
    )
    thanks = [one.state for one in held if one.state.thanked_at is not None]
    in_time = sum(
        state.thanked_at <= thank_you_deadline(state.end, clock)
        for state in thanks
        if state.thanked_at is not None and state.end is not None
    )
    decided = tuple(one.option for one in mine.decisions if inside(clock.day(one.at)))
    return Week(monday, lines, held, referred, len(thanks), in_time, decided)
