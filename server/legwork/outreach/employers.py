"""The user's list of target employers, folded from what they said of each (method R01-R03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from legwork.outreach.people import Rating

MOTIVATION: Final = range(4)
POSTING: Final = range(1, 4)
RESEARCH_MINUTES: Final = 2


@dataclass(frozen=True, slots=True)
class Word:
    """Something said of one employer at `at`: `data` holds `name`, and of `motivation`, `posting`, `advocate` and
    `listed` what is said; what is missing stays as it was."""

    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """One employer on the list. `rating` is None until something of it was said."""

    name: str
    rating: Rating | None = None

    @property
    def is_open_question(self) -> bool:
        """Motivation 0 means: look into it for two minutes, then rate it (R02)."""
        return self.rating is None or self.rating.motivation == 0


def targets(words: Iterable[Word], key: Callable[[str], str]) -> dict[str, Target]:
    """The list by the key of each employer, in the order in which they came on it.

    `key` gives one text for an employer however it is written, empty for no employer. Words stand in the order of
    their times; ties keep the order given. Never fails, whatever is stored.
    """
    found: dict[str, Target] = {}
    for word in sorted(words, key=lambda word: word.at):
        name = word.data.get("name")
        place = key(name) if isinstance(name, str) else ""
        if not place or not isinstance(name, str):
            continue
        if word.data.get("listed") is False:
            found.pop(place, None)
        else:
            present = found.get(place, Target(name))
            found[place] = replace(present, rating=_rated(present.rating, word.data))
    return found


def _rated(rating: Rating | None, said: Mapping[str, Any]) -> Rating | None:
    present = rating or Rating()
    motivation = _one_of(MOTIVATION, said.get("motivation"), present.motivation)
    posting = _one_of(POSTING, said.get("posting"), present.posting)
    advocate = said.get("advocate")
    new = Rating(motivation, posting, advocate if isinstance(advocate, bool) else present.advocate)
    return rating if new == present else new


def _one_of(allowed: range, value: object, otherwise: int) -> int:
    fits = isinstance(value, int) and not isinstance(value, bool) and value in allowed
    return int(value) if fits and isinstance(value, int) else otherwise


def in_order(found: Iterable[Target]) -> list[Target]:
    """By motivation, then posting, then advocate, all descending (R02); equal ones by name."""
    return sorted(
        found, key=lambda target: (_descending(target.rating or Rating()), target.name.casefold(), target.name)
    )


def _descending(rating: Rating) -> tuple[int, int, bool]:
    return (-rating.motivation, -rating.posting, not rating.advocate)


def rating_words(rating: Rating) -> str:
    """`motivation 2 of 3, posting 3 of 3, someone there speaks for you`."""
    advocate = ", someone there speaks for you" if rating.advocate else ""
    return f"motivation {rating.motivation} of 3, posting {rating.posting} of 3{advocate}"
