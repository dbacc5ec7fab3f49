"""Whether another wording of a message says nothing new: no number, name, date or address that was not given.

A wording that is refused for too little costs nothing, since the message as it was stands beside it; so whatever
could be one of these is taken for one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_TOKEN: Final = re.compile(r"\S+")
_ADDRESS: Final = re.compile(r"(?i)(?:https?://|www\.).+|.*@.+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?:/.*)?")
_AROUND: Final = ".,;:!?\"'()[]<>“”’…"
_LONGEST: Final = 200  # a longer piece without a space is no word
_NUMBER: Final = re.compile(r"\d(?:[\d.,:/ –-]*\d)?")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_START: Final = re.compile(r"[.!?:\n“\"(]|[-•*]\s")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_COUNTED: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMBERS: Final = {word: str(number) for number, word in enumerate(_COUNTED.split())} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
    "hundred": "100", "thousand": "1000", "million": "1000000", "half": "30", "dozen": "12", "twice": "2", "once": "1",
}  # fmt: skip
# Those that are other words too, such as may and march, have a capital when they are days or months.
_DATES: Final = _set(
    "january february april june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday today tomorrow yesterday tonight weekend week month year morning afternoon evening noon"
)
# What stands at the beginning of sentences without being anybody's name.
_OPENERS: Final = _set(
    "a about after all also an and any are as at because before best but by can could dear did do does for from good "
    "hello here hey hi how i i'd i'll i'm i've if in is it it's just kind let many may maybe my no of on one or our "
    "perhaps please so some sorry thank thanks that that's the then there these they this those to we we'd we'll "
    "we're we've were what when where which while who why will with without would yes yet you you're your yours"
)
_SMALL: Final = _set("i i'd i'll i'm i've")


def added(wording: str, known: Iterable[str]) -> tuple[str, ...]:
    """What a wording names that none of the texts in `known` does: addresses, numbers, days and months, names."""
    given = "\n".join(known)
    rest = _TOKEN.sub(lambda token: " " if _is_address(token[0]) else token[0], wording)
    found = [*_addresses(wording, given), *_numbers(rest, given), *_dates_and_names(rest, given)]
    return tuple(dict.fromkeys(found))


def _addresses(wording: str, given: str) -> list[str]:
    there = {token.strip(_AROUND).casefold() for token in _TOKEN.findall(given)}
    said = [token.strip(_AROUND) for token in _TOKEN.findall(wording) if _is_address(token)]
    return [one for one in said if one.casefold() not in there]


def _is_address(token: str) -> bool:
    bare = token.strip(_AROUND)
    return len(bare) > _LONGEST or _ADDRESS.fullmatch(bare) is not None


def _numbers(wording: str, given: str) -> list[str]:
    """Figures, and number words, which may stand for figures that were given and the other way round."""
    figures = {_bare(found[0]) for found in _NUMBER.finditer(given)}
    words = {_plain(word) for word in _WORD.findall(given)}
    meant = figures | {_NUMBERS[word] for word in words if word in _NUMBERS}
    new = [found[0] for found in _NUMBER.finditer(wording) if _bare(found[0]) not in meant]
    return new + [
        word
        for word in _WORD.findall(wording)
        if (plain := _plain(word)) in _NUMBERS
        and plain not in words
        and plain != "one"
        and _NUMBERS[plain] not in meant
    ]


def _dates_and_names(wording: str, given: str) -> list[str]:
    words = {_plain(part) for word in _WORD.findall(given) for part in (word, _whole(word))}
    found, end = [], 0
    for match in _WORD.finditer(wording):
        begins, end = end == 0 or _START.search(wording[end : match.start()]) is not None, match.end()
        plain, whole = _plain(match[0]), _plain(_whole(match[0]))
        common = plain in _SMALL or plain in _NUMBERS or (begins and plain in _OPENERS)
        if not common and not {plain, whole} & words and (plain in _DATES or _is_name(match[0])):
            found.append(match[0])
    return found


def _is_name(word: str) -> bool:
    """A word with a capital, or of a script that has none."""
    return any(letter.isupper() or unicodedata.category(letter) in {"Lo", "Lt"} for letter in word)


def _whole(word: str) -> str:
    """The word without the `'s` of a genitive."""
    return re.sub(r"['’]s?$|['’]s$", "", word)


def _bare(number: str) -> str:
    return re.sub(r"[ ,]", "", number).strip(".:-–/")


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
