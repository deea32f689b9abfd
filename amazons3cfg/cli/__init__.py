"""The command ``amazons3cfg``; its sub-commands are in the modules of this package."""

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from amazons3cfg.cli.colour import color_option
from amazons3cfg.cli.failure import tell_failure
from amazons3cfg.cli.signals import ending_on_signals
from amazons3cfg.cli.streams import ending_without_reader, standard_streams

# Loaded when they are called: a check starts without what only editing needs.
_COMMANDS = {
    "check": "check",
    "rule": "rule",
    "show": "reading",
    "get": "reading",
    "diff": "comparing",
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
        if all(option.name != "color" for option in command.params):  # it may stand behind the command, too
            command.params.append(color_option(None))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; one that is not there is told with the one that may be meant."""
        if not args[0].startswith("-") and args[0] not in _COMMANDS and not ctx.resilient_parsing:
            from amazons3cfg.rules.suggestions import did_you_mean

            raise click.UsageError(f"there is no command {args[0]!r}; {did_you_mean(args[0], _COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the options, some of which, such as ``--help``, are answered at once."""
        with ending_without_reader():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is called; what keeps it from it is told here, where the colours are known."""
        try:
            with ending_without_reader():
                return super().invoke(ctx)
        except click.ClickException as error:
            tell_failure(error)
            ctx.exit(error.exit_code)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command; whatever keeps it from writing its output is told in one line."""
        if "_AMAZONS3CFG_COMPLETE" in os.environ:  # a shell asks, by what `completion` printed
            from amazons3cfg.cli.shells import register

            register()
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
    """Check, mend, show and change cback.conf, the configuration of Cedar Backup 3.

    All sections are checked, compared and changed; <amazons3> can be written as JSON, YAML and TOML, too.
    """


main.params.append(color_option("auto"))
