"""Web addresses as programs write them, LinkedIn's profiles above all: one key for every way one is written."""

from __future__ import annotations

import re
import unicodedata

_HOST = re.compile(r"(?:https?:)?(?://)?(?:[a-z0-9-]{1,20}\.){0,2}linkedin\.com(?::\d{1,5})?/", re.IGNORECASE)
_ESCAPED_SCHEME = re.compile(r"\A(https?)\\{1,3}:(?=//)", re.IGNORECASE)
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_NOBODY = {"me", "unavailable", "edit"}
_LONGEST = 2_000
_LONGEST_SLUG = 300


def linkedin_key(url: str) -> str:
    """The canonical slug of a profile's address, or empty when `url` is not a profile.

    Percent signs decoded, NFC, casefolded; scheme, host prefix, query, trailing slash and what follows the
    slug do not count. The old `/pub/name/a/b/c` becomes `name-cba`, as LinkedIn forwards it.
    """
    url = url.strip()
    match = _HOST.match(url)
    if match is None or len(url) > _LONGEST:
        return ""
    path = re.split(r"[?#]", url[match.end() :], maxsplit=1)[0]
    parts = [part for part in path.split("/") if part]
    if parts[:1] == ["mwlite"]:
        parts = parts[1:]
    if len(parts) < 2 or parts[0].lower() not in {"in", "pub"}:
        return ""
    slug = parts[1]
    if parts[0].lower() == "pub" and len(parts) >= 5:
        low, middle, high = parts[2:5]
        slug = f"{slug}-{high}{middle.zfill(3)}{low}"
    slug = slug_key(slug)
    return "" if slug in _NOBODY else slug


def web_address(text: str) -> str:
    """A web address without the backslashes that programs put before its colon: `https\\://x.example`."""
    return _ESCAPED_SCHEME.sub(r"\1:", text)


def slug_key(slug: str) -> str:
    """A slug as slugs are compared; empty when it is longer than any."""
    if len(slug) > _LONGEST_SLUG * 3:
        return ""
    plain = unicodedata.normalize("NFC", unquoted(slug)[:_LONGEST_SLUG]).casefold()
    return unicodedata.normalize("NFC", plain).strip()


def unquoted(text: str) -> str:
    """`text` with %XX decoded as UTF-8; left as it is where that gives no text."""
    if "%" not in text:
        return text
    data = _PERCENT.sub(lambda match: bytes([int(match[1], 16)]), text.encode("utf-8", "surrogatepass"))
    try:
        return data.decode()
    except UnicodeDecodeError:
        return text
