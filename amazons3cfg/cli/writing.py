"""What the commands that write have in common: a dry run, a check only, and standard input and output."""

import sys
from collections.abc import Callable
from difflib import unified_diff
from typing import Any

import click

from amazons3cfg.cli.files import STDIN
from amazons3cfg.editing import ConfigDocument


def writing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--dry-run``, ``--check`` and ``--backup`` to a command."""
    options: list[Callable[[Callable[..., Any]], Callable[..., Any]]] = [
        click.option("--backup", metavar="SUFFIX", help="Keep a copy of the old file under this suffix."),
        click.option("--check", "check_only", is_flag=True, help="Write nothing; exit with 1 if it would change."),
        click.option("--dry-run", is_flag=True, help="Write nothing; print the change as a unified diff."),
    ]
    for option in options:
        command = option(command)
    return command


def finish_document(name: str, old: str | None, document: ConfigDocument, backup: str | None, **options: bool) -> None:
    """Write a changed document to its file, or to standard output for ``-``, or tell what would be written.

    ``old`` is the text as it was, None for a new file. Takes the options of ``finish``.
    """

    def write() -> None:
        if name == STDIN:
            sys.stdout.buffer.write(bytes(document))
        elif document.text != old:
            document.save(name, backup=backup)

    finish(name, old or "", document.text, write, **options)


def finish(name: str, old: str, new: str, write: Callable[[], None], *, dry_run: bool, check_only: bool) -> None:
    """Call ``write``, or tell what it would change; exits with 1 for a check that finds a change."""
    if dry_run:
        before, after = (text.splitlines(keepends=True) for text in (old, new))
        click.echo("".join(unified_diff(before, after, name, name)), nl=False)
    if check_only and new != old:
        sys.exit(1)
    if not dry_run and not check_only:
        write()
