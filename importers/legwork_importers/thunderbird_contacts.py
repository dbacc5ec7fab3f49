"""Thunderbird's address book as a table, with commas or TABs, in English or German."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from legwork_importers.columns import Row, Text
from legwork_importers.contract import Address, Claim, Columns, Position, Source, SourceRow, Unreadable
from legwork_importers.dates import birthday_of
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


class Contact(Row):
    """The columns of every version: the old one has the screen name last, which changes nothing."""

    given = Text("First Name", "Vorname")
    family = Text("Last Name", "Nachname")
    display = Text("Display Name", "Anzeigename")
    nickname = Text("Nickname", "Spitzname")
    email = Text("Primary Email", "Primäre E-Mail-Adresse")
    second_email = Text("Secondary Email", "Sekundäre E-Mail-Adresse")
    work_phone = Text("Work Phone", "Tel. dienstlich")
    home_phone = Text("Home Phone", "Tel. privat")
    mobile = Text("Mobile Number", "Mobil-Tel.-Nr.")
    home_address = Text("Home Address", "Privat: Adresse")
    home_address_2 = Text("Home Address 2", "Privat: Adresse 2")
    home_city = Text("Home City", "Privat: Ort")
    home_state = Text("Home State", "Privat: Bundesland")
    home_postcode = Text("Home ZipCode", "Privat: PLZ")
    home_country = Text("Home Country", "Privat: Land")
    work_address = Text("Work Address", "Dienstlich: Adresse")
    work_address_2 = Text("Work Address 2", "Dienstlich: Adresse 2")
    work_city = Text("Work City", "Dienstlich: Ort")
    work_state = Text("Work State", "Dienstlich: Bundesland")
    work_postcode = Text("Work ZipCode", "Dienstlich: PLZ")
    work_country = Text("Work Country", "Dienstlich: Land")
    job_title = Text("Job Title", "Arbeitstitel")
    department = Text("Department", "Abteilung")
    organization = Text("Organization", "Organisation")
    work_page = Text("Web Page 1", "Webseite 1")
    home_page = Text("Web Page 2", "Webseite 2")
    birth_year = Text("Birth Year", "Geburtsjahr")
    birth_month = Text("Birth Month", "Geburtsmonat")
    birth_day = Text("Birth Day", "Geburtstag")
    notes = Text("Notes", "Notizen")

    def claim(self) -> Claim:
        job = Position(self.job_title, self.organization, self.department)
        positions = (job,) if job != Position() else ()
        emails = labelled(("", self.email), ("", self.second_email))
        written = self.display or " ".join(filter(None, (self.given, self.family)))
        name, kind = person_or_company(written, positions, emails)
        born = birthday_of(self.birth_year, self.birth_month, self.birth_day)
        extra = self.rest()
        if not born and (told := "-".join(filter(None, (self.birth_year, self.birth_month, self.birth_day)))):
            extra["Birthday"] = told
        return Claim(
            name=name,
            given=self.given,
            family=self.family,
            nickname=self.nickname,
            kind=kind,
            emails=emails,
            phones=labelled(("mobile", self.mobile), ("work", self.work_phone), ("home", self.home_phone)),
            links=labelled(("work", web_address(self.work_page)), ("home", web_address(self.home_page))),
            positions=positions,
            addresses=self._addresses(),
            notes=self.notes,
            birthday=born,
            extra=extra,
        )

    def _addresses(self) -> tuple[Address, ...]:
        work = Address(
            "work",
            "\n".join(filter(None, (self.work_address, self.work_address_2))),
            self.work_city,
            self.work_state,
            self.work_postcode,
            self.work_country,
        )
        home = Address(
            "home",
            "\n".join(filter(None, (self.home_address, self.home_address_2))),
            self.home_city,
            self.home_state,
            self.home_postcode,
            self.home_country,
        )
        return tuple(each for each in (work, home) if each != Address(each.label))


class ThunderbirdContacts:
    kind = "thunderbird.contacts"
    source = kind
    version = 1

    def knows(self, source: Source) -> str | None:
        header = find_header(source, _is_header)
        return None if header is None else shown(header, Contact)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, _is_header)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        yield from read_table(open_table(source, encoding, _is_header), Contact, Contact.claim, no_key)


def _is_header(header: Sequence[str]) -> bool:
    """No other address book calls an address the primary one and a name the displayed one."""
    return {"display", "email"} <= Contact.has(header)
