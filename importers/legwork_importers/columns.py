"""A CSV format declared: a class whose attributes are its columns. The reading lives here, once.

    class Connections(Row):
        given = Text("First Name", "Vorname")
        connected_on = Day("Connected On")
        emails = Groups("E-mail")

`Connections.bind(header)` says where each column stands; each row then answers `row.given`. Headers are
compared without case, spaces, hyphens or underscores. Of two columns with one name the first is read,
the second goes where every column without a place goes: `row.rest()`. Where a file names its columns in
another way, in another language say, `bind(header, declared)` is given the declared name for each of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Self, TypeVar, overload

from legwork_importers.dates import day

_BETWEEN = re.compile(r"[\s_\-.:/]+")
# bounded, and without two parts that could both take the same characters: headers come from anybody
_GROUP = re.compile(r"(\D{1,60}?)\s*(\d{1,6})\d*\s*-\s*(.+)", re.DOTALL)
_LONGEST_NAME = 200

RowType = TypeVar("RowType", bound="Row")


def folded(header: str) -> str:
    """A header as headers are compared."""
    return _BETWEEN.sub("", unicodedata.normalize("NFC", header[:_LONGEST_NAME])).casefold()


class Text:
    """A column under its name or one of its `others`; its cell without surrounding spaces."""

    def __init__(self, name: str, *others: str) -> None:
        self.names = tuple(folded(each) for each in (name, *others))
        self.attribute = ""

    def __set_name__(self, owner: type[Row], attribute: str) -> None:
        self.attribute = attribute

    @overload
    def __get__(self, row: None, owner: type[Row]) -> Self: ...
    @overload
    def __get__(self, row: Row, owner: type[Row]) -> str: ...
    def __get__(self, row: Row | None, owner: type[Row]) -> Self | str:
        return self if row is None else self.value(row.cell(self.attribute))

    def value(self, cell: str) -> str:
        return cell

    def loses(self, cell: str) -> bool:
        """Whether the cell says something that `value` does not."""
        return bool(cell) and not self.value(cell)


class Day(Text):
    """A column of dates, read as ISO 8601; a cell that is no date is left to `rest()`."""

    def value(self, cell: str) -> str:
        return day(cell)


class Groups:
    """Columns `NAME n - PART`, as many as the file has; one mapping a group, from folded part to cell."""

    def __init__(self, name: str) -> None:
        self.name = folded(name)
        self.attribute = ""

    def __set_name__(self, owner: type[Row], attribute: str) -> None:
        self.attribute = attribute

    @overload
    def __get__(self, row: None, owner: type[Row]) -> Self: ...
    @overload
    def __get__(self, row: Row, owner: type[Row]) -> list[dict[str, str]]: ...
    def __get__(self, row: Row | None, owner: type[Row]) -> Self | list[dict[str, str]]:
        return self if row is None else row.groups(self.attribute)


@dataclass(frozen=True, slots=True)
class Binding:
    """Where each declared column stands in one file's header."""

    header: Sequence[str] = field(repr=False)
    places: Mapping[str, int]
    groups: Mapping[str, Sequence[Mapping[str, int]]]
    unmapped: Sequence[int]


class Row:
    """The root of declared formats; an instance is one row of a bound file."""

    texts: ClassVar[tuple[Text, ...]] = ()
    repeated: ClassVar[tuple[Groups, ...]] = ()

    __slots__ = ("_binding", "_cells")

    def __init_subclass__(cls) -> None:
        cls.texts = tuple(each for each in vars(cls).values() if isinstance(each, Text))
        cls.repeated = tuple(each for each in vars(cls).values() if isinstance(each, Groups))

    def __init__(self, binding: Binding, cells: Sequence[str]) -> None:
        self._binding = binding
        self._cells = cells

    @classmethod
    def has(cls, header: Sequence[str]) -> frozenset[str]:
        """The attributes whose columns this header holds."""
        names = {folded(cell) for cell in header}
        return frozenset(text.attribute for text in cls.texts if names.intersection(text.names))

    @classmethod
    def bind(cls, header: Sequence[str], declared: Sequence[str] | None = None) -> Binding:
        """Where the columns of `header` stand; `declared` is the name each of them was declared under, or empty."""
        called = header if declared is None else declared
        names = [folded(cell) for cell in called]
        places: dict[str, int] = {}
        for text in cls.texts:
            for name in text.names:
                if name in names:
                    places[text.attribute] = names.index(name)
                    break
        groups = {each.attribute: _groups(called, each.name) for each in cls.repeated}
        taken = {
            *places.values(),
            *(place for each in groups.values() for group in each for place in group.values()),
        }
        return Binding(header, places, groups, [place for place in range(len(header)) if place not in taken])

    def cell(self, attribute: str) -> str:
        place = self._binding.places.get(attribute, -1)
        return self._cells[place].strip() if place >= 0 else ""

    def groups(self, attribute: str) -> list[dict[str, str]]:
        cells = self._cells
        found = []
        for group in self._binding.groups[attribute]:
            values = {part: value for part, place in group.items() if (value := cells[place].strip())}
            if values:
                found.append(values)
        return found

    def rest(self) -> dict[str, str]:
        """Every non-empty cell no attribute has a place for, under its column's name, and cells beyond the
        header as `_extra`."""
        binding, cells = self._binding, self._cells
        rest: dict[str, str] = {}
        for place in binding.unmapped:
            if value := cells[place].strip():
                _add(rest, binding.header[place] or f"column {place + 1}", value)
        for text in self.texts:
            if text.loses(value := self.cell(text.attribute)):
                _add(rest, binding.header[binding.places[text.attribute]], value)
        surplus = [cell.strip() for cell in cells[len(binding.header) :]]
        if any(surplus):
            rest["_extra"] = " | ".join(surplus)
        return rest

    def only(self, attributes: Iterable[str]) -> bool:
        """Whether nothing but these attributes' cells is filled."""
        places = {self._binding.places.get(attribute) for attribute in attributes}
        return not any(cell.strip() for place, cell in enumerate(self._cells) if place not in places)


def _groups(header: Sequence[str], name: str) -> list[dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for place, cell in enumerate(header):
        match = _GROUP.fullmatch(cell[:_LONGEST_NAME])
        if match and folded(match[1]) == name:
            found.setdefault(int(match[2]), {}).setdefault(folded(match[3]), place)
    return [found[number] for number in sorted(found)]


def _add(rest: dict[str, str], name: str, value: str) -> None:
    rest[name] = f"{rest[name]}\n{value}" if name in rest else value
