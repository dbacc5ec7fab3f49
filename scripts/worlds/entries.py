"""What each export writes down of a person, and what somebody who reads it can see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from worlds.names import fold, formal_of, plain
from worlds.people import Person, employer_of, invent_people
from worlds.rates import Rates

CONNECTIONS = "linkedin/Connections.csv"
LATER = "linkedin_later/Connections.csv"
GOOGLE = "google/contacts.csv"
VCARD = "vcard/contacts.vcf"
CAPTURES = "captures/captures.jsonl"
FILES = (CONNECTIONS, LATER, GOOGLE, VCARD, CAPTURES)
_CREDENTIALS = ("PhD", "MBA", "PMP", "CPA", "MSc")
_ORNAMENTS = ("{} (she/her)", "{} (he/him)", "{} 🚀", "{}, {c}", "{} | {c}", "⭐ {}", "{}, {c} ✅")


@dataclass(slots=True)
class Shown:
    """What a name as written says: folded given names it may stand for, or an initial; family name tokens, or
    an initial; nothing where nothing stands there."""

    given: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    given_initial: str = ""
    family_initial: str = ""


@dataclass(slots=True)
class Entry:
    """One record as written. `person` is a person's id or, for what is none, the name of the thing. `place` is
    the number of the row, card or line, given out when the file is written."""

    file: str
    person: str
    kind: str = "person"
    contact: str = "yes"
    given: str = ""
    middle: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    whole: str = ""
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    url: str = ""
    slug: str = ""
    company: str = ""
    employers: frozenset[int] = frozenset()
    title: str = ""
    city: str = ""
    street: str = ""
    postcode: str = ""
    birthday: str = ""
    shown: Shown | None = None
    kinds: tuple[str, ...] = ()
    place: int = 0


def all_entries(rates: Rates, people: list[Person], seed: str) -> list[Entry]:
    """Every record of every export, in the order the files list them."""
    entries: list[Entry] = []
    for person in people:
        entries.extend(_Scribe(rates, person, seed).entries())
    entries.extend(_no_people(rates, people, seed))
    Random(f"{seed}/order").shuffle(entries)
    places = dict.fromkeys(FILES, 0)
    for entry in entries:
        places[entry.file] += 1
        entry.place = places[entry.file]
    return entries


def invent_entries(rates: Rates, count: int, seed: str) -> tuple[list[Person], list[Entry]]:
    people = invent_people(rates, count, seed)
    return people, all_entries(rates, people, seed)


class _Scribe:
    """Writes down one person in every export that knows them."""

    def __init__(self, rates: Rates, person: Person, seed: str) -> None:
        self.rates, self.person = rates, person
        self.chance = Random(f"{seed}/written/{person.id}")

    def happens(self, rate: float) -> bool:
        return self.chance.random() < rate

    def entries(self) -> Iterator[Entry]:
        rates = self.rates
        connected, joined = self.happens(rates.in_linkedin), self.happens(rates.new_in_linkedin)
        files = [CONNECTIONS] if connected else []
        files += [LATER] if (connected and not self.happens(rates.left_linkedin)) or joined else []
        for file, rate in ((GOOGLE, rates.in_google), (VCARD, rates.in_vcard), (CAPTURES, rates.in_captures)):
            files += [file] if self.happens(rate) else []
            if file in files and file != CAPTURES and self.happens(rates.twice_in_a_book):
                files.append(file)
        profile = self.profile_name()
        for file in files or [GOOGLE]:
            if file in (CONNECTIONS, LATER):
                yield self.connection(file, profile)
            else:
                yield self.capture() if file == CAPTURES else self.card(file)

    def profile_name(self) -> tuple[str, str, tuple[str, ...]]:
        """Given name, family name and what was done to them, as the person writes their own."""
        person = self.person
        given, family, kinds = person.given.latin, person.family.latin, []
        if person.second and self.happens(1 - self.rates.half_surname):
            family, kinds = f"{family} {person.second}", ["double_surname"]
        if self.happens(self.rates.nickname / 2) and person.nickname:
            given, kinds = person.nickname, [*kinds, "nickname"]
        if person.given.native and self.happens(self.rates.native / 2):
            given, family, kinds = person.given.native, person.family.native or family, ["script"]
        elif self.happens(self.rates.initial / 2):
            family, kinds = f"{family[0]}.", [*kinds, "initial"]
        if self.happens(self.rates.decorated):
            ornament = self.chance.choice(_ORNAMENTS).format(family, c=self.chance.choice(_CREDENTIALS))
            family, kinds = ornament, [*kinds, "decoration"]
        return given, family, tuple(kinds)

    def connection(self, file: str, profile: tuple[str, str, tuple[str, ...]]) -> Entry:
        person, later = self.person, file == LATER
        given, family, kinds = profile
        if later and person.married and not set(kinds) & {"script", "initial"}:
            family, kinds = person.married, ("surname_change",)
        employer = person.later_employer if later else person.employer
        slug = person.later_slug if later else person.slug
        entry = Entry(file, person.id, given=given, family=family, kinds=kinds, slug=slug)
        entry.url = f"https://www.linkedin.com/in/{slug}"
        entry.suffix = person.suffix if self.happens(0.5) else ""
        if entry.suffix:
            entry.family += f" {entry.suffix}"
        entry.company, entry.employers = employer.names[self.happens(self.rates.alias)], frozenset((employer.number,))
        entry.title = person.later_title if later else person.title
        entry.mails = (person.mail,) if self.happens(self.rates.mail_in_linkedin) else ()
        entry.shown = self.shown(kinds, own=True)
        return entry

    def card(self, file: str) -> Entry:
        """An entry of an address book, made at some time, by somebody who typed what they knew."""
        person, rates, later = self.person, self.rates, self.happens(0.5)
        entry = Entry(file, person.id)
        self.name_card(entry, later=later)
        employer = person.later_employer if later else person.employer
        if self.happens(rates.knows_employer):
            entry.company = employer.names[self.chance.choice((1, 2)) if self.happens(rates.alias) else 0]
            entry.employers = frozenset((employer.number,))
            entry.title = (person.later_title if later else person.title) if self.happens(0.5) else ""
        self.reach(entry, later=later)
        if self.happens(rates.knows_home):
            entry.street, entry.postcode, entry.city = person.home.street, person.home.postcode, person.home.city
        entry.birthday = person.birthday if self.happens(rates.knows_birthday) else ""
        if person.suffix and self.happens(0.6) and not entry.whole and entry.family:
            entry.suffix = person.suffix
        if file == GOOGLE and self.happens(0.04):
            entry.slug = person.slug
            entry.url = f"http://linkedin.com/in/{person.slug}/"
        return entry

    def reach(self, entry: Entry, *, later: bool) -> None:
        """Mail addresses and phones; a family may share one, and so may those who sit at one desk."""
        person, rates = self.person, self.rates
        employer = person.later_employer if later else person.employer
        mails = []
        if self.happens(rates.knows_mail) or not (entry.given or entry.whole):
            if self.happens(0.45):
                mails.append(person.work_mails[employer.number])
                entry.employers |= {employer.number}
            else:
                mails.append(person.home.mail or person.mail)
        phones = [person.mobile] if self.happens(rates.knows_phone) else []
        if self.happens(0.12):
            phones.append(person.home.phone)
        if self.happens(rates.switchboard):
            phones.append(employer.switchboard)
        entry.mails, entry.phones = tuple(mails), tuple(phones)

    def name_card(self, entry: Entry, *, later: bool) -> None:
        person, rates = self.person, self.rates
        family = person.married if later and person.married else person.family.latin
        given, kinds = person.given.latin, ["surname_change"] if family == person.married else []
        if person.second and family != person.married and not self.happens(rates.half_surname):
            family, kinds = f"{family} {person.second}", [*kinds, "double_surname"]
        if person.nickname and self.happens(rates.nickname):
            given, kinds = person.nickname, [*kinds, "nickname"]
        elif person.given.native and self.happens(rates.native):
            given, family, kinds = person.given.native, person.family.native or family, ["script"]
        elif self.happens(rates.initial):
            given, kinds = f"{given[0]}.", [*kinds, "initial"]
        if self.happens(rates.without_marks) and "script" not in kinds:
            given, family = plain(given), plain(family)
        if self.happens(rates.typo) and len(family) > 4 and "script" not in kinds:
            family, kinds = self.mistyped(family), [*kinds, "typo"]
        entry.given, entry.family, entry.middle = given, family, person.middle if self.happens(0.5) else ""
        self.shape(entry, kinds)
        entry.kinds = tuple(kinds)
        entry.shown = self.shown(entry.kinds)

    def shape(self, entry: Entry, kinds: list[str]) -> None:
        """Which field the parts of a name end up in, if in any."""
        rates = self.rates
        if self.happens(rates.nameless):
            entry.given = entry.family = entry.middle = ""
            kinds[:] = ["no_name"]
        elif self.happens(rates.first_only) and "initial" not in kinds:
            entry.family = entry.middle = ""
            kinds.append("first_only")
        elif self.happens(rates.swapped):
            if self.person.origin.family_first or self.happens(0.5):
                entry.given, entry.family, entry.middle = entry.family, entry.given, ""
            else:
                entry.whole, entry.given, entry.family = f"{entry.family}, {entry.given}", "", ""
            kinds.append("swapped_order")
        elif self.happens(rates.one_field):
            entry.whole = " ".join(filter(None, (entry.given, entry.middle, entry.family)))
            entry.given = entry.middle = entry.family = ""
            kinds.append("one_field")

    def mistyped(self, text: str) -> str:
        place = self.chance.randrange(1, len(text) - 1)
        if self.happens(0.5):
            return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        return text[:place] + text[place + 1 :]

    def capture(self) -> Entry:
        """A page somebody looked at after the second export: mostly a profile, sometimes a directory."""
        person = self.person
        given, family = person.given.latin, person.married or person.family.latin
        entry = Entry(CAPTURES, person.id, whole=f"{given} {family}")
        entry.kinds = ("surname_change",) if person.married else ()
        entry.company, entry.title = person.later_employer.names[0], person.later_title
        entry.employers = frozenset((person.later_employer.number,))
        entry.city = person.home.city if self.happens(0.7) else ""
        if self.happens(0.75):
            entry.slug, entry.url = person.later_slug, f"https://www.linkedin.com/in/{person.later_slug}?trk=people"
        else:
            entry.whole, entry.kinds = f"{family}, {given}", (*entry.kinds, "swapped_order")
            entry.url = f"https://alumni.example/people/{person.id.lower()}"
        entry.shown = self.shown(entry.kinds)
        return entry

    def shown(self, kinds: tuple[str, ...], *, own: bool = False) -> Shown:
        """What the name says to a reader; people shorten their own family name, others a given name."""
        person = self.person
        given, nickname = fold(person.given.latin), fold(person.nickname)
        if "no_name" in kinds:
            return Shown()  # the judge reads the address
        told = Shown(formal_of(nickname) | {nickname} if "nickname" in kinds else frozenset((given,)))
        if "surname_change" in kinds:
            told.family = frozenset((fold(person.married),))
        elif "first_only" not in kinds:
            halves = (person.family.latin, person.second if "double_surname" in kinds else "")
            told.family = frozenset(fold(half) for half in halves if half)
        if "initial" in kinds and own:
            told.family, told.family_initial = frozenset(), fold(person.family.latin)[0]
        elif "initial" in kinds:
            told.given, told.given_initial = frozenset(), given[0]
        return told


def _no_people(rates: Rates, people: list[Person], seed: str) -> Iterator[Entry]:
    """Role addresses, cards of organisations and households, rows without anyone, and the owner's own card."""
    chance = Random(f"{seed}/nobody")
    for number in range(max(1, int(len(people) * rates.role_cards))):
        employer = employer_of(seed, chance.randrange(max(4, len(people) * rates.employers // 1000)))
        file = chance.choice((GOOGLE, VCARD))
        role = chance.choice(("info", "jobs", "office", "support"))
        yield Entry(file, f"R:{number}", "role", "either", mails=(f"{role}@{employer.domain}",))
        yield Entry(file, f"O:{number}", "org", "either", company=employer.names[0], phones=(employer.switchboard,))
    couples = [person for person in people if person.home.mail and any(k == "spouse" for _, k in person.relations)]
    for person in couples[::3]:
        other = next(who for who, kind in person.relations if kind == "spouse")
        entry = Entry(GOOGLE, f"H:{'+'.join(sorted((person.id, other)))}", "household", "either")
        entry.whole, entry.mails = f"The {person.family.latin}s", (person.home.mail,)
        entry.phones = (person.home.phone,)
        yield entry
    for file in (CONNECTIONS, LATER):
        for number in range(int(len(people) * rates.blank_rows)):
            yield Entry(file, f"N:{file}:{number}", "blank", "no")
    yield Entry(VCARD, "SELF", "self", "no", given="Robin", family="Owner", mails=("robin.owner@example.org",))
