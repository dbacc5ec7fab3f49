"""`legwork import`: what became of every row, and an end that leaves nothing half done."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import click

from legwork.cli.running import opened, say, show
from legwork.cli.words import counted, table
from legwork.errors import Conflict, NothingReadable, Refused

STAGES = {"reading": "Reading", "comparing": "Comparing", "linking": "Linking"}
ENTRIES = {
    "vcard": ("card", "cards"),
    "ldif": ("entry", "entries"),
    "legwork.captures": ("capture", "captures"),
    "legwork.json": ("contact", "contacts"),
}
MOST_ROWS = 20


class Stopped(Conflict):
    def __init__(self) -> None:
        super().__init__("Stopped; nothing of this import was stored.")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Say what would be, and write nothing.")
@click.option("--as", "kind", metavar="KIND", help="What the files are, when they do not show it themselves.")
@click.option(
    "--map",
    "columns",
    metavar="PLACE=COLUMN,…",
    help="With --as generic: what the columns of a table are, as in given=Vorname,family=Nachname.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def import_(paths: tuple[Path, ...], kind: str | None, columns: str | None, *, preview: bool, as_json: bool) -> None:
    """Brings in exports: files, zips or folders, in any order, as one batch that can be undone whole."""
    from legwork.desk import backing_up, importing  # noqa: PLC0415  loaded when called

    told = _told(columns, kind)

    if kind is not None and kind not in importing.KINDS:
        raise click.BadParameter(
            f"{kind[:60]!r} is no kind; there are {', '.join(importing.KINDS)}.", param_hint="--as"
        )
    with opened() as desk:
        try:
            if preview:
                report = importing.preview(desk, paths, kind=kind, told=told)
            else:
                with _progress() as progress:
                    backing_up.before(desk, "import")
                    report = importing.run(desk, paths, kind=kind, told=told, progress=progress)
        except NothingReadable as problem:
            if as_json:
                show(_nothing(problem, preview=preview))
            raise
    if as_json:
        show(report)
    else:
        _tell(report)


def _told(columns: str | None, kind: str | None) -> Sequence[tuple[str, str]]:
    """What `--map` says of the columns."""
    from legwork.desk import naming_columns  # noqa: PLC0415  loaded when called

    if columns is None:
        return ()
    if kind != naming_columns.KIND:
        raise click.BadParameter(f"goes with --as {naming_columns.KIND}.", param_hint="--map")
    try:
        return naming_columns.told(columns)
    except Refused as problem:
        raise click.BadParameter(str(problem), param_hint="--map") from problem


def _nothing(problem: NothingReadable, *, preview: bool) -> dict[str, Any]:
    none = {"created": 0, "joined": 0, "doubtful": 0, "job_changes": 0}
    return {"batch": None, "preview": preview, "files": [], "contacts": none, "not_used": problem.not_used}


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Shows how far it is on a terminal. Ctrl-C ends the import at its next step, never inside a write."""
    bar = _Bar(shown=sys.stderr.isatty())
    told: list[int] = []

    def ask_to_stop(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    def progress(stage: str, done: int, total: int) -> None:
        if told:
            raise Stopped
        bar.move(stage, done, total)

    before = {each: signal.signal(each, ask_to_stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield progress
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        bar.end()


class _Bar:
    """One line on stderr that is written over; nothing where stderr is no terminal."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._length = 0

    def move(self, stage: str, done: int, total: int) -> None:
        if not self._shown:
            return
        word = STAGES.get(stage, stage)
        filled = 30 * done // total if total else 0
        line = (
            f"{word} [{'█' * filled}{' ' * (30 - filled)}] {done:,} of {total:,}" if total else f"{word} {done:,} rows"
        )
        click.echo(f"\r{line.ljust(self._length)}", nl=False, err=True)
        self._length = len(line)

    def end(self) -> None:
        if self._length:
            click.echo(f"\r{' ' * self._length}\r", nl=False, err=True)


def _tell(report: Mapping[str, Any]) -> None:
    for file in report["files"]:
        one, several = ENTRIES.get(file["kind"], ("row", "rows"))
        say(f"{file['file']}: {counted(file['read'], one, several)} read, {file['kind']} ({file['why']})")
        counts = [
            f"{file[name]:,} {name}" for name in ("new", "updated", "unchanged", "skipped", "refused") if file[name]
        ]
        say(f"  {', '.join(counts) or 'nothing in it'}")
        _rows(file["rows"])
    for left in report["not_used"]:
        say(f"{left['file']}: not used, {left['why']}")
        if "table" in left:
            say("  say what its columns are to bring it in: --as generic --map given=…,family=…,email=…")
    found = report["contacts"]
    words = [
        counted(found["created"], "new contact", "new contacts"),
        f"{found['joined']:,} joined to contacts you have",
        counted(found["job_changes"], "job change", "job changes"),
        f"{counted(found['doubtful'], 'doubtful pair', 'doubtful pairs')}",
    ]
    if report["preview"]:
        say(f"Importing them would give {', '.join(words)}. This was a preview; nothing was stored.")
    elif report["batch"] is None:
        say("There was nothing to store.")
    else:
        say(f"{', '.join(words)}.")
        _tell_news(report.get("compared", {}))
        say(f"`legwork undo {report['batch']}` takes it back whole.")


def _tell_news(news: Mapping[str, Any]) -> None:
    """Who changed jobs, is new or is gone since the export before."""
    from legwork.desk import comparing  # noqa: PLC0415  loaded when called

    for name, title in comparing.told_of(news).items():
        say(f"{title}:")
        for person in news[name][:MOST_ROWS]:
            said = comparing.role_words(person) if name == "job_changes" else ""
            said = comparing.days_words(person) if name == "gone" else said
            say(f"  {person['called']} ({person['contact_id']}){f', {said}' if said else ''}")
        if len(news[name]) > MOST_ROWS:
            say(f"  and {len(news[name]) - MOST_ROWS:,} more; --json lists them all")


def _rows(rows: list[Mapping[str, str]]) -> None:
    if rows:
        say(table([[f"  {row['outcome']}", row["locator"], row["reason"]] for row in rows[:MOST_ROWS]]))
    if len(rows) > MOST_ROWS:
        say(f"  and {len(rows) - MOST_ROWS:,} more; --json lists them all")
