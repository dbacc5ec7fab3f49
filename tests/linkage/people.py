"""Records for tests, in the shape importers give claims."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from legwork.linkage.person import Claimed


def record(
    number: int,
    source: str = "google.contacts",
    *,
    files: Iterable[str] = ("export",),
    seen: str = "",
    **claim: Any,
) -> Claimed:
    """A stored record whose digest is made from its content, as the store makes it."""
    text = json.dumps([source, claim], sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Claimed(number, digest, source, claim, frozenset(files), seen, seen)


def values(*texts: str) -> list[Mapping[str, str]]:
    return [{"value": text} for text in texts]


def role(company: str, title: str = "", **dates: str) -> list[Mapping[str, str]]:
    return [{"company": company, "title": title, **dates}]
