"""What a staging directory holds, and whether it still does."""

import os
import stat
from collections.abc import Callable, Iterable
from typing import NamedTuple

from amazons3action.messages import listed
from amazons3action.names import readable

_INDICATOR_START = "cback."
# A file in a deeper directory would have a key that is longer than S3 takes.
_DEEPEST = 512


class StagedFile(NamedTuple):
    """A file to store: its name below the staging directory, as Python decodes it, and its size in bytes.

    ``version`` differs once it has been written to or replaced.
    """

    name: str
    size: int
    version: int


class Contents(NamedTuple):
    """The files of a staging directory, and what cannot be stored, with the reasons."""

    files: list[StagedFile]
    refused: dict[str, str]


def scan(fd: int) -> Contents:
    """Read what is below the directory ``fd``, other than indicators, which are files named ``cback.`` + anything.

    A symbolic link to a file counts as that file; any other kind of entry that is no file or directory is refused.
    """
    contents = Contents([], {})
    _scan(fd, "", contents.files.append, contents.refused)
    return contents


def check_unchanged(fd: int, path: str, files: Iterable[StagedFile]) -> None:
    """Check that a new scan of the directory ``fd``, which is at ``path``, finds exactly ``files``.

    Raises:
        OSError: it does not; names those that were added, removed, replaced or written to.
    """
    missing = {file.name: file for file in files}
    others: list[str] = []
    refused: dict[str, str] = {}

    def compare(file: StagedFile) -> None:
        if missing.get(file.name) == file:
            del missing[file.name]
        else:
            others.append(file.name)

    _scan(fd, "", compare, refused)
    changed = {*missing, *others, *refused}
    if changed:
        names = listed({readable(name) for name in changed})
        raise OSError(f"{path} is not what was stored, since these changed meanwhile: {names}. Run the action again.")


def _scan(fd: int, prefix: str, take: Callable[[StagedFile], None], refused: dict[str, str]) -> None:
    folders = []
    with os.scandir(fd) as entries:
        for entry in entries:
            name = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            elif not entry.name.startswith(_INDICATOR_START):
                try:
                    status = entry.stat()
                except OSError as error:
                    refused[name] = f"a symbolic link that leads to no file ({error.strerror})"
                    continue
                if stat.S_ISREG(status.st_mode):
                    version = hash((status.st_dev, status.st_ino, status.st_mtime_ns))
                    take(StagedFile(name, status.st_size, version))
                else:
                    refused[name] = _kind(status.st_mode)
    for folder in folders:
        if prefix.count("/") >= _DEEPEST:
            refused[prefix + folder] = "a directory that is deeper than a key can tell"
            continue
        child = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=fd)
        try:
            _scan(child, f"{prefix}{folder}/", take, refused)
        finally:
            os.close(child)


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a symbolic link to a directory"
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"
