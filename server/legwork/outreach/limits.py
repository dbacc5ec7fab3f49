"""How much a day may hold, and what a limit keeps back (method R08-R10 and section 7)."""

from __future__ import annotations

from dataclasses import dataclass, field

from legwork.outreach.clocks import Spans


@dataclass(frozen=True, slots=True)
class Limits:
    """The user's settings.

    `new_per_day` first invitations, the second person at an employer among them; `open_employers` employers
    open at once; `day_max` cards a day; `ask_minutes` asked for; LinkedIn's own limits in characters of a
    note and notes a month.
    """

    new_per_day: int = 2
    open_employers: int = 5
    day_max: int = 12
    ask_minutes: int = 20
    li_note_limit: int = 200
    li_notes_month: int = 5
    spans: Spans = field(default_factory=Spans)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What one limit keeps from today: how many, and a sentence saying so."""

    limit: str
    count: int
    text: str
