"""Whether a message could have been sent to anyone: what in it belongs to this person alone (method L05, L07)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from legwork.drafting.facts import Fact, writable

RUN: Final = 3
# Half a town lives in a place, and a day or a gap is nobody's own.
_SHARED_BY_MANY: Final = frozenset({"place", "day", "missing", "history"})
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STOP: Final = _set(
    "a an the of and or at in on for to from with by as is are was were be been it its this that these those i you "
    "we they my your our their me us them not no so but if than then there here has have had do does did can could "
    "would will about into over more most very de da do dos der die das und la le les el los e y"
)
# What employers and schools are called without it saying which; legal forms too.
_COMMON: Final = _set(
    "university universidade universidad universität universite universiteit school college institute institut "
    "faculty academy hochschule business management group holding holdings company inc ltd llc gmbh ag sa plc bv co "
    "corp corporation limited international global national general united first new digital data health care software "
    "systems technologies technology tech solutions consulting partners labs lab media bank capital ventures climate "
    "energy studio studios network services service team department center centre state city public art arts science "
    "sciences design research education marketing finance engineering product people"
)


def known_phrases(texts: Iterable[str], facts: Iterable[Fact] = ()) -> tuple[str, ...]:
    """What a message may show that it knows: the texts, and the words of every fact that may be written."""
    words = (word for fact in writable(facts) for name, word in fact.words.items() if name not in _SHARED_BY_MANY)
    found = [*texts, *words]
    return tuple(dict.fromkeys(text.strip() for text in found if text and text.strip()))


def mentions(text: str, phrase: str, run: int = RUN) -> bool:
    """Whether a text takes up a phrase.

    Names of one to four words count by the word that tells them apart (`Porto` of `University of Porto`), roles by
    all their words, longer ones by `run` words in a row, small words left out.
    """
    there = _words(text)
    sought = [word for word in _words(phrase) if word not in _STOP]
    telling = [word for word in sought if word not in _COMMON and len(word) > 1]
    if not sought:
        return bool(_words(phrase)) and _stands_in(_words(phrase), there)
    if len(sought) <= RUN + 1:
        wanted = telling[:1] if telling and _is_name(phrase) else sought
        return set(wanted) <= set(there)
    runs = _runs([word for word in there if word not in _STOP], run)
    return bool(runs & _runs(sought, run))


def _stands_in(phrase: tuple[str, ...], text: tuple[str, ...]) -> bool:
    """Whether the words stand in the text one after the other: for a name made of small words alone."""
    return any(text[at : at + len(phrase)] == phrase for at in range(len(text)))


def _is_name(phrase: str) -> bool:
    """A name, not a role: it has no word that roles are made of."""
    return not set(_words(phrase)) & _ROLES


_ROLES: Final = _set(
    "manager director head lead engineer analyst officer president assistant associate consultant developer designer "
    "nurse teacher professor scientist researcher chief vp vice senior junior principal partner founder owner editor "
    "writer architect specialist coordinator administrator executive advisor adviser intern trainee student"
)


def _runs(words: list[str], count: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + count]) for at in range(len(words) - count + 1)}


@lru_cache(maxsize=512)
def _words(text: str) -> tuple[str, ...]:
    """The words without case, accents and the `'s` of a genitive."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
    )
    return tuple(word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(plain))
