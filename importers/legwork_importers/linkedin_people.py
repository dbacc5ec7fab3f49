"""What a LinkedIn archive says of people beside connections and messages: who endorsed or recommended whom, the
user's notes, and address books that LinkedIn was given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from legwork_importers.columns import Row, Text, folded
from legwork_importers.contract import Claim, Columns, Labelled, Position, Source, SourceRow, Tie, TieKind, Unreadable
from legwork_importers.dates import birthday
from legwork_importers.linkedin_dates import any_of_linkedins, utc
from legwork_importers.linkedin_files import file_key
from legwork_importers.linkedin_parties import Entry, Left, Party, gathered, ties_of
from legwork_importers.spreadsheets import columns_in, find_header, open_table, profile_of, read_table, shown

_BETWEEN = re.compile(r"[,;\n]+")
_RECOMMENDED: Mapping[str, TieKind] = {
    "recommendationsreceived": "recommended_you",
    "recommendationsgiven": "you_recommended",
}


class Endorsement(Row):
    """One skill. Of the two files one names the endorser and one the endorsed; the address came in 2023."""

    on = Text("Endorsement Date")
    skill = Text("Skill Name")
    by_given = Text("Endorser First Name")
    by_family = Text("Endorser Last Name")
    by_url = Text("Endorser Public Url")
    to_given = Text("Endorsee First Name")
    to_family = Text("Endorsee Last Name")
    to_url = Text("Endorsee Public Url")

    def said(self) -> tuple[Party, Tie]:
        by = Party.in_parts(self.by_given, self.by_family, self.by_url)
        to = Party.in_parts(self.to_given, self.to_family, self.to_url)
        on = utc(self.on)
        return (by, Tie("endorsed_you", on, self.skill)) if by.name else (to, Tie("you_endorsed", on, self.skill))


class LinkedInEndorsements:
    kind = "linkedin.endorsements"
    source = kind
    version = 1

    def knows(self, source: Source) -> str | None:
        header = find_header(source, _is_endorsements)
        return None if header is None else shown(header, Endorsement)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, _is_endorsements)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        table = open_table(source, encoding, _is_endorsements)
        yield from gathered(table, Endorsement, Endorsement.said, _tied)


def _is_endorsements(header: Sequence[str]) -> bool:
    has = Endorsement.has(header)
    return has >= {"on", "skill"} and bool(has & {"by_given", "to_given"})


def _tied(entry: Entry[Tie]) -> Claim:
    return replace(entry.claim, ties=ties_of(entry))


class Recommendation(Row):
    """The two files have one header: only their names tell which is which."""

    given = Text("First Name")
    family = Text("Last Name")
    company = Text("Company")
    job_title = Text("Job Title")
    text = Text("Text")
    created = Text("Creation Date")
    status = Text("Status")


@dataclass(frozen=True, slots=True)
class _Recommended:
    on: str
    text: str
    position: Position


class LinkedInRecommendations:
    kind = "linkedin.recommendations"
    source = kind
    version = 1

    def knows(self, source: Source) -> str | None:
        header = find_header(source, _is_recommendations)
        return None if header is None else shown(header, Recommendation)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, _is_recommendations)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        what = _RECOMMENDED.get(file_key(source.name))
        table = open_table(source, encoding, _is_recommendations)
        yield from gathered(table, Recommendation, _recommended, lambda entry: _recommending(entry, what))


def _is_recommendations(header: Sequence[str]) -> bool:
    return Recommendation.has(header) >= {"given", "family", "company", "job_title", "text", "created", "status"}


def _recommended(row: Recommendation) -> tuple[Party, _Recommended]:
    said = _Recommended(any_of_linkedins(row.created), row.text, Position(row.job_title, row.company))
    return Party.in_parts(row.given, row.family), said


def _recommending(entry: Entry[_Recommended], what: TieKind | None) -> Claim:
    """The role is the one of that time: the claim is dated by it."""
    who = entry.claim
    latest = max(entry.said, key=lambda said: said.on)
    texts = "\n\n".join(said.text for said in entry.said if said.text)
    ties = {Tie(what, said.on, said.text) for said in entry.said} if what else set()
    return replace(
        who,
        positions=(latest.position,) if latest.position != Position() else (),
        ties=tuple(sorted(ties, key=lambda tie: (tie.on, tie.text))),
        written_on=latest.on,
        extra={**who.extra, **({} if what or not texts else {"Text": texts})},
    )


class Note(Row):
    """A note the user wrote on a connection."""

    given = Text("Connection First Name")
    family = Text("Connection Last Name")
    url = Text("Connection Profile URL")
    text = Text("Note")
    created = Text("Created On")
    edited = Text("Edited On")

    def said(self) -> tuple[Party, tuple[str, str]] | Left:
        if not self.text:
            return Left("a note without a word", "skipped")
        on = any_of_linkedins(self.edited) or any_of_linkedins(self.created)
        return Party.in_parts(self.given, self.family, self.url), (on, self.text)


class LinkedInNotes:
    kind = "linkedin.notes"
    source = kind
    version = 1

    def knows(self, source: Source) -> str | None:
        header = find_header(source, _is_notes)
        return None if header is None else shown(header, Note)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, _is_notes)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        yield from gathered(open_table(source, encoding, _is_notes), Note, Note.said, _noted)


def _is_notes(header: Sequence[str]) -> bool:
    return Note.has(header) >= {"given", "family", "text"}


def _noted(entry: Entry[tuple[str, str]]) -> Claim:
    notes = sorted(entry.said)
    return replace(entry.claim, notes="\n\n".join(text for _, text in notes), written_on=notes[-1][0])


class AddressBook(Row):
    """`Contacts.csv`, `ImportedContacts.csv` and, of 2018, `Imported Contacts.csv`: one header under three names."""

    whole = Text("Full Name")
    given = Text("First Name")
    middle = Text("Middle Name")
    family = Text("Last Name")
    companies = Text("Companies")
    job_title = Text("Title")
    emails = Text("Emails", "Email Address")
    phones = Text("Phone Numbers")
    created = Text("Created At")
    born = Text("Birthday")
    location = Text("Location")
    profiles = Text("Profiles")
    sites = Text("Sites")

    def claim(self) -> Claim | str:
        given, middle, family = self.given, self.middle, self.family
        rest = self.rest()
        role = Position(self.job_title, self.companies)
        if self.born and not birthday(self.born):
            rest["Birthday"] = self.born
        if self.created and not any_of_linkedins(self.created):
            rest["Created At"] = self.created
        return Claim(
            name=self.whole or " ".join(filter(None, (given, middle, family))),
            given=given,
            middle=middle,
            family=family,
            emails=_labelled(self.emails),
            phones=_labelled(self.phones),
            links=(*_labelled(self.profiles), *_labelled(self.sites)),
            positions=(role,) if role != Position() else (),
            location=self.location,
            birthday=birthday(self.born),
            written_on=any_of_linkedins(self.created),
            extra=rest,
        )


class LinkedInContacts:
    kind = "linkedin.contacts"
    source = kind
    version = 1

    def knows(self, source: Source) -> str | None:
        header = find_header(source, _is_address_book)
        return None if header is None else shown(header, AddressBook)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, _is_address_book)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        table = open_table(source, encoding, _is_address_book)
        yield from read_table(table, AddressBook, AddressBook.claim, profile_of)


def _is_address_book(header: Sequence[str]) -> bool:
    own = {folded(name) for name in ("Companies", "Bookmarked At", "Updated At", "Instant Message Handles")}
    has = AddressBook.has(header) >= {"given", "family", "emails", "phones", "created"}
    return has and not own.isdisjoint(map(folded, header))


def _labelled(cell: str) -> tuple[Labelled, ...]:
    values = (part.strip() for part in _BETWEEN.split(cell))
    return tuple(Labelled(value) for value in dict.fromkeys(values) if value)
