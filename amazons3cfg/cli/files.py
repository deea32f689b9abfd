"""From what the command line names to the documents that are checked."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

STDIN = "-"
_SUFFIXES = (".conf", ".xml")
_MENTIONS = (b"cb_config", "cb_config".encode("utf-16-le"), "cb_config".encode("utf-16-be"))


def documents(names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of each document: of files, of standard input for ``-``, and of directories.

    A directory stands for the ``*.conf`` and ``*.xml`` files below it that mention ``cb_config``, in order.
    Raises ``click.ClickException`` for what cannot be read, and for a directory with no such file.
    """
    for name in names:
        if name == STDIN:
            yield "<stdin>", sys.stdin.buffer.read()
        elif Path(name).is_dir():
            found = False
            for path in sorted(path for path in Path(name).rglob("*") if path.suffix in _SUFFIXES and path.is_file()):
                data = _read(path)
                if any(mention in data for mention in _MENTIONS):
                    found = True
                    yield str(path), data
            if not found:
                raise click.ClickException(f"{name}: no *.conf or *.xml file below it mentions cb_config")
        else:
            yield name, _read(Path(name))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
