"""Who is there and who is who: contacts, doubtful, rule, undo, link, settings."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import click

from legwork.cli.running import opened, say, show
from legwork.cli.words import BANDS, JOINS, STATES, counted, table, wrapped

JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.command()
@click.argument("query", nargs=-1)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many.")
@JSON
def contacts(query: tuple[str, ...], limit: int, *, as_json: bool) -> None:
    """Contacts whose name, employer or address holds every word of QUERY."""
    from legwork.desk import viewing  # noqa: PLC0415  loaded when called

    with opened() as desk:
        found = viewing.contacts(desk, " ".join(query), limit)
    if as_json:
        show({"contacts": [asdict(line) for line in found]})
        return
    if not found:
        say("Nobody is found." if query else "Nobody is here yet; `legwork import` brings people in.")
        return
    rows = [[one.id, one.called, ", ".join(filter(None, (one.title, one.company)))] for one in found]
    say(table(rows))
    if len(found) == limit:
        say(f"These are the first {limit}; --limit shows more.")


@click.command()
@JSON
def doubtful(*, as_json: bool) -> None:
    """Pairs of contacts that may be one person, the likeliest first."""
    from legwork.desk import linking  # noqa: PLC0415  loaded when called

    with opened() as desk:
        found = linking.doubtful(desk)
    if as_json:
        show(found)
        return
    for pair in found["pairs"]:
        _pair(pair)
    if found["pairs"]:
        say("\n`legwork rule PAIR same` or `legwork rule PAIR different` settles one for good.")
    else:
        say("No pair waits for your word.")


def _pair(pair: Mapping[str, Any]) -> None:
    say(f"\n{pair['pair']}  {BANDS.get(pair['band'], pair['band'])}")
    _sides(pair)
    for reason in pair["reasons"]:
        if reason["weight"]:
            say(_bits(reason["weight"], reason["text"]))
    for other in pair["alternatives"]:
        called = " and ".join(f"{side['called']} {side['contact_id']}" for side in (other["left"], other["right"]))
        say(wrapped(f"or {other['pair']}, {called}: to join either pair keeps the other apart", "  "))


def _sides(pair: Mapping[str, Any]) -> None:
    for side in (pair["left"], pair["right"]):
        role = ", ".join(filter(None, (side.get("title", ""), side.get("company", ""))))
        said = "; ".join(f"{one['source']}, {one['file']}, {one['locator']}" for one in side["records"][:3])
        say(f"  {side['called']} {side['contact_id']}{f' ({role})' if role else ''}: {said}")


def _bits(weight: float, text: str) -> str:
    return wrapped(f"{weight:+6.1f} bits  {text}", "  ")


@click.command()
@click.argument("left")
@click.argument("right")
@JSON
def why(left: str, right: str, *, as_json: bool) -> None:
    """Why two contacts are one or two, and how the weight adds up.

    LEFT and RIGHT are contacts (c_…), or records by their number.
    """
    from legwork.desk import explaining  # noqa: PLC0415  loaded when called

    with opened() as desk:
        told = explaining.why(desk, left, right).told
    if as_json:
        show(told)
        return
    say(f"{told['pair']}  {STATES[told['state']]}{BANDS[told['band']] if told['state'] == 'asked' else ''}")
    _sides(told)
    _because(told)
    say("\nHow it adds up; each bit doubles or halves the odds:")
    say(_bits(told["prior"], "two records picked at random"))
    for reason in told["reasons"]:
        say(_bits(reason["weight"], reason["text"]))
    lines = ", ".join(f"{name} from {bits:g}" for name, bits in told["thresholds"].items())
    say(_bits(told["weight"], f"together: {lines}"))


def _because(told: Mapping[str, Any]) -> None:
    for join in told["joins"]:
        texts = "; ".join(reason["text"] for reason in join["reasons"] if reason["weight"] > 0)
        said = f" ({join['ruling']['at'][:10]})" if join["ruling"] else f": {texts}"
        say(wrapped(f"{JOINS[join['band']]}{said}", "  · "))
    for hindrance in told["apart"]:
        said = f" ({hindrance['ruling']['at'][:10]})" if hindrance["ruling"] else ""
        rival = f" ({hindrance['rival']})" if hindrance["rival"] else ""
        say(wrapped(f"{hindrance['text']}{said}{rival}", "  · "))


@click.command()
@click.argument("pair")
@click.argument("verdict", type=click.Choice(["same", "different"]))
@click.option(
    "--show",
    "values",
    multiple=True,
    metavar="FIELD=VALUE",
    help="With same: the name, title, company or main_email that the one contact shows.",
)
@JSON
def rule(pair: str, verdict: str, values: tuple[str, ...], *, as_json: bool) -> None:
    """Your word on a pair. It outlives every import. Another candidate beside the one you choose is kept apart."""
    from legwork.desk import linking  # noqa: PLC0415  loaded when called

    with opened() as desk:
        done = linking.rule(desk, pair, verdict, values=_fields(values))
    if as_json:
        show({"event": done.event, "sentence": done.sentence})
        return
    say(done.sentence)
    say(f"`legwork undo {done.event}` takes it back.")


def _fields(values: tuple[str, ...]) -> dict[str, str]:
    """`name=Ana Souza` and so on, by field."""
    for value in values:
        if "=" not in value:
            raise click.BadParameter(f"{value!r} is no FIELD=VALUE.", param_hint="--show")
    return {name.strip(): text for name, _, text in (value.partition("=") for value in values)}


@click.command()
@click.argument("event", required=False)
@click.option("--yes", is_flag=True, help="Do not ask, whatever you did since.")
@click.option("--stays-with", metavar="CONTACT", help="When a join comes apart: who keeps what you did since.")
@JSON
def undo(event: str | None, stays_with: str | None, *, yes: bool, as_json: bool) -> None:
    """Takes back the last act, or EVENT: an act's, import's (b_…), ruling's or undo's id, or a pair's.

    What you did since with the same people stays; it is listed first, and on a terminal you are asked.
    """
    from legwork.desk import undoing  # noqa: PLC0415  loaded when called

    with opened() as desk:
        stays = undoing.touched_since(desk, event) if event is not None else []
        if stays and not as_json:
            say("This stays, because you did it since:")
            for line in stays:
                say(wrapped(line, "  · "))
            if sys.stdin.isatty() and not yes and not click.confirm("Undo the rest?", err=True):
                say("Nothing was undone.")
                return
        done = undoing.undo(desk, event, stays_with=stays_with)
    if as_json:
        show({"event": done.event, "sentence": done.sentence, "stays": stays})
        return
    say(done.sentence)
    say(f"`legwork undo {done.event}` brings it back.")


@click.command()
@JSON
def link(*, as_json: bool) -> None:
    """Links everything again from the records, your rulings and the model alone."""
    from legwork.desk import linking  # noqa: PLC0415  loaded when called

    with opened() as desk:
        done = linking.relink(desk)
    if as_json:
        show(done)
    elif done["changed"]:
        say(f"{counted(done['changed'], 'contact', 'contacts')} changed, of {done['contacts']:,}.")
    else:
        say(f"Nothing changed: {counted(done['contacts'], 'contact', 'contacts')}, linked as before.")


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@JSON
def settings(name: str | None, value: str | None, *, as_json: bool) -> None:
    """Shows your settings, or one, or sets NAME to VALUE. Lists are comma-separated; "" empties a setting."""
    from legwork.desk import preferring  # noqa: PLC0415  loaded when called
    from legwork.errors import UnknownSetting  # noqa: PLC0415  beside the module it belongs to

    with opened() as desk:
        if name is not None and name not in preferring.NAMES:
            raise UnknownSetting(name)
        if name is not None and value is not None:
            preferring.prefer(desk, {name: value})
        mine = preferring.preferences(desk)
    wanted = [name] if name is not None else list(preferring.NAMES)
    if as_json:
        show({one: _plain(getattr(mine, one)) for one in wanted})
    elif name is not None:
        say(preferring.plain(getattr(mine, name)))
    else:
        say(table([[one, preferring.plain(getattr(mine, one))] for one in wanted]))


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
