"""``amazons3cfg completion``: let a shell complete commands, options and fields."""

import click
from click.shell_completion import get_completion_class

from amazons3cfg.cli.streams import show


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash: amazons3cfg completion bash > ~/.local/share/bash-completion/completions/amazons3cfg
    zsh:  amazons3cfg completion zsh > a folder of $fpath, as _amazons3cfg
    fish: amazons3cfg completion fish > ~/.config/fish/completions/amazons3cfg.fish
    """  # noqa: D301 - a backspace is how click is told to keep lines as they are
    program = context.find_root().command
    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 - click has all three
    show(made(program, {}, "amazons3cfg", "_AMAZONS3CFG_COMPLETE").source())
