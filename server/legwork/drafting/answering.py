"""Answers: times to choose from, a kind word to who declines or is busy, the confirmation, the closing line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from legwork.drafting.slots import Slots, city_of, day_of, letter, near_day

ANSWERS: Final = ("times", "later", "declined", "someone_else")
_HOURS: Final = ((time(10), time(12)), (time(14), time(16)), (time(9), time(11)))


def answer(slots: Slots) -> str:
    """What fits their reply, which the user names; the times unless they do."""
    return _ANSWERS.get(slots.choice.answer, _times)(slots)


def _times(slots: Slots) -> str:
    """Within one business day, with two or three windows (R25)."""
    return letter(
        slots,
        f"Thank you for writing back. Would one of these suit you for {slots.minutes}?",
        windows(slots),
        "Another time works just as well; name one, and tell me whether you prefer phone or video.",
    )


def _later(slots: Slots) -> str:
    """Taken at their word, with the day they named where it is known (R26)."""
    until = slots.text("until")
    when = f"in the week of {day_of(date.fromisoformat(until))}" if until else "when it is calmer for you"
    return letter(
        slots,
        f"Thank you for telling me. I will write again {when}, and not before. Until then I wish you a good stretch.",
    )


def _declined(slots: Slots) -> str:
    return letter(
        slots,
        "Thank you for your answer; I understand completely, and a clear word helps me. I wish you all the best"
        + (f" with your work at {slots.person.company}." if slots.person.company else "."),
    )


def _someone_else(slots: Slots) -> str:
    named = slots.text("named")
    whom = f"write to {named}" if named else "write to the person you name"
    return letter(
        slots,
        f"Thank you, that helps me a great deal. I will {whom} this week, say that you sent me, and tell you what "
        "came of it.",
    )


_ANSWERS: Final[Mapping[str, Callable[[Slots], str]]] = {
    "times": _times,
    "later": _later,
    "declined": _declined,
    "someone_else": _someone_else,
}


def ask_again(slots: Slots) -> str:
    return letter(
        slots,
        f"Perhaps the times in my last note did not fit. Would one of these be easier for {slots.minutes}?",
        windows(slots),
        "If this is not a good season for it, that is completely fine.",
    )


def windows(slots: Slots) -> str:
    """Times on two or three working days, in both zones where theirs is known and differs."""
    here, theirs = ZoneInfo(slots.you.zone), slots.their_zone
    lines = []
    days: Iterable[str] = slots.card.facts.get("windows", ())
    for day_text, (opens, closes) in zip(days, _HOURS, strict=False):
        day = date.fromisoformat(day_text)
        first, last = (datetime.combine(day, wall, tzinfo=here) for wall in (opens, closes))
        line = f"- {day_of(day)}, {first:%H:%M}-{last:%H:%M} {city_of(slots.you.zone)} time"
        if _differs(first, theirs):
            start, end = (moment.astimezone(ZoneInfo(theirs)) for moment in (first, last))
            other_day = f" on {day_of(start.date())}" if start.date() != day else ""
            line += f" ({start:%H:%M}-{end:%H:%M} in {city_of(theirs)}{other_day})"
        lines.append(line)
    return "\n".join(lines)


def _differs(moment: datetime, zone: str) -> bool:
    return bool(zone) and moment.astimezone(ZoneInfo(zone)).utcoffset() != moment.utcoffset()


def confirm(slots: Slots) -> str:
    """One business day before, with the zone, both times where theirs is known, and a telephone number (R30)."""
    start = slots.start
    if start is None:
        return letter(slots, "I look forward to our conversation.")
    here = start.astimezone(ZoneInfo(slots.you.zone))
    theirs = slots.their_zone
    when = f"{day_of(here.date())} at {here:%H:%M} {city_of(slots.you.zone)} time"
    if theirs:
        there = start.astimezone(ZoneInfo(theirs))
        other_day = f" on {day_of(there.date())}" if there.date() != here.date() else ""
        when += f" ({there:%H:%M} in {city_of(theirs)}{other_day})"
    phone = f" or a call to {slots.you.phone}" if slots.you.phone else ""
    return letter(
        slots,
        f"Our conversation is {_relative(here.date(), slots.today)}{when}, and {slots.planned} is what I have planned "
        f"for. Should anything change on your side, a short line{phone} is enough.",
        "I look forward to learning from you.",
    )


def _relative(day: date, today: date) -> str:
    near = near_day(day, today)
    return "on " if near.startswith("on ") else f"{near}, "


def close(slots: Slots) -> str:
    """A last line to who had answered; nobody else gets one (R24)."""
    return letter(
        slots,
        "Finding a time has not been easy, so I will leave it here. Thank you for your answer; it was kind of you. "
        "Should you like to talk one day, a line from you is always welcome.",
    )
