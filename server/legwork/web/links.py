"""Links built from data: only four schemes, and a mail link that can name nobody else."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})

# C0 and C1 controls, white space, zero-width characters and bidi controls: browsers skip or hide them.
_UNSEEN: Final = re.compile("[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")
_ADDRESS: Final = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+\Z")


def safe_href(url: object) -> str:
    """The address as a browser may be given it, or nothing at all when its scheme is not one of four.

    Everything invisible goes first, so that `java\\nscript:` cannot pass for something else.
    """
    text = _UNSEEN.sub("", str(url or ""))
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme not in SCHEMES:
        return ""
    if parts.scheme in {"http", "https"} and (not parts.netloc or "\\" in text or "@" in parts.netloc):
        return ""
    return text


def people_search(employer: str, function: str = "", school: str = "") -> str:
    """LinkedIn's own search for people, by words; the user opens it, and nothing is fetched."""
    words = " ".join(part for part in (" ".join(one.split()) for one in (employer, function, school)) if part)
    return f"https://www.linkedin.com/search/results/people/?keywords={quote(words, safe='')}"


def mailto(address: str, subject: str = "", body: str = "") -> str:
    """A mail link to one address, or nothing when it is not one.

    Every character of the three parts that could begin another header or name another recipient is
    percent-encoded; line ends of the body become CRLF (RFC 6068, section 5).
    """
    address = address.strip()
    if not _ADDRESS.match(address):
        return ""
    fields = {"subject": " ".join(subject.split()), "body": "\r\n".join(body.splitlines())}
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in fields.items() if text)
    return f"mailto:{quote(address, safe='@')}" + (f"?{query}" if query else "")
