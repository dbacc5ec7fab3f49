"""Roles as one line of text, for a cell of Legwork's own table, and read from it again."""

from __future__ import annotations

from collections.abc import Sequence

from legwork_importers.contract import Position
from legwork_importers.vcard_lines import split, unescaped


def role_line(position: Position) -> str:
    """`Data Lead | Globex | Research | 2019 | 2021-03`: title, employer, department, start, end, as far as known."""
    parts = [position.title, position.company, position.department, position.start, position.end]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return " | ".join(part.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for part in parts)


def role_of(line: str) -> Position:
    """The role that `role_line` was given; what follows the fifth part is left."""
    return Position(*[unescaped(part).strip() for part in split(line, "|")[:5]])


def exported_roles(present: Position, listed: Sequence[Position]) -> tuple[Position, ...]:
    """`present_first` for an export of Legwork, in which no present role means that there is none: then a past
    one stands in front."""
    if present == Position():
        return tuple(sorted(filter(_is_told, listed), key=lambda each: not each.end))
    return present_first(present, listed)


def present_first(present: Position, listed: Sequence[Position]) -> tuple[Position, ...]:
    """The roles with the present one in front, and in it once. Empty roles are left out.

    `present` has a title and an employer alone; where a listed role that goes on has the same, that one is taken.
    """
    found = list(filter(_is_told, listed))
    alike = (each for each in found if (each.title, each.company) == (present.title, present.company))
    same = [each for each in alike if not each.end]
    if same:
        return (same[0], *(each for each in found if each is not same[0]))
    return tuple(found) if present == Position() else (present, *found)


def _is_told(position: Position) -> bool:
    return position != Position()
