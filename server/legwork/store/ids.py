"""Names for things that happen: a prefix and a ULID, so that they sort by time."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime

ADJUSTED_SECONDS = 60  # by so little a machine's clock is corrected in passing; more is a clock that was set

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NAME = re.compile(f"[a-z]_[{_ALPHABET}]{{26}}")


def new(prefix: str, now: datetime) -> str:
    """`b_01J…`: the prefix and 26 characters of Crockford's base 32, 48 bits of time and 80 of chance."""
    number = (int(now.timestamp() * 1000) & ((1 << 48) - 1)) << 80 | secrets.randbits(80)
    return f"{prefix}_" + "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -5, -5))


def is_name(text: str, prefix: str) -> bool:
    """Whether `new` could have given this name: nothing else is asked of a database, which may not even take it."""
    return _NAME.fullmatch(text) is not None and text.startswith(f"{prefix}_")


def utc(moment: datetime) -> str:
    """An instant as the store writes it: ISO 8601, UTC, to the microsecond, so that text sorts as time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant(text: str) -> datetime:
    """The aware UTC datetime that `utc` wrote."""
    return datetime.fromisoformat(text)
