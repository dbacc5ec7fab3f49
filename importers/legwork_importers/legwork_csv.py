"""Legwork's own CSV export, read back: every contact once, each cell as it was before it was made harmless."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from legwork_importers.columns import Binding, Day, Groups, Row, Text
from legwork_importers.contract import Claim, Columns, Labelled, Position, Source, SourceRow, Unreadable
from legwork_importers.dates import birthday
from legwork_importers.formulas import restored
from legwork_importers.roles import exported_roles, role_of
from legwork_importers.spreadsheets import columns_in, find_header, open_table, read_table, shown, tells_something

BETWEEN = ":::"


class ExportedContact(Row):
    """The header that `export --format csv` writes. State and number are the exporting desk's own: not read."""

    name = Text("Name")
    given = Text("First Name")
    middle = Text("Middle Name")
    family = Text("Last Name")
    prefix = Text("Name Prefix")
    suffix = Text("Name Suffix")
    nickname = Text("Nickname")
    maiden = Text("Maiden Name")
    company = Text("Organization Name")
    title = Text("Organization Title")
    headline = Text("Headline")
    location = Text("Location")
    born = Text("Birthday")
    pronouns = Text("Pronouns")
    connected_on = Day("Connected On")
    state = Text("State")
    emails = Groups("E-mail")
    phones = Groups("Phone")
    links = Groups("Website")
    positions = Text("Positions")
    tags = Text("Tags")
    notes = Text("Notes")
    number = Text("Legwork ID")

    def __init__(self, binding: Binding, cells: Sequence[str]) -> None:
        super().__init__(binding, [restored(cell.strip()) for cell in cells])

    def claim(self) -> Claim:
        rest = self.rest()
        if self.born and not birthday(self.born):
            rest["Birthday"] = self.born
        return Claim(
            name=self.name,
            given=self.given,
            middle=self.middle,
            family=self.family,
            prefix=self.prefix,
            suffix=self.suffix,
            nickname=self.nickname,
            maiden=self.maiden,
            emails=_labelled(self.emails),
            phones=_labelled(self.phones),
            links=_labelled(self.links),
            positions=exported_roles(
                Position(self.title, self.company), list(map(role_of, self.positions.split("\n")))
            ),
            location=self.location,
            headline=self.headline,
            pronouns=self.pronouns,
            notes=self.notes,
            birthday=birthday(self.born),
            connected_on=self.connected_on,
            labels=tuple(filter(None, map(str.strip, self.tags.split(BETWEEN)))),
            extra=rest,
        )


class LegworkCsv:
    kind = "legwork.csv"
    source = kind
    version = 1

    def knows(self, source: Source) -> str | None:
        header = find_header(source, _is_header)
        return None if header is None else shown(header, ExportedContact)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, _is_header)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        table = open_table(source, encoding, _is_header)
        yield from read_table(table, ExportedContact, ExportedContact.claim, _no_key, tells_something)


def _no_key(_: Claim) -> str:
    """A contact's number counts on the desk that gave it alone; on another one it is someone else's."""
    return ""


def _is_header(header: Sequence[str]) -> bool:
    """Known also without the last columns, or with its cells in another order."""
    names = {cell.strip().casefold() for cell in header}
    return {"name", "legwork id"} <= names or {"name", "connected on", "e-mail 1 - value", "positions"} <= names


def _labelled(groups: Sequence[Mapping[str, str]]) -> tuple[Labelled, ...]:
    """The last group of a row may hold several values, with `:::` between them and between their labels."""
    return tuple(
        Labelled(value, label)
        for group in groups
        for value, label in _pairs(group.get("value", "").split(BETWEEN), group.get("label", "").split(BETWEEN))
    )


def _pairs(values: Sequence[str], labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, value in enumerate(values):
        if value.strip():
            yield value.strip(), labels[number].strip() if number < len(labels) else ""
