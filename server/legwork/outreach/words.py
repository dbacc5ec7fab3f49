"""Dates and counts in words, the same in every locale."""

from __future__ import annotations

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def day_words(day: date, today: date) -> str:
    """`18 Nov`, with the year when it is more than half a year away or another calendar year in the past."""
    short = f"{day.day} {MONTHS[day.month - 1]}"
    near = day.year == today.year or 0 < (day - today).days < 183
    return short if near else f"{short} {day.year}"


def weekday_words(day: date, today: date) -> str:
    """`Thu 3 Dec`."""
    return f"{WEEKDAYS[day.weekday()]} {day_words(day, today)}"


def month_words(day: date) -> str:
    """`May 2021`."""
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def between_words(after: date, before: date) -> str:
    """`between 3 March and 20 November 2026`, each year once; `around 20 November 2026` where the days are one."""
    first, last = (f"{day.day} {MONTH_NAMES[day.month - 1]}" for day in (after, before))
    if after >= before:
        return f"around {last} {before.year}"
    return f"between {first}{'' if after.year == before.year else f' {after.year}'} and {last} {before.year}"


def count_words(count: int) -> str:
    """Numbers up to twelve as a word, `no` for zero, thousands with a comma."""
    return COUNTS[count] if 0 <= count < len(COUNTS) else f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """`one nudge`, `five nudges`."""
    return f"{count_words(count)} {one if count == 1 else many or one + 's'}"


def listed(parts: tuple[str, ...] | list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def sentence(text: str) -> str:
    """The text with a capital first letter and the rest as it is."""
    return text[:1].upper() + text[1:]
