"""What the commands that write have in common: a dry run, a check only, and standard input and output."""

import os
import re
import sys
from collections.abc import Callable
from difflib import diff_bytes, unified_diff
from functools import wraps
from typing import Any, TypeVar

import click
from attrs import define

from amazons3cfg.cli.colour import wants_colour
from amazons3cfg.cli.files import STDIN
from amazons3cfg.cli.streams import write
from amazons3cfg.editing import ConfigDocument, FileChangedError
from amazons3cfg.reports.text import printable

Out = TypeVar("Out")

_TRIES = 100
"""How often a change is begun again because somebody else saved: each time one of them has come through."""
_BOLD = b"1"
_COLOURS = {b"-": b"31", b"+": b"32", b"@": b"36"}
"""How a terminal is told the colours of a diff's lines: red, green and cyan."""
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


@define(frozen=True, slots=True)
class Writing:
    """How a command is to write, by its options."""

    backup: str | None
    """A suffix under which the old file is kept."""
    dry_run: bool
    check_only: bool
    quiet: bool

    def finish(self, name: str, old: bytes, new: bytes, save: Callable[[], None], done: str) -> None:
        """Call ``save``, write to standard output where ``name`` is ``-``, or tell what would be changed.

        Nothing is saved that is not changed; what was ``done`` to a file is told. Exits with 1 for a check that finds
        a change.
        """
        if self.backup and name == STDIN:
            raise click.UsageError("--backup copies a file, and there is none for -")
        if self.dry_run:
            write_diff(difference(name, old, new))
        if self.check_only and new != old:
            sys.exit(1)
        if self.dry_run or self.check_only:
            return
        if name == STDIN:
            write(new)
            return
        if new != old:
            save()
        self.say(f"{name}: {done}" if new != old else f"{name} is unchanged")

    def finish_document(self, name: str, old: bytes, document: ConfigDocument, done: str) -> None:
        """Do so for a document that held ``old``."""
        self.finish(name, old, bytes(document), lambda: document.save(name, backup=self.backup), done)

    def say(self, text: str) -> None:
        """Tell a person something, on standard error, unless that is not wanted."""
        if not self.quiet:
            click.echo(printable(text), err=True)


def writing_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of all commands that write to ``command``, which gets them as ``writing``."""

    @wraps(command)
    def translated(backup: str | None, dry_run: bool, check_only: bool, quiet: bool, **arguments: Any) -> None:
        command(writing=Writing(backup, dry_run, check_only, quiet), **arguments)

    options: list[Callable[[Callable[..., None]], Callable[..., None]]] = [
        click.option("-q", "--quiet", is_flag=True, help="Do not say what was done."),
        click.option(
            "--backup",
            metavar="SUFFIX",
            callback=_suffix,
            help="Keep a copy of the old file under its name and this suffix, with a number if that is taken (.bak2).",
        ),
        click.option("--check", "check_only", is_flag=True, help="Write nothing; exit with 1 if it would change."),
        click.option("--dry-run", is_flag=True, help="Write nothing; print the change as a unified diff."),
    ]
    called: Callable[..., None] = translated
    for option in options:
        called = option(called)
    return called


def repeated(change: Callable[[], Out]) -> Out:
    """Read, change and save by ``change``, again if others saved between its reading and its saving."""
    for _ in range(_TRIES):
        try:
            return change()
        except FileChangedError as error:
            lost = error
    raise lost


def _suffix(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    if text is not None and (not text or "/" in text):
        raise click.BadParameter(f"{text!r} is no suffix; write one without a slash, such as .bak")
    return text


def write_diff(diff: bytes) -> None:
    """Write a unified diff to standard output, in colour where that is wanted. Raises ``OSError``."""
    write(_coloured(diff) if wants_colour(sys.stdout) else diff)


def _coloured(diff: bytes) -> bytes:
    lines = []
    for line in diff.split(b"\n"):
        headed = line.startswith((b"--- ", b"+++ "))
        colour = _BOLD if headed else _COLOURS.get(line[:1], b"")
        lines.append(b"\x1b[%sm%s\x1b[0m" % (colour, line) if colour else line)
    return b"\n".join(lines)


def difference(name: str, old: bytes, new: bytes) -> bytes:
    """Return a unified diff as patch(1) reads it: only a line feed ends a line, and all have one."""
    shown = os.fsencode(name)
    lines = diff_bytes(unified_diff, _LINE.findall(old), _LINE.findall(new), shown, shown)
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)
