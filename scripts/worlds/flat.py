"""Plain person records for measuring speed, one after the other: a third of the people stand there twice or
more, with typing errors, moves and gaps. Any number of them; none is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from worlds import names
from worlds.people import employer_of

_ORIGINS = (names.ENGLISH, names.GERMAN, names.SPANISH, names.INDIAN)
_STREETS = [
    "Alder",
    "Bay",
    "Chapel",
    "Dell",
    "Elm",
    "Fern",
    "Garden",
    "High",
    "Ivy",
    "Jubilee",
    "King",
    "Linden",
    "Mill",
    "North",
    "Orchard",
    "Park",
    "Quay",
    "River",
]
_HOSTS = ("gmail.com", "outlook.com", "yahoo.com", "gmx.de")
_AGAIN = 0.35
_WRONG = 0.12
_GAP = 0.1
_LONG_TAIL = 0.4
"""People with one of tens of thousands of rare family names: half of all names in a register are such."""
_FIELDS = ("given", "family", "birthday", "street", "postcode", "city", "phone", "email", "employer")


@dataclass(frozen=True, slots=True)
class Flat:
    """One record; `person` says whose. Texts may be empty."""

    number: int
    person: int
    given: str
    family: str
    birthday: str
    street: str
    postcode: str
    city: str
    phone: str
    email: str
    employer: str


COLUMNS = ("number", "person", *_FIELDS)


def flat_records(count: int, seed: str) -> Iterator[Flat]:
    """`count` records, those of one person near each other."""
    chance = Random(f"{seed}/flat")
    waiting: list[Flat] = []
    number = person = 0
    while number < count:
        if waiting and chance.random() < 0.3:
            yield replace(waiting.pop(chance.randrange(len(waiting))), number=number)
        else:
            first = _person(chance, number, person, count)
            person += 1
            while chance.random() < _AGAIN:
                waiting.append(_again(chance, first))
            yield first
        number += 1


def _person(chance: Random, number: int, person: int, count: int) -> Flat:
    origin = chance.choice(_ORIGINS)
    given, family = origin.a_given(chance).latin, origin.a_family(chance).latin
    if chance.random() < _LONG_TAIL:
        stems = f"{chance.choice(origin.stems).latin}{chance.choice(origin.stems).latin.lower()}"
        family = f"{stems}{chance.choice(origin.endings).latin}"
    city = chance.randrange(40)
    local = f"{names.fold(given)}.{names.fold(family)}{chance.randrange(max(100, count))}"
    return Flat(
        number,
        person,
        given,
        family,
        f"{chance.randint(1940, 2005)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        f"{chance.randint(1, 300)} {chance.choice(_STREETS)} Street",
        f"{city:02}{chance.randrange(1000):03}",
        f"Town {city}",
        f"+1{chance.randint(200, 989)}{chance.randint(200, 999)}{chance.randint(0, 9999):04}",
        f"{local}@{chance.choice(_HOSTS)}",
        employer_of("flat", int(2000 * chance.random() ** 2)).names[0] if chance.random() < 0.7 else "",
    )


def _again(chance: Random, first: Flat) -> Flat:
    """The same person as somebody else wrote them down."""
    changed: dict[str, Any] = {}
    for name in _FIELDS:
        text = str(getattr(first, name))
        draw = chance.random()
        if draw < _GAP:
            changed[name] = ""
        elif draw < _GAP + _WRONG and len(text) > 3:
            changed[name] = _mistyped(chance, text)
    if chance.random() < 0.1:
        changed |= {"street": f"{chance.randint(1, 300)} {chance.choice(_STREETS)} Street", "phone": ""}
    return replace(first, **changed)


def _mistyped(chance: Random, text: str) -> str:
    place = chance.randrange(1, len(text) - 1)
    letter = text[place]
    if letter.isdigit():
        return f"{text[:place]}{(int(letter) + chance.randint(1, 9)) % 10}{text[place + 1 :]}"
    if letter in "-@+. ":
        return text
    if chance.random() < 0.5:
        return text[:place] + text[place + 1 :]
    return f"{text[:place]}{chance.choice('aeionrst')}{text[place + 1 :]}"
