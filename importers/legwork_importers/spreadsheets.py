"""What every importer of a contacts CSV does alike: know its header, walk its rows, refuse empty ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from legwork_importers.columns import Row, RowType, folded
from legwork_importers.contract import (
    Claim,
    Columns,
    Labelled,
    Position,
    Source,
    SourceRow,
    Unreadable,
    UnreadableSource,
)
from legwork_importers.dates import Order, order_of
from legwork_importers.decoding import HEAD, decode, head_lines
from legwork_importers.profiles import linkedin_key
from legwork_importers.sources import read_whole
from legwork_importers.table import Table, TableRow, find_table, first_rows, shortened

NO_PERSON = "no name, no address, no profile"


def find_header(source: Source, accepts: Callable[[Sequence[str]], bool]) -> list[str] | None:
    """The first row near the top of a source that `accepts` takes for a header, or None."""
    return next((top.cells for top in first_rows(head_lines(source)) if accepts(top.cells)), None)


def find_filled(source: Source, accepts: Callable[[Sequence[str]], bool]) -> list[str] | None:
    """As `find_header`, for a table that has at least one row below its header."""
    lines = head_lines(source)
    found = next((top for top in first_rows(lines) if accepts(top.cells)), None)
    # of a file whose first row is longer than what was looked at, that row was left out with the last line
    filled = found is not None and (any(map(str.strip, lines[found.end :])) or source.size > HEAD)
    return found.cells if found is not None and filled else None


def open_table(source: Source, encoding: str | None, accepts: Callable[[Sequence[str]], bool]) -> Table:
    """The source as a table below its header.

    Raises:
        UnreadableSource: it is too large, cannot be decoded as `encoding`, or has no such header.
    """
    table = find_table(decode(read_whole(source), encoding), accepts)
    if table is None:
        raise UnreadableSource("its header is none that is known here")
    return table


def columns_in(source: Source, encoding: str | None, accepts: Callable[[Sequence[str]], bool]) -> Columns:
    """The columns of the table that `open_table` opens; raises what it raises."""
    return open_table(source, encoding, accepts).columns


def read_table(
    table: Table,
    layout: type[RowType],
    understood: Callable[[RowType], Claim | str],
    key_of: Callable[[Claim], str],
    enough: Callable[[Claim], bool] | None = None,
    declared: Sequence[str] | None = None,
) -> Iterator[SourceRow | Unreadable]:
    """Every row of `table` as `understood` reads it: a claim, or the reason why a row is skipped.

    `key_of` gives an entry's identity in its source, or nothing where the source has none. A row that does not
    say `enough` is refused; in a table of people it has to name someone. `declared` is what `layout` calls each
    column, where the file calls them otherwise.
    """
    says_enough = enough or names_someone
    binding = layout.bind(table.header, declared)
    for row in table.rows():
        if isinstance(row, Unreadable):
            yield row
            continue
        claim = understood(layout(binding, row.cells))
        if isinstance(claim, str):
            yield Unreadable(str(row.number), shortened(row.raw), claim, "skipped")
        elif not says_enough(claim):
            yield Unreadable(str(row.number), shortened(row.raw), NO_PERSON)
        else:
            yield SourceRow(str(row.number), claim, row.raw, key_of(claim))


def names_someone(claim: Claim) -> bool:
    """Whether a claim holds anything a person could be told by."""
    named = claim.name or claim.given or claim.family or claim.nickname
    return bool(named or claim.emails or claim.phones or profile_of(claim))


def tells_something(claim: Claim) -> bool:
    """Whether a claim that Legwork wrote itself holds enough to be a contact again: any page will do."""
    return names_someone(claim) or bool(claim.links)


def profile_of(claim: Claim) -> str:
    """The key of the first LinkedIn profile among the claim's links, or empty."""
    return next((key for link in claim.links if (key := linkedin_key(link.value))), "")


def order_in(table: Table, layout: type[RowType], dates: Sequence[str], declared: Sequence[str] | None = None) -> Order:
    """Which number of a date in slashes is the day in this table, as far as the columns `dates` (attributes of
    `layout`) show it."""
    binding = layout.bind(table.header, declared)
    rows = (layout(binding, row.cells) for row in table.rows() if isinstance(row, TableRow))
    return order_of(row.cell(name) for row in rows for name in dates)


def no_key(_: Claim) -> str:
    """For address books that give an entry no identity of its own: a profile in it is the person's, not its."""
    return ""


def labelled(*pairs: tuple[str, str]) -> tuple[Labelled, ...]:
    """Labels and values, those without a value left out."""
    return tuple(Labelled(value, label) for label, value in pairs if value)


def person_or_company(name: str, positions: Sequence[Position], emails: Sequence[Labelled]) -> tuple[str, str]:
    """The name and kind of an entry that may be an organisation's: its employer stands where its name would.

    A nameless entry with an e-mail address may yet be a person whose name was never typed.
    """
    company = positions[0].company if positions and not positions[0].title else ""
    if not company or name not in {"", company} or (not name and emails):
        return name, ""
    return company, "org"


def shown(header: Sequence[str], known: type[Row], declared: Sequence[str] | None = None) -> str:
    """The columns a header was known by, for the report: its first and last known one."""
    names = {name for text in known.texts for name in text.names}
    found = [cell for cell, called in zip(header, declared or header, strict=True) if folded(called) in names]
    first, last = (" ".join(cell.split())[:60] for cell in (found[0], found[-1]))
    return f"header {first} … {last}"
