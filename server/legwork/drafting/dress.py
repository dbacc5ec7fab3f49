"""What to wear, by medium and industry (method R31): not formal, and still a good impression."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

USUAL: Final = "business casual, as for a networking event"
TABLE: Final = (
    "bank, banking, finance, financial, insurance, investment, law, legal, lawyer, consulting, consultant: "
    "a suit or a jacket, a little more formal than usual; "
    "software, tech, technology, start-up, startup, non-profit, charity, NGO: neat and simple, a jacket is too much"
)
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def dress_line(about: Iterable[str], table: str = "") -> str:
    """One line for the brief. `about` are the employer, the role, the field; the first row of the table that shares
    a word with them decides. An empty table means ours."""
    wear = _row(about, table or TABLE)
    return f"In person: {wear}. On video the same, with light from the front and a quiet room."


def read_table(text: str) -> list[tuple[frozenset[str], str]]:
    """`words: what to wear; words: what to wear` as pairs.

    Raises:
        ValueError: a row lacks its words or its colon; the message shows the row.
    """
    rows = []
    for row in filter(None, (part.strip() for part in text.split(";"))):
        words, colon, wear = (part.strip() for part in row.partition(":"))
        if not words or not colon or not wear:
            raise ValueError(f"“{row[:60]}” needs words, a colon and what to wear, such as law, legal: a suit")
        rows.append((frozenset(_WORD.findall(words.casefold())), wear.rstrip(".")))
    return rows


def _row(about: Iterable[str], table: str) -> str:
    said = {word for text in about for word in _WORD.findall(text.casefold())}
    return next((wear for words, wear in read_table(table) if words & said), USUAL)
