"""From what the command line names to the documents that are checked."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

import click

STDIN = "-"
_SUFFIXES = (".conf", ".xml")
_MENTIONS = tuple("cb_config".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def documents(names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of each document: of files, of standard input for ``-``, and of directories.

    A directory stands for the ``*.conf`` and ``*.xml`` files below it that mention ``cb_config``, in order.
    Raises ``click.ClickException`` for what cannot be read, and for a directory with no such file.
    """
    for name in names:
        if name == STDIN:
            yield "<stdin>", sys.stdin.buffer.read()
        elif os.path.isdir(name):  # noqa: PTH112 - Path("") would be the current directory
            found = False
            for path in _below(name):
                data = _read(path)
                if any(mention in data for mention in _MENTIONS):
                    found = True
                    yield click.format_filename(path), data
            if not found:
                _fail(name, "no *.conf or *.xml file below it mentions cb_config")
        else:
            yield click.format_filename(name), _read(name)


def _below(directory: str) -> list[str]:
    def refuse(error: OSError) -> NoReturn:
        _fail(error.filename, error.strerror)

    walk = os.walk(directory, onerror=refuse)
    paths = [Path(folder, name) for folder, _, names in walk for name in names if name.endswith(_SUFFIXES)]
    return [str(path) for path in sorted(paths) if path.is_file()]


def _read(name: str) -> bytes:
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - Path("") would be the current directory
            return file.read()
    except OSError as error:
        _fail(name, error.strerror)


def _fail(name: str, reason: str | None) -> NoReturn:
    raise click.ClickException(f"{click.format_filename(name) or repr(name)}: {reason}")
