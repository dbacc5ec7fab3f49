"""Who is who in larger steps: all strong pairs, records that are somebody else's, addresses that several people use."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from legwork.cli.running import opened, say, show
from legwork.cli.words import counted, table

if TYPE_CHECKING:
    from legwork.desk import trashing

JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.command()
@click.argument("count", required=False, type=click.IntRange(1))
@JSON
def accept(count: int | None, *, as_json: bool) -> None:
    """Joins all strong pairs at once. Without COUNT it shows them; with it they are joined, if they are so many."""
    from legwork.desk import accepting  # noqa: PLC0415  loaded when called

    with opened() as desk:
        if count is not None:
            done = accepting.accept(desk, count)
            if as_json:
                show({"event": done.event, "sentence": done.sentence})
                return
            say(done.sentence)
            say(f"`legwork undo {done.event}` takes them all apart again.")
            return
        found = accepting.strong_pairs(desk)
    if as_json:
        show({"pairs": found})
    elif found:
        say(table([[one["pair"], one["left"]["called"], one["right"]["called"]] for one in found]))
        say(f"`legwork accept {len(found)}` makes one contact of each pair; likely and weak pairs stay as they are.")
    else:
        say("No strong pair waits for your word.")


@click.command()
@click.argument("contact")
@click.argument("records", nargs=-1, required=True, type=click.IntRange(1))
@JSON
def split(contact: str, records: tuple[int, ...], *, as_json: bool) -> None:
    """Takes RECORDS, by their numbers, out of CONTACT: they are somebody else's.

    An e-mail address or phone number that both have is shared from then on, and joins nobody. `legwork shared CONTACT`
    shows the numbers.
    """
    from legwork.desk import linking  # noqa: PLC0415  loaded when called

    with opened() as desk:
        done = linking.split(desk, contact, records)
    if as_json:
        show({"event": done.event, "sentence": done.sentence})
        return
    say(done.sentence)
    say(f"`legwork undo {done.event}` takes it back.")


@click.command()
@click.argument("contact", required=False)
@click.argument("address", required=False)
@JSON
def shared(contact: str | None, address: str | None, *, as_json: bool) -> None:
    """Says that several people use ADDRESS, an e-mail address or phone number of CONTACT: it joins nobody any more.

    With CONTACT alone it lists the records behind it; with neither, everything that is shared.
    """
    from legwork.desk import sharing, viewing  # noqa: PLC0415  loaded when called

    with opened() as desk:
        if contact is not None and address is not None:
            event = sharing.share(desk, contact, address)
            if as_json:
                show({"event": event})
            else:
                say(f"{address} is shared: it joins nobody any more.")
                say(f"`legwork undo {event}` takes it back.")
            return
        if contact is not None:
            rows = [[str(one.id), one.source, one.file, one.locator] for one in viewing.contact(desk, contact).records]
        else:
            with desk.database.read() as connection:
                rows = [[one.text, one.event] for one in sharing.shared(connection)]
    if as_json:
        names = ("record", "source", "file", "locator") if contact is not None else ("address", "event")
        show({"records" if contact is not None else "shared": [dict(zip(names, row, strict=True)) for row in rows]})
    else:
        say(table(rows) if rows else "No address and no number is marked as shared.")


@click.command()
@click.argument("contact", required=False)
@click.option("--restore", is_flag=True, help="Take CONTACT out of the trash.")
@click.option("--empty", is_flag=True, help="Forget everybody in the trash, now.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@JSON
def trash(contact: str | None, *, restore: bool, empty: bool, yes: bool, as_json: bool) -> None:
    """Puts CONTACT in the trash, for thirty days; without CONTACT it lists who is there."""
    from legwork.desk import forgetting, trashing, undoing  # noqa: PLC0415  loaded when called

    if (restore and contact is None) or (empty and (restore or contact is not None)):
        raise click.UsageError("--restore wants a CONTACT, and --empty stands alone.")
    with opened() as desk:
        if empty:
            there = trashing.everyone(desk)
            _ask(yes, f"Forget {counted(len(there), 'person', 'people')} for good? Nothing brings them back.")
            count = forgetting.empty(desk, there)
            _said(as_json, {"forgotten": count}, f"{counted(count, 'person was', 'people were')} forgotten.")
        elif contact is None:
            _list(trashing.everyone(desk), as_json=as_json)
        elif restore:
            done = undoing.undo(desk, trashing.find(desk, contact).event)
            _said(as_json, {"event": done.event}, done.sentence)
        else:
            event = trashing.put_in(desk, contact)
            line = undoing.line(desk, event)
            _said(as_json, {"event": event}, line.sentence if line else "")
            if not as_json:
                say(f"`legwork trash {contact} --restore` brings them back within thirty days.")


@click.command()
@click.argument("contact")
@click.option("--yes", is_flag=True, help="Do not ask.")
@JSON
def forget(contact: str, *, yes: bool, as_json: bool) -> None:
    """Erases CONTACT at once: records, notes, history, everything. Undo does not bring them back.

    What stays are salted digests, so that the next import does not bring them in again. Backups and exports made
    before hold the person still. On a terminal it asks first.
    """
    from legwork.desk import forgetting  # noqa: PLC0415  loaded when called

    with opened() as desk:
        question = f"Erase {forgetting.called(desk, contact)} with everything that is here of them? Undo does not bring"
        _ask(yes, f"{question} them back.")
        done = forgetting.forget(desk, contact)
    if as_json:
        found = {"event": done.event, "records": done.records, "ended": done.ended, "backups": list(done.backups)}
        show(found)
        return
    say(f"Forgotten: {counted(done.records, 'record', 'records')} erased. An import that brings them is told so.")
    if done.ended:
        say(f"{counted(done.ended, 'import that waited was', 'imports that waited were')} ended; bring them again.")
    if done.backups:
        say(f"{counted(len(done.backups), 'backup', 'backups')} in the desk's folder may hold them still:")
        for name in done.backups:
            say(f"  {name}")
    say("Exports and backups you keep elsewhere may hold them too.")


def _ask(yes: bool, question: str) -> None:  # noqa: FBT001  the option, handed on
    if not yes and sys.stdin.isatty():
        click.confirm(question, abort=True, err=True)


def _said(as_json: bool, document: dict[str, object], sentence: str) -> None:  # noqa: FBT001  the option, handed on
    if as_json:
        show(document)
    else:
        say(sentence)


def _list(there: Sequence[trashing.Trashed], *, as_json: bool) -> None:
    if as_json:
        rows = [
            {"contact": one.contact, "name": one.called, "event": one.event, "until": one.until.date().isoformat()}
            for one in there
        ]
        show({"trash": rows})
    elif there:
        say(table([[one.contact, one.called, one.role, f"until {one.until.date().isoformat()}"] for one in there]))
    else:
        say("The trash is empty.")
