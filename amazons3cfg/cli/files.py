"""From what the command line names to the files that are checked."""

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import click

STDIN = "-"
NOT_XML = (".json", ".yaml", ".yml", ".toml")  # a copy: the formats themselves take long to import
"""The endings, in lower case, of files in the other formats."""
NO_CONFIGURATION = "no *.conf or *.xml file below it mentions cb_config"
"""What is wrong with a directory that has none."""
_SUFFIXES = (".conf", ".xml")
_MENTIONS = tuple("cb_config".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))

Complain = Callable[[str, str], None]
"""Is told the name of what cannot be checked, and why."""


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

    A directory stands for the ``*.conf`` and ``*.xml`` files below it, in the order of their paths, but not for
    those in hidden directories. One that cannot be listed, or has no such file, is passed over after ``complain``
    was told, and so is a device, which may have no end.
    """
    for name in names:
        if name == STDIN:
            yield Input("<stdin>", data=sys.stdin.buffer.read())
            continue
        mode = _mode(name)
        if stat.S_ISDIR(mode):
            yield from _below(name, complain)
        elif (stat.S_ISCHR(mode) or stat.S_ISBLK(mode)) and name != "/dev/stdin":
            complain(name, "it is a device, and no file; use - for standard input")
        else:
            yield Input(name)


def conversion(name: str) -> str:
    """Return what to do with a file in another format where XML is wanted."""
    return f"convert it first: amazons3cfg convert {name} {xml_name(name)}"


def xml_name(name: str) -> str:
    """Return the name of a file in another format with the ending of a configuration in XML."""
    return f"{name.rpartition('.')[0]}.conf"


def _mode(name: str) -> int:
    """Return the kind of file that ``name`` leads to; 0 if it leads nowhere."""
    try:
        return os.stat(name).st_mode  # noqa: PTH116 - Path("") would be the current directory
    except OSError:
        return 0


def _below(directory: str, complain: Complain) -> Iterator[Input]:
    complained = False

    def fail(error: OSError) -> None:
        nonlocal complained
        complained = True
        complain(error.filename, error.strerror or str(error))

    paths = list(_walk(directory, fail))
    if not paths and not complained:
        complain(directory, NO_CONFIGURATION)
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
            if not entry.name.startswith("."):
                yield from _walk(entry.path, fail)
        elif entry.name.lower().endswith(_SUFFIXES) and entry.is_file():
            yield entry.path
