"""The clock of one talk: small talk, questions, next steps, and the two signals (method R32, R34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from legwork.outreach.calendar import elapsed

SMALL_TALK: Final = timedelta(minutes=5)
LAST_QUESTION: Final = timedelta(minutes=5)
OFFERED_BEFORE: Final = timedelta(minutes=15)

PHASES: Final = ("before", "small_talk", "questions", "next_steps", "over")


@dataclass(frozen=True, slots=True)
class Marks:
    """The instants of one talk: it begins, questions begin, the last question is announced, it ends.

    Small talk takes five minutes, a quarter of a short talk. The last question is announced five minutes
    before the agreed end (R34), never before questions began.
    """

    start: datetime
    questions: datetime
    next_steps: datetime
    end: datetime

    def phase(self, now: datetime) -> str:
        """One of PHASES."""
        passed = sum(now >= mark for mark in (self.start, self.questions, self.next_steps, self.end))
        return PHASES[passed]

    @property
    def shares(self) -> tuple[int, int]:
        """How many hundredths of the talk have passed when questions begin, and when next steps do."""
        return (self._share(self.questions), self._share(self.next_steps))

    def _share(self, mark: datetime) -> int:
        return round(100 * ((mark - self.start) / (self.end - self.start)))


def marks(start: datetime, end: datetime) -> Marks:
    """The marks of a talk agreed from `start` to `end`, which is later; in UTC, where clocks never change."""
    begins, ends = start.astimezone(UTC), end.astimezone(UTC)
    opening = begins + min(SMALL_TALK, (ends - begins) / 4)
    return Marks(begins, opening, max(opening, ends - LAST_QUESTION), ends)


def offered(start: datetime, now: datetime) -> bool:
    """Whether the conversation page is what comes next: from a quarter of an hour before."""
    return elapsed(now, start) <= OFFERED_BEFORE
