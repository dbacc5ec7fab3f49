"""LinkedIn's `Connections.csv`, in every shape it has had, and as spreadsheets save it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from legwork_importers.columns import Day, Row, Text, folded
from legwork_importers.contract import Address, Claim, Columns, Labelled, Position, Source, SourceRow, Unreadable
from legwork_importers.dates import birthday
from legwork_importers.spreadsheets import columns_in, find_header, labelled, open_table, profile_of, read_table, shown

HIDDEN = "hidden or closed account: only a date"


class Connection(Row):
    """The table of 2018 and later; the German and French names occur in files people made themselves."""

    given = Text("First Name", "Vorname", "Prénom")
    family = Text("Last Name", "Nachname", "Nom")
    url = Text("URL", "Profile URL", "LinkedIn URL", "Profil-URL")
    email = Text("Email Address", "E-mail", "E-Mail-Adresse", "Adresse e-mail", "Email")
    company = Text("Company", "Unternehmen", "Firma", "Entreprise", "Société")
    position = Text("Position", "Poste", "Title", "Job Title")
    connected_on = Day("Connected On", "Verbunden am", "Date de connexion", "Connected")

    def claim(self) -> Claim | str:
        if self.only({"connected_on"}):
            return HIDDEN
        given, family, email, url = self.given, self.family, self.email, self.url
        company, position = self.company, self.position
        return Claim(
            name=" ".join(filter(None, (given, family))),
            given=given,
            family=family,
            emails=(Labelled(email),) if email else (),
            links=(Labelled(url, "linkedin"),) if url else (),
            positions=(Position(position, company),) if company or position else (),
            connected_on=self.connected_on,
            extra=self.rest(),
        )


class OldConnection(Row):
    """The table up to 2016, in the shape of an Outlook address book."""

    prefix = Text("Title")
    given = Text("First Name")
    middle = Text("Middle Name")
    family = Text("Last Name")
    suffix = Text("Suffix")
    email = Text("E-mail Address")
    email_2 = Text("E-mail 2 Address")
    email_3 = Text("E-mail 3 Address")
    company = Text("Company")
    department = Text("Department")
    job_title = Text("Job Title")
    born = Text("Birthday")
    notes = Text("Notes")
    web_page = Text("Web Page")
    personal_web_page = Text("Personal Web Page")
    business_phone = Text("Business Phone")
    business_phone_2 = Text("Business Phone 2")
    home_phone = Text("Home Phone")
    home_phone_2 = Text("Home Phone 2")
    mobile_phone = Text("Mobile Phone")
    other_phone = Text("Other Phone")
    primary_phone = Text("Primary Phone")
    business_street = Text("Business Street")
    business_city = Text("Business City")
    business_state = Text("Business State")
    business_postal_code = Text("Business Postal Code")
    business_country = Text("Business Country")
    home_street = Text("Home Street")
    home_city = Text("Home City")
    home_state = Text("Home State")
    home_postal_code = Text("Home Postal Code")
    home_country = Text("Home Country")

    def claim(self) -> Claim | str:
        names = (self.prefix, self.given, self.middle, self.family, self.suffix)
        rest = self.rest()
        born = birthday(self.born)
        if self.born and not born:
            rest["Birthday"] = self.born
        job = Position(self.job_title, self.company, self.department)
        return Claim(
            name=" ".join(filter(None, names[1:4])),
            prefix=names[0],
            given=names[1],
            middle=names[2],
            family=names[3],
            suffix=names[4],
            emails=labelled(("", self.email), ("", self.email_2), ("", self.email_3)),
            phones=labelled(
                ("mobile", self.mobile_phone),
                ("business", self.business_phone),
                ("business", self.business_phone_2),
                ("home", self.home_phone),
                ("home", self.home_phone_2),
                ("other", self.other_phone),
                ("primary", self.primary_phone),
            ),
            links=labelled(("", self.web_page), ("personal", self.personal_web_page)),
            positions=(job,) if job != Position() else (),
            addresses=self._addresses(),
            notes=self.notes,
            birthday=born,
            extra=rest,
        )

    def _addresses(self) -> tuple[Address, ...]:
        business = Address(
            "business",
            self.business_street,
            self.business_city,
            self.business_state,
            self.business_postal_code,
            self.business_country,
        )
        home = Address(
            "home",
            self.home_street,
            self.home_city,
            self.home_state,
            self.home_postal_code,
            self.home_country,
        )
        return tuple(each for each in (business, home) if each != Address(each.label))


class LinkedInConnections:
    kind = "linkedin.connections"
    source = kind
    version = 2

    def knows(self, source: Source) -> str | None:
        header = find_header(source, is_connections)
        if header is None:
            return None
        return shown(header, Connection if _is_new(header) else OldConnection)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, is_connections)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        table = open_table(source, encoding, is_connections)
        if _is_new(table.header):
            yield from read_table(table, Connection, Connection.claim, profile_of)
        else:
            yield from read_table(table, OldConnection, OldConnection.claim, profile_of)


# Outlook and Google write the same names into files of their own; these columns give them away.
_OLD_NEEDS = {
    folded(name)
    for name in (
        "Title",
        "First Name",
        "Last Name",
        "E-mail Address",
        "Company",
        "Job Title",
        "TTY/TDD Phone",
        "Web Page",
        "Personal Web Page",
    )
}
_NEVER_HAS = {
    folded(name)
    for name in (
        "E-mail 1 - Value",
        "E-mail 1 - Label",
        "E-mail 1 - Type",
        "Phone 1 - Value",
        "Website 1 - Value",
        "Group Membership",
        "Legwork ID",
    )
}
_OLD_NEVER_HAS = {
    folded(name)
    for name in (
        "E-mail Type",
        "E-mail Display Name",
        "Account",
        "Anniversary",
        "Categories",
        "Gender",
        "Given Yomi",
        "Home Address",
        "Initials",
        "Keywords",
        "Nickname",
        "Private",
    )
}


def is_connections(header: Sequence[str]) -> bool:
    """Whether a row is the header of one of LinkedIn's two tables."""
    return _is_new(header) or _is_old(header)


def _is_new(header: Sequence[str]) -> bool:
    has = Connection.has(header)
    return "connected_on" in has and bool(has & {"given", "family"}) and not _is_foreign(header)


def _is_foreign(header: Sequence[str]) -> bool:
    """Whether a column shows a table to be another program's, however well the rest of it fits."""
    return bool(_NEVER_HAS.intersection(map(folded, header)))


def _is_old(header: Sequence[str]) -> bool:
    names = {folded(cell) for cell in header}
    return names >= _OLD_NEEDS and not names & _OLD_NEVER_HAS
