"""One saver at a time in a directory."""

import errno
import getpass
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LONGEST = 10.0
"""How many seconds to wait for others; each has the lock for milliseconds."""
_PAUSE = 0.005
_LOCK_FILE = ".amazons3cfg.lock"
_CANNOT = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
"""What file systems answer that make no directory durable, or do so by themselves."""


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Keep other savers out of ``directory``, and make what was done in it durable at the end.

    The directory itself is locked, which leaves nothing behind whatever ends the process. Where the system or the
    file system cannot do that, a file in it stands for the lock.

    Raises:
        OSError: If the directory cannot be opened; a ``TimeoutError`` if others hold the lock for ``LONGEST`` seconds.
    """
    if not hasattr(os, "O_DIRECTORY"):  # Windows, which opens no directories
        with _lock_file(directory):
            yield
        return
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if _lock(descriptor):
            yield
        else:
            with _lock_file(directory):
                yield
        _make_durable(descriptor)
    finally:
        os.close(descriptor)


class BusyError(Exception):
    """Somebody else is at a file; ``holder`` says who."""

    def __init__(self, holder: str) -> None:
        """Take who it is."""
        super().__init__(holder)
        self.holder = holder


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let nobody else be at the file at ``path`` for as long as a person takes; others save as they like.

    A file beside it tells who has it. It is held by a lock, so that one that a killed process has left does not count.

    Raises:
        BusyError: Somebody else is.
        OSError: The file beside it cannot be made.

    """
    target = Path(os.path.realpath(path))
    mark = target.with_name(f".{target.name}.lock")
    descriptor = _hold(mark)
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{getpass.getuser()} (process {os.getpid()})".encode())
        yield
    finally:
        with suppress(OSError):
            mark.unlink()  # while it is held, so that nobody else's goes
        os.close(descriptor)


_HOLDING = os.O_RDWR | os.O_CREAT
if sys.platform == "win32":  # where it is there only while somebody holds it
    _HOLDING |= os.O_EXCL | os.O_TEMPORARY


def _hold(mark: Path) -> int:
    """Open and lock ``mark``. Raises ``BusyError`` if it is locked."""
    while True:
        try:
            descriptor = os.open(mark, _HOLDING, 0o644)
        except FileExistsError:
            raise BusyError("somebody else") from None
        try:
            if sys.platform != "win32":
                import fcntl  # not on Windows

                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(descriptor), mark.stat()):
                return descriptor
        except FileNotFoundError:  # who had it has removed it
            pass
        except BlockingIOError:
            holder = os.read(descriptor, 200).decode(errors="replace")
            os.close(descriptor)
            raise BusyError(holder or "somebody else") from None
        os.close(descriptor)


def _make_durable(directory: int) -> None:
    try:
        os.fsync(directory)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise


def _lock(descriptor: int) -> bool:
    """Lock an open directory until it is closed; False where that is not possible, as on NFS."""
    if sys.platform == "win32":
        return False
    import fcntl  # not on Windows

    def attempt() -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    try:
        _wait(attempt, "another process holds a lock on its directory")
    except TimeoutError:
        raise
    except OSError:
        return False
    return True


@contextmanager
def _lock_file(directory: Path) -> Iterator[None]:
    path = directory / _LOCK_FILE
    # Windows deletes the file with the process that made it, however that ends.
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_TEMPORARY", 0)
    made: list[int] = []

    def attempt() -> bool:
        try:
            made.append(os.open(path, flags, 0o600))
        except FileExistsError:
            return False
        return True

    _wait(attempt, f"another process is saving; if none is, remove {path}")
    try:
        yield
    finally:
        os.close(made.pop())
        path.unlink(missing_ok=True)


def _wait(attempt: Callable[[], bool], reason: str) -> None:
    end = time.monotonic() + LONGEST
    while not attempt():
        if time.monotonic() >= end:
            raise TimeoutError(errno.ETIMEDOUT, reason)
        time.sleep(_PAUSE)
