"""`legwork note`."""

from __future__ import annotations

import click

from legwork.cli.running import opened, say, show
from legwork.cli.words import wrapped


@click.command()
@click.argument("contact")
@click.option("--past", multiple=True, metavar="QUESTION", help="A question to pass over.")
@click.option("--wrong", "wrong", metavar="MARK", help="That fact is wrong, and never to return.")
@click.option("--right", "right", metavar="MARK", help="That fact is right: an answer to what is to be checked first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def note(contact: str, past: tuple[str, ...], wrong: str | None, right: str | None, *, as_json: bool) -> None:
    """What to know of CONTACT before you write or talk, at most 300 words; each line says where it was read.

    CONTACT is an id, as `legwork contacts` prints it; questions and facts have theirs in the JSON document.
    """
    from legwork.briefing.note import parts_of  # noqa: PLC0415  loaded when called
    from legwork.desk import noting  # noqa: PLC0415  as above

    with opened() as desk:
        for mark, said in ((wrong, "wrong"), (right, "right")):
            if mark is not None:
                event = noting.answer(desk, contact, mark, said)
                click.echo(f"Kept; `legwork undo {event}` takes it back.", err=True)
        found = noting.noted(desk, contact, past)
    if as_json:
        show(noting.to_json(found))
        return
    for number, (label, lines) in enumerate(parts_of(found.note)):
        say(f"\n{label}" if number else label)
        for line in lines:
            about = f" [{line.about}]" if line.about else ""
            say(wrapped(f"{line.text}{about}", "  "))
