"""One mailbox, message by message, into one row for each address and name in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from legwork_importers.contract import Claim, Exchange, Labelled, SourceRow, Unreadable
from legwork_importers.mail_addresses import Mailbox, plain_name
from legwork_importers.mail_labels import discarded
from legwork_importers.mail_owner import MOST_RECIPIENTS, Known, is_stamped, recipients_of, sender_of
from legwork_importers.mail_senders import AUTOMATIC, BULK, LIST, is_office, is_own_domain, machine, nobody
from legwork_importers.mail_stream import Message
from legwork_importers.mail_text import LONGEST_HEADER, When, decoded, text_of, when

MOST_PAIRS = 100_000
"""Addresses and names of one mailbox that are kept in mind."""

_LONGEST_SUBJECT = 300
_LONGEST_RAW = 600
_NO_STAMP = "neither a date nor an id, as all mail has: text of another message, it seems"
_NO_SENDER = "no sender's address that can be read"
_SENT, _RECEIVED, _NAMED, _UNSUBSCRIBED = "sent", "received", "named", "unsubscribed"
_ONE_WAY = "one way: wrote to you, and you never wrote back"
# Why nobody is made a contact who is in a mailbox in these ways only; of several ways the first says it.
_ONLY = {
    _RECEIVED: _ONE_WAY,
    _NAMED: "one way: only named beside others",
    _UNSUBSCRIBED: "you only asked them to stop writing",
    LIST: "only wrote to a mailing list",
    BULK: "automatic sender: only mail meant for many",
    AUTOMATIC: "automatic sender: only automatic mail",
}
_RANKS = {_SENT: 0} | {how: rank for rank, how in enumerate(_ONLY)}
_STOP = re.compile(
    r"(?:re: *)?(?:unsubscribe|abmelden|abmeldung|desinscription|désinscription|remove me)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Met:
    """One message that counts in some way: when it was written, `how` its people are in it, and its headers' texts."""

    moment: When | None
    how: str
    date: str
    subject: str


@dataclass(slots=True)
class _Pair:
    """What the mailbox holds of one address under one name.

    `how` is the way of being in it that says most; dates, `subject` and `raw` are of the messages of that way alone,
    the last of them in time.
    """

    how: str = ""
    sent: int = 0
    received: int = 0
    first: str = ""
    last: When | None = None
    subject: str = ""
    raw: str = ""

    def note(self, met: _Met, mailbox: Mailbox) -> None:
        self.sent += met.how == _SENT
        self.received += met.how == _RECEIVED
        rank, before = _rank(met.how), _rank(self.how)
        if rank > before:
            return
        if rank < before:
            self.how, self.first, self.last, self.raw = met.how, "", None, ""
        if met.moment is not None:
            self.first = min(self.first or met.moment.day, met.moment.day)
        if not self.raw or (met.moment is not None and (self.last is None or met.moment >= self.last)):
            self.last = met.moment or self.last
            self.subject = decoded(met.subject)[:_LONGEST_SUBJECT]
            self.raw = _raw(met, mailbox)

    @property
    def day(self) -> str:
        return self.last.day if self.last else ""


