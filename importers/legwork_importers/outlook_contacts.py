"""Outlook's contacts as CSV: from the desktop program in its languages, from the web, and as Google writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from legwork_importers.columns import Groups, Row, Text, folded
from legwork_importers.contract import Address, Claim, Columns, Labelled, Position, Source, SourceRow, Unreadable
from legwork_importers.dates import Order, birthday
from legwork_importers.linkedin_connections import is_connections
from legwork_importers.outlook_columns import declared, language_of
from legwork_importers.profiles import web_address
from legwork_importers.spreadsheets import (
    columns_in,
    find_header,
    no_key,
    open_table,
    order_in,
    person_or_company,
    read_table,
    shown,
)

_ADDRESS_IN_NAME = re.compile(r"[(<\[]\s*([^\s()<>\[\]@]{1,64}@[^\s()<>\[\]@]{1,190})\s*[)>\]]")
_INSIDE_EXCHANGE = re.compile(r"/o=", re.IGNORECASE)
# What Outlook writes where nobody chose anything.
_DEFAULTS = {
    *("unspecified", "keine angabe", "nicht angegeben", "non spécifié", "non précisé", "no especificado"),
    *("non specificato", "nieokreślona", "não especificado", "nezadané", "не указан"),
    *("normal", "normale", "normalny", "normalna", "normálna", "обычная", "обычный"),
    *("false", "falsch", "faux", "falso", "fałsz", "nepravda", "ложь"),
    *("", "0", "none"),
}
_EVERYBODY = "my contacts"  # the group Google puts everybody into
_PHONES = ("mobile", "business", "business2", "home", "home2", "other", "primary", "car", "radio")


class Contact(Row):
    """One row, its columns under the names of `outlook_columns.FIELDS` whatever its language is."""

    whole = Text("whole")
    prefix = Text("prefix")
    given = Text("given")
    middle = Text("middle")
    family = Text("family")
    suffix = Text("suffix")
    nickname = Text("nickname")
    company = Text("company")
    department = Text("department")
    job_title = Text("job title")
    profession = Text("profession")
    born = Text("birthday")
    anniversary = Text("anniversary")
    notes = Text("notes")
    categories = Text("categories")
    location = Text("location")
    web_page = Text("web page")
    personal_web_page = Text("personal web page")
    gender = Text("gender")
    priority = Text("priority")
    private = Text("private")
    sensitivity = Text("sensitivity")
    emails = Groups("e-mail")
    phones = Groups("phone")
    business = Groups("business")
    home = Groups("home")
    other = Groups("other")

    def claim(self, order: Order) -> Claim:
        given, middle, family = self.given, self.middle, self.family
        emails = tuple(Labelled(address) for group in self.emails if (address := _address(group)))
        title = self.job_title or self.profession
        job = Position(title, self.company, self.department)
        positions = (job,) if job != Position() else ()
        written = " ".join(filter(None, (given, middle, family))) or self.whole or self._name_beside_address()
        name, kind = person_or_company(written, positions, emails)
        pages = ((self.web_page, ""), (self.personal_web_page, "personal"))
        return Claim(
            name=name,
            given=given,
            middle=middle,
            family=family,
            prefix=self.prefix,
            suffix=self.suffix,
            nickname=self.nickname,
            kind=kind,
            emails=emails,
            phones=tuple(
                Labelled(group[part], part.removesuffix("2"))
                for group in self.phones
                for part in _PHONES
                if part in group
            ),
            links=tuple(Labelled(web_address(page), label) for page, label in pages if page),
            positions=positions,
            addresses=tuple(self._addresses()),
            location=self.location,
            notes=self.notes,
            birthday=birthday(self.born, order=order),
            labels=tuple(label for label in self._labels() if label.casefold() != _EVERYBODY),
            extra=self._extra(order),
        )

    def _labels(self) -> list[str]:
        return list(filter(None, map(str.strip, self.categories.split(";"))))

    def _name_beside_address(self) -> str:
        """The name that stands with an address, for entries made from a mail that somebody sent."""
        names = (_ADDRESS_IN_NAME.sub("", group.get("display", "")).strip() for group in self.emails)
        return next((name for name in names if name and "@" not in name), "")

    def _addresses(self) -> Iterator[Address]:
        for label, groups in (("business", self.business), ("home", self.home), ("other", self.other)):
            for group in groups:
                street = "\n".join(group[part] for part in ("street", "street2", "street3") if part in group)
                parts = (group.get(part, "") for part in ("city", "region", "postcode", "country", "formatted"))
                yield Address(label, street, *parts)

    def _extra(self, order: Order) -> dict[str, str]:
        extra = self.rest()
        if self.job_title and self.profession:
            extra["Profession"] = self.profession
        if self.whole and (self.given or self.family):
            extra["Name"] = self.whole
        # a date of nothing but noughts is how Outlook writes none
        if self.born.strip("0./- ") and not birthday(self.born, order=order):
            extra["Birthday"] = self.born
        if self.anniversary.strip("0./- "):
            extra["Anniversary"] = birthday(self.anniversary, order=order) or self.anniversary
        if kept := [label for label in self._labels() if label.casefold() == _EVERYBODY]:
            extra["system labels"] = kept[0]
        for name, choice in (
            ("Gender", self.gender),
            ("Priority", self.priority),
            ("Private", self.private),
            ("Sensitivity", self.sensitivity),
        ):
            if choice.casefold() not in _DEFAULTS:
                extra[name] = choice
        for number, group in enumerate(self.emails, start=1):
            if beside := _beside(group):
                extra[f"E-mail {number}"] = beside
        return extra


class OutlookContacts:
    kind = "outlook.contacts"
    source = kind
    version = 1

    def knows(self, source: Source) -> str | None:
        header = find_header(source, _is_header)
        return None if header is None else shown(header, Contact, declared(header, language_of(header)))

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, _is_header)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        table = open_table(source, encoding, _is_header)
        language = language_of(table.header)
        fields = declared(table.header, language)
        # English is written on both sides of the Atlantic; elsewhere the day comes first.
        order = order_in(table, Contact, ("born", "anniversary"), fields) if language == "en" else "day"
        yield from read_table(table, Contact, lambda row: row.claim(order), no_key, declared=fields)


_FOREIGN = {folded(name) for name in ("E-mail 1 - Value", "E-mail 1 - Label", "E-mail 1 - Type", "Legwork ID")}
_ENOUGH = 3


def _is_header(header: Sequence[str]) -> bool:
    """Both parts of a name and an address as one language of Outlook's calls them, and some columns more.

    `Email Address`, without its hyphen, is what many other programs write.
    """
    language = language_of(header)
    if not language or _FOREIGN.intersection(map(folded, header)) or is_connections(header):
        return False
    fields = declared(header, language)
    addresses = [cell for cell, field in zip(header, fields, strict=True) if field == "e-mail 1 - address"]
    if not any(language != "en" or "-" in cell for cell in addresses):
        return False
    return len({*filter(None, fields)} - {"given", "family", "e-mail 1 - address"}) >= _ENOUGH


def _address(group: Mapping[str, str]) -> str:
    """The address, or where Exchange wrote its own the one that stands in brackets beside the name."""
    address = group.get("address", "")
    if address and not _INSIDE_EXCHANGE.match(address):
        return address
    match = _ADDRESS_IN_NAME.search(group.get("display", ""))
    return match[1] if match else ""


def _beside(group: Mapping[str, str]) -> str:
    """What an address's columns say that the address does not: an Exchange address nobody can write to."""
    address = group.get("address", "")
    return "; ".join(filter(None, (address, group.get("display", "")))) if _INSIDE_EXCHANGE.match(address) else ""
