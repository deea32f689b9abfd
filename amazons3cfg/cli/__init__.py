"""The command ``amazons3cfg``; its sub-commands are in the modules of this package."""

import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from amazons3cfg.cli.signals import ending_on_signals
from amazons3cfg.cli.streams import standard_streams

# Loaded when they are called: a check starts without what only editing needs.
_COMMANDS = {
    "check": "check",
    "rule": "rule",
    "show": "reading",
    "get": "reading",
    "diff": "reading",
    "edit": "edit",
    "set": "changing",
    "init": "starting",
    "convert": "changing",
    "schema": "schema",
    "lsp": "lsp",
    "completion": "completion",
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"amazons3cfg.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command; whatever keeps it from writing its output is told in one line."""
        with standard_streams(), ending_on_signals():
            try:
                return super().main(*args, **kwargs)
            except OSError as error:
                with suppress(OSError):  # it may be standard error that is full
                    click.echo(f"Error: {error.filename or 'standard output'}: {error.strerror or error}", err=True)
                sys.exit(2)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="amazons3cfg", message="%(prog)s %(version)s")
def main() -> None:
    """Check, show and change the <amazons3> section of Cedar Backup configuration files."""
