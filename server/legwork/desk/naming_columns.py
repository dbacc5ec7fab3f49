"""Tables that no importer knows: the user says what their columns are, once for every table with that header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legwork.desk import importing, showing
from legwork.desk.opening import Desk
from legwork.errors import Conflict, NotFound, Refused
from legwork.store import preferences
from legwork_importers import any_table, archive, registry
from legwork_importers.any_table import Look, WrongColumns
from legwork_importers.contract import ImportProblem
from legwork_importers.places import PLACES

KIND = registry.GENERIC


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A table of a job whose columns can be named: the files that have its header, what stands at its top, and the
    place each column has so far or seems to have."""

    files: tuple[str, ...]
    look: Look
    places: tuple[str, ...]


def told(text: str) -> list[tuple[str, str]]:
    """Pairs of a place and a column's name, as the command line says them.

    Raises:
        Refused: it is not said so; the message says how.
    """
    try:
        return any_table.said(text)
    except WrongColumns as problem:
        raise Refused(_sentence(problem)) from problem


def table(desk: Desk, job_id: str, header: str) -> Unnamed:
    """
    Raises:
        NotFound: the job has no such table.
        Conflict: its files are no longer here.
    """
    importing.job(desk, job_id)
    found = [(name, look) for name, look in _tables(desk, job_id) if look.header == header]
    if not found:
        raise NotFound("table in this import")
    with desk.database.read() as connection:
        known = {**preferences.named_columns(connection), **importing.given_of(desk, job_id).columns}
    saved = known.get(header)
    return Unnamed(tuple(name for name, _ in found), found[0][1], tuple(saved or found[0][1].guess))


def name(desk: Desk, job_id: str, header: str, places: Sequence[str]) -> None:
    """Says what the columns of this job's tables with that header are, and looks inside it again. The word is kept
    for all other tables once the import is done.

    Raises:
        NotFound: the job has no such table.
        Refused: the places do not fit together.
        Conflict: the job no longer waits for the user's word.
    """
    look = table(desk, job_id, header).look
    if importing.job(desk, job_id).state != "preview":
        raise Conflict("This import has begun; bring the file again to read its columns otherwise.")
    if len(places) != len(look.names) or not {*places} <= {"", *PLACES}:
        raise Refused("These are not the columns of this table.")
    try:
        wanted = any_table.checked(places)
    except WrongColumns as problem:
        raise Refused(_sentence(problem)) from problem
    importing.look_anew(desk, job_id, columns={header: list(wanted)})


def _tables(desk: Desk, job_id: str) -> Iterator[tuple[str, Look]]:
    given = importing.given_of(desk, job_id)
    with archive.open_paths(list(given.paths), names=given.names) as opened:
        for found in opened.sources:
            try:
                source = showing.in_its_encoding(found, given.encoding_of(found.name))
                known = registry.recognise(source)
                look = None if known else registry.unknown_table(source)
            except ImportProblem:
                continue  # the preview says so
            if look is not None:
                yield source.name, look


def _sentence(problem: ImportProblem) -> str:
    said = str(problem)
    return f"{said[0].upper()}{said[1:]}."
