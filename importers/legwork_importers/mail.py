"""Mail: who the user and others wrote to, told from the headers of mailboxes and messages of any program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from legwork_importers.contract import Importer, Owner, Source, SourceRow, Unreadable
from legwork_importers.mail_owner import Known
from legwork_importers.mail_reading import Reading
from legwork_importers.mail_stream import Folder, Messages, headers_of, separator_of

_NOBODY = Owner()
_HEAD = 16_000
_WHO, _HOW = {"from", "sender"}, {"date", "message-id", "to", "delivered-to", "return-path"}
_STARTS = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s{0,20}\d{1,12}[ \t]{0,20}\r?\n)?[!-9;-~]{1,80}:")


@dataclass(frozen=True, slots=True)
class Mail:
    """Gmail's Takeout and other mailboxes, Maildirs, and messages one a file.

    A contact is whoever the user wrote to and, if `unanswered`, whoever wrote to the user: with an address of their
    own, to the user's, and never one mail for many.
    """

    owner: Owner = _NOBODY
    unanswered: bool = True
    kind: str = "mail"
    source: str = "mail"
    version: int = 1

    def of(self, owner: Owner) -> Importer:
        return replace(self, owner=owner)

    def knows(self, source: Source) -> str | None:
        if isinstance(source, Folder):
            return "a folder of messages"
        head = source.head(_HEAD)
        if separator_of(head):
            return "it begins like a mailbox: From, a date, then headers"
        headers = headers_of(head)
        if _WHO & headers.keys() and _HOW & headers.keys() and _STARTS.match(head):
            return "it begins with the headers of a message"
        return None

    def read(
        self,
        source: Source,
        *,
        encoding: str | None = None,  # noqa: ARG002  every message names its own
    ) -> Iterator[SourceRow | Unreadable]:
        messages = Messages(source)
        reading = Reading(Known(messages, self.owner), source.name, unanswered=self.unanswered)
        for message in messages:
            yield from reading.take(message)
        yield from reading.rows()
