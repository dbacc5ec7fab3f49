"""Foreign text made fit for a note: no markup, no script, no sign that turns a line around, and not too long."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from legwork.outreach.words import MONTH_NAMES, MONTHS

_TAG: Final = re.compile(r"<[!/?a-zA-Z][^<>]*>?")
_SCRIPT: Final = re.compile(r"(?:java|vb)script\s*:|data\s*:\s*text/html", re.IGNORECASE)
# Signs that make the rest of a line run the other way; single marks of direction and the joiners of emoji stay.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2028\u2029")
_WEB: Final = re.compile(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)
_LOCAL: Final = re.compile(r"/[A-Za-z0-9_./~?=&%#-]*")
LONGEST: Final = 160
_NUMBER: Final = re.compile(r"(?<![\w.,])\d{4,}(?![\w.,])")


def plain(text: str, words: int = 20) -> str:
    """The text in one line without markup, cut after so many words or 160 characters."""
    found, before = text, ""
    while found != before:  # what was taken out may have held two halves apart
        before, found = found, _SCRIPT.sub(" ", _TAG.sub(" ", found))
    seen = "".join(_kept(letter) for letter in found)
    said = " ".join(seen.split())
    cut = " ".join(said.split()[:words])
    cut = cut if len(cut) <= LONGEST else cut[:LONGEST].rpartition(" ")[0] or cut[:LONGEST]
    return cut if cut == said else f"{cut.rstrip(' ,;:.–-')}…"


def _kept(letter: str) -> str:
    if letter in _TURNING:
        return ""
    return " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter


def web_address(url: str) -> str:
    """The address if it is one of the web, else nothing."""
    return url if _WEB.fullmatch(url) else ""


def desk_path(ref: str) -> str:
    """The path if it is one of the desk, else nothing."""
    return ref if _LOCAL.fullmatch(ref) and not ref.startswith("//") else ""


def day_words(day: date) -> str:
    """`3 May 2021`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """`3 May 2021`, with the month in three letters."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def count_words(text: str) -> str:
    """Figures of four digits and more with commas, as `2,100`; the rest as it is."""
    return _NUMBER.sub(lambda found: f"{int(found[0]):,}", text)
