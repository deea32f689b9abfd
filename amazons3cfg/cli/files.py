"""From what the command line names to the files that are checked."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import click

STDIN = "-"
NOT_XML = (".json", ".yaml", ".yml", ".toml")  # a copy: the formats themselves take long to import
"""The endings, in lower case, of files in the other formats."""
_SUFFIXES = (".conf", ".xml")
_MENTIONS = tuple("cb_config".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))

Complain = Callable[[str], None]


class Input(NamedTuple):
    """A file that was named, or that stands below a directory that was."""

    name: str
    directory: str | None = None
    """The directory that was named; a file below it counts only if it mentions ``cb_config``."""
    data: bytes | None = None
    """What was read already, from standard input."""

    @property
    def path(self) -> str:
        """The name as it can be shown."""
        return click.format_filename(self.name) or repr(self.name)

    def read(self) -> bytes | None:
        """Return the content; None for a file that does not count. Raises ``OSError``."""
        if self.data is not None:
            return self.data
        with open(self.name, "rb") as file:  # noqa: PTH123 - Path("") would be the current directory
            data = file.read()
        return data if self.directory is None or any(mention in data for mention in _MENTIONS) else None


def inputs(names: Iterable[str], complain: Complain) -> Iterator[Input]:
    """Yield the files that ``names`` stand for: files, ``-`` for standard input, and directories.

    A directory stands for the ``*.conf`` and ``*.xml`` files below it, in the order of their paths. One that
    cannot be listed, or has no such file, is passed over after ``complain`` was told.
    """
    for name in names:
        if name == STDIN:
            yield Input("<stdin>", data=sys.stdin.buffer.read())
        elif os.path.isdir(name):  # noqa: PTH112 - Path("") would be the current directory
            yield from _below(name, complain)
        else:
            yield Input(name)


def no_configuration(directory: str) -> str:
    """Return the complaint about a directory that has none."""
    return complaint(directory, "no *.conf or *.xml file below it mentions cb_config")


def complaint(name: str, reason: str | None) -> str:
    """Return a complaint about a file or directory."""
    return f"{Input(name).path}: {reason}"


def _below(directory: str, complain: Complain) -> Iterator[Input]:
    complained = False

    def fail(error: OSError) -> None:
        nonlocal complained
        complained = True
        complain(complaint(error.filename, error.strerror))

    paths = list(_walk(directory, fail))
    if not paths and not complained:
        complain(no_configuration(directory))
    for path in paths:
        yield Input(path, directory)


def _walk(directory: str, fail: Callable[[OSError], None]) -> Iterator[str]:
    try:
        with os.scandir(directory) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        fail(error)
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, fail)
        elif entry.name.endswith(_SUFFIXES) and entry.is_file():
            yield entry.path
