"""The command line. Each command's module is loaded when it is called, so that help comes at once."""

from __future__ import annotations

import sys

import click

from legwork import __version__
from legwork.cli.lazily import Commands

# name: (module, function, short help); the order is the order of `legwork --help`
COMMANDS = {
    "serve": ("serving", "serve", "Open the desk in your browser."),
    "demo": ("serving", "demo", "Try it with invented people, in a folder that is thrown away."),
    "import": ("bringing", "import_", "Bring in exports: files, zips or folders."),
    "left-out": ("leaving_out", "left_out", "The rows an import left out, as CSV in their own columns."),
    "today": ("today", "today", "Whom to write to today, and why."),
    "act": ("today", "act", "Say what you did: sent, replied, later:3d …"),
    "contacts": ("people", "contacts", "Search your contacts."),
    "note": ("noting", "note", "The research note of a contact."),
    "doubtful": ("people", "doubtful", "Pairs that may be one person, waiting for your word."),
    "why": ("people", "why", "Why two contacts are one or two, and how it adds up."),
    "rule": ("people", "rule", "Your word on a pair: same or different."),
    "accept": ("deciding", "accept", "Join all strong pairs at once, after a look at them."),
    "split": ("deciding", "split", "Records of a contact that are somebody else's."),
    "shared": ("deciding", "shared", "E-mail addresses and numbers that several people use."),
    "trash": ("deciding", "trash", "Take a contact off the desk for thirty days, or back."),
    "forget": ("deciding", "forget", "Erase a contact for good."),
    "undo": ("people", "undo", "Take back the last act, or a named import, merge, ruling or act."),
    "link": ("people", "link", "Work out again who is who, from the records alone."),
    "settings": ("people", "settings", "Show or change your settings."),
    "export": ("keeping", "export", "Everything you have, in open formats."),
    "backup": ("keeping", "backup", "A verified copy of everything, while you go on working."),
    "restore": ("keeping", "restore", "Put a backup in the place of everything there is."),
    "doctor": ("keeping", "doctor", "Check that everything is whole."),
    "pair": ("serving", "pair", "A code that pairs the browser extension."),
    "sign-in": ("serving", "sign_in", "A link that lets one more browser in."),
}


@click.group(cls=Commands, commands_of=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="legwork")
def cli() -> None:
    """Legwork: a desk for people who find their way by talking to people.

    Everything stays on this machine. Exit codes: 0 done, 1 it failed, 2 wrong usage.
    """


def main() -> None:
    """Runs one command and ends the process with its exit code."""
    from legwork.cli.running import run  # noqa: PLC0415  loaded late, as the commands are

    sys.exit(run(cli, sys.argv[1:]))
