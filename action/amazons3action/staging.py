"""The staging directory: which day's it is, what is in it, and the mark that it has been stored."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import NamedTuple

from CedarBackup3.actions.constants import DIR_TIME_FORMAT, STAGE_INDICATOR

from amazons3action.account import Account
from amazons3action.locks import lock
from amazons3action.messages import listed, logger
from amazons3action.names import readable

STORE_INDICATOR = "cback.amazons3"

_INDICATOR_START = "cback."


class StagedFile(NamedTuple):
    """A file to store: its name below the staging directory, as Python decodes it, and its size in bytes.

    ``version`` differs once it has been written to or replaced.
    """

    name: str
    size: int
    version: tuple[int, int, int]


class Contents(NamedTuple):
    """The files of a staging directory, and what cannot be stored, with the reasons."""

    files: list[StagedFile]
    refused: dict[str, str]


class Day(NamedTuple):
    """A day's staging directory."""

    path: str
    day: date

    @property
    def name(self) -> str:
        """The part of the path that tells the day: ``YYYY/MM/DD``."""
        return self.day.strftime(DIR_TIME_FORMAT)


def find(target_dir: str, today: date, *, full: bool, warn_midnite: bool) -> Day:
    """Return the day to store: the first of today, yesterday and tomorrow that is staged and not yet stored.

    With ``full`` it is today's, stored or not.

    Raises:
        OSError: there is none.
    """
    days = [today] if full else [today, today - timedelta(days=1), today + timedelta(days=1)]
    for day in days:
        found = Day(os.path.join(target_dir, day.strftime(DIR_TIME_FORMAT)), day)
        staged = os.path.exists(os.path.join(found.path, STAGE_INDICATOR))
        if staged and (full or not os.path.lexists(os.path.join(found.path, STORE_INDICATOR))):
            logger.info("Storing the staging directory %s.", found.path)
            if warn_midnite and day != today:
                logger.warning("The staging directory %s is not today's.", found.path)
            return found
    looked = ", ".join(day.strftime(DIR_TIME_FORMAT) for day in days)
    without = "" if full else f" and no {STORE_INDICATOR}"
    raise OSError(
        f"No staging directory to store below {target_dir}: looked for {looked}, holding {STAGE_INDICATOR}{without}."
    )


@contextmanager
def held(directory: str) -> Iterator[int]:
    """Open a staging directory and keep other runs out of it; yields its descriptor.

    Raises:
        OSError: it cannot be opened, or another run is storing it.
    """
    try:
        fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except NotADirectoryError:
        raise OSError(
            f"{directory} is a symbolic link, or no directory. Root writes the indicator there, so it follows no link "
            "that the backup user could change: make it a directory, or mount one there."
        ) from None
    try:
        try:
            ours = lock(fd)
        except OSError as error:
            logger.warning("Another run cannot be kept out of %s, which has no locks: %s", directory, error)
            ours = True
        if not ours:
            raise OSError(f"Another run is storing {directory}; nothing was done.")
        yield fd
    finally:
        os.close(fd)


def scan(root: str) -> Contents:
    """Read what is below the directory ``root``, other than indicators, which are files named ``cback.`` + anything.

    A symbolic link to a file counts as that file; any other kind of entry that is no file or directory is refused.
    """
    files: list[StagedFile] = []
    refused: dict[str, str] = {}
    pending = [""]
    while pending:
        directory = pending.pop()
        with os.scandir(os.path.join(root, directory)) as entries:
            for entry in entries:
                name = directory + entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{name}/")
                elif not entry.name.startswith(_INDICATOR_START):
                    try:
                        status = entry.stat()
                    except OSError as error:
                        refused[name] = f"a symbolic link that leads to no file ({error.strerror})"
                    else:
                        if stat.S_ISREG(status.st_mode):
                            version = status.st_dev, status.st_ino, status.st_mtime_ns
                            files.append(StagedFile(name, status.st_size, version))
                        else:
                            refused[name] = _kind(status.st_mode)
    return Contents(files, refused)


def check_unchanged(root: str, files: Iterable[StagedFile]) -> None:
    """Check that a new scan finds exactly ``files``.

    Raises:
        OSError: it does not; names those that were added, removed, replaced or written to.
    """
    now = scan(root)
    changed = {file.name for file in set(files) ^ set(now.files)} | now.refused.keys()
    if changed:
        names = listed({readable(name) for name in changed})
        raise OSError(f"{root} is not what was stored, since these changed meanwhile: {names}. Run the action again.")


def unmark(fd: int) -> None:
    """Remove the store indicator from the staging directory ``fd``: what the bucket holds is about to change."""
    with suppress(FileNotFoundError):
        os.unlink(STORE_INDICATOR, dir_fd=fd)


def mark_stored(fd: int, account: Account) -> None:
    """Write the store indicator into the staging directory ``fd``, owned by the account.

    It is made under another name, so that it appears complete and an existing file or link is never written to.
    Nothing is synchronized, which would wait for all that the system has to write, for seconds: should a crash
    lose the indicator, the day is in the bucket and may be stored again.
    """
    temporary = f"{STORE_INDICATOR}.new"
    with suppress(FileNotFoundError):
        os.unlink(temporary, dir_fd=fd)
    indicator = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=fd)
    try:
        os.fchown(indicator, account.uid, account.gid)
    finally:
        os.close(indicator)
    os.rename(temporary, STORE_INDICATOR, src_dir_fd=fd, dst_dir_fd=fd)


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a symbolic link to a directory"
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"
