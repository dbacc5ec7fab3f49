"""What the columns of an unknown table seem to be: by their names first, then by the look of what is in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from legwork_importers.columns import folded
from legwork_importers.places import HALVES, SEVERAL, TITLES, places_by_name
from legwork_importers.profiles import linkedin_key

_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,24}")
_PHONE = re.compile(r"\+?[\d\s()./-]{6,24}(?:\s?(?:x|ext\.?)\s?\d{1,6})?", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*[#(]?\d{1,2}\)?\s*$")
_MOST = 0.7


def guessed(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A place or "" for each column; `rows` are the first rows of the table."""
    columns = [_filled(rows, at) for at in range(len(names))]
    places = _by_names(names)
    for at, values in enumerate(columns):
        places[at] = _by_looks(places[at], values)
    if not {"name", "given", "family"}.intersection(places):
        found = (at for at, values in enumerate(columns) if not places[at] and _are(_is_name, values))
        at = next(found, -1)
        if at >= 0:
            places[at] = "name"
    return _once(places)


def _filled(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    return [value for row in rows if at < len(row) and (value := row[at].strip())]


def _by_names(names: Sequence[str]) -> list[str]:
    known = places_by_name()
    plain = [folded(name) for name in names]
    places = [known.get(name) or known.get(folded(_NUMBERED.sub("", names[at])), "") for at, name in enumerate(plain)]
    for at, name in enumerate(plain):
        if name in HALVES:
            others = {place for other, place in enumerate(places) if plain[other] not in HALVES}
            places[at] = "given" if "family" in others else "family" if "given" in others else "name"
        if name in TITLES:
            places[at] = "prefix" if "title" in (*places[:at], *places[at + 1 :]) else "title"
    return places


def _by_looks(place: str, values: Sequence[str]) -> str:
    """A name that the values plainly contradict is not believed; a column without a known name goes by its values."""
    if not values:
        return place
    for looks, test in _LOOKS:
        if _are(test, values):
            return looks if not place or place in {"link", "linkedin", "name"} else place
    if place == "email" and not any("@" in value for value in values):
        return ""
    if place == "phone" and not any(any(map(str.isdigit, value)) for value in values):
        return ""
    return place


def _are(test: Callable[[str], bool], values: Sequence[str]) -> bool:
    return bool(values) and sum(map(test, values)) >= _MOST * len(values)


def _is_email(value: str) -> bool:
    return bool(_EMAIL.fullmatch(value[:300]))


def _is_profile(value: str) -> bool:
    return bool(linkedin_key(value))


def _is_link(value: str) -> bool:
    return bool(_LINK.fullmatch(value[:2_000]))


def _is_phone(value: str) -> bool:
    digits = sum(map(str.isdigit, value))
    return 7 <= digits <= 16 and bool(_PHONE.fullmatch(value)) and not _DATE.fullmatch(value)


def _is_name(value: str) -> bool:
    words = value.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() and not any(map(str.isdigit, word)) for word in words)


_LOOKS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("email", _is_email),
    ("linkedin", _is_profile),
    ("link", _is_link),
    ("phone", _is_phone),
)


def _once(places: Sequence[str]) -> tuple[str, ...]:
    """What a person has once is the first column that seems to be it."""
    seen: set[str] = set()
    kept = []
    for place in places:
        kept.append("" if place in seen and place not in SEVERAL else place)
        seen.add(place)
    return tuple(kept)