class Reading:
    """What one mailbox says, counted message by message.

    `path` is the mailbox's, since some folders hold what does not count. `unanswered`: whether those who wrote to the
    user and were never written to are contacts too.
    """

    def __init__(self, known: Known, path: str, *, unanswered: bool) -> None:
        self._known = known
        self._path = path
        self._unanswered = unanswered
        self._pairs: dict[Mailbox, _Pair] = {}
        self._written_to: set[str] = set()
        self._wrote: set[str] = set()
        self._wrote_to_many: set[str] = set()
        self._met: set[bytes] = set()
        self._surplus = 0

    def take(self, message: Message) -> Iterator[Unreadable]:
        """Counts a message, or gives it back where it is left out whole."""
        if message.problem:
            yield _unused(message, message.problem)
            return
        sender, recipients = sender_of(message), recipients_of(message)
        left = discarded(message, self._path if message.place.isdecimal() else f"{self._path}/{message.place}")
        if sender is None:
            yield _unused(message, left or _NO_SENDER, skipped=bool(left))
        elif not is_stamped(message):
            yield _unused(message, _NO_STAMP)
        elif len(recipients) > MOST_RECIPIENTS or _is_long(message):
            yield _unused(message, f"to more than {MOST_RECIPIENTS} people at once", skipped=True)
        elif self._is_new(message):
            self._count(message, left or machine(message), sender, recipients)

    def rows(self) -> Iterator[SourceRow | Unreadable]:
        """Every address and name once, in the order in which they were met."""
        owned = {mailbox.address for mailbox in self._pairs if is_own_domain(mailbox)}
        for mailbox, pair in self._pairs.items():
            locator = f"{mailbox.address}|{mailbox.name}"
            if why := self._why_not(mailbox, pair, office=is_office(mailbox.address) and mailbox.address not in owned):
                yield Unreadable(locator, pair.raw, why, "skipped")
            else:
                yield SourceRow(locator, _claim(mailbox, pair), pair.raw, locator)
        if self._surplus:
            reason = f"more than {MOST_PAIRS:,} addresses and names; of others there are {self._surplus:,} mentions"
            yield Unreadable("the rest", "", reason)

    def _is_new(self, message: Message) -> bool:
        """Whether this is the first copy of a message: mailboxes hold one for each of its labels."""
        names = ("date", "from", "to", "subject")
        said = message.first("message-id").strip()
        said = said or b"\n".join(value for name in names for value in message.headers.get(name, ()))
        before = len(self._met)
        self._met.add(hashlib.blake2b(said, digest_size=8).digest())
        return len(self._met) > before

    def _count(self, message: Message, why: str, sender: Mailbox, recipients: tuple[Mailbox, ...]) -> None:
        date, subject = text_of(message.first("date")), text_of(message.first("subject"))
        moment = when(date, message.envelope.decode("ascii", "replace"))
        if self._known.is_own(sender.address):
            self._note_all(recipients, _Met(moment, _how_sent(subject, why), date, subject))
            return
        self._note_all((sender,), _Met(moment, why or _RECEIVED, date, subject))
        if why == BULK:
            self._wrote_to_many.add(sender.address)
        elif not why:
            self._note_all(recipients, _Met(moment, _NAMED, date, subject))
            if any(self._known.is_own(mailbox.address) for mailbox in recipients_of(message, "to")):
                self._wrote.add(sender.address)

    def _note_all(self, people: tuple[Mailbox, ...], met: _Met) -> None:
        for mailbox in people:
            if met.how == _SENT:
                self._written_to.add(mailbox.address)
            if mailbox in self._pairs or len(self._pairs) < MOST_PAIRS:
                self._pairs.setdefault(mailbox, _Pair()).note(met, mailbox)
            else:
                self._surplus += 1

    def _why_not(self, mailbox: Mailbox, pair: _Pair, *, office: bool) -> str:
        address = mailbox.address
        if self._known.is_own(address):
            return "your own address"
        if address in self._known.lists:
            return "a mailing list's address"
        if why := nobody(mailbox):
            return why
        answered = address in self._written_to
        if office and _rank(pair.how) <= _RANKS[_NAMED]:
            return "an office's address, not a person's" if answered else _ONE_WAY
        wrote = self._unanswered and address in self._wrote and address not in self._wrote_to_many
        if (answered or wrote) and _rank(pair.how) <= _RANKS[_NAMED]:
            return ""
        return _ONLY.get(pair.how, f"only {pair.how}")


def _rank(how: str) -> int:
    """The lower, the more it says to be in a message this way; a place for what is thrown away says least."""
    return _RANKS.get(how, len(_RANKS) if how else len(_RANKS) + 1)


def _how_sent(subject: str, why: str) -> str:
    """How the recipients of the user's own message are in it. One that came back through a list was still written."""
    if why and why != LIST:
        return why
    return _UNSUBSCRIBED if _STOP.match(decoded(subject)) else _SENT


def _claim(mailbox: Mailbox, pair: _Pair) -> Claim:
    name = plain_name(mailbox)
    counts = pair.sent + pair.received
    return Claim(
        name=name,
        emails=(Labelled(mailbox.address),),
        written_on=pair.day,
        exchange=Exchange(pair.first, pair.day, pair.sent, pair.received, pair.subject) if counts else Exchange(),
        extra={"display name": mailbox.name} if mailbox.name != name else {},
    )


def _is_long(message: Message) -> bool:
    """Whether a list of recipients is longer than any that is looked at."""
    return any(len(value) > LONGEST_HEADER for name in ("to", "cc", "bcc") for value in message.headers.get(name, ()))


def _unused(message: Message, reason: str, *, skipped: bool = False) -> Unreadable:
    sender, date, subject = (text_of(message.first(name)) for name in ("from", "date", "subject"))
    return Unreadable(
        f"message {message.place}",
        _lines(("From", sender), ("Date", date), ("Subject", subject)),
        reason,
        "skipped" if skipped else "refused",
        torn=not message.headers,
    )


def _raw(met: _Met, mailbox: Mailbox) -> str:
    """What the message says of this one address, when, and of what; nobody else is named."""
    written = f"{mailbox.name} <{mailbox.address}>".strip()
    return f"{written}\n{_lines(('Date', met.date), ('Subject', met.subject))}"[:_LONGEST_RAW]


def _lines(*said: tuple[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in said if value)[:_LONGEST_RAW]
