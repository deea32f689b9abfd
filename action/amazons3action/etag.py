"""What S3's ETag of an object must be for the content of a local file, computed while the upload runs."""

import functools
import hashlib
import os
import re
import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from io import FileIO

from amazons3action.account import Account

PART_SIZE = 8 * 1024 * 1024
"""The bytes of a part, and the size from which on ``aws`` uploads in parts, unless it is configured otherwise."""

MOST_PARTS = 10_000
"""The most parts that S3 takes for an object."""

_BLOCK = 1024 * 1024
_MD5 = re.compile("[0-9a-f]{32}(?:-([0-9]+))?")
# Their files come from the kernel: some never end, and reading some has effects.
_KERNELS_OWN = ("/proc", "/sys")


def parts(etag: str) -> int | None:
    """Return how many parts the object of this ETag was uploaded in; None if it was in one piece."""
    found = _MD5.fullmatch(etag)
    return int(found[1]) if found and found[1] else None


def is_md5(etag: str) -> bool:
    """Tell whether an ETag has the form of an MD5, or of that of an upload in parts."""
    return _MD5.fullmatch(etag) is not None


def part_size(size: int, configured: int = PART_SIZE) -> int:
    """Return the bytes of a part of a file of ``size`` bytes: ``aws`` doubles the ``configured`` for fewer parts."""
    while -(-size // configured) > MOST_PARTS:
        configured *= 2
    return configured


def one_part(etag: str) -> str:
    """Return the ETag of the same content, uploaded as the only part; empty for one that is no single MD5."""
    return f"{_md5(bytes.fromhex(etag)).hexdigest()}-1" if is_md5(etag) and parts(etag) is None else ""


def etag_of(path: str, size: int, part_size: int | None, stopped: threading.Event | None = None) -> str:
    """Return the ETag that S3 gives to the content of a file, unless it encrypts with a key service.

    In one piece (``part_size`` None) that is the MD5 of the content, otherwise the MD5 of the parts' MD5s.
    No more than ``size`` bytes are read. ``stopped`` ends the reading early, with a meaningless result.

    Raises:
        OSError: the file cannot be read, is no regular file, or has not ``size`` bytes.
    """
    if not size:
        return _md5().hexdigest()
    with _opened(path, size) as file:
        digests = list(_digests(file, path, size, part_size or size, stopped))
    return digests[0].hex() if part_size is None else f"{_md5(b''.join(digests)).hexdigest()}-{len(digests)}"


@contextmanager
def computing(
    paths: Mapping[str, str],
    sizes: Mapping[str, int],
    account: Account | None = None,
    stopped: threading.Event | None = None,
) -> Iterator[dict[str, str]]:
    """Compute the usual ETags of files in the background; yields a dictionary that is complete afterwards.

    ``paths`` and ``sizes`` name the files by key. A file that cannot be read, with the rights of ``account`` if it is
    given, is left out. ``stopped`` ends it early.
    """
    stopped = stopped or threading.Event()
    etags: dict[str, str] = {}

    def compute() -> None:
        with account.opening() if account else nullcontext():
            for key, path in paths.items():
                if stopped.is_set():
                    return
                try:
                    size = sizes[key]
                    etags[key] = etag_of(path, size, part_size(size) if size >= PART_SIZE else None, stopped)
                except OSError:
                    continue

    thread = threading.Thread(target=compute, name="etags")
    thread.start()
    try:
        yield etags
        thread.join()  # all of it; an exception, here too, ends it early
    except BaseException:
        stopped.set()
        raise
    finally:
        thread.join()


def _opened(path: str, size: int) -> FileIO:
    """Open a regular file of that size.

    What else may have been put in its place, such as a device or a file of the kernel's, is looked at but not opened.
    """
    fd = os.open(path, os.O_PATH)
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode) or status.st_dev in _kernels_own():
            raise OSError(f"{path!r} is not a regular file any more")
        if status.st_size != size:
            raise OSError(f"{path!r} has {status.st_size} bytes, and had {size}")
        return open(f"/proc/self/fd/{fd}", "rb", buffering=0)
    finally:
        os.close(fd)


@functools.cache
def _kernels_own() -> set[int]:
    # Where nothing is mounted there, as in a chroot, the directory is of the file system that holds all others.
    return {os.stat(root).st_dev for root in _KERNELS_OWN if os.path.ismount(root)}


def _digests(file: FileIO, path: str, size: int, part_size: int, stopped: threading.Event | None) -> Iterator[bytes]:
    """Yield the MD5 of each part of the first ``size`` bytes."""
    for start in range(0, size, part_size):
        part, left = _md5(), min(part_size, size - start)
        while left and not (stopped and stopped.is_set()):
            block = file.read(min(_BLOCK, left))
            if not block:
                raise OSError(f"{path!r} ends before its {size} bytes")
            part.update(block)
            left -= len(block)
        yield part.digest()


def _md5(content: bytes = b"") -> "hashlib._Hash":
    return hashlib.md5(content, usedforsecurity=False)
