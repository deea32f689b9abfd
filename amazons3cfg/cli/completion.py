"""``amazons3cfg completion``: let a shell complete commands, options, files, elements and their values."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

from amazons3cfg.cli.failure import failing_clearly
from amazons3cfg.cli.streams import show

VARIABLE = "_AMAZONS3CFG_COMPLETE"
"""The environment variable by which a shell asks the command."""
_NAME = "amazons3cfg"
_PATIENCE = 10
"""How many seconds a shell may take to tell where it looks: it runs what its person has it run."""
# What an interactive shell says of itself, each line marked: others may stand beside them.
_ASK_BASH = "declare -F _comp_load __load_completion _completion_loader | sed 's/^/ready:/'"
_ASK_ZSH = 'for each in $fpath; do print -r -- "dir:$each"; done; (( $+functions[compdef] )) && print ready:compdef'


@click.command("completion", short_help="Let a shell complete what you type.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.option("--install", is_flag=True, help="Write it to where the shell looks for it, and tell where that is.")
def completion_command(shell: str, install: bool) -> None:
    """Print what a shell needs to complete commands, options, files, elements and their values.

    With --install that is written into a file in your home directory, or in one for all users that you may write to.
    It counts in each shell that is started from then on.
    """
    from amazons3cfg.cli import main
    from amazons3cfg.cli.shells import SHELLS

    script = SHELLS[shell](main, {}, _NAME, VARIABLE).source()
    if not install:
        show(script.rstrip("\n"))
        return
    path, advice = {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]()
    with failing_clearly():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script, "utf-8")
    advice = advice or [f"it counts in each {shell} that is started from now on"]
    click.echo("\n".join([f"{path}: written", *advice]), err=True)


def _bash() -> tuple[Path, list[str]]:
    """Return the file in which bash looks, and what a person has to do besides."""
    folder = os.environ.get("BASH_COMPLETION_USER_DIR") or _home("XDG_DATA_HOME", ".local/share") / "bash-completion"
    path = Path(folder) / "completions" / _NAME
    if any(_told("bash", _ASK_BASH, "ready:")):
        return path, []
    return path, [f"your bash does not load the package bash-completion, so add to ~/.bashrc: . {path}"]


def _zsh() -> tuple[Path, list[str]]:
    advice = []
    folders = [Path(each) for each in _told("zsh", _ASK_ZSH, "dir:")]
    home = Path.home()
    folder = next((each for each in sorted(folders, key=lambda each: home not in each.parents) if _is_ours(each)), None)
    if folder is None:
        folder = _home("XDG_DATA_HOME", ".local/share") / "zsh" / "site-functions"
        advice.append(f"your zsh looks in no directory of yours, so add to ~/.zshrc: fpath=({folder} $fpath)")
    if not any(_told("zsh", _ASK_ZSH, "ready:")):
        advice.append("your zsh has no completion on, so add to the end of ~/.zshrc: autoload -Uz compinit && compinit")
    return folder / f"_{_NAME}", advice


def _fish() -> tuple[Path, list[str]]:
    return _home("XDG_CONFIG_HOME", ".config") / "fish" / "completions" / f"{_NAME}.fish", []


def _home(variable: str, default: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / default)


def _is_ours(folder: Path) -> bool:
    """Tell whether we may write into ``folder``, or make it."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)


def _told(shell: str, question: str, mark: str) -> Iterator[str]:
    """Yield what an interactive ``shell`` says, of the lines that begin with ``mark``; nothing if it is not there."""
    program = shutil.which(shell)
    if program is None:
        return
    try:
        answer = subprocess.run(  # noqa: S603 - what a person has it run is theirs
            [program, "-ic", question],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            start_new_session=True,  # or it would take the terminal
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return
    yield from (line.removeprefix(mark) for line in answer.stdout.splitlines() if line.startswith(mark))
