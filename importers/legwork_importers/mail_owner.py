"""Whose mailbox it is, told from the mail in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from legwork_importers.contract import Owner, UnreadableSource
from legwork_importers.mail_addresses import Mailbox, address_of, mailboxes, plain_name
from legwork_importers.mail_labels import is_sent
from legwork_importers.mail_senders import list_addresses, machine, nobody
from legwork_importers.mail_stream import Message
from legwork_importers.mail_text import text_of

MOST_RECIPIENTS = 20
"""Of a message to more people than this nobody is said to know anybody."""

_WHOSE = "it does not show whose mail it is; enter your own addresses under Settings and import it again"
_MOST_KNOWN = 100_000  # addresses that are counted to find out which are the user's
_RARE = 100  # one of so many deliveries may be a stray one


class Known:
    """What a mailbox says of itself as a whole: which addresses are the user's, and which those of mailing `lists`.

    The user's are those the desk was told, those that messages were delivered to and, where neither is known, the one
    that takes part in most; besides, if the desk was told none, those under the same full name.

    Raises:
        UnreadableSource: it cannot be told whose mailbox it is.
    """

    def __init__(self, messages: Iterable[Message], owner: Owner) -> None:
        self.lists: set[str] = set()
        self._delivered: Counter[str] = Counter()
        self._sent: Counter[str] = Counter()
        self._parties: Counter[Mailbox] = Counter()
        for message in messages:
            self._see(message)
        told = set(map(bare, owner.emails))
        self._own = told | set(self._delivered_to()) or {self._most_likely()}
        if not told:
            self._own |= set(self._namesakes())

    def is_own(self, address: str) -> bool:
        return bare(address) in self._own

    def _see(self, message: Message) -> None:
        if len(self.lists) < _MOST_KNOWN:
            self.lists.update(list_addresses(message))
        if machine(message) or not is_stamped(message):
            return
        sender = sender_of(message)
        people = {party for party in (sender, *recipients_of(message)) if party}
        if delivered := address_of(text_of(message.first("delivered-to"))):
            _add(self._delivered, bare(delivered))
        if sender and is_sent(message):
            _add(self._sent, bare(sender.address))
        if len(people) <= MOST_RECIPIENTS:
            for party in people:
                _add(self._parties, party)

    def _delivered_to(self) -> Iterator[str]:
        total = self._delivered.total()
        return (address for address, count in self._delivered.items() if count * _RARE >= total)

    def _most_likely(self) -> str:
        """Who sent most of what is labelled as sent, else who takes part in more messages than anybody else."""
        if self._sent:
            return _first(self._sent)
        addresses: Counter[str] = Counter()
        for party, count in self._parties.items():
            addresses[bare(party.address)] += count
        found = addresses.most_common(2)
        if len({count for _, count in found}) < len(found):
            raise UnreadableSource(_WHOSE)
        return found[0][0] if found else ""

    def _namesakes(self) -> Iterator[str]:
        """Other addresses under the full name that goes with one of the user's."""
        names: Counter[str] = Counter()
        for party, count in self._parties.items():
            if self.is_own(party.address):
                names[_folded(party)] += count
        name = _first(names)
        if len(name.split()) > 1:
            yield from (bare(each.address) for each in self._parties if _folded(each) == name and not nobody(each))


@lru_cache(maxsize=16_384)
def bare(address: str) -> str:
    """An address without what its owner may vary: `+tags`, and dots where Gmail ignores them."""
    local, _, domain = address.lower().partition("@")
    local = local.split("+")[0] or local
    if domain in {"gmail.com", "googlemail.com"}:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def is_stamped(message: Message) -> bool:
    """Whether a message has what every program gives it when it is written; text that only looks like one has not."""
    return not {"date", "message-id"}.isdisjoint(message.headers)


def sender_of(message: Message) -> Mailbox | None:
    for name in ("from", "sender"):
        for value in message.headers.get(name, ()):
            if found := mailboxes(text_of(value)):
                return found[0]
    return None


def recipients_of(message: Message, *names: str) -> tuple[Mailbox, ...]:
    """Everyone in every header of these names, To, Cc and Bcc unless told, each address once, under the first name
    it has there."""
    found: dict[str, Mailbox] = {}
    for name in names or ("to", "cc", "bcc"):
        for value in message.headers.get(name, ()):
            for mailbox in mailboxes(text_of(value)):
                found.setdefault(mailbox.address, mailbox)
    return tuple(found.values())


def _add(counted: Counter[Any], key: str | Mailbox) -> None:
    if len(counted) < _MOST_KNOWN or key in counted:
        counted[key] += 1


def _first(counted: Counter[str]) -> str:
    """The most frequent, and of equally frequent ones the first in the alphabet; nothing of nothing."""
    return min(counted, key=lambda key: (-counted[key], key), default="")


def _folded(mailbox: Mailbox) -> str:
    return plain_name(mailbox).casefold()
