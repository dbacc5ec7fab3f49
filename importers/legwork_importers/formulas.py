"""Cells that a spreadsheet would run as a formula: made harmless on the way out, and brought back on the way in.

Such a cell gets an apostrophe in front, and so does one that begins with an apostrophe before such a sign;
taking one apostrophe from every cell that begins `'=`, `'+`, `'-`, `'@` (or several apostrophes and such a
sign) gives the cells back exactly. Numbers and phone numbers, `+351 912 000 111` or `-3`, are no formulas
and stay as they are.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9 ().,/-]*")


def neutral(cell: str) -> str:
    """The cell as a spreadsheet shows it without running it."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def restored(cell: str) -> str:
    """The cell that `neutral` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
