"""Mail in few words, for the tests of its importer."""

from __future__ import annotations

from collections.abc import Iterable

from legwork_importers.contract import Exchange, Owner, SourceRow, Unreadable
from legwork_importers.mail import Mail
from legwork_importers.sources import BytesSource

ME = "me@own.example"


def message(sender: str, to: str, *lines: str, date: str = "Mon, 4 Mar 2024 11:20:34 +0000") -> str:
    head = [f"From: {sender}", *([f"To: {to}"] if to else []), *([f"Date: {date}"] if date else []), *lines]
    return "From - Mon Mar 04 11:20:34 2024\n" + "\n".join(head) + "\n\nHello.\n\n"


def rows(*messages: str, own: Iterable[str] = (ME,), name: str = "x", unanswered: bool = True) -> dict[str, str]:
    """What becomes of everyone, by locator: `contact`, or why not."""
    found = read(*messages, own=own, name=name, unanswered=unanswered)
    return {row.locator: row.reason if isinstance(row, Unreadable) else "contact" for row in found}


def exchanges(*messages: str) -> dict[str, Exchange]:
    return {row.locator: row.claim.exchange for row in read(*messages) if isinstance(row, SourceRow)}


def read(
    *messages: str, own: Iterable[str] = (ME,), name: str = "x", unanswered: bool = True
) -> list[SourceRow | Unreadable]:
    source = BytesSource(name, "".join(messages).encode("utf-8", "surrogateescape"))
    return list(Mail(Owner(emails=frozenset(own)), unanswered=unanswered).read(source))
