"""Commands around the running desk: serve, demo, pair, sign-in."""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from types import FrameType

import click

from legwork.cli.running import opened, say, settings

PORT = click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one.")
OPEN = click.option("--open/--no-open", "open_browser", default=None, help="Open the browser at it.")


@click.command()
@click.option("--host", help="The address to listen at: this machine's own.")
@PORT
@OPEN
def serve(host: str | None, port: int | None, open_browser: bool | None) -> None:  # noqa: FBT001  click's options
    """Opens the desk in your browser. Ctrl-C ends it, after what is running has finished."""
    from legwork import serving  # noqa: PLC0415  loaded when called
    from legwork.desk import placing  # noqa: PLC0415  loaded when called
    from legwork.desk.opening import open_desk  # noqa: PLC0415  loaded when called

    present = settings()
    present = replace(present, host=host or present.host, port=present.port if port is None else port)
    serving.refuse_strangers(present.host)
    desk = open_desk(present)
    if said := placing.warning(present.home):
        click.echo(said, err=True)
    serving.serve(desk, present.host, present.port, open_browser=_wanted(open_browser), announce=_announce)


@click.command()
@PORT
@OPEN
def demo(port: int | None, open_browser: bool | None) -> None:  # noqa: FBT001  click's options
    """Serves invented people from a folder that is thrown away at the end; your own desk is not touched."""
    from legwork import serving  # noqa: PLC0415  loaded when called
    from legwork.desk import furnishing  # noqa: PLC0415  loaded when called
    from legwork.desk.opening import open_desk  # noqa: PLC0415  loaded when called

    present = settings()
    home = Path(tempfile.mkdtemp(prefix="legwork-demo-"))
    signal.signal(signal.SIGTERM, _end)  # so that the folder goes, too, while it is still being furnished
    try:
        aside = replace(present, home=home, database_url=f"sqlite:///{home / 'demo.sqlite3'}")
        desk = open_desk(aside)
        furnishing.furnish(desk)
        wanted = present.port if port is None else port
        serving.serve(desk, present.host, wanted, open_browser=_wanted(open_browser), announce=_announce)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def pair(*, as_json: bool) -> None:
    """Prints a code that pairs the browser extension, once, within five minutes."""
    from legwork.cli.running import show  # noqa: PLC0415  only here
    from legwork.desk import pairing  # noqa: PLC0415  loaded when called

    with opened() as desk:
        code = pairing.new_code(desk)
    if as_json:
        show({"code": code.code, "expires_at": code.expires_at})
        return
    say(f"Pairing code: {code.code}")
    say("Type it into the extension within five minutes; it works once.")


@click.command("sign-in")
def sign_in() -> None:
    """Prints a link that lets one more browser in, once, within ten minutes."""
    from legwork.desk import visiting  # noqa: PLC0415  loaded when called

    with opened() as desk:
        say(visiting.new_link(desk))


def _wanted(open_browser: bool | None) -> bool:  # noqa: FBT001  click's option
    """Without a word, the browser opens when someone sits at a terminal."""
    return sys.stdout.isatty() if open_browser is None else open_browser


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _announce(line: str) -> None:
    click.echo(line)
