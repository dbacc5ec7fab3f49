"""Yahoo's contacts as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from legwork_importers.columns import Row, Text
from legwork_importers.contract import Address, Claim, Columns, Position, Source, SourceRow, Unreadable
from legwork_importers.dates import Order, birthday
from legwork_importers.profiles import web_address
from legwork_importers.spreadsheets import (
    columns_in,
    find_header,
    labelled,
    no_key,
    open_table,
    order_in,
    person_or_company,
    read_table,
    shown,
)


class Contact(Row):
    given = Text("First")
    middle = Text("Middle")
    family = Text("Last")
    nickname = Text("Nickname")
    email = Text("Email")
    email_1 = Text("Alternate Email 1")
    email_2 = Text("Alternate Email 2")
    category = Text("Category")
    home = Text("Home")
    work = Text("Work")
    mobile = Text("Mobile")
    other = Text("Other")
    yahoo_phone = Text("Yahoo! Phone")
    personal_page = Text("Personal Website")
    business_page = Text("Business Website")
    job_title = Text("Title")
    company = Text("Company")
    work_address = Text("Work Address")
    work_city = Text("Work City")
    work_state = Text("Work State")
    work_postcode = Text("Work ZIP")
    work_country = Text("Work Country")
    home_address = Text("Home Address")
    home_city = Text("Home City")
    home_state = Text("Home State")
    home_postcode = Text("Home ZIP")
    home_country = Text("Home Country")
    born = Text("Birthday")
    anniversary = Text("Anniversary")
    comments = Text("Comments")

    def claim(self, order: Order) -> Claim:
        job = Position(self.job_title, self.company)
        positions = (job,) if job != Position() else ()
        emails = labelled(("", self.email), ("", self.email_1), ("", self.email_2))
        written = " ".join(filter(None, (self.given, self.middle, self.family)))
        name, kind = person_or_company(written, positions, emails)
        born = birthday(self.born, order=order)
        extra = self.rest()
        if self.born and not born:
            extra["Birthday"] = self.born
        if self.anniversary:
            extra["Anniversary"] = birthday(self.anniversary, order=order) or self.anniversary
        return Claim(
            name=name,
            given=self.given,
            middle=self.middle,
            family=self.family,
            nickname=self.nickname,
            kind=kind,
            emails=emails,
            phones=labelled(
                ("mobile", self.mobile),
                ("work", self.work),
                ("home", self.home),
                ("other", self.other),
                ("yahoo", self.yahoo_phone),
            ),
            links=labelled(
                ("personal", web_address(self.personal_page)), ("business", web_address(self.business_page))
            ),
            positions=positions,
            addresses=self._addresses(),
            notes=self.comments,
            birthday=born,
            labels=tuple(filter(None, map(str.strip, self.category.split(";")))),
            extra=extra,
        )

    def _addresses(self) -> tuple[Address, ...]:
        work = Address(
            "work", self.work_address, self.work_city, self.work_state, self.work_postcode, self.work_country
        )
        home = Address(
            "home", self.home_address, self.home_city, self.home_state, self.home_postcode, self.home_country
        )
        return tuple(each for each in (work, home) if each != Address(each.label))


class YahooContacts:
    kind = "yahoo.contacts"
    source = kind
    version = 1

    def knows(self, source: Source) -> str | None:
        header = find_header(source, _is_header)
        return None if header is None else shown(header, Contact)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, _is_header)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        table = open_table(source, encoding, _is_header)
        order = order_in(table, Contact, ("born", "anniversary"))
        yield from read_table(table, Contact, lambda row: row.claim(order), no_key)


def _is_header(header: Sequence[str]) -> bool:
    """Names cut to one word, and columns that only Yahoo has."""
    has = Contact.has(header)
    return {"given", "family", "email"} <= has and bool(has & {"yahoo_phone", "email_1", "email_2"})
