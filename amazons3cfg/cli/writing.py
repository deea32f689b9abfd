"""What the commands that write have in common: a dry run, a check only, and standard input and output."""

import re
import sys
from collections.abc import Callable, Iterator
from difflib import unified_diff
from typing import Any

import click

from amazons3cfg.cli.files import STDIN
from amazons3cfg.editing import ConfigDocument

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def writing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--dry-run``, ``--check`` and ``--backup`` to a command."""
    options: list[Callable[[Callable[..., Any]], Callable[..., Any]]] = [
        click.option(
            "--backup",
            metavar="SUFFIX",
            callback=_suffix,
            help="Keep a copy of the old file under its name and this suffix, with a number if that is taken (.bak2).",
        ),
        click.option("--check", "check_only", is_flag=True, help="Write nothing; exit with 1 if it would change."),
        click.option("--dry-run", is_flag=True, help="Write nothing; print the change as a unified diff."),
    ]
    for option in options:
        command = option(command)
    return command


def _suffix(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    if text is not None and (not text or "/" in text):
        raise click.BadParameter(f"{text!r} is no suffix; write one without a slash, such as .bak")
    return text


def finish_document(name: str, old: str | None, document: ConfigDocument, **options: Any) -> None:
    """Write a changed document to its file, or to standard output for ``-``, or tell what would be written.

    ``old`` is the text as it was, None for a new file. Takes the options of ``finish``.
    """

    def write(backup: str | None) -> None:
        if name == STDIN:
            sys.stdout.buffer.write(bytes(document))
        elif document.text != old:
            document.save(name, backup=backup)

    finish(name, old or "", document.text, write, **options)


def finish(
    name: str,
    old: str,
    new: str,
    write: Callable[[str | None], None],
    *,
    backup: str | None,
    dry_run: bool,
    check_only: bool,
) -> None:
    """Call ``write`` with ``backup``, or tell what it would change; exits with 1 for a check that finds a change."""
    if backup and name == STDIN:
        raise click.UsageError("--backup copies a file, and there is none for -")
    if dry_run:
        click.echo("".join(_patch(name, old, new)), nl=False)
    if check_only and new != old:
        sys.exit(1)
    if not dry_run and not check_only:
        write(backup)


def _patch(name: str, old: str, new: str) -> Iterator[str]:
    """Yield the lines of a unified diff as patch(1) reads it: only a line feed ends a line, and all have one."""
    for line in unified_diff(_LINE.findall(old), _LINE.findall(new), name, name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
