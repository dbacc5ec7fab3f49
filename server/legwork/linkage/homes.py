"""Postal addresses and places in folded parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from legwork.linkage.columns import tuples_of
from legwork.linkage.entries import Entries, texts_of
from legwork.linkage.names import LONGEST, fold_once
from legwork.linkage.person import Household
from legwork.linkage.remembered import remembered
from legwork.linkage.tables import words

_NOWHERE = Household()
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = "\0"
_SPACED = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(1, 128)}
"""What makes words of ASCII, as folding and `_WORD` do."""


def homes_of(claims: Sequence[Mapping[str, Any]]) -> tuple[list[tuple[str, ...]], list[tuple[Household, ...]]]:
    """The places and the households of each claim."""
    homes = Entries(claims, "addresses")
    cities = homes.texts("city")
    return _places(claims, homes, cities), _households(homes, cities)


def _places(claims: Sequence[Mapping[str, Any]], homes: Entries, cities: Sequence[str]) -> list[tuple[str, ...]]:
    """City names: the first part of a place, without `Greater`, `Area` and their like."""
    regions = homes.texts("region")
    written = [city or region for city, region in zip(cities, regions, strict=True)] if any(regions) else cities
    found = homes.united_by_claim(map(_place, written))
    located = map(_place, texts_of(claims, "location"))
    return [tuple(sorted({*each, *place})) if place else each for each, place in zip(found, located, strict=True)]


def _households(homes: Entries, cities: Iterable[str]) -> list[tuple[Household, ...]]:
    """Different addresses, in order, without those that say nothing."""
    streets = _in_words_each(homes.texts("street"))
    codes = [code.replace(" ", "") for code in _in_words_each(homes.texts("postcode"))]
    each = homes.by_claim(tuples_of(Household, streets, codes, map(in_words, cities)))
    return [
        found if not found or (len(found) == 1 and found[0] != _NOWHERE) else tuple(sorted({*found} - {_NOWHERE}))
        for found in each
    ]


@remembered(8192)
def _place(text: str) -> tuple[str, ...]:
    tokens = _WORD.findall(fold_once(re.split(r"[,;|]", text, maxsplit=1)[0]))
    kept = [token for token in tokens if token not in words("place_fillers")]
    return (" ".join(kept),) if kept and words("no_place").isdisjoint(kept) else ()


@remembered(65536)
def in_words(text: str) -> str:
    """The words of a text, folded, with one space between them."""
    if len(text) <= LONGEST and text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.casefold().split())  # what is behind, at a third of its time
    return " ".join(_WORD.findall(fold_once(text)))


def _in_words_each(texts: Sequence[str]) -> list[str]:
    """The same of texts that hardly come again: looking up what is remembered of many takes longer than folding them,
    those of ASCII all at once."""
    plain = [text if text.isascii() and len(text) <= LONGEST else "" for text in texts]
    lines = _BETWEEN.join(plain)
    if lines.count(_BETWEEN) >= len(texts):
        return list(map(in_words, texts))
    spaced = lines.translate(_SPACED)
    while "  " in spaced:
        spaced = spaced.replace("  ", " ")
    found = spaced.replace(f" {_BETWEEN}", _BETWEEN).replace(f"{_BETWEEN} ", _BETWEEN).strip(" ").split(_BETWEEN)
    return found if plain == texts else [said or in_words(text) for said, text in zip(found, texts, strict=True)]
