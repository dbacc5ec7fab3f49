"""What blocking keys are made of: whole keys, and beginnings and ends of those that join two facts of a record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from legwork.linkage.comparing_names import spelled
from legwork.linkage.person import Email, Name, Person
from legwork.linkage.tables import employer_domains, formal_names, frequency

_TELLING = ("profile:", "email:", "phone:", "uid:", "name:")
_EMPLOYER_LETTERS = 5
_COMMON = 0.00025
"""The share from which a name is no reason to ask with no more than an initial beside it."""
_MOST_PARTS = 5
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Called:
    """What a name, or the address of a record without one, adds to keys.

    `telling` and `whole` are keys by themselves, the first of whole names. `at_employer` begin one that an employer
    ends, `at_work` one that an employer ends, an employer with the `initial` of the family name, or an employer with a
    job title. The others end one: `days` behind day and month, `given` there before half a year, `letters` behind a
    whole date, `last` behind a postcode.
    """

    telling: tuple[str, ...]
    whole: tuple[str, ...]
    at_employer: tuple[str, ...] = ()
    at_work: tuple[str, ...] = ()
    initial: str = ""
    days: tuple[str, ...] = ()
    given: str = ""
    letters: tuple[str, ...] = ()
    last: str = ""


def numbered(key: str, number: int) -> int:
    """A hash of a key, with what `room` needs to know of the key in its last bit."""
    return number & ~1 | key.startswith(_TELLING)


def called(name: Name | Email) -> Called:
    """What a name or an address adds to keys."""
    return _by_address(name) if isinstance(name, Email) else _by_name(name)


def callings(person: Person) -> tuple[Name, ...] | tuple[Email, ...]:
    """What a person is called: names, or without any, addresses."""
    return person.names or tuple(email for email in person.emails if not email.shared and _letters(email))


@lru_cache(maxsize=16384)
def employers_of(names: tuple[str, ...], domains: tuple[str, ...]) -> tuple[str, ...]:
    """The first letters of each employer's name and mail domains: enough to meet, not to judge."""
    known = employer_domains()
    found = {key.replace(" ", "") for key in names}
    found.update(label for key in names for label in known.get(key, ()))
    found.update(domains)
    return tuple(sorted({name.replace("-", "")[:_EMPLOYER_LETTERS] for name in found}))


def work(at: tuple[str, ...], titles: tuple[frozenset[str], ...], initial: str) -> tuple[str, ...]:
    """What ends a key `at_work`: employers, alone and beside an initial, where a given name alone is a crowd, or a
    job title."""
    beside = [initial, *(" ".join(sorted(title)) for title in titles)]
    return (*at, *(f"{employer}:{one}" for employer in at for one in beside if one))


def halves(birthday: str) -> tuple[str, ...]:
    """The year in two parts, of which one is right where a digit is wrong; none where no year is said."""
    year = birthday[:-6]
    return (year[:3], year[3:]) if year.isdigit() else ()


def at_home(person: Person) -> list[tuple[str, str]]:
    """The postcodes of a person's households, each with what ends a key behind it besides names."""
    ends = [(one.postcode, (*street_head(one.street), person.birthday)) for one in person.households]
    return [(code, end) for code, both in ends if code for end in both if end]


def street_head(street: str) -> tuple[str, ...]:
    """The first two words of a street: as much as a key asks for."""
    head = " ".join(street.split(None, 2)[:2])
    return (head,) if head else ()


def _letters(email: Email) -> str:
    return "".join(letter for letter in email.local if letter.isalpha())


def _by_address(email: Email) -> Called:
    letters = _letters(email)
    return Called((), (f"local:{letters}",), (f"local+employer:{letters}:",), (f"given+employer:{letters}:",))


def _by_name(name: Name) -> Called:
    given, family = "".join(name.given), "".join(name.family)
    days = _days(name.given[0], name.tokens[-1]) if name.given else ()
    if given and family:
        ours, theirs = given_keys(given), family_keys(family)
        telling = tuple(f"{begin}{theirs.sound}" for begin in ours.named)
        whole, at_employer = _of_two(name, ours, theirs), _at_employer(name, ours, theirs)
        at_work, initial = ours.at_work, theirs.initial
    else:
        ours = given_keys(given or family)
        telling, whole, at_employer, at_work, initial = (), (ours.alone,), (), ours.at_work, ""
    first, letters = name.given[0][:3] if name.given else "", tuple({token[0] for token in name.tokens})
    return Called(telling, whole, at_employer, at_work, initial, days, first, letters, name.tokens[-1][:3])


