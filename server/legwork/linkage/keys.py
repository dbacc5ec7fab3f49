"""What blocking keys are made of: whole keys, and beginnings and ends of those that join two facts of a record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from legwork.linkage.comparing_names import spelled
from legwork.linkage.person import Email, Name, Person
from legwork.linkage.tables import employer_domains, formal_names, frequency

_TELLING = ("profile:", "email:", "phone:", "uid:", "name:")
_EMPLOYER_LETTERS = 5
_COMMON = 0.00025
"""The share from which a name is no reason to ask with no more than an initial beside it."""
_MOST_PARTS = 5


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
    ends = [(one.postcode, (" ".join(one.street.split()[:2]), person.birthday)) for one in person.households]
    return [(code, end) for code, both in ends if code for end in both if end]


def _letters(email: Email) -> str:
    return "".join(letter for letter in email.local if letter.isalpha())


def _by_address(email: Email) -> Called:
    letters = _letters(email)
    return Called((), (f"local:{letters}",), (f"local+employer:{letters}:",), (f"given+employer:{letters}:",))


def _by_name(name: Name) -> Called:
    given, family = "".join(name.given), "".join(name.family)
    days: tuple[str, ...] = ()
    if name.given:
        first = name.given[0]
        days = (f"{first[:3]}:{name.tokens[-1][0]}", *([first] if frequency("given", first) < _COMMON else ()))
    if given and family:
        telling, whole, at_employer, at_work = _of_two(name, given, family)
        initial = spelled(family)[0]
    else:
        only, telling, at_employer, initial = given or family, (), (), ""
        whole, at_work = (f"only:{spelled(only)}",), tuple(f"given+employer:{form}:" for form in formal_names(only))
    first, letters = name.given[0][:3] if name.given else "", tuple({token[0] for token in name.tokens})
    return Called(telling, whole, at_employer, at_work, initial, days, first, letters, name.tokens[-1][:3])


def _of_two(
    name: Name, given: str, family: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The whole keys of a given and a family name, and the beginnings of those with an employer."""
    at_work, said, rare_given, given_bones = _given(given)
    sound, family_bones, rare_family = _family(family)
    whole = [f"local:{given}{family}", f"local:{given[0]}{family}", f"bones:{given_bones}:{sound}"]
    if len(family) == 1:
        whole.append(f"only:{spelled(given)}")
    for one in said:
        whole.append(f"bones:{one}:{family_bones}")
        if rare_given or len(family) == 1:
            whole.append(f"given+initial:{one}:{sound[0]}")
        if rare_family or len(given) == 1:
            whole.append(f"initial+family:{one[0]}:{sound}")
    parts = sorted({spelled(token) for token in name.tokens if len(token) > 1})[:_MOST_PARTS]
    whole += [f"parts:{first}:{second}" for first, second in combinations(parts, 2)]
    at_employer = [f"family+employer:{part}:" for part in {sound, *map(spelled, name.family)}]
    locals_ = (family + given[0], given + family[0], family, given)
    at_employer += [f"local+employer:{local}:" for local in locals_]
    telling = tuple(f"name:{one}:{sound}" for one in said)
    return telling, tuple(whole), tuple(at_employer), at_work


@lru_cache(maxsize=16384)
def _given(given: str) -> tuple[tuple[str, ...], tuple[str, ...], bool, str]:
    """Of a given name: the beginnings of keys with work, the sounds of its forms, whether it is rare, its bones."""
    forms = formal_names(given)
    begun = tuple(f"given+employer:{form}:" for form in forms)
    return begun, tuple(map(spelled, forms)), frequency("given", given) < _COMMON, _bones(spelled(given))


@lru_cache(maxsize=16384)
def _family(family: str) -> tuple[str, str, bool]:
    """Of a family name: its sound, its bones, whether it is rare."""
    sound = spelled(family)
    return sound, _bones(sound), frequency("family", family) < _COMMON


def _bones(sound: str) -> str:
    """The consonants of a name in order of the alphabet: exchanged letters and wrong vowels leave them alone."""
    return "".join(sorted(set(sound) - set("aeiou"))) or sound
