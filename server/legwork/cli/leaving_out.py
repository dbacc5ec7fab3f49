"""`legwork left-out`: the rows an import left out, as CSV in their source's own columns."""

from __future__ import annotations

import csv
import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from legwork.cli.running import opened
from legwork.cli.words import counted
from legwork.errors import Refused

if TYPE_CHECKING:
    from legwork.desk.leaving_out import LeftOut

_UNFIT = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')
_LONGEST_NAME = 80


@click.command("left-out")
@click.argument("batch", required=False)
@click.option("--file", "name", metavar="NAME", help="Of this file alone, as the report calls it.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="A folder, for one CSV of each file."
)
def left_out(batch: str | None, name: str | None, output: Path | None) -> None:
    """The skipped and refused rows of an import (b_…), or of the last one, in their source's own columns.

    Behind them stands why each was left out. Mend the rows in a spreadsheet and import the file: what comes back is
    read as it would have been in the source.
    """
    from legwork.desk import leaving_out  # noqa: PLC0415  loaded when called

    with opened() as desk:
        found = [left for left in leaving_out.of_batch(desk, batch) if name in {None, left.file}]
        if not found:
            raise Refused("No row was left out of that.")
        if output is not None:
            _write_all(found, output)
            return
        if len(found) > 1:
            names = ", ".join(left.file for left in found)
            raise Refused(f"Rows were left out of several files; name one with --file, or a folder with -o: {names}.")
        out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=False)
        try:
            _write(found[0], out)
            out.flush()
        finally:
            out.detach()


def _write_all(found: list[LeftOut], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, left in enumerate(found, start=1):
            path = folder / f"{number:02d}-{_UNFIT.sub('-', left.file)[-_LONGEST_NAME:]}.left-out.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                _write(left, file)
            click.echo(f"{counted(left.count, 'row', 'rows')} in {path}.", err=True)
    except OSError as problem:
        raise Refused(f"The rows cannot be written to {folder}: {problem.strerror}.") from problem


def _write(left: LeftOut, out: TextIO) -> None:
    csv.writer(out).writerows(left.lines())
