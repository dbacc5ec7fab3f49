"""What two limits lead to: invitations and conversations a week, cards a day (method, section 7).

A simulation, so that the numbers beside the limits are those of the user's own limits. One run plays an opening of
the desk: every business day invitations go out while both limits allow it, and everything that follows from them
falls due by the clocks of the method (second person after 3 business days, nudge after 7, answer, confirmation, brief,
debrief, thanks, report a week later, a few lines a month later). What people do is drawn:

- 30 of 100 invited people reply (Dalton's 20-40 %), each after 1 to 10 business days; the first reply stops the clocks
  of a colleague who waits (R25);
- 75 of 100 replies are a yes; a yes is agreed on 2 business days later and held 3 to 8 after that;
- a second person is known at every employer, and an employer is closed as soon as the nudges are out. To wait seven
  business days more before closing costs about a third of the conversations: it is open employers that hold back.

The draws come from a generator of this module, begun anew for each call: the same limits give the same forecast.
After four weeks of starting up, twelve weeks of each of twelve runs are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from legwork.outreach.clocks import Spans

REPLY_PERCENT: Final = 30
YES_PERCENT: Final = 75
RUNS: Final = 12
WEEK: Final = 5
WARM_UP: Final = 4 * WEEK
COUNTED: Final = 12 * WEEK
MONTH: Final = 21
_SPANS: Final = Spans()


@dataclass(frozen=True, slots=True)
class Forecast:
    """Means: `invitations` and `conversations` a week, `cards` a day; on 19 days of 20 there are at most `busy`."""

    invitations: float
    conversations: float
    cards: float
    busy: int


def forecast_words(found: Forecast) -> str:
    """`about 2.6 first messages and 0.6 conversations a week, 2 cards a day and 6 on a full one`."""
    talks = "conversation" if f"{found.conversations:.1f}" == "1.0" else "conversations"
    return (
        f"about {found.invitations:.1f} first messages and {found.conversations:.1f} {talks} a week, "
        f"{found.cards:.0f} {'card' if round(found.cards) == 1 else 'cards'} a day and {found.busy} on a full one"
    )


@lru_cache(maxsize=256)
def forecast(new_per_day: int, open_employers: int) -> Forecast:
    """What a desk with these two limits will be like, if the user knows people enough and does every card."""
    draws = _draws()
    invited = talked = 0
    days: list[int] = []
    for _ in range(RUNS):
        run = _Run(new_per_day, open_employers, draws)
        for day in range(WARM_UP + COUNTED):
            run.play(day)
        counted = range(WARM_UP, WARM_UP + COUNTED)
        invited += sum(run.invitations[day] for day in counted)
        talked += sum(run.talks[day] for day in counted)
        days += [run.cards[day] for day in counted]
    weeks = RUNS * COUNTED / WEEK
    days.sort()
    return Forecast(invited / weeks, talked / weeks, sum(days) / len(days), days[len(days) * 19 // 20])


@dataclass(slots=True)
class _Office:
    """One employer: on which days who was invited there replies, None for never, and until when it is open."""

    invited: list[int]
    replies: list[int | None]
    closes: int

    def first_reply(self) -> int | None:
        return min((day for day in self.replies if day is not None), default=None)


@dataclass(slots=True)
class _Run:
    new_per_day: int
    open_employers: int
    draws: Iterator[int]
    offices: list[_Office] = field(default_factory=list)
    cards: Counter[int] = field(default_factory=Counter)
    invitations: Counter[int] = field(default_factory=Counter)
    talks: Counter[int] = field(default_factory=Counter)

    def play(self, day: int) -> None:
        """One business day: what is due, then second people, then new ones within both limits."""
        for office in self.offices:
            self._live(office, day)
        self.offices = [office for office in self.offices if office.closes > day]
        left = self.new_per_day
        for office in self.offices:
            reply = office.first_reply()
            silent = len(office.invited) == 1 and (reply is None or reply > day)
            if left and silent and office.invited[0] + _SPANS.second_after <= day:
                left -= 1
                self._invite(office, day)
        while left and len(self.offices) < self.open_employers:
            left -= 1
            office = _Office([], [], day)
            self._invite(office, day)
            self.offices.append(office)

    def _invite(self, office: _Office, day: int) -> None:
        self.invitations[day] += 1
        self.cards[day] += 1
        office.invited.append(day)
        office.replies.append(day + self._between(1, 10) if self._percent(REPLY_PERCENT) else None)
        office.closes = max(office.closes, day + _SPANS.nudge_after)

    def _live(self, office: _Office, day: int) -> None:
        """The nudges that are due while nobody has answered; an answer settles how long the employer is open."""
        reply = office.first_reply()
        if reply is not None and reply == day:
            self.cards[day] += 1
            office.closes = self._agree(day) if self._percent(YES_PERCENT) else day
        elif reply is None or reply > day:
            self.cards[day] += sum(invited + _SPANS.nudge_after == day for invited in office.invited)
            if reply is not None and office.closes == day:
                self._late(reply)

    def _late(self, reply: int) -> None:
        """Who replies after the employer was closed is answered as well."""
        self.cards[reply] += 1
        if self._percent(YES_PERCENT):
            self._agree(reply)

    def _agree(self, replied: int) -> int:
        agreed = replied + 2
        talk = agreed + self._between(3, 8)
        report = talk + WEEK
        self.talks[talk] += 1
        for day in (talk - 1, talk - 1, talk, talk, talk, report):  # confirm, brief; brief, debrief, thanks; report
            self.cards[day] += 1
        for day in range(report + MONTH, WARM_UP + COUNTED, MONTH):
            self.cards[day] += 1
        return agreed

    def _percent(self, share: int) -> bool:
        return next(self.draws) % 100 < share

    def _between(self, least: int, most: int) -> int:
        return least + next(self.draws) % (most - least + 1)


def _draws() -> Iterator[int]:
    """Numbers without a pattern that matters here: Knuth's linear congruential generator (MMIX), its high bits."""
    state = 20_261_123
    while True:
        state = (6_364_136_223_846_793_005 * state + 1_442_695_040_888_963_407) % 2**64
        yield state >> 33
