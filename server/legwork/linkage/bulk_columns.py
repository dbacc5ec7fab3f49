"""What many persons say as columns, numbered once for their keys and for the comparisons behind them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

import numpy as np

from legwork.linkage.columns import Lists, Numbers
from legwork.linkage.person import Name, Person


class Columns:
    """The names of persons, one after the other, a number for each that differs; the same of their birthdays, one
    each; and their identifiers."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self.persons = persons
        held = list(map(attrgetter("names"), persons))
        self.counts = np.fromiter(map(len, held), np.int64, len(held))
        names, days = Numbers[Name](), Numbers[str]()
        self.name_of = names.each(chain.from_iterable(held))
        self.names = names.values()
        self.day_of = days.each(map(attrgetter("birthday"), persons))
        self.days = days.values()
        self.identifiers = Lists(list(map(attrgetter("identifiers"), persons)))
