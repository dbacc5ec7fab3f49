"""When something is due in one conversation (method, section 2; rules R22-R27, R30, R36, R37, R39, R40).

Nothing runs in the background: these functions say, for a conversation as it stands, on which local day each
card begins to show. Business-day clocks count over weekends and days off; the thank-you counts hours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from zlib import crc32

from legwork.outreach.calendar import Calendar, later_by
from legwork.outreach.correspondence import SHOWN, SHOWN_BY
from legwork.outreach.promising import Promise
from legwork.outreach.stages import BEFORE_CONTACT, NO_ANSWER, WAITING, Conversation
from legwork.outreach.words import counted, day_words, weekday_words

AGREED: Final = frozenset({"confirm", "brief", "debrief", "send_thank_you"})


@dataclass(frozen=True, slots=True)
class Spans:
    """The lengths of the clocks: `…_after` in business days unless the name says days."""

    second_after: int = 3
    nudge_after: int = 7
    close_after: int = 7
    answer_within: int = 1
    confirm_before: int = 1
    brief_minutes: int = 15
    thank_hours: int = 24
    report_days: int = 7
    cadence_days: int = 30
    stretched_days: int = 120
    spread_days: int = 2
    revisit_days: int = 90
    stale_after: int = 15


@dataclass(frozen=True, slots=True)
class Due:
    """One act that is or will be wanted.

    It shows from the local day `day` on, and on that day only between the instants `opens` and `closes`
    where they are given. `deadline` is the instant it should be done by. `text` says why now. `names` is the
    promise or the field it is about.
    """

    lane: str
    act: str
    day: date
    term: str
    text: str
    opens: datetime | None = None
    closes: datetime | None = None
    deadline: datetime | None = None
    names: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """The calendar, the spans and the instant for which cards are wanted."""

    now: datetime
    calendar: Calendar
    spans: Spans = Spans()
    today: date = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.calendar.day(self.now))

    def day(self, instant: datetime) -> date:
        return self.calendar.day(instant)

    def business(self, instant: datetime, count: int) -> date:
        return self.calendar.add_business_days(self.calendar.day(instant), count)

    def words(self, instant: datetime) -> str:
        return day_words(self.day(instant), self.today)


def dues(talk: Conversation, clock: Clock, *, person_id: str, resumed: datetime | None = None) -> list[Due]:
    """Everything this conversation waits for, due or still to come.

    `resumed` is when a stopped clock began to run again: counting starts there if it is later.
    """
    promised = [] if talk.blocked else promises_due(talk, clock)
    if talk.state in WAITING:
        return [*_while_waiting(talk, clock, resumed), *promised]
    if talk.state == "keeping_touch":
        return [*_keep_in_touch(talk, clock, person_id), *promised]
    return [*(due for part in _PARTS.get(talk.state, ()) for due in part(talk, clock)), *promised]


def promises_due(talk: Conversation, clock: Clock) -> list[Due]:
    """The promise and the plan that come first: one card each, the others follow when it is settled."""
    promises = [one for one in talk.promises.open if not one.way]
    plans = [one for one in talk.promises.open if one.way]
    return [*_first_of(promises, "keep_promise", clock), *_first_of(plans, "follow_plan", clock)]


def _first_of(promises: list[Promise], act: str, clock: Clock) -> list[Due]:
    if not promises:
        return []
    first = min(promises, key=lambda one: one.day)
    day = clock.calendar.on_or_after(first.day)
    what = f"{first.way} in {first.skill}: {first.text}" if first.way else first.text
    said = "you planned" if first.way else "you promised"
    text = f"{said} to do it by {weekday_words(first.day, clock.today)}: {what}"
    if len(promises) > 1:
        text += f"; {counted(len(promises) - 1, 'more', 'more')} {'follows' if len(promises) == 2 else 'follow'}"
    return [Due("promise", act, day, "promise", text, names=first.text)]


def shows_on(act: str, talk: Conversation, day: date, clock: Clock) -> bool:
    """Whether a card of this act may show on that day: on a day off only thanks do, and what belongs to a
    conversation of that very day; a pause leaves alone what is agreed."""
    calendar = clock.calendar.running if act in AGREED else clock.calendar
    return of_that_day(act, talk, day, clock) or calendar.is_working_day(day)


def of_that_day(act: str, talk: Conversation, day: date, clock: Clock) -> bool:
    """Whether a card of this act cannot wait for another day: thanks, and a conversation of that very day."""
    moment = {"brief": talk.start, "debrief": talk.end}.get(act)
    return act == "send_thank_you" or (moment is not None and clock.day(moment) == day)


def first_shown(act: str, talk: Conversation, day: date, clock: Clock) -> date:
    """The first day from `day` on on which a card of this act may show."""
    while not shows_on(act, talk, day, clock):
        day += timedelta(days=1)
    return day


def second_person_day(invited_at: datetime, clock: Clock) -> date:
    """R22: `invited + 3B`."""
    return clock.business(invited_at, clock.spans.second_after)


def nudge_day(waiting_since: datetime, clock: Clock) -> date:
    """R23: `invited + 7B`."""
    return clock.business(waiting_since, clock.spans.nudge_after)


def is_stale(waiting_since: datetime, clock: Clock) -> bool:
    """Whether a nudge fell due so long ago that closing is kinder than writing (section 7, after an absence)."""
    due = nudge_day(waiting_since, clock)
    return clock.calendar.business_days_between(due, clock.today) > clock.spans.stale_after


def close_day(nudged_at: datetime, clock: Clock) -> date:
    """R24: `nudged + 7B`."""
    return clock.business(nudged_at, clock.spans.close_after)


def revisit_day(closed_on: date, spans: Spans) -> date:
    """R24: proposed again 90 days after closing at the earliest."""
    return closed_on + timedelta(days=spans.revisit_days)


def may_return(talk: Conversation, clock: Clock) -> bool:
    """Whether somebody set aside before or without an answer may be proposed as new again."""
    if talk.state == "parked":
        return talk.before in BEFORE_CONTACT and talk.until is not None and talk.until <= clock.today
    if talk.state != "closed" or talk.reason != NO_ANSWER or talk.since is None:
        return False
    return revisit_day(clock.day(talk.since), clock.spans) <= clock.today


def thank_you_deadline(end: datetime, clock: Clock) -> datetime:
    """R37: 24 hours on the clock on the wall, whatever day that is."""
    return clock.calendar.local(end) + timedelta(hours=clock.spans.thank_hours)


def touch_day(talk: Conversation, clock: Clock, person_id: str) -> date:
    """R40: the day of the next short update.

    Dates that came with an import are spread over five days, so that one file does not fall due at once;
    where the user acted, the date is exact. Two updates without an answer stretch the interval.
    """
    last = talk.last_contact or clock.now
    days = clock.spans.stretched_days if talk.unanswered >= 2 else clock.spans.cadence_days
    if talk.last_imported:
        width = 2 * clock.spans.spread_days + 1
        days += crc32(person_id.encode()) % width - clock.spans.spread_days
    return clock.calendar.on_or_after(clock.calendar.add_days(clock.day(last), days))


def _while_waiting(talk: Conversation, clock: Clock, resumed: datetime | None) -> list[Due]:
    since = talk.waiting_since or clock.now
    counted_from = max(since, resumed) if resumed else since
    if talk.state == "nudged":
        text = f"you nudged {_when(talk.nudged_at, clock)} and {_passed(counted_from, clock)}"
        return [Due("nudge", "close", close_day(counted_from, clock), "close_after", text)]
    again = f", again {_when(talk.invited_again_at, clock)}," if talk.invited_again_at else ""
    text = f"you wrote {_when(talk.invited_at, clock)}{again} and {_passed(counted_from, clock)}"
    if is_stale(counted_from, clock):
        text += "; after so long, closing is kinder than a nudge"
        return [Due("nudge", "close", nudge_day(counted_from, clock), "stale_after", text)]
    return [Due("nudge", "send_nudge", nudge_day(counted_from, clock), "nudge_after", text)]


def _after_reply(talk: Conversation, clock: Clock) -> list[Due]:
    replied = talk.replied_at or clock.now
    if talk.answered_at is None:
        last = clock.business(replied, clock.spans.answer_within)
        shown = SHOWN_BY.get(talk.reply_shown_by, SHOWN) if talk.reply_shown_by else ""
        text = f"they replied {_when(replied, clock)}{shown}; answer by {weekday_words(last, clock.today)}"
        return [Due("reply", "send_answer", clock.day(replied), "answer_within", text)]
    text = f"you answered {_when(talk.answered_at, clock)}, nothing is agreed and {_passed(talk.answered_at, clock)}"
    if talk.answers > 1:
        return [Due("nudge", "close", close_day(talk.answered_at, clock), "close_after", text)]
    return [Due("nudge", "ask_again", nudge_day(talk.answered_at, clock), "nudge_after", text)]


def _before_talk(talk: Conversation, clock: Clock) -> list[Due]:
    """Confirm one business day before, unless it was agreed that day; brief from then until the end.

    Shortly before the talk it is too late to confirm, and the brief stands alone.
    """
    if talk.start is None or talk.end is None or talk.since is None:
        return []
    talk_day = clock.day(talk.start)
    eve = clock.calendar.running.add_business_days(talk_day, -clock.spans.confirm_before)
    wall = clock.calendar.local(talk.start)
    text = f"you talk on {weekday_words(talk_day, clock.today)} at {wall:%H:%M}"
    coming = []
    if talk.confirmed_at is None and clock.day(talk.since) < eve:
        closes = later_by(talk.start, -timedelta(minutes=clock.spans.brief_minutes))
        coming.append(Due("conversation", "confirm", eve, "confirm_before", text, closes=closes, deadline=talk.start))
    day, opens = eve, None
    if talk.briefed_at is not None and clock.day(talk.briefed_at) == clock.today:
        # read, it rests until the next day, and is back shortly before the talk
        mode = later_by(talk.start, -timedelta(minutes=clock.spans.brief_minutes))
        day, opens = (talk_day, mode) if talk_day == clock.today else (clock.today + timedelta(days=1), None)
    return [*coming, Due("conversation", "brief", day, "brief", text, opens=opens, closes=talk.end)]


def _after_talk(talk: Conversation, clock: Clock) -> list[Due]:
    if talk.end is None:
        return []
    deadline = thank_you_deadline(talk.end, clock)
    ended = f"you talked {_when(talk.end, clock)}"
    late = clock.now > deadline
    by = f"{weekday_words(deadline.date(), clock.today)}, {deadline:%H:%M}"
    text = f"{ended}; thanks were due by {by}" if late else f"{ended}; thanks are due by {by}"
    thanks = Due(
        "debrief", "send_thank_you", clock.day(talk.end), "thank_within", text, opens=talk.end, deadline=deadline
    )
    return [*_unwritten_debrief(talk, clock), thanks]


def _unwritten_debrief(talk: Conversation, clock: Clock) -> list[Due]:
    if talk.debriefed_at is not None or talk.end is None:
        return []
    day = clock.day(talk.end)
    text = f"you talked {_when(talk.end, clock)}: write down what you learned the same day"
    return [Due("debrief", "debrief", day, "debrief", text, opens=talk.end)]


def _report_back(talk: Conversation, clock: Clock) -> list[Due]:
    thanked = talk.thanked_at or clock.now
    day = clock.calendar.on_or_after(clock.calendar.add_days(clock.day(thanked), clock.spans.report_days))
    text = f"you thanked them {_when(thanked, clock)}; a week later, tell them what you did with their advice"
    return [Due("promise", "report_back", day, "report_after", text)]


def _keep_in_touch(talk: Conversation, clock: Clock, person_id: str) -> list[Due]:
    day = touch_day(talk, clock, person_id)
    last = talk.last_contact or clock.now
    gone = (clock.today - clock.day(last)).days
    text = f"last in touch {_when(last, clock)}, {counted(gone, 'day')} ago; due {weekday_words(day, clock.today)}"
    return [Due("keep_in_touch", "keep_in_touch", day, "cadence", text)]


def _come_back(talk: Conversation, clock: Clock) -> list[Due]:
    if talk.until is None or talk.before in BEFORE_CONTACT:
        return []
    day = clock.calendar.on_or_after(talk.until)
    text = f"put off until {day_words(talk.until, clock.today)}"
    if talk.since is not None:
        text += f", agreed on {clock.words(talk.since)}"
    return [Due("promise", "write_again", day, "until", text)]


def _when(instant: datetime | None, clock: Clock) -> str:
    if instant is None or clock.day(instant) == clock.today:
        return "today"
    return f"on {clock.words(instant)}"


def _passed(since: datetime, clock: Clock) -> str:
    days = clock.calendar.business_days_between(clock.day(since), clock.today)
    verb = "has" if days == 1 else "have"
    return f"{counted(days, 'business day')} {verb} passed without an answer"


_PARTS: Final[Mapping[str, tuple[Callable[[Conversation, Clock], list[Due]], ...]]] = {
    "replied": (_after_reply,),
    "scheduled": (_before_talk, _after_talk),
    "held": (_after_talk,),
    "thanked": (_unwritten_debrief, _report_back),
    "parked": (_come_back,),
}
