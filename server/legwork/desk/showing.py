"""What a look inside shows of a file: its first rows as they will be read, and its text as it was decoded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from legwork_importers import decoding
from legwork_importers.contract import ImportProblem, Source
from legwork_importers.excerpt import ENCODINGS, excerpt
from legwork_importers.recoding import Recoded, recoded
from legwork_importers.sources import LIMITS
from legwork_importers.strangers import known_stranger

__all__ = ["ENCODINGS", "example", "in_its_encoding", "is_in_doubt", "text_of"]

_SURE = frozenset({decoding.VALID, decoding.MARKED})


def example(claim: Mapping[str, Any]) -> dict[str, str]:
    """What the claim of one row says, in a line."""
    names = (claim.get("given", ""), claim.get("family", ""))
    position = _first(claim, "positions")
    return {
        "name": str(claim.get("name") or " ".join(name for name in names if name)),
        "title": str(position.get("title", "")),
        "company": str(position.get("company", "")),
        "email": str(_first(claim, "emails").get("value", "")),
        "phone": str(_first(claim, "phones").get("value", "")),
        "profile": str(_first(claim, "links").get("value", "")),
    }


def in_its_encoding(source: Source, encoding: str | None) -> Source:
    """The source, as UTF-8 where the user said what it is in.

    Raises:
        UnreadableSource: it cannot be read so.
    """
    return recoded(source, encoding) if encoding else source


def text_of(source: Source, encoding: str | None) -> dict[str, Any] | None:
    """`{"encoding", "why", "said", "lines": [[number, text]]}` of a file that is one text in one encoding; None of any
    other. `said` is the encoding where the user named it."""
    original = source.original if isinstance(source, Recoded) else source
    if hasattr(original, "parts") or original.size > LIMITS.contacts_file:
        return None
    try:
        found = excerpt(original, encoding)
    except ImportProblem:
        return None
    lines = [list(line) for line in found.lines]
    return {"encoding": found.encoding, "why": found.why, "said": encoding or "", "lines": lines}


def unreadable(encoding: str) -> dict[str, Any]:
    """The shape of `text_of` for a file that cannot be read in the encoding the user named."""
    return {"encoding": encoding, "why": "as you said", "said": encoding, "lines": []}


def is_in_doubt(source: Source) -> bool:
    """Whether a file that nobody knows may be one whose encoding was mistaken."""
    text = None if known_stranger(source) else text_of(source, None)
    return text is not None and text["why"] not in _SURE


def _first(claim: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    none: dict[str, str] = {}
    return next(iter(claim.get(name, ())), none)
