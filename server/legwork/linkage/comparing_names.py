"""Comparing names: nicknames, initials, spelling, double surnames, exchanged order, names inside addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from legwork.linkage.comparing import MISSING, Level
from legwork.linkage.person import Email, Name, Person
from legwork.linkage.tables import frequency, known, listed, nicknames, spellings, together, western_beside, words

RARE = 0.0003
"""The share of people below which a name is called rare in words."""

RELATIVES = 0.00004
"""How often two people of one address book are relatives of one family name, however rare it is: of two thousand
people some eighty pairs."""

UNUSUAL = 0.0001
"""The least share an unusual spelling is given: clerks make them anew."""

SHORT = 0.0006
"""The least share a short form is given: registers of names hold few of them, and people go by them all the same."""

TWO_SLIPS_FROM = 8
"""Letters from which two slips in a name may be one person's."""

APART = frozenset({"different", "western"})
"""Levels of two given names that are not forms of one."""

ALIASES = {
    "profile": Level("alias", "profile", "by the name in the profile address"),
    "address": Level("alias", "address", "by the name in the e-mail address"),
}
_SWAPPED = Level("order", "swapped", "given and family name exchanged")
ALIKE = frozenset({"same", "compound", "spelling", "nickname", "part"})
AGREE = frozenset({"same", "compound", "spelling", "nickname", "typo", "part"})

_SOUNDS = (
    *(
        ("y", "i"),
        ("ph", "f"),
        ("th", "t"),
        ("gh", "g"),
        ("ck", "k"),
        ("ce", "se"),
        ("ci", "si"),
        ("sch", "sh"),
        ("ou", "u"),
    ),
    *(("oo", "u"), ("ee", "i"), ("ie", "i"), ("ei", "i"), ("c", "k"), ("q", "k"), ("x", "ks")),
    *(("z", "s"), ("w", "f"), ("v", "f"), ("ue", "u"), ("oe", "o"), ("ae", "a")),
)

_REPEATED = re.compile(r"(.)\1+")
_MOST_SPELLED = 200_000

Names = tuple[Level, ...]
Weigh = Callable[[Level], float]


def names(left: Person, right: Person, weigh: Weigh) -> Names:
    """The levels of given, middle and family name for the best-agreeing variants of both names.

    `weigh` gives a level's bits; the variants and the order of given and family name that reach most are
    taken, the first in case of a tie. What an address spells weighs less beside a written name.
    """

    def total(found: Names) -> float:
        bits = 0.0
        for level in found:  # one after the other, as arrays add: `sum` does it otherwise from Python 3.12 on
            bits += weigh(level)
        return bits

    variants = ((a, b, _alias(a, left, b, right)) for a in left.names for b in right.names)
    readings = (reading for a, b, alias in variants for reading in _readings(a, b, alias, total))
    return tuple(level for level in max(readings, key=total, default=()) if level is not MISSING)


def written_names(person: Person) -> Sequence[Name]:
    """The names somebody wrote, and those their owner chose for a profile address."""
    if len(person.names) == 1 and not person.names[0].origin:
        return person.names
    return [name for name in person.names if name.origin != "address"]


def main_given(person: Person) -> tuple[str, ...] | None:
    """The given name that the main name of a person has, where somebody wrote it."""
    return person.names[0].given if person.names and person.names[0].origin != "address" else None


def compatible(left: Person, right: Person) -> bool:
    """Whether the two could carry one given name: no variant differs outright, or one side has none."""
    main = main_given(left)
    if main is not None and main == main_given(right):
        return True  # as nearly all who are asked about
    ours, theirs = written_names(left), written_names(right)
    return not ours or not theirs or any(_may_be_one(a, b) for a in ours for b in theirs)


def same_name(left: Person, right: Person) -> bool:
    """Whether the two could be called the same: given names and family names both compatible."""
    ours, theirs = written_names(left), written_names(right)
    return (not ours or not theirs) or any(
        (_may_be_one(a, b) and family_level(a, b).level != "different") or _exchanged(a, b)
        for a in ours
        for b in theirs
    )


