"""Directories that others may meddle with: is one root's alone, how are they removed, and is their disk full."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager

from amazons3action import locks
from amazons3action.account import Account
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


def remove_unheld(parent: int, path: str, prefix: str, account: Account) -> bool:
    """Remove directories of the directory ``parent``, which is at ``path``, that runs left which were killed.

    Those are named ``prefix`` and anything, are the account's or root's, and no process holds their lock; without
    locks they stay. Tells whether there were any.
    """
    found = False
    for name in os.listdir(parent):
        if not name.startswith(prefix):
            continue
        try:
            fd = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
        except OSError:
            continue
        try:
            status = os.fstat(fd)
            if status.st_uid not in (os.geteuid(), account.uid):
                continue
            # Once more, since another may have taken the name before it was locked.
            if locks.lock(fd) and os.path.samestat(status, os.stat(name, dir_fd=parent, follow_symlinks=False)):
                logger.info("Removing %s, left by a run that was killed.", os.path.join(path, name))
                remove(parent, path, name)
                found = True
        except OSError as error:
            logger.warning("Leaving %s alone: %s", os.path.join(path, name), error)
        finally:
            os.close(fd)
    return found


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
