"""The staging directory: which day's it is, how it is opened, and the mark that it has been stored."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import NamedTuple

from CedarBackup3.actions.constants import DIR_TIME_FORMAT, STAGE_INDICATOR

from amazons3action.account import Account
from amazons3action.locks import lock
from amazons3action.messages import logger

STORE_INDICATOR = "cback.amazons3"

_NEW_INDICATOR = f"{STORE_INDICATOR}.new"
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


class Day(NamedTuple):
    """A day's staging directory."""

    path: str
    day: date

    @property
    def name(self) -> str:
        """The part of the path that tells the day: ``YYYY/MM/DD``."""
        return self.day.strftime(DIR_TIME_FORMAT)

    @property
    def target_dir(self) -> str:
        """The rest of the path: the directory of all staged days."""
        return self.path.removesuffix(self.name)


def near(today: date) -> list[date]:
    """Return the days that a run looks at, in that order."""
    return [today, today - timedelta(days=1), today + timedelta(days=1)]


def find(target_dir: str, today: date, *, full: bool, warn_midnite: bool) -> Day:
    """Return the day to store: the first of today, yesterday and tomorrow that is staged and not yet stored.

    With ``full`` it is today's, stored or not.

    Raises:
        OSError: there is none.
    """
    days = [today] if full else near(today)
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
def opened(day: Day) -> Iterator[int]:
    """Open a staging directory; yields its descriptor. From the directory of all days on, no link is followed.

    Raises:
        OSError: it cannot be opened.
    """
    fd = os.open(day.target_dir, os.O_RDONLY | os.O_DIRECTORY)
    path = day.target_dir
    try:
        for part in day.name.split("/"):
            path = os.path.join(path, part)
            parent, fd = fd, _subdirectory(fd, part, path)
            os.close(parent)
        yield fd
    finally:
        os.close(fd)


@contextmanager
def held(day: Day) -> Iterator[int]:
    """Open a staging directory, as ``opened`` does, and keep other runs out of it.

    Raises:
        OSError: it cannot be opened, or another run is storing it.
        ValueError: a directory stands where the indicator is written.
    """
    with opened(day) as fd:
        try:
            ours = lock(fd)
        except OSError as error:
            logger.warning("Another run cannot be kept out of %s, which has no locks: %s", day.path, error)
            ours = True
        if not ours:
            raise OSError(f"Another run is storing {day.path}; nothing was done.")
        for name in (STORE_INDICATOR, _NEW_INDICATOR):
            with suppress(FileNotFoundError):
                if stat.S_ISDIR(os.stat(name, dir_fd=fd, follow_symlinks=False).st_mode):
                    raise ValueError(
                        f"{day.path}/{name} is a directory, where the store indicator is written: rename it."
                    )
        yield fd


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
    with suppress(FileNotFoundError):
        os.unlink(_NEW_INDICATOR, dir_fd=fd)
    indicator = os.open(_NEW_INDICATOR, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=fd)
    try:
        os.fchown(indicator, account.uid, account.gid)
    finally:
        os.close(indicator)
    os.rename(_NEW_INDICATOR, STORE_INDICATOR, src_dir_fd=fd, dst_dir_fd=fd)


def _subdirectory(parent: int, name: str, path: str) -> int:
    try:
        return os.open(name, _DIRECTORY, dir_fd=parent)
    except NotADirectoryError:
        raise OSError(
            f"{path} is a symbolic link, or no directory. Root writes the indicator there, so it follows no link "
            "that the backup user could change: make it a directory, or mount one there."
        ) from None
