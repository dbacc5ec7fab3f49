"""Parts of answers as plain text, days and addresses, however strange they are."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from legwork.sources.contract import Stopped
from legwork.sources.outbound import Answer

LONGEST_LINE: Final = 300
LONGEST_TEXT: Final = 1_000
_YEARS: Final = range(1500, 2200)
_BREAK: Final = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_HIDDEN: Final = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_DAY: Final = re.compile(r"[+]?(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def json_of(answer: Answer) -> Any:
    """
    Raises:
        Stopped: it is no JSON.
    """
    try:
        return json.loads(answer.body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as problem:
        raise Stopped("broken", "What came back cannot be read.") from problem


def object_of(answer: Answer) -> dict[str, Any]:
    """
    Raises:
        Stopped: it is no JSON object.
    """
    found = json_of(answer)
    if not isinstance(found, dict):
        raise Stopped("broken", "What came back is not what the source describes.")
    return found


def part(value: object, *names: str) -> Any:
    """What lies along names in nested objects; None where there is nothing."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def items(value: object, most: int = 200) -> list[Any]:
    """A list as it is, at most so long; anything else is an empty one."""
    return value[:most] if isinstance(value, list) else []


def line(value: object, most: int = LONGEST_LINE) -> str:
    """A text on one line, without signs that hide, turn or control; anything else is empty. Never longer than `most`
    characters, and cut at a word."""
    if not isinstance(value, str):
        return ""
    kept = "".join(sign if _shows(sign) else " " for sign in value[: most * 4])
    text = " ".join(unicodedata.normalize("NFC", kept).split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def unmarked(value: object, most: int = LONGEST_TEXT) -> str:
    """The same of a text with markup, which is taken out."""
    if not isinstance(value, str):
        return ""
    bare = _TAG.sub("", _BREAK.sub(" ", _HIDDEN.sub(" ", value[: most * 8])))
    # what was written as &lt;b&gt; is text, and stays as it reads
    return line(html.unescape(bare), most)


def said_of(**words: str) -> dict[str, str]:
    """Parts of a sentence, without those that are empty."""
    return {name: word for name, word in words.items() if word}


def day(value: object) -> date | None:
    """The day of an ISO date or instant; of a year or a month alone its first day; None of anything else."""
    found = _DAY.match(value) if isinstance(value, str) else None
    if found is None:
        return None
    year, month, of_month = (int(part or 0) for part in found.groups())
    try:
        return date(year, month or 1, of_month or 1) if year in _YEARS else None
    except ValueError:
        return None


def instant(value: object) -> datetime | None:
    """An aware ISO instant; None of anything else."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and len(value) < 40 else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def web(value: object) -> str:
    """An address of the web, or empty: no other scheme ever becomes a link."""
    if not isinstance(value, str) or len(value) > 2_000 or re.search(r"[\x00-\x20\x7f\\<>\"]", value.strip()):
        return ""
    try:
        parts = urlsplit(value.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    return value.strip() if parts.scheme in {"http", "https"} and "." in host and "@" not in parts.netloc else ""


def host_of(address: str) -> str:
    """The host of an address without `www.`, in small letters; empty where there is none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def same_page(one: str, other: str) -> bool:
    """Whether two addresses are the same page, whatever their scheme, `www.` and last slash."""
    return bool(one) and _bare(one) == _bare(other) != ""


def links_back(addresses: Iterable[str], pages: Iterable[str]) -> bool:
    """Whether one of the addresses is one of the pages the user saved."""
    pages = tuple(pages)
    return any(same_page(address, page) for address in addresses for page in pages)


def shared_words(one: str, other: str) -> int:
    """How many words of two letters or more two names share, whatever their accents."""
    return len(_words(one) & _words(other))


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return set(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


def _bare(address: str) -> str:
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return f"{host}{parts.path.rstrip('/')}" if host else ""


def _shows(sign: str) -> bool:
    """Whether a sign is text: joiners are kept, since scripts and emoji are written with them."""
    return sign in "\u200c\u200d" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
