"""How a message sounds: reading level, exclamation marks, compliments, blame, requests (method L13, L15, L16)."""

from __future__ import annotations

import re
from typing import Final

HARDEST_GRADE: Final = 9.0
# Fewer words than these give the formula nothing to go by.
LEAST_WORDS: Final = 30
_WORD: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]+)*")
_SENTENCE: Final = re.compile(r"[.!?…:](?=\s|$)|\n\s*\n|\n\s*-")
_VOWELS: Final = re.compile(r"[aeiouyà-öø-ÿ]+")
_COMPLIMENT: Final = re.compile(
    r"\b(?:amazing|awesome|impress(?:ed|ive)|incredible|inspir(?:ed|ing|ation\w*)|outstanding|fantastic|brilliant|"
    r"remarkable|extraordinary|wonderful|phenomenal|stellar|admir(?:e|ed|able|ation)|great (?:work|career|fan)|"
    r"big fan|exceptional|fascinat(?:ed|ing))\b",
    re.IGNORECASE,
)
_BLAME: Final = re.compile(
    r"\b(?:you (?:have|did)(?: not|n't)|you haven'?t|you never) (?:yet )?(?:replied|reply|answered|answer|responded|"
    r"respond|written|write|got(?:ten)? back|get back)|\b(?:haven'?t|have not|not) (?:yet )?(?:heard|received an? \w+) "
    r"(?:back )?from you|\bstill waiting\b|\bignor(?:ed|ing)\b|\bwhy (?:you|have|did)n'?t? you\b|"
    r"(?<!not )\bsurprised (?:not|that)\b|\b(?:second|third|last) (?:time i (?:wrote|write|ask|e-?mail)|attempt)|"
    r"\b(?:no|without an?) (?:reply|answer|response)\b(?! (?:is |was )?(?:needed|necessary|required|at all is fine))|"
    r"\byou(?: have|'ve)? still (?:have not|haven't)\b|\b(?:haven't|have not|never) (?:yet )?heard back\b|"
    r"\byet to hear\b|\bdid you (?:see|get|read|receive) my\b",
    re.IGNORECASE,
)
_CHECKING: Final = re.compile(
    r"\b(?:checking in|following up|circling back|touching base|bumping)\b|\bany (?:update|news)s?\b",
    re.IGNORECASE,
)
_REQUEST: Final = re.compile(
    r"\?|\b(?:could|can|would|will) you\b|\bplease\b(?! (?:give|pass) (?:on )?my (?:best|regards|thanks)\b| thank\b)"
    r"|\b(?:one|another|a) (?:more |small |last )?(?:favou?r|request)\b"
    r"|\b(?:introduce|connect|refer) me\b|\bif you (?:could|would|can|introduced|sent|put)\b"
    r"|\b(?:another|a second|one more) (?:call|chat|talk|meeting)\b"
    r"|\b(?:may|can|could) i (?:also )?(?:ask|send|have)\b",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(r"[^.!?\n]+\?")
# What only asks after the first message is no question that is easy to answer.
_ASKED_AFTER: Final = re.compile(
    r"\bany (?:update|news)s?\b|\bdid you (?:get|have) (?:a chance|the chance|time)\b", re.IGNORECASE
)


def grade(text: str) -> float:
    """The school year in which a text is read with ease (Kincaid et al. 1975); 0.0 for very short ones.

    0.39 words a sentence + 11.8 syllables a word - 15.59. Syllables are groups of vowels, without a silent e.
    """
    words = _WORD.findall(text)
    if len(words) < LEAST_WORDS:
        return 0.0
    sentences = max(1, len([part for part in _SENTENCE.split(text) if _WORD.search(part)]))
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    lower = word.casefold()
    groups = len(_VOWELS.findall(lower))
    silent = lower.endswith(("e", "ed", "es")) and not lower.endswith(("le", "ted", "ded")) and groups > 1
    return max(1, groups - silent)


def compliments(text: str) -> int:
    return len(_COMPLIMENT.findall(text))


def blame(text: str) -> str:
    """The words that blame somebody for their silence, empty where there are none."""
    found = _BLAME.search(text.replace("’", "'"))
    return found.group() if found else ""


def checks_in_alone(text: str) -> bool:
    """Whether a nudge only checks in, and asks nothing."""
    asked = any(not _ASKED_AFTER.search(question) for question in _ASKED.findall(text))
    return not asked and _CHECKING.search(text) is not None


def request(text: str) -> str:
    """The words of a new request in a thank-you, empty where there are none; for `?` the sentence's last words."""
    found = _REQUEST.search(text)
    if found is None:
        return ""
    return found.group() if found.group() != "?" else " ".join(text[: found.end()].split()[-4:])