def same_family(left: Person, right: Person) -> bool:
    """Whether any two of their family names agree at least in part."""
    ours, theirs = written_names(left), written_names(right)
    return any(family_level(a, b).level not in ("different", "missing") for a in ours for b in theirs)


def email_names(left: Person, right: Person) -> Level:
    """A record without any name whose address is built from the other's name."""
    if bool(left.names) == bool(right.names):
        return MISSING
    named, bare = (left, right) if left.names else (right, left)
    found = [level for name in named.names for email in bare.emails if (level := _built_from(name, email))]
    return min(found, key=lambda level: level.share, default=MISSING)


@lru_cache(maxsize=8192)
def given_level(a: Name, b: Name) -> Level:
    """The level of two given names; `middle` where one goes by the other's middle name."""
    if not a.given or not b.given:
        return MISSING
    ours, theirs = (*a.given, *a.middle), (*b.given, *b.middle)
    if _in_two_words(a.given, theirs) or _in_two_words(b.given, ours):
        return _given_tokens("".join(ours[:2]), "".join(ours[:2]))
    level = _given_tokens("".join(a.given), "".join(b.given))
    if level.level == "same" and (_compound(a) is not _compound(b)):
        return _as_compound(level)
    if level.level == "different" or level is MISSING:
        return _given_beyond_the_first(a, b) or level
    return level


def _given_beyond_the_first(a: Name, b: Name) -> Level | None:
    """What brings two given names together that are not forms of one: a second one, or another culture."""
    ours, theirs = (*a.given, *a.middle), (*b.given, *b.middle)
    if "".join(a.given) == "".join(theirs[: len(a.given)]) or "".join(b.given) == "".join(ours[: len(b.given)]):
        first = _given_tokens(a.given[0], b.given[0])
        return _as_compound(first) if first.level == "same" else first
    if _long_token(a.given, b.middle) or _long_token(b.given, a.middle):
        return Level("given", "middle", "one goes by the middle name")
    given = "".join(a.given), "".join(b.given)
    if _other_script(*given) or not any(western_beside("".join(name.family), *given) for name in (a, b)):
        return None
    return Level("given", "western", "a Western given name and another")


@lru_cache(maxsize=8192)
def family_level(a: Name, b: Name) -> Level:
    """The level of two family names; `part` where double surnames share one."""
    if not a.family or not b.family:
        return MISSING
    ours, theirs = "".join(a.family), "".join(b.family)
    if ours == theirs:
        share = frequency("family", ours)
        return Level("family", "same", f"same {'rare ' if share < RARE else ''}family name", share + RELATIVES)
    if _initials(ours, theirs):
        return Level("family", "initial", "family name and initial agree")
    return _family_apart(a, b, ours, theirs)


def _family_apart(a: Name, b: Name, ours: str, theirs: str) -> Level:
    if _other_script(ours, theirs):
        return MISSING
    if spelled(ours) == spelled(theirs) or spellings("family", ours, theirs):
        share = _rarer("family", ours, theirs) + RELATIVES
        return Level("family", "spelling", "family name spelled another way", share)
    if len(a.family) == len(b.family) == 1 and not a.middle and not b.middle:
        return _family_slip(ours, theirs)
    kept = (set(a.family) | {t for t in a.middle if len(t) > 1}) & set(b.family) | set(a.family) & set(b.middle)
    common = [token for token in kept if len(token) > 2]
    if common:
        share = min(frequency("family", token) for token in common)
        return Level("family", "part", "one half of a double family name agrees", share + RELATIVES)
    return _family_slip(ours, theirs)


def _family_slip(ours: str, theirs: str) -> Level:
    if _slip("family", ours, theirs):
        return Level("family", "typo", "family names differ by a typing error")
    return Level("family", "different", "different family names")


def spelled(name: str) -> str:
    """A name by its sound, roughly, so that usual spellings of one name meet."""
    return SPELLED[name]


