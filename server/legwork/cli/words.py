"""How the command line says things."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

ACTS: Final[Mapping[str, str]] = {
    "send_invitation": "Invite",
    "send_nudge": "Nudge, once",
    "send_answer": "Answer",
    "ask_again": "Ask for a day",
    "close": "Close kindly",
    "confirm": "Confirm the day",
    "brief": "Get ready for",
    "debrief": "Write down what you learned",
    "send_thank_you": "Thank",
    "report_back": "Tell what came of it",
    "keep_in_touch": "Keep in touch",
    "write_again": "Write again",
    "keep_promise": "Keep your promise to",
    "follow_plan": "Do what you planned after talking with",
    "decide": "Weigh it up after talking with",
    "close_loop": "Tell how it ended to",
    "find_channel": "Find a way to reach",
    "rule_pair": "One person or two?",
    "still_wanted": "Do you still want to talk to",
}
BANDS: Final[Mapping[str, str]] = {
    "strong": "very likely one person",
    "likely": "probably one person",
    "weak": "perhaps one person",
}
STATES: Final[Mapping[str, str]] = {
    "one": "one contact",
    "asked": "two contacts until you decide: ",
    "two": "two contacts",
}
JOINS: Final[Mapping[str, str]] = {
    "ruled": "joined by your word",
    "certain": "joined beyond doubt",
    "strong": "joined because much speaks for it",
}
_CHANNELS: Final[Mapping[str, str]] = {
    "email": "e-mail",
    "linkedin_note": "LinkedIn note",
    "linkedin_message": "LinkedIn message",
    "phone": "phone",
    "none": "whatever way you find",
}
_WIDTH = 88


def card_name(channel: str) -> str:
    return _CHANNELS.get(channel, channel)


def day_of(day: date) -> str:
    """`Monday 23 November 2026`"""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def wrapped(text: str, before: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=before, subsequent_indent=" " * len(before))


def counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns side by side; the last one is as long as it is."""
    if not rows:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = [[cell.ljust(width) for cell, width in zip(row, widths, strict=False)] + [row[-1]] for row in rows]
    return "\n".join("  ".join(line).rstrip() for line in lines)


# not strftime's: those follow the machine's language, and the sentences around them do not
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
