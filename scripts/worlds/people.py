"""The people of a world before anybody writes them down: names, families, employers, addresses."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from random import Random

from worlds.names import NICKNAMES, Origin, Written, fold
from worlds.rates import Rates

_TITLES = """Engineer:Software_Engineer:Senior_Engineer Nurse:Head_Nurse Teacher:Head_of_School Analyst:Data_Analyst
Manager:Product_Manager:Project_Manager Designer:UX_Designer Director:Director_of_Operations Accountant:Controller
Recruiter:Talent_Partner Consultant:Senior_Consultant Researcher:Research_Lead Buyer:Head_of_Purchasing"""
TITLES = tuple(title.replace("_", " ") for group in _TITLES.split() for title in group.split(":"))
_FIRST = "Amber Birch Cedar Delta Ember Falcon Granite Harbor Indigo Juniper Kestrel Lumen Maple Nimbus Onyx Prairie "
_FIRST += "Quarry Raven Sable Tundra Umber Verdant Willow Zenith"
_SECOND = "bridge crest field forge gate lake line mark path point ridge stone view wave works yard"
_THIRD = "Analytics Bank Capital Clinic Education Foods Health Insurance Labs Logistics Media Partners Software Studios"
_LEGAL = ("Inc.", "LLC", "GmbH", "Ltd", "S.A.")
_STREETS = (
    "Alder Bay Chapel Dell Elm Fern Garden High Ivy Jubilee King Linden Mill North Orchard Park Quay River School"
)
FREE_MAIL = ("gmail.com", "outlook.com", "yahoo.com", "icloud.com", "gmx.de")


@dataclass(frozen=True, slots=True)
class Employer:
    """`names` as written, the usual one first; some write a legal form, some only the initials."""

    number: int
    names: tuple[str, ...]
    domain: str
    switchboard: str


@dataclass(slots=True)
class Home:
    street: str
    postcode: str
    city: str
    phone: str
    mail: str = ""


@dataclass(slots=True)
class Person:
    """`later_…` is what holds from the second export on; the same as before for most."""

    id: str
    origin: Origin
    given: Written
    middle: str
    family: Written
    second: str
    suffix: str
    nickname: str
    birthday: str
    home: Home
    mobile: str
    employer: Employer
    later_employer: Employer
    title: str
    later_title: str
    married: str = ""
    mail: str = ""
    slug: str = ""
    later_slug: str = ""
    work_mails: dict[int, str] = field(default_factory=dict)
    relations: list[tuple[str, str]] = field(default_factory=list)

    def families(self, *, later: bool) -> tuple[str, ...]:
        """Family name tokens, folded, at a time."""
        own = self.married if later and self.married else self.family.latin
        return tuple(fold(part) for part in (own, self.second if not (later and self.married) else "") if part)


def invent_people(rates: Rates, count: int, seed: str) -> list[Person]:
    """`count` people. Each is drawn by a chance of their own, so that one more changes no other."""
    people = [_Birth(rates, count, seed, number).person() for number in range(count)]
    chance = Random(f"{seed}/families")
    number = 0
    while number + 1 < count:
        one, other = people[number], people[number + 1]
        draw = chance.random()
        for share, relate in (
            (rates.couple, _marry),
            (rates.father_and_son, _father),
            (rates.namesake, _name_alike),
        ):
            if draw < share:
                relate(one, other, chance, rates)
                number += 1
                break
            draw -= share
        number += 1
    taken: set[str] = set()
    for place, person in enumerate(people):
        _give_addresses(rates, person, Random(f"{seed}/addresses/{place}"), taken)
    return people


class _Birth:
    """One person in the making."""

    def __init__(self, rates: Rates, count: int, seed: str, number: int) -> None:
        self.rates, self.count, self.seed, self.number = rates, count, seed, number
        self.chance = Random(f"{seed}/person/{number}")

    def person(self) -> Person:
        chance, rates = self.chance, self.rates
        origin = chance.choices([o for o, _ in rates.origins], [share for _, share in rates.origins])[0]
        given, family = origin.a_given(chance), self.family(origin)
        employer, title = self.employer(), chance.choice(TITLES)
        moves = chance.random() < rates.job_change
        city = chance.choice(origin.cities[:2] if rates.families else origin.cities)
        return Person(
            id=f"P{self.number:06}",
            origin=origin,
            given=given,
            middle=origin.a_given(chance).latin if chance.random() < rates.middle else "",
            family=family,
            second=origin.a_family(chance).latin if origin.double and chance.random() < 0.7 else "",
            suffix="",
            nickname=chance.choice(NICKNAMES[given.latin].split()) if given.latin in NICKNAMES else "",
            birthday=f"{chance.randint(1950, 2002)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            home=self.home(origin, city),
            mobile=phone(origin.dial, chance),
            employer=employer,
            later_employer=self.employer() if moves else employer,
            title=title,
            later_title=chance.choice(TITLES) if moves else title,
            married=origin.a_family(chance).latin if chance.random() < rates.married else "",
        )

    def family(self, origin: Origin) -> Written:
        if not self.rates.families:
            return origin.a_family(self.chance)
        which = int(self.rates.families * self.chance.random() ** 1.5)
        return origin.a_family(Random(f"{self.seed}/family/{which}"))

    def employer(self) -> Employer:
        """A few employers are large: half of the people work at a tenth of them."""
        most = max(4, self.count * self.rates.employers // 1000)
        within = max(1, most // 10) if self.chance.random() < 0.5 else most
        return employer_of(self.seed, self.chance.randrange(within))

    def home(self, origin: Origin, city: str) -> Home:
        chance = self.chance
        street = f"{chance.randint(1, 240)} {chance.choice(_STREETS.split())} Street"
        return Home(street, f"{chance.randrange(10_000, 99_999)}", city, phone(origin.dial, chance))


def _give_addresses(rates: Rates, person: Person, chance: Random, taken: set[str]) -> None:
    """Addresses made from the name; nobody is given one that is taken."""
    given, family = fold(person.given.latin), fold(person.family.latin)
    locals_ = (f"{given}.{family}", f"{given}{family[0]}", f"{given[0]}{family}", f"{family}.{given}")
    host = chance.choice(FREE_MAIL)
    person.mail = _free(f"{chance.choice(locals_)}{chance.choice(('', chance.randint(60, 99)))}", host, taken)
    for employer in (person.employer, person.later_employer):
        if employer.number not in person.work_mails:
            person.work_mails[employer.number] = _free(locals_[employer.number % 4], employer.domain, taken)
    stem = f"{given}-{family}"
    given_out, chosen = f"-{chance.randrange(16**7):07x}", chance.choice(("", f"-{person.birthday[2:4]}"))
    end = given_out if chance.random() < 0.7 else chosen
    person.slug = _free(f"{stem}{end}", "", taken)
    changed = chance.random() < rates.new_address
    person.later_slug = _free(f"{given}{family}{person.title[:2].lower()}", "", taken) if changed else person.slug


def _free(local: str, host: str, taken: set[str]) -> str:
    at = f"@{host}" if host else ""
    counted = (f"{local}{number if number > 1 else ''}{at}" for number in itertools.count(1))
    found = next(text for text in counted if text not in taken)
    taken.add(found)
    return found


def employer_of(seed: str, number: int) -> Employer:
    """The employer of a number; no two share the words that their domains are made of."""
    chance = Random(f"{seed}/employer/{number}")
    firsts, seconds = _FIRST.split(), _SECOND.split()
    first = ("", "New", "Grand", "Upper", "Old", "Lower")[number // (len(firsts) * len(seconds)) % 6]
    first = (first + firsts[number % len(firsts)]).capitalize()
    second = seconds[(number * 7 + number // len(firsts)) % len(seconds)]
    third = chance.choice(_THIRD.split())
    name = f"{first}{second} {third}" if number % 3 else f"{first} {second.capitalize()} {third}"
    initials = "".join(word[0] for word in name.split())
    aliases = (f"{name} {chance.choice(_LEGAL)}", initials if len(initials) > 2 else name.split(maxsplit=1)[0])
    domain = f"{fold(name.rsplit(' ', 1)[0])}.example"
    return Employer(number, (name, *aliases), domain, phone("+1", chance))


def phone(dial: str, chance: Random) -> str:
    """An invented number; in North America out of the block that is never given to anyone."""
    if dial == "+1":
        return f"+1{chance.choice((212, 312, 415, 617, 713, 206, 303, 404, 503, 614))}555{chance.randint(0, 9999):04}"
    return f"{dial}{chance.choice('679')}{chance.randrange(10_000_000, 99_999_999)}"


def _relate(one: Person, other: Person, kind: str) -> None:
    one.relations.append((other.id, kind))
    other.relations.append((one.id, kind))


def _marry(one: Person, other: Person, chance: Random, rates: Rates) -> None:
    """A couple under one roof, with one phone at home and perhaps one address for both."""
    _relate(one, other, "spouse")
    other.home = one.home
    if chance.random() < 0.7:
        other.family, other.second, other.origin = one.family, one.second, one.origin
    if chance.random() < rates.shared_mail:
        one.home.mail = f"{fold(one.family.latin)}.family{one.id[-4:]}@{FREE_MAIL[0]}"


def _father(one: Person, other: Person, chance: Random, _rates: Rates) -> None:
    """A father and his son of the same name; half of them live at one address."""
    _relate(one, other, "father_son")
    other.given, other.family, other.second, other.origin = one.given, one.family, one.second, one.origin
    other.nickname, other.middle, other.married = one.nickname, one.middle, ""
    one.married = ""
    one.suffix, other.suffix = "Sr.", "Jr."
    other.birthday = f"{int(one.birthday[:4]) + 28}{one.birthday[4:-2]}{chance.randint(1, 28):02}"
    if chance.random() < 0.5:
        other.home = one.home


def _name_alike(one: Person, other: Person, chance: Random, _rates: Rates) -> None:
    """Two people of one name; one pair in five works at the same place."""
    _relate(one, other, "homonym")
    other.given, other.family, other.second, other.origin = one.given, one.family, one.second, one.origin
    other.nickname = one.nickname
    if chance.random() < 0.2:
        other.employer, other.later_employer = one.employer, one.later_employer
