"""Whether a message went to others already (method L12)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz.distance import Indel

ALIKE: Final = 0.9
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")


def alike(text: str, sent: Iterable[str]) -> int:
    """How many of the texts are the same by nine words in ten, greeting and name included.

    The measure is 1 - d/(m + n), where d is the number of words to take out and put in, and m and n are the numbers
    of words of the two.
    """
    words = _words(text)
    if not words:
        return 0
    return sum(Indel.normalized_similarity(words, _words(other), score_cutoff=ALIKE) >= ALIKE for other in sent)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
