"""`legwork import`: what became of every row, and an end that leaves nothing half done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from legwork.cli.progress import progressing
from legwork.cli.running import opened, say, show
from legwork.cli.words import counted, table
from legwork.errors import Conflict, NothingReadable, Refused

ENTRIES = {
    "vcard": ("card", "cards"),
    "ldif": ("entry", "entries"),
    "legwork.captures": ("capture", "captures"),
    "legwork.json": ("contact", "contacts"),
}
MOST_ROWS = 20
MOST_LINES = 3


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
@click.option("--encoding", metavar="NAME", help="What the files' text is in, as in cp1250, where it is read wrongly.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def import_(
    paths: tuple[Path, ...],
    kind: str | None,
    columns: str | None,
    encoding: str | None,
    *,
    preview: bool,
    as_json: bool,
) -> None:
    """Brings in exports: files, zips or folders, in any order, as one batch that can be undone whole."""
    from legwork.desk import backing_up, importing  # noqa: PLC0415  loaded when called

    told = _told(columns, kind)

    if kind is not None and kind not in importing.KINDS:
        raise click.BadParameter(
            f"{kind[:60]!r} is no kind; there are {', '.join(importing.KINDS)}.", param_hint="--as"
        )
    _check_encoding(encoding)
    with opened() as desk:
        try:
            with progressing(Stopped()) as progress:
                if preview:
                    report = importing.preview(desk, paths, kind=kind, told=told, encoding=encoding, progress=progress)
                else:
                    backing_up.before(desk, "import")
                    report = importing.run(desk, paths, kind=kind, told=told, encoding=encoding, progress=progress)
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


def _check_encoding(encoding: str | None) -> None:
    """
    Raises:
        BadParameter: text cannot be in that.
    """
    try:
        if encoding is not None:
            "a".encode(encoding)
    except (LookupError, UnicodeError) as problem:
        raise click.BadParameter(f"there is no encoding {encoding!r}.", param_hint="--encoding") from problem


def _tell(report: Mapping[str, Any]) -> None:
    for file in report["files"]:
        one, several = ENTRIES.get(file["kind"], ("row", "rows"))
        say(f"{file['file']}: {counted(file['read'], one, several)} read, {file['kind']} ({file['why']})")
        counts = [
            f"{file[name]:,} {name}" for name in ("new", "updated", "unchanged", "skipped", "refused") if file[name]
        ]
        say(f"  {', '.join(counts) or 'nothing in it'}")
        _text(file.get("text"))
        _examples(file.get("examples", ()))
        _rows(file["rows"])
    for left in report["not_used"]:
        say(f"{left['file']}: not used, {left['why']}")
        if "table" in left:
            say("  say what its columns are to bring it in: --as generic --map given=…,family=…,email=…")
        _text(left.get("text"))
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
        if any(file["skipped"] + file["refused"] for file in report["files"]):
            say(f"`legwork left-out {report['batch']}` gives the rows left out, as CSV in their own columns.")


def _text(text: Mapping[str, Any] | None) -> None:
    """What the text is in, and the first lines that show whether that is right."""
    if text is None:
        return
    say(f"  its text is {text['encoding']} ({text['why']}); --encoding NAME says otherwise")
    telling = [line for _, line in text["lines"] if not line.isascii()]
    for line in telling[:MOST_LINES]:
        say(f"    {line}")


def _examples(examples: Sequence[Mapping[str, str]]) -> None:
    """The first rows of a preview as they will be read."""
    if not examples:
        return
    columns = [name for name in examples[0] if any(example[name] for example in examples)]
    rows = [[f"  {columns[0]}", *columns[1:]]] if columns else []
    rows += [[f"  {example[columns[0]]}", *(example[name] for name in columns[1:])] for example in examples]
    say(table(rows))


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
