"""Locks that end with the process that holds them, however it ends."""

import fcntl


def lock(fd: int) -> bool:
    """Lock the open file or directory ``fd`` until it is closed; tell whether it is ours now.

    Raises:
        OSError: the file system has no locks.
    """
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
