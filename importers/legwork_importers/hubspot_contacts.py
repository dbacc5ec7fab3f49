"""HubSpot's contacts as CSV, alone or with the companies they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from legwork_importers.columns import Row, Text, folded
from legwork_importers.contract import Claim, Columns, Labelled, Position, Source, SourceRow, Unreadable
from legwork_importers.profiles import web_address
from legwork_importers.spreadsheets import (
    columns_in,
    find_header,
    labelled,
    no_key,
    open_table,
    person_or_company,
    read_table,
    shown,
)

_COMPANY_BEGINS = folded("Record ID - Company")


class Contact(Row):
    """A number of HubSpot's own counts in one account only, so a row has no identity."""

    number = Text("Record ID - Contact", "Record ID")
    prefix = Text("Salutation")
    given = Text("First Name")
    family = Text("Last Name")
    email = Text("Email")
    work_email = Text("Work email")
    more_emails = Text("Additional email addresses")
    phone = Text("Phone Number")
    mobile = Text("Mobile Phone Number")
    job_title = Text("Job Title")
    company = Text("Company name", "Associated Company", "Primary Associated Company", "Company")
    linkedin = Text("LinkedIn URL", "LinkedIn Profile URL")
    website = Text("Website URL")
    city = Text("City")
    region = Text("State/Region")
    country = Text("Country/Region")
    owner = Text("Contact owner")
    created = Text("Create Date")
    active = Text("Last Activity Date")
    status = Text("Lead Status")

    def claim(self) -> Claim:
        job = Position(self.job_title, self.company)
        positions = (job,) if job != Position() else ()
        more = (Labelled(each) for part in self.more_emails.split(";") if (each := part.strip()))
        emails = (*labelled(("", self.email), ("work", self.work_email)), *more)
        name, kind = person_or_company(" ".join(filter(None, (self.given, self.family))), positions, emails)
        kept = (
            ("Record ID", self.number),
            ("Contact owner", self.owner),
            ("Create Date", self.created),
            ("Last Activity Date", self.active),
            ("Lead Status", self.status),
        )
        return Claim(
            name=name,
            prefix=self.prefix,
            given=self.given,
            family=self.family,
            kind=kind,
            emails=emails,
            phones=labelled(("", self.phone), ("mobile", self.mobile)),
            links=labelled(("linkedin", web_address(self.linkedin)), ("", web_address(self.website))),
            positions=positions,
            location=", ".join(filter(None, (self.city, self.region, self.country))),
            extra=self.rest() | {name: value for name, value in kept if value},
        )


class HubSpotContacts:
    kind = "hubspot.contacts"
    source = kind
    version = 1

    def knows(self, source: Source) -> str | None:
        header = find_header(source, _is_header)
        return None if header is None else shown(header, Contact)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, _is_header)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        table = open_table(source, encoding, _is_header)
        table = replace(table, header=_told_apart(table.header))
        yield from read_table(table, Contact, Contact.claim, no_key)


def _is_header(header: Sequence[str]) -> bool:
    has = Contact.has(header)
    return "number" in has and bool(has & {"given", "family", "email"}) and bool(has & {"owner", "created", "status"})


def _told_apart(header: Sequence[str]) -> list[str]:
    """From the company's number on, the columns are the company's, though they are called as the contact's are."""
    names = [folded(cell) for cell in header]
    if _COMPANY_BEGINS not in names:
        return list(header)
    begins = names.index(_COMPANY_BEGINS)
    return [
        cell if place < begins or "company" in cell.casefold() else f"{cell} (company)"
        for place, cell in enumerate(header)
    ]
