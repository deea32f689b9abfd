"""From what the command line names to the files that are checked."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from amazons3cfg.cli.roots import is_configuration
from amazons3cfg.cli.streams import read_input
from amazons3cfg.text.suffixes import NOT_XML, SUFFIXES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

CONFIGURATION = "/etc/cback3.conf"
"""Where Cedar Backup looks."""
STDIN = "-"
STDIN_NAME = "<stdin>"
NO_CONFIGURATION = (
    "no *.conf or *.xml file below it has the root element cb_config, and no JSON, YAML or TOML the key amazons3"
)
"""What is wrong with a directory that has none."""
_SUFFIXES = (*SUFFIXES["xml"], *NOT_XML)
_SECTION = b"amazons3"


def complete_file(context: click.Context, parameter: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Leave the names of files to the shell."""
    from click.shell_completion import CompletionItem  # no check needs it

    return [CompletionItem(incomplete, type="file")]


Complain = Callable[[str, str], None]
"""Is told the name of what cannot be checked, and why."""


class Input(NamedTuple):
    """A file that was named, or that stands below a directory that was."""

    name: str
    directory: str | None = None
    """The directory that was named and that it was found below."""
    data: bytes | None = None
    """What was read already, from standard input."""
    by_root: bool = False
    """Whether it counts only if it is a configuration: by its root element, or as data by its key."""

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
        return data if not self.by_root or self._is_configuration(data) else None

    @property
    def is_data(self) -> bool:
        """Whether the name has the ending of JSON, YAML or TOML."""
        return self.name.lower().endswith(NOT_XML)

    def _is_configuration(self, data: bytes) -> bool:
        if not self.is_data:
            return is_configuration(data)
        if _SECTION not in data.replace(b"\0", b""):  # nearly all others, at once
            return False
        from amazons3cfg.formats.checking import holds_section  # heavy

        return holds_section(data, self.path)


def inputs(names: Iterable[str], by_root: bool, stdin_name: str, complain: Complain) -> Iterator[Input]:
    """Yield the files that ``names`` stand for: files, ``-`` for standard input, and directories.

    A directory stands for the configurations below it, in the order of their paths, but not for those in hidden
    directories; ``by_root`` has other files, too, count only if they are configurations. Standard input is told of as
    ``stdin_name``. What cannot be
    listed or read, a directory without such a file, and a device, which may have no end, are passed over after
    ``complain`` was told.
    """
    for name in names:
        if name == STDIN:
            try:
                yield Input(stdin_name, data=read_input())
            except OSError as error:
                complain(stdin_name, error.strerror or str(error))
            continue
        mode = _mode(name)
        if stat.S_ISDIR(mode):
            yield from _below(name, complain)
        elif (stat.S_ISCHR(mode) or stat.S_ISBLK(mode)) and name != "/dev/stdin":
            complain(name, "it is a device, and no file; use - for standard input")
        else:
            yield Input(name, by_root=by_root)


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
        yield Input(path, directory, by_root=True)


def _walk(directory: str, fail: Callable[[OSError], None]) -> Iterator[str]:
    """Yield the files below ``directory``, in order; ``fail`` is told what cannot be looked at."""
    open_ = [_entries(directory, fail)]  # no recursion: directories may stand in each other by the thousand
    while open_:
        entry = next(open_[-1], None)
        if entry is None:
            open_.pop()
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    open_.append(_entries(entry.path, fail))
            elif entry.name.lower().endswith(_SUFFIXES) and entry.is_file():
                yield entry.path
        except OSError as error:  # a link that loops, or leads where this user may not look
            fail(error)


def _entries(directory: str, fail: Callable[[OSError], None]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(directory) as found:
            return iter(sorted(found, key=lambda entry: entry.name))
    except OSError as error:
        fail(error)
        return iter(())