class Spelled(dict[str, str]):
    """Names by their sound, remembered."""

    def __missing__(self, name: str) -> str:
        self.learn([name])
        return self[name]

    def learn(self, names: Iterable[str]) -> None:
        """Names of one word each, all in one text: a few replacements instead of as many for each."""
        new = [name for name in dict.fromkeys(names) if name not in self]
        if len(self) + len(new) > _MOST_SPELLED:
            self.clear()
        text = "\n".join(new)
        for written, sound in _SOUNDS:
            text = text.replace(written, sound)
        sounds = _REPEATED.sub(r"\1", text).split("\n")
        self.update(zip(new, [sound.rstrip("eh") or sound for sound in sounds], strict=False))


SPELLED = Spelled()


def _readings(a: Name, b: Name, alias: Level, total: Callable[[Names], float]) -> Iterator[Names]:
    """The levels of two names as they stand and, where that brings them together, exchanged.

    Which of an exchanged pair was written the wrong way round nobody knows; the reading that says less is the
    likelier one.
    """
    given, family = given_level(a, b), family_level(a, b)
    middle = MISSING if given.level == "middle" else middle_level(a, b)
    yield given, middle, family, _origin(given, family, a, b), alias
    if _exchanged(a, b):
        readings = [
            (given_level(one, other), family_level(one, other), one, other)
            for one, other in ((a, _turned(b)), (_turned(a), b))
            if _agree(one, other) or not one.family or not other.family
        ]
        yield min(
            ((given, family, _origin(given, family, *both), _SWAPPED, alias) for given, family, *both in readings),
            key=total,
        )


def _origin(given: Level, family: Level, a: Name, b: Name) -> Level:
    if given.level not in ALIKE or family.level not in ALIKE:
        return MISSING
    return origin_level(max(together_in(a), together_in(b)))


def together_in(name: Name) -> float:
    """How many times more often the two parts of a name are found together than by chance."""
    return together("".join(name.given), "".join(name.family))


def origin_level(times: float) -> Level:
    """That two agreeing names are of one origin, and so say less together than each alone."""
    return Level("origin", "together", "names of one origin", times) if times > 1.5 else MISSING


def _alias(a: Name, left: Person, b: Name, right: Person) -> Level:
    ours = alias_level(a, left)
    return alias_level(b, right) if ours is MISSING else ours


def alias_level(name: Name, person: Person) -> Level:
    """A name read off an address beside a written one says less."""
    if not name.origin or person.names[0].origin:
        return MISSING
    return ALIASES[name.origin]


def _turned(name: Name) -> Name:
    return Name(name.family, name.middle, name.given)


@lru_cache(maxsize=8192)
def _exchanged(a: Name, b: Name) -> bool:
    """Whether given and family name agree when one of the two names is read the other way round."""
    if _agree(a, b):
        return False
    readings = ((a, _turned(b)), (_turned(a), b))
    if not a.family or not b.family:
        return any(given_level(one, other).level in AGREE for one, other in readings)
    return any(_agree(one, other) for one, other in readings)


def _agree(a: Name, b: Name) -> bool:
    """Whether both parts agree; of the given name an initial is enough."""
    return given_level(a, b).level in {*AGREE, "initial"} and family_level(a, b).level in AGREE


def _may_be_one(a: Name, b: Name) -> bool:
    return a.given == b.given or given_level(a, b).level not in APART or _exchanged(a, b)


@lru_cache(maxsize=65536)
def _given_tokens(ours: str, theirs: str) -> Level:
    if ours == theirs and len(ours) > 1:
        share = frequency("given", ours)
        return Level("given", "same", f"same {'rare ' if share < RARE else ''}given name", share)
    if _initials(ours, theirs):
        return Level("given", "initial", "given name and initial agree")
    if nicknames(ours, theirs) or _cut_short(ours, theirs):
        return Level("given", "nickname", "given name and its short form", _short_share(ours, theirs))
    if _other_script(ours, theirs):
        return MISSING
    return _given_apart(ours, theirs)


