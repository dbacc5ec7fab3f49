"""LinkedIn's `messages.csv` of any year: one record for each person who was written with."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from legwork_importers.columns import Row, Text
from legwork_importers.contract import (
    Claim,
    Columns,
    Exchange,
    Importer,
    Owner,
    Source,
    SourceRow,
    Unreadable,
    UnreadableSource,
)
from legwork_importers.linkedin_dates import american, utc
from legwork_importers.linkedin_files import file_key
from legwork_importers.linkedin_owner import Passed, whose
from legwork_importers.linkedin_parties import CLOSED, Entry, Gathering, Me, Party, same
from legwork_importers.linkedin_recipients import recipients
from legwork_importers.pages import no_persons_page
from legwork_importers.spreadsheets import columns_in, find_filled, open_table, shown
from legwork_importers.table import Table, TableRow, shortened

MOST_RECIPIENTS = 20
DRAFT = "a draft that was never sent"
AGAIN = "the same message once more"
SPONSORED = "a sponsored message"
SPAM = "in the folder for spam"
CROWD = f"more than {MOST_RECIPIENTS} people: a crowd, not a conversation"
NOBODY_ELSE = "nobody but you in it"
WHOSE = (
    "it does not show whose messages these are; bring it together with Profile.csv of the same archive, "
    "or put the address of your profile under Settings first"
)

_ADVERT = re.compile(r"spinmail-quill|%FIRSTNAME%|^sponsored", re.IGNORECASE)
_COMPANY = re.compile(r"linkedin(?: \w+){0,3}", re.IGNORECASE)
_WAYS = {"outgoing": "sent", "sent": "sent", "incoming": "received", "received": "received"}
ASSISTANTS = frozenset({"guidemessages", "coachmessages", "learningcoachmessages", "learningroleplaymessages"})


class Message(Row):
    """The columns of all years; 2018 has the last but three of them, and `Direction`."""

    conversation = Text("Conversation ID")
    title = Text("Conversation Title")
    sender = Text("From")
    sender_url = Text("Sender Profile URL")
    to = Text("To")
    to_urls = Text("Recipient Profile URLs")
    date = Text("Date")
    subject = Text("Subject")
    content = Text("Content")
    folder = Text("Folder")
    direction = Text("Direction")
    is_draft = Text("Is Message Draft")
    is_conversation_draft = Text("Is Conversation Draft")


@dataclass(frozen=True, slots=True)
class _Line:
    """One message: its row, and who passed it to whom. `on` is an ISO instant, or empty."""

    number: int
    raw: str
    on: str
    about: str
    passed: Passed
    row: Message


@dataclass(frozen=True, slots=True)
class _Said:
    """What one message says of one person; `alone`: nobody else was in it. `mine` and `theirs`: who wrote it."""

    line: _Line
    alone: bool
    mine: bool
    theirs: bool


@dataclass(frozen=True, slots=True)
class LinkedInMessages:
    """Reads the file whole before it gives the first record: any row may be the last word on somebody."""

    owner: Owner = field(default_factory=Owner)

    kind = "linkedin.messages"
    source = kind
    version = 1

    def of(self, owner: Owner) -> Importer:
        return LinkedInMessages(owner)

    def knows(self, source: Source) -> str | None:
        """Talks with LinkedIn's assistants come under the same header, and so do files without a message."""
        header = None if is_assistants(source) else find_filled(source, is_messages)
        return None if header is None else shown(header, Message)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, is_messages)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        lines, left = _lines(open_table(source, encoding, is_messages))
        me = whose([line.passed for line in lines], Me.of(self.owner))
        if me is None and lines:
            raise UnreadableSource(WHOSE)
        people, more = _people(lines, me or Me())
        yield from sorted((*left, *more), key=lambda row: int(row.locator))
        for entry in people:
            yield SourceRow(entry.locator, _claim(entry), entry.text, entry.key)


def is_messages(header: Sequence[str]) -> bool:
    """Whether a header is that of messages, of 2018 or of later years."""
    has = Message.has(header)
    return has >= {"sender", "to", "date", "content", "folder"} and bool(has & {"conversation", "direction"})


def is_assistants(source: Source) -> bool:
    """Whether a file is named as those are that hold talks with LinkedIn's assistants."""
    return file_key(source.name) in ASSISTANTS


def _lines(table: Table) -> tuple[list[_Line], list[Unreadable]]:
    """Every message of the file, and the rows that are none."""
    binding = Message.bind(table.header)
    rows: list[tuple[TableRow, Message]] = []
    left: list[Unreadable] = []
    seen: set[tuple[str, ...]] = set()
    for row in table.rows():
        if isinstance(row, Unreadable):
            left.append(row)
            continue
        message = Message(binding, row.cells)
        reason = AGAIN if tuple(row.cells) in seen else DRAFT if _is_draft(message) else ""
        seen.add(tuple(row.cells))
        if reason:
            left.append(_skipped(row.number, row.raw, reason))
        else:
            rows.append((row, message))
    return _passed(rows), left


