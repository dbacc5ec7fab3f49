"""A group of commands that loads a command's module only when the command is called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class Commands(click.Group):
    """`commands_of` gives each name its module in this package, its function, and its line in the help."""

    def __init__(self, *args: Any, commands_of: Mapping[str, tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._of = commands_of

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  the base class's signature
        return list(self._of)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  as above
        if cmd_name not in self._of:
            return None
        module, function, _ = self._of[cmd_name]
        found: click.Command = getattr(importlib.import_module(f"legwork.cli.{module}"), function)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  as above
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in self._of.items()])
