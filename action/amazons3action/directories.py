"""Directories that others may meddle with: is one root's alone, how is one removed, and is its disk full."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager

from amazons3action.messages import logger

_LITTLE = 64 * 1024


def is_roots_alone(fd: int) -> bool:
    """Tell whether nobody else can enter a directory. A set-group-ID bit is inherited, and lets nobody in."""
    status = os.fstat(fd)
    return status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) & 0o777 == 0o700


def remove(parent: int, path: str, name: str) -> None:
    """Remove the directory ``name`` of the directory ``parent``, which is at ``path``; an error is logged."""
    # rmtree works by descriptors here, so a link put in the place of a directory is never followed.
    try:
        shutil.rmtree(name, dir_fd=parent)
    except (OSError, RecursionError) as error:
        logger.error("Cannot remove %s: %s", os.path.join(path, name), error)


@contextmanager
def told_if_full(path: str) -> Iterator[None]:
    """Say behind an error that the disk of the working directory ``path`` is full, if it is.

    A command that fails for it does not always say so, or has no room to.
    """
    try:
        yield
    except OSError as error:
        free = os.statvfs(path)
        has_entries = free.f_favail or not free.f_files
        if has_entries and free.f_bavail * free.f_frsize >= _LITTLE:
            raise
        text = str(error).rstrip(".")
        raise OSError(f"{text}. The disk of the working directory {path} is full: free some of it.") from None
