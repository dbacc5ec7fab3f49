"""Taking everything out, keeping it safe, and checking that it is whole."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import click

from legwork.cli.running import opened, say, show
from legwork.cli.running import settings as of_environment
from legwork.cli.words import counted

FORMATS = ("json", "csv", "vcard", "markdown", "records")
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.command()
@click.option("--format", "kind", type=click.Choice(FORMATS), default="json", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; stdout without it.")
def export(kind: str, output: Path | None) -> None:
    """Everything you have, in open formats. The same state gives the same bytes."""
    from legwork.desk import exporting  # noqa: PLC0415  loaded when called
    from legwork.store import backups  # noqa: PLC0415  loaded when called

    with opened() as desk:
        if output is None:
            out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=False)
            try:
                exporting.export(desk, kind, out)
                out.flush()
            finally:
                out.detach()
            return
        with backups.told(f"The export cannot be written to {output}"), backups.beside(output.absolute()) as new:
            with new.open("w", encoding="utf-8", newline="") as file:
                count = exporting.export(desk, kind, file)
                file.flush()
                os.fsync(file.fileno())
            new.replace(output)
    click.echo(f"{counted(count, 'entry', 'entries')} in {output}.", err=True)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@JSON
def backup(path: Path, *, as_json: bool) -> None:
    """A copy of this moment, checked page by page, while you go on working. PATH is a file or a folder."""
    from legwork.desk import backing_up  # noqa: PLC0415  loaded when called

    with opened() as desk:
        done = backing_up.backup(desk, path)
    if as_json:
        show(done)
        return
    say(f"Backed up to {done['path']}: {counted(done['contacts'], 'contact', 'contacts')}, {done['bytes']:,} bytes.")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@JSON
def restore(path: Path, *, as_json: bool) -> None:
    """Puts a backup in the place of everything there is; the present state is backed up first."""
    from legwork.desk import backing_up  # noqa: PLC0415  loaded when called

    done = backing_up.restore(of_environment(), path)
    if as_json:
        show(done)
        return
    say(f"Restored {done['path']}: {counted(done['contacts'], 'contact', 'contacts')}.")
    if done["kept"]:
        say(f"What was there before is in {done['kept']}.")
    say("Browsers sign in again: `legwork serve` prints a link, and so does `legwork sign-in`.")


@click.command()
@JSON
def doctor(*, as_json: bool) -> int:
    """Checks everything that must hold on the live database; ends with 1 when something does not."""
    from legwork.desk import checking  # noqa: PLC0415  loaded when called

    with opened() as desk:
        findings = checking.doctor(desk)
    broken = [finding for finding in findings if not finding.ok]
    if as_json:
        checks = [{"check": each.check, "ok": each.ok, "text": each.text} for each in findings]
        show({"ok": not broken, "checks": checks})
    else:
        for each in findings:
            say(f"{'ok    ' if each.ok else 'BROKEN'}  {each.text}")
        if broken:
            click.echo(f"{counted(len(broken), 'check', 'checks')} of {len(findings)} failed.", err=True)
    return 1 if broken else 0
