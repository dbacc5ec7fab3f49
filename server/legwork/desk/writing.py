"""The message of a card: what Legwork proposes, what the user made of it, what is wrong with it, and what was sent.

Legwork never sends. A changed draft is kept for its card until the user says that it went out; then its words stand
with that event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from operator import is_
from typing import Any

from sqlalchemy import Connection

from legwork.briefing.handing import for_drafts
from legwork.desk import grounding, people, wording
from legwork.desk.knowing import ahead
from legwork.desk.opening import Desk
from legwork.desk.preferring import Preferences
from legwork.drafting.checks import Circumstances, check
from legwork.drafting.drafts import MOMENTS, Draft, channels_of, draft
from legwork.drafting.facts import Fact
from legwork.drafting.finding import Finding
from legwork.drafting.inviting import Bond, bond, bonds
from legwork.drafting.personal import known_phrases
from legwork.drafting.slots import Choice, Slots, You
from legwork.errors import NotFound, WantsReason
from legwork.outreach.calendar import Calendar
from legwork.outreach.cards import Card
from legwork.outreach.happening import Event, said
from legwork.outreach.limits import invitations, notes_among
from legwork.outreach.people import Person
from legwork.outreach.ranking import Ranker
from legwork.outreach.stages import Conversation, conversation
from legwork.store import drafts as store
from legwork.store import ids, links

LONGEST_REASON = 500
_MOMENT = re.compile(r"write-([a-z_]+)(?:\.(c_\d{1,18}))?-(c_\d{1,18})")


@dataclass(frozen=True, slots=True)
class Moment:
    """A message that no card asks for; it has a card's id and facts all the same."""

    id: str
    act: str
    person: Person
    talk: Conversation
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """A draft with all that its page shows. `edited` says that the words are the user's."""

    card: Card | Moment
    draft: Draft
    findings: tuple[Finding, ...]
    choice: Choice
    opening: Bond
    bonds: tuple[Bond, ...]
    channels: tuple[str, ...]
    edited: bool
    note_limit: int

    @property
    def stops(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == "stop")

    def to_json(self) -> dict[str, Any]:
        """The draft as `today --json` shows it; `limit` is in characters, None where there is none."""
        return {
            **self.draft.to_json(),
            "checks": [finding.to_json() for finding in self.findings],
            "edited": self.edited,
            "choice": asdict(self.choice),
            "bonds": [{"kind": one.kind, "sentence": one.sentence, "because": one.because} for one in self.bonds],
            "opening": self.opening.kind,
            "channels": list(self.channels),
            "limit": self.note_limit if self.draft.channel == "linkedin_note" else None,
        }


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says they sent: the words as they stood (a subject of None is the draft's), and why they sent
    them against a check's advice.

    `reading` is what they say of a first message to somebody they have not read up on (R28): "looked" that they have
    now, "skipped" that they wrote without, "" nothing yet, so that they are asked; None where nobody can be asked.
    """

    text: str = ""
    subject: str | None = None
    reason: str = ""
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class _Grounded:
    """The facts about a person, and what they were made from."""

    footing: grounding.Footing
    person: Person
    colleagues: Sequence[Person]
    facts: tuple[Fact, ...]

    def serves(self, footing: grounding.Footing, person: Person, colleagues: Sequence[Person], now: datetime) -> bool:
        """Whether they are still the same: the same people as they stood, and clocks as far apart as then."""
        same = self.person is person and len(self.colleagues) == len(colleagues)
        if not same or not all(map(is_, self.colleagues, colleagues)) or self.footing != footing:
            return False
        apart = (one.words for one in self.facts if "ahead" in one.words)
        return all(words["ahead"] == ahead(words["zone"], now) for words in apart)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was wrong with a draft, and what it was checked against."""

    person: Person
    draft: Draft
    circumstances: Circumstances
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What tables found out and may outlive the moment, since each look tells whether it still holds: by contact the
    invitations and the facts, by card what was wrong with its draft."""

    invited: dict[str, tuple[Person, Sequence[Event]]] = field(default_factory=dict)
    grounded: dict[str, _Grounded] = field(default_factory=dict)
    checked: dict[str, _Checked] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """What every draft of one moment has in common, read once. With `colleagues`, the people of each employer,
    `everyone` need only be those something happened with. Facts are `placed` when they say where they were read."""

    connection: Connection
    mine: Preferences
    you: You
    calendar: Calendar
    today: date
    ranker: Ranker
    everyone: Sequence[Person]
    colleagues: Mapping[str, Sequence[Person]] | None = None
    placed: bool = False
    memory: Memory = field(default_factory=Memory)
    _cache: dict[str, Any] = field(default_factory=dict)

    def facts(self, person: Person) -> tuple[Fact, ...]:
        colleagues = self._colleagues(person)
        footing = None if self.placed else grounding.footing(self.connection, self.mine, self.today)
        if footing is None:
            return self._read(person, colleagues)
        kept = self.memory.grounded.get(person.id)
        if kept is None or not kept.serves(footing, person, colleagues, self.ranker.clock.now):
            kept = _Grounded(footing, person, colleagues, self._read(person, colleagues))
            self.memory.grounded[person.id] = kept
        return kept.facts

    def _read(self, person: Person, colleagues: Sequence[Person]) -> tuple[Fact, ...]:
        if "stays" not in self._cache:
            self._cache["stays"] = grounding.stays_of(self.connection)
        stays = self._cache["stays"]
        found = grounding.ground(self.connection, person, self.ranker, stays, colleagues, placed=self.placed)
        return for_drafts(grounding.known(self.connection, found))

    def findings(self, card: Card | Moment, made: Draft, choice: Choice, facts: Iterable[Fact]) -> tuple[Finding, ...]:
        """What is wrong with a draft of a card."""
        against = _circumstances(self, card, choice, facts)
        kept = self.memory.checked.get(card.id)
        if kept is None or (kept.person, kept.draft, kept.circumstances) != (card.person, made, against):
            kept = _Checked(card.person, made, against, check(made, card.person, against))
            self.memory.checked[card.id] = kept
        return kept.findings

    def _colleagues(self, person: Person) -> list[Person]:
        """Who else is at their employer, with what happened with them."""
        there = self.everyone if self.colleagues is None else self.colleagues.get(person.office, ())
        if "acted" not in self._cache:
            self._cache["acted"] = {one.id: one for one in self.everyone}
        found = [one for one in there if one.employer == person.employer != "" and one.id != person.id]
        return [self._cache["acted"].get(one.id, one) for one in found]

    @property
    def kept(self) -> dict[str, dict[str, Any]]:
        if "kept" not in self._cache:
            self._cache["kept"] = store.kept(self.connection)
        return dict(self._cache["kept"])

    @property
    def sent(self) -> dict[str, list[str]]:
        """The first messages that went out, by contact."""
        if "sent" not in self._cache:
            found = {person.id: _texts(events) for person, events in self._invited()}
            self._cache["sent"] = {contact: texts for contact, texts in found.items() if texts}
        return dict(self._cache["sent"])

    @property
    def notes_sent(self) -> int:
        if "notes" not in self._cache:
            sent = ((person, event) for person, events in self._invited() for event in events)
            self._cache["notes"] = notes_among(sent, self.today, self.calendar)
        return int(self._cache["notes"])

    def _invited(self) -> Iterator[tuple[Person, Sequence[Event]]]:
        """Everybody who was invited, with the invitations; looked for once in all that happened with somebody."""
        acted = [person for person in self.everyone if person.events]
        invited = self.memory.invited
        for gone in invited.keys() - {person.id for person in acted}:
            invited.pop(gone, None)
        for person in acted:
            known = invited.get(person.id)
            if known is None or known[0] is not person:
                known = invited[person.id] = (person, invitations(person))
            if known[1]:
                yield known


def _texts(sent: Sequence[Event]) -> list[str]:
    return [text for event in sent if (text := said(event, "text"))]


def written(table: Table, card: Card | Moment, given: Mapping[str, Any] | None = None) -> Written | None:
    """The draft of a card as it stands, with what is `given` over it: `text` and `subject` (None gives them back to
    Legwork), and the parts of a choice. None where nothing is to be sent."""
    kept = {**_standing(table, card), **(given or {})}
    choice = Choice(**{name: str(kept.get(name) or "") for name in Choice.__dataclass_fields__})
    facts = table.facts(card.person)
    made = draft(card, card.person, table.you, choice, facts)
    if made is None:
        return None
    final = Draft(
        made.channel,
        made.subject if kept.get("subject") is None else " ".join(str(kept["subject"]).split()),
        made.text if kept.get("text") is None else _lines(str(kept["text"])),
        made.to,
        made.reply,
    )
    findings = table.findings(card, final, choice, facts)
    slots = Slots(card, card.person, table.you, choice, facts)
    edited = (final.text, final.subject) != (made.text, made.subject)
    ways = channels_of(card, card.person)
    return Written(
        card, final, findings, choice, bond(slots), bonds(slots), ways, edited, table.you.note_limit
    )  # fmt: skip


def _standing(table: Table, card: Card | Moment) -> Mapping[str, Any]:
    """What was kept for the card, unless it was sent since; undoing that brings it back."""
    kept = table.kept.get(card.id)
    if kept is None:
        return {}
    at = str(kept.get("at") or "")
    sent = any(said(event, "card") == card.id and ids.utc(event.at) >= at and "text" in event.data
               for event in card.person.events)  # fmt: skip
    return {} if sent else kept


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip("\n ")


def _circumstances(table: Table, card: Card | Moment, choice: Choice, facts: Iterable[Fact]) -> Circumstances:
    person, talk = card.person, card.talk
    invited = talk.invited_at
    nudging = card.act == "send_nudge" and invited is not None
    calendar = table.calendar
    waited = calendar.business_days_between(calendar.day(invited), table.today) if nudging and invited else None
    change = person.job_change
    texts = (
        person.title, person.company, person.referred_by, *person.schools,
        *(stay.employer for stay in person.past_employers),
        *((change.was_company, change.company) if change else ()),
        *(str(card.facts.get(name) or "") for name in ("school", "worked_at")),
    )  # fmt: skip
    return Circumstances(
        card.act,
        table.you.fields,
        note_limit=table.you.note_limit,
        notes_month=table.mine.li_notes_month,
        notes_sent=table.notes_sent,
        waited=waited,
        known=known_phrases(texts, facts),
        debrief=tuple(filter(None, (talk.learned, talk.named))),
        sent=tuple(text for contact, texts in table.sent.items() if contact != person.id for text in texts[-1:]),
        answer=choice.answer,
    )


def moment(desk: Desk, table: Table, card: str) -> Moment | None:
    """The message that an id such as `write-close_loop-c_12` or `write-ask_mutual.c_9-c_12` names; None for a card's.

    Raises:
        NotFound: it names no such message or contact.
    """
    if not card.startswith("write-"):
        return None
    match = _MOMENT.fullmatch(card)
    if match is None or match[1] not in MOMENTS or (match[1] == "ask_mutual") != bool(match[2]):
        raise NotFound("message")
    person = _person(desk, table.connection, match[3])
    talk = conversation(person.events, captured=person.captured)
    facts: dict[str, Any] = {"today": table.today.isoformat(), "minutes": table.mine.ask_minutes}
    facts |= table.ranker.bonds(person)
    facts |= {"end": talk.end.isoformat()} if talk.end else {}
    facts |= {name: value for name, value in (("learned", talk.learned), ("named", talk.named)) if value}
    if match[2]:
        about = _person(desk, table.connection, match[2])
        facts |= {"about_name": about.name, "about_title": about.title, "about_company": about.company}
    return Moment(card, match[1], person, talk, facts)


def _person(desk: Desk, connection: Connection, contact: str) -> Person:
    number = wording.number(contact)
    found = links.contacts_of(connection, [number]).get(number)
    if found is None:
        raise NotFound("contact")
    return people.one(desk, connection, found)


def sent_data(found: Written, words: Said) -> dict[str, Any]:
    """What the event of a sent message keeps: its words, and the findings it was sent against.

    Raises:
        WantsReason: a check would stop the user's own words, and no reason was written.
    """
    data: dict[str, Any] = {"text": found.draft.text}
    if found.draft.subject:
        data["subject"] = found.draft.subject
    reason = " ".join(words.reason.split())[:LONGEST_REASON]
    if found.stops and (found.edited or found.choice.own):
        if not reason:
            raise WantsReason([finding.text for finding in found.stops])
        data["override"] = {"reason": reason, "checks": [finding.id for finding in found.stops]}
    return data
