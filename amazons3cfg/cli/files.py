"""From what the command line names to the documents that are checked."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

STDIN = "-"
_SUFFIXES = (".conf", ".xml")
_MENTIONS = tuple("cb_config".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))

Complain = Callable[[str], None]


def documents(names: Iterable[str], complain: Complain) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of each document: of files, of standard input for ``-``, and of directories.

    A directory stands for the ``*.conf`` and ``*.xml`` files below it that mention ``cb_config``, in order.
    What cannot be read, and a directory with no such file, is passed over after ``complain`` was told.
    """
    for name in names:
        if name == STDIN:
            yield "<stdin>", sys.stdin.buffer.read()
        elif os.path.isdir(name):  # noqa: PTH112 - Path("") would be the current directory
            yield from _below(name, complain)
        else:
            data = _read(name, complain)
            if data is not None:
                yield click.format_filename(name), data


def _below(directory: str, complain: Complain) -> Iterator[tuple[str, bytes]]:
    complaints = 0

    def fail(error: OSError) -> None:
        nonlocal complaints
        complaints += 1
        complain(_message(error.filename, error.strerror))

    found = False
    walk = os.walk(directory, onerror=fail)
    paths = sorted(Path(folder, name) for folder, _, names in walk for name in names if name.endswith(_SUFFIXES))
    for path in paths:
        data = _read(str(path), complain) if path.is_file() else None
        if data is not None and any(mention in data for mention in _MENTIONS):
            found = True
            yield click.format_filename(path), data
    if not found and not complaints:
        complain(_message(directory, "no *.conf or *.xml file below it mentions cb_config"))


def _read(name: str, complain: Complain) -> bytes | None:
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - Path("") would be the current directory
            return file.read()
    except OSError as error:
        complain(_message(name, error.strerror))
        return None


def _message(name: str, reason: str | None) -> str:
    return f"{click.format_filename(name) or repr(name)}: {reason}"