def _rarer(kind: Literal["given", "family"], ours: str, theirs: str) -> float:
    """The share of the rarer of two spellings."""
    return max(UNUSUAL, min(frequency(kind, ours), frequency(kind, theirs)))


def _short_share(ours: str, theirs: str) -> float:
    """How many go by the rarer form; at least the share of a short form that no list counts."""
    return max(SHORT, min(frequency("given", ours), frequency("given", theirs)))


def _cut_short(ours: str, theirs: str) -> bool:
    """`Rach` for Rachel: the beginning of a name that is no name of its own."""
    short, whole = sorted((ours, theirs), key=len)
    return len(short) >= 3 and len(whole) >= len(short) + 2 and whole.startswith(short) and not listed("given", short)


def _given_apart(ours: str, theirs: str) -> Level:
    if spelled(ours) == spelled(theirs) or spellings("given", ours, theirs):
        return Level("given", "spelling", "given name spelled another way", _rarer("given", ours, theirs))
    if _slip("given", ours, theirs):
        return Level("given", "typo", "given names differ by a typing error")
    return Level("given", "different", "different given names")


@lru_cache(maxsize=8192)
def middle_level(a: Name, b: Name) -> Level:
    if not a.middle or not b.middle:
        return MISSING
    if any(len(token) > 1 for token in set(a.middle) & set(b.middle)):
        return Level("middle", "same", "same middle name")
    if any(_initials(x, y) or x == y for x in a.middle for y in b.middle):
        return Level("middle", "initial", "middle initials agree")
    return Level("middle", "different", "different middle names")


def _initials(ours: str, theirs: str) -> bool:
    return (len(ours) == 1 or len(theirs) == 1) and ours[0] == theirs[0] and ours.isascii() == theirs.isascii()


def _other_script(ours: str, theirs: str) -> bool:
    return ours.isascii() != theirs.isascii()


def _slip(kind: Literal["given", "family"], ours: str, theirs: str) -> bool:
    """One slip of the fingers, never between two names that both exist in their own right."""
    if min(len(ours), len(theirs)) < 3 or (listed(kind, ours) and listed(kind, theirs)):
        return False
    close = DamerauLevenshtein.distance(ours, theirs, score_cutoff=2)
    return close == 1 or (
        close == 2 and min(len(ours), len(theirs)) >= TWO_SLIPS_FROM and JaroWinkler.similarity(ours, theirs) >= 0.94
    )


def _as_compound(same: Level) -> Level:
    return same._replace(level="compound", text="a given name of two, and the first of it")


def _compound(name: Name) -> bool:
    """Whether a second given name follows that makes another name of the first: `Ana Luisa` beside Ana."""
    second = name.middle[0] if name.middle else ""
    return name.given[0] in words("compounds") and known("given", second) and not known("family", second)


def _in_two_words(given: tuple[str, ...], written: tuple[str, ...]) -> bool:
    """`Taehyun` or `Tae-hyun`, and `Tae Hyun`."""
    return len(written) > 1 and len(written[1]) > 1 and spelled("".join(given)) == spelled(written[0] + written[1])


def _long_token(given: tuple[str, ...], middle: tuple[str, ...]) -> bool:
    return len(given[0]) > 1 and given[0] in middle


def _built_from(name: Name, email: Email) -> Level | None:
    if email.shared or not name.given or not name.family:
        return None
    letters = "".join(letter for letter in email.local if letter.isalpha())
    given, family = "".join(name.given), "".join(name.family)
    if len(given) == 1 or len(family) == 1:
        return None
    if letters in (given + family, family + given):
        share = frequency("given", given) * frequency("family", family)
        return Level("email_name", "full", "e-mail address built from the name", share)
    if letters in (given[0] + family, family + given[0], given + family[0]):
        share = frequency("given" if letters.startswith(given) else "family", family) / 12
        return Level("email_name", "initial", "e-mail address built from name and initial", share)
    if letters in (given, family) and len(letters) > 2:
        share = frequency("given" if letters == given else "family", letters)
        return Level("email_name", "single", "e-mail address holds part of the name", share)
    return None
