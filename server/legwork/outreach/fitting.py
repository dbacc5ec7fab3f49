"""What a place is like from inside, and how that sits with the user's own values; explained by quotes alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from legwork.outreach.journal import Journal, folded
from legwork.outreach.learning import Heard, debriefs
from legwork.outreach.people import Person
from legwork.outreach.talks import CULTURE

FEWEST_VALUES: Final = 3
MOST_VALUES: Final = 7


@dataclass(frozen=True, slots=True)
class Quote:
    """What one person said of one part of the culture of their place; `debrief` is the event that wrote it."""

    person: Person
    at: datetime
    part: str
    text: str
    debrief: str


@dataclass(frozen=True, slots=True)
class Score:
    """How a place sits with one value: quotes that fit minus quotes that jar, None where none was weighed."""

    value: str
    fits: tuple[Quote, ...] = ()
    jars: tuple[Quote, ...] = ()

    @property
    def points(self) -> int | None:
        return len(self.fits) - len(self.jars) if self.fits or self.jars else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The culture sheet of one employer."""

    company: str
    quotes: tuple[Quote, ...]
    scores: tuple[Score, ...]

    def of(self, part: str) -> tuple[Quote, ...]:
        return tuple(quote for quote in self.quotes if quote.part == part)

    @property
    def open_questions(self) -> tuple[str, ...]:
        """The questions of the parts nobody has spoken of."""
        return tuple(question for part, question in CULTURE.items() if not self.of(part))

    @property
    def points(self) -> int | None:
        """All scores together; None where nothing was weighed."""
        said = [score.points for score in self.scores if score.points is not None]
        return sum(said) if said else None


def sheets(talks: Iterable[Heard], values: Sequence[str], mine: Journal) -> list[Sheet]:
    """One sheet an employer of whom a debrief was written, by name; talks without an employer fill none."""
    found: dict[str, tuple[str, list[Quote]]] = {}
    for one, debrief in debriefs(talks):
        company = debrief.company or one.person.company
        if not company:
            continue
        quotes = found.setdefault(folded(company), (company, []))[1]
        quotes += [Quote(one.person, one.talk.at, part, text, debrief.event) for part, text in debrief.culture.items()]
    return [
        Sheet(company, tuple(quotes), tuple(_score(value, quotes, mine) for value in values))
        for _, (company, quotes) in sorted(found.items())
    ]


def _score(value: str, quotes: Sequence[Quote], mine: Journal) -> Score:
    def weighed(way: int) -> tuple[Quote, ...]:
        return tuple(quote for quote in quotes if mine.weighed.get((quote.debrief, quote.part, folded(value))) == way)

    return Score(value, weighed(1), weighed(-1))
