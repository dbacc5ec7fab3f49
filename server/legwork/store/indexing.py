"""Text of any length in an index: PostgreSQL's B-trees take no entry larger than a third of a page (2,704 bytes)."""

from __future__ import annotations

import hashlib

MOST_BYTES = 500
_BEGINNING = 400
LONGEST_SORT_NAME = 200


def indexed(text: str) -> str:
    """The text as it stands in an index: as it is up to 500 bytes of UTF-8, else its first 400 and its SHA-256."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) <= MOST_BYTES:
        return text
    return f"{data[:_BEGINNING].decode('utf-8', 'ignore')} sha256:{hashlib.sha256(data).hexdigest()}"


def sort_name(name: str) -> str:
    """What contacts are ordered and namesakes found by: the name in whatever letters, its first 200."""
    return name.casefold()[:LONGEST_SORT_NAME]