def _of_two(name: Name, ours: GivenKeys, theirs: FamilyKeys) -> tuple[str, ...]:
    """The whole keys of a given and a family name."""
    whole = [*local_names("".join(name.given), "".join(name.family)), f"{ours.bones}{theirs.sound}"]
    whole += [f"{begin}{theirs.bones}" for begin in ours.spoken]
    if theirs.short:
        whole.append(ours.alone)
    if ours.rare or theirs.short:
        whole += [f"{begin}{theirs.initial}" for begin in ours.before_initial]
    if theirs.rare or ours.short:
        whole += [f"{begin}{theirs.sound}" for begin in ours.initials]
    return (*whole, *(f"parts:{first}:{second}" for first, second in pairs_of_parts(name)))


def _at_employer(name: Name, ours: GivenKeys, theirs: FamilyKeys) -> tuple[str, ...]:
    """The beginnings of keys with an employer: the family name and its parts, and what addresses are built from."""
    beside = local_at_employer("".join(name.given), "".join(name.family))
    return (ours.at_employer, *theirs.at_employer, *beside, *parts_at_employer(name))


class GivenKeys(NamedTuple):
    """What a given name adds to keys.

    `named` begin what the sound of the family name ends, and so do `bones` and, where either name says much,
    `initials`; `spoken` what the family name's bones end; `before_initial` what its initial ends. `alone` is a key by
    itself, `at_work` begin one that work ends. `rare`, `short`: whether few are called so, and whether it is an
    initial.
    """

    sound: str
    named: tuple[str, ...]
    bones: str
    spoken: tuple[str, ...]
    before_initial: tuple[str, ...]
    initials: tuple[str, ...]
    alone: str
    at_employer: str
    at_work: tuple[str, ...]
    rare: bool
    short: bool


class FamilyKeys(NamedTuple):
    """What a family name adds to keys, whether few carry it, and whether it is an initial."""

    sound: str
    bones: str
    initial: str
    at_employer: tuple[str, ...]
    rare: bool
    short: bool


@lru_cache(maxsize=16384)
def given_keys(given: str) -> GivenKeys:
    forms, sound = formal_names(given), spelled(given)
    said = tuple(map(spelled, forms))
    return GivenKeys(
        sound,
        tuple([f"name:{one}:" for one in said]),
        f"bones:{_bones(sound)}:",
        tuple([f"bones:{one}:" for one in said]),
        tuple([f"given+initial:{one}:" for one in said]),
        tuple([f"initial+family:{one[0]}:" for one in said]),
        f"only:{sound}",
        f"local+employer:{given}:",
        tuple([f"given+employer:{form}:" for form in forms]),
        is_rare(given),
        len(given) == 1,
    )


@lru_cache(maxsize=16384)
def family_keys(family: str) -> FamilyKeys:
    sound = spelled(family)
    at_employer = (f"family+employer:{sound}:", f"local+employer:{family}:")
    rare = frequency("family", family) < _COMMON
    return FamilyKeys(sound, _bones(sound), sound[0], at_employer, rare, len(family) == 1)


def local_names(given: str, family: str) -> tuple[str, str]:
    """The keys that an address built from both names has as well."""
    return f"local:{given}{family}", f"local:{given[0]}{family}"


def local_at_employer(given: str, family: str) -> tuple[str, str]:
    """The beginnings of keys with an employer that an address of one name and an initial has as well."""
    return f"local+employer:{family}{given[0]}:", f"local+employer:{given}{family[0]}:"


def parts_at_employer(name: Name) -> list[str]:
    """The same of the parts of a family name of several words."""
    return [f"family+employer:{part}:" for part in map(spelled, name.family)] if len(name.family) > 1 else []


def pairs_of_parts(name: Name) -> list[tuple[str, str]]:
    """Each two words of a name by their sounds, in order of the alphabet."""
    parts = sorted({spelled(token) for token in name.tokens if len(token) > 1})[:_MOST_PARTS]
    return list(combinations(parts, 2))


def is_rare(given: str) -> bool:
    """Whether so few are called so that little else has to agree."""
    return frequency("given", given) < _COMMON


def _days(first: str, last: str) -> tuple[str, ...]:
    return (f"{first[:3]}:{last[0]}", *([first] if is_rare(first) else ()))


def _bones(sound: str) -> str:
    """The consonants of a name in order of the alphabet: exchanged letters and wrong vowels leave them alone."""
    return "".join(sorted(set(sound) - _VOWELS)) or sound