def _passed(rows: Sequence[tuple[TableRow, Message]]) -> list[_Line]:
    known = _known([message for _, message in rows])
    whole = {same(message.sender) for _, message in rows}
    urls = _urls_by_name([message for _, message in rows])
    found = []
    for row, message in rows:
        # in 2018 no column says which messages belong together
        talk = message.conversation or f"row {row.number}"
        sender, *to = (
            Party(party.name, urls.get((talk, same(party.name)), party.url)) if not party.key else party
            for party in (_sender(message), *recipients(message.to, message.to_urls, known, whole))
        )
        way = _WAYS.get(message.direction.casefold(), "")
        on = utc(message.date) or american(message.date)
        passed = Passed(talk, sender, tuple(to), way)
        found.append(_Line(row.number, row.raw, on, message.subject or message.title, passed, message))
    return found


def _sender(message: Message) -> Party:
    return Party(message.sender, message.sender_url)


def _known(messages: Sequence[Message]) -> dict[str, set[str]]:
    """The names that profiles go by, where a row leaves no doubt whose name it is."""
    known: dict[str, set[str]] = {}
    for message in messages:
        for party in (_sender(message), Party(message.to, message.to_urls)):
            if party.key and party.name:
                known.setdefault(party.key, set()).add(same(party.name))
    return known


def _urls_by_name(messages: Sequence[Message]) -> dict[tuple[str, str], str]:
    """The profile that sends under a name in a conversation, where only one does: until 2023 recipients had none."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for message in messages:
        sender = _sender(message)
        if sender.key and message.conversation:
            found.setdefault((message.conversation, same(sender.name)), {}).setdefault(sender.key, sender.url)
    return {place: next(iter(urls.values())) for place, urls in found.items() if len(urls) == 1}


def _people(lines: Sequence[_Line], me: Me) -> tuple[Gathering[_Said], list[Unreadable]]:
    """Everybody the owner wrote with, and the messages that say nothing of anybody."""
    answered = {line.passed.conversation for line in lines if me.is_party(line.passed.sender)}
    people: Gathering[_Said] = Gathering()
    left: list[Unreadable] = []
    for line in sorted(lines, key=lambda line: line.on):
        others = {party.identity: party for party in _parties(line) if not me.is_party(party)}
        persons = {name: party for name, party in others.items() if not party.is_nobody and not _page(party)}
        if reason := _left_out(line, others, persons, answered):
            left.append(_skipped(line.number, line.raw, reason))
            continue
        mine = me.is_party(line.passed.sender)
        for identity, party in persons.items():
            theirs = identity == line.passed.sender.identity
            people.add(party, _Said(line, len(others) == 1, mine, theirs), line.raw)
    return people, left


def _parties(line: _Line) -> tuple[Party, ...]:
    return (line.passed.sender, *line.passed.recipients)


def _left_out(line: _Line, others: Mapping[str, Party], persons: Mapping[str, Party], answered: Collection[str]) -> str:
    """Why a message makes nobody a contact, or nothing."""
    sender = line.passed.sender
    if sender.identity in persons and line.passed.conversation not in answered:
        if line.row.folder.casefold() == "spam":
            return SPAM
        if not sender.key and _is_advert(line.row):
            return SPONSORED
    if not others:
        return NOBODY_ELSE
    if not persons:
        return next(filter(None, map(_page, others.values())), CLOSED)
    return CROWD if len(others) > MOST_RECIPIENTS else ""


def _page(party: Party) -> str:
    """What a party's address is the page of, if of no person."""
    return no_persons_page(party.url, names_someone=True)


def _is_advert(message: Message) -> bool:
    """Whether a message that comes from no profile and was never answered is paid for: a person's conversation has
    no title, and where it has no profile either there is none to write from."""
    signed = any(map(_ADVERT.search, (message.content, message.title, message.subject)))
    return signed or _COMPANY.fullmatch(message.sender) is not None or bool(message.title)


def _is_draft(message: Message) -> bool:
    return "yes" in {message.is_draft.casefold(), message.is_conversation_draft.casefold()}


def _claim(entry: Entry[_Said]) -> Claim:
    alone = [said for said in entry.said if said.alone]
    dated = [said.line.on for said in alone if said.line.on]
    groups = {said.line.passed.conversation for said in entry.said if not said.alone}
    who = entry.claim
    return replace(
        who,
        exchange=Exchange(
            first=dated[0] if dated else "",
            last=dated[-1] if dated else "",
            sent=sum(said.mine for said in alone),
            received=sum(said.theirs for said in alone),
            subject=next((said.line.about for said in reversed(alone) if said.line.about), ""),
        ),
        extra={**who.extra, **({"Group conversations": str(len(groups))} if groups else {})},
    )


def _skipped(number: int, raw: str, reason: str) -> Unreadable:
    return Unreadable(str(number), shortened(raw), reason, "skipped")
