"""Google Contacts' own CSV: the header of 2011 to 2024 and the one since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from legwork_importers.columns import Groups, Row, Text, folded
from legwork_importers.contract import Address, Claim, Columns, Labelled, Position, Source, SourceRow, Unreadable
from legwork_importers.dates import birthday
from legwork_importers.profiles import web_address
from legwork_importers.spreadsheets import (
    columns_in,
    find_header,
    no_key,
    open_table,
    person_or_company,
    read_table,
    shown,
)

_BETWEEN = ":::"
_BEYOND_STREET = {"pobox", "extendedaddress"}
_SYSTEM_LABELS = {"mycontacts", "starred", "other", "friends", "family", "coworkers"}


class Contact(Row):
    """Both headers at once: they share no name with different meanings."""

    whole = Text("Name")
    given = Text("First Name", "Given Name")
    middle = Text("Middle Name", "Additional Name")
    family = Text("Last Name", "Family Name")
    prefix = Text("Name Prefix")
    suffix = Text("Name Suffix")
    nickname = Text("Nickname")
    maiden = Text("Maiden Name")
    file_as = Text("File As")
    company = Text("Organization Name")
    job_title = Text("Organization Title")
    department = Text("Organization Department")
    born = Text("Birthday")
    location = Text("Location")
    notes = Text("Notes")
    memberships = Text("Labels", "Group Membership")
    emails = Groups("E-mail")
    phones = Groups("Phone")
    addresses = Groups("Address")
    organizations = Groups("Organization")
    websites = Groups("Website")
    relations = Groups("Relation")
    events = Groups("Event")
    messengers = Groups("IM")
    custom_fields = Groups("Custom Field")

    def claim(self) -> Claim | str:
        given, middle, family = self.given, self.middle, self.family
        name = self.whole or " ".join(filter(None, (given, middle, family))) or self.file_as
        positions = self._positions()
        emails = _labelled(self.emails)
        name, kind = person_or_company(name, positions, emails)
        labels, system = _labels(self.memberships)
        extra = self._extra()
        if system:
            extra["system labels"] = _joined(system)
        return Claim(
            name=name,
            given=given,
            middle=middle,
            family=family,
            prefix=self.prefix,
            suffix=self.suffix,
            nickname=self.nickname,
            maiden=self.maiden,
            kind=kind,
            emails=emails,
            phones=_labelled(self.phones),
            links=tuple(Labelled(web_address(link.value), link.label) for link in _labelled(self.websites)),
            positions=positions,
            addresses=tuple(address for group in self.addresses for address in _addresses(group)),
            location=self.location,
            notes=self.notes,
            birthday=birthday(self.born),
            labels=labels,
            extra=extra,
        )

    def _positions(self) -> tuple[Position, ...]:
        own = Position(self.job_title, self.company, self.department)
        grouped = (
            Position(title, company, department)
            for group in self.organizations
            for title, company, department in zip(*_side_by_side(group, "title", "name", "department"), strict=True)
        )
        return tuple(position for position in (own, *grouped) if position != Position())

    def _extra(self) -> dict[str, str]:
        extra = self.rest()
        if self.born and not birthday(self.born):
            extra["Birthday"] = self.born
        if self.file_as and (self.whole or self.given or self.family):
            extra["File As"] = self.file_as
        for name, groups in (
            ("Relation", self.relations),
            ("Event", self.events),
            ("IM", self.messengers),
            ("Custom Field", self.custom_fields),
        ):
            for number, group in enumerate(groups, start=1):
                extra[f"{name} {number}"] = _in_words(group)
        for number, group in enumerate(self.organizations, start=1):
            if more := {part: cell for part, cell in group.items() if part not in {"title", "name", "department"}}:
                extra[f"Organization {number}"] = _in_words(more)
        for number, group in enumerate(self.addresses, start=1):
            if more := {part: cell for part, cell in group.items() if part in _BEYOND_STREET}:
                extra[f"Address {number}"] = _in_words(more)
        return extra


class GoogleContacts:
    kind = "google.contacts"
    source = kind
    version = 3

    def knows(self, source: Source) -> str | None:
        header = find_header(source, _is_header)
        return None if header is None else shown(header, Contact)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, _is_header)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        yield from read_table(open_table(source, encoding, _is_header), Contact, Contact.claim, no_key)


def _is_header(header: Sequence[str]) -> bool:
    """Names no other address book has, in either language of Google's two headers."""
    names = {cell.casefold() for cell in header}
    old = {"given name", "family name"}
    only_old = {"group membership", "given name yomi", "e-mail 1 - value", "phone 1 - value"}
    new = {"first name", "last name", "labels"}
    only_new = {"phonetic first name", "organization name", "e-mail 1 - value", "e-mail 1 - label"}
    return any(has <= names and only & names for has, only in ((old, only_old), (new, only_new)))


def _split(cell: str) -> list[str]:
    return [value for part in cell.split(_BETWEEN) if (value := part.strip())]


def _joined(values: Sequence[str]) -> str:
    return " ::: ".join(values)


def _label(group: Mapping[str, str]) -> str:
    """The label of the same row; the mark of the primary one is not part of its name."""
    label = group.get("label") or group.get("type", "")
    return label.removeprefix("*").strip() if label.startswith("*") else label


def _labelled(groups: Sequence[Mapping[str, str]]) -> tuple[Labelled, ...]:
    """Values, the row's primary one first, else in the order of their columns."""
    ordered = sorted(groups, key=lambda group: not (group.get("label") or group.get("type", "")).startswith("*"))
    return tuple(Labelled(value, _label(group)) for group in ordered for value in _split(group.get("value", "")))


def _labels(cell: str) -> tuple[tuple[str, ...], list[str]]:
    """The user's own labels, and Google's system groups, which are on nearly everybody."""
    own: list[str] = []
    system: list[str] = []
    for label in _split(cell):
        plain = label.removeprefix("*").strip()
        (system if label.startswith("*") and folded(plain) in _SYSTEM_LABELS else own).append(plain)
    return tuple(own), system


def _side_by_side(group: Mapping[str, str], *parts: str) -> list[list[str]]:
    """Cells that may each hold several values, filled up to the same number of values."""
    columns = [_split(group.get(part, "")) for part in parts]
    length = max(map(len, columns))
    return [column + [""] * (length - len(column)) for column in columns]


def _addresses(group: Mapping[str, str]) -> Iterator[Address]:
    label = _label(group)
    parts = ("street", "city", "region", "postalcode", "country", "formatted")
    for street, city, region, postcode, country, formatted in zip(*_side_by_side(group, *parts), strict=True):
        yield Address(label, street, city, region, postcode, country, formatted)


def _in_words(group: Mapping[str, str]) -> str:
    label = _label(group)
    rest = "; ".join(cell for part, cell in group.items() if part not in {"label", "type"})
    return f"{label}: {rest}" if label and rest else label or rest
