"""What S3's ETag of an object must be for the content of a local file, computed while the upload runs."""

import hashlib
import os
import re
import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import FileIO

PART_SIZE = 8 * 1024 * 1024
"""The bytes of a part, and the size from which on ``aws`` uploads in parts, unless it is configured otherwise."""

_BLOCK = 1024 * 1024
_MULTIPART = re.compile("[0-9a-f]{32}-([0-9]+)")


def parts(etag: str) -> int | None:
    """Return how many parts the object of this ETag was uploaded in; None if it was in one piece."""
    found = _MULTIPART.fullmatch(etag)
    return int(found[1]) if found else None


def etag_of(path: str, part_size: int | None, stopped: threading.Event | None = None) -> str:
    """Return the ETag that S3 gives to the content of a file, unless it encrypts with a key service.

    In one piece (``part_size`` None) that is the MD5 of the content, otherwise the MD5 of the parts' MD5s.
    ``stopped`` ends the reading early, with a meaningless result.

    Raises:
        OSError: the file cannot be read, or is no regular file.
    """
    with _opened(path) as file:
        whole = _md5()
        digests = []
        for digest in _digests(file, part_size, stopped):
            digests.append(digest)
            whole.update(digest)
    return digests[0].hex() if part_size is None else f"{whole.hexdigest()}-{len(digests)}"


@contextmanager
def computing(paths: Mapping[str, str], sizes: Mapping[str, int]) -> Iterator[dict[str, str]]:
    """Compute the usual ETags of files in the background; yields a dictionary that is complete afterwards.

    ``paths`` and ``sizes`` name the files by key. A file that cannot be read is left out.
    """
    stopped = threading.Event()
    etags: dict[str, str] = {}

    def compute() -> None:
        for key, path in paths.items():
            if stopped.is_set():
                return
            try:
                etags[key] = etag_of(path, PART_SIZE if sizes[key] >= PART_SIZE else None, stopped)
            except OSError:
                continue

    thread = threading.Thread(target=compute, name="etags")
    thread.start()
    try:
        yield etags
        thread.join()  # all of it; an exception, here too, ends it early
    finally:
        stopped.set()
        thread.join()


def _opened(path: str) -> FileIO:
    """Open a regular file; what else may have been put in its place, such as a device, is looked at but not opened."""
    fd = os.open(path, os.O_PATH)
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise OSError(f"{path!r} is not a regular file any more")
        return open(f"/proc/self/fd/{fd}", "rb", buffering=0)
    finally:
        os.close(fd)


def _digests(file: FileIO, part_size: int | None, stopped: threading.Event | None) -> Iterator[bytes]:
    """Yield the MD5 of each part; of the whole, even if empty, without a part size."""
    part = _md5()
    left = part_size or 0
    size = 0
    while not (stopped and stopped.is_set()):
        block = file.read(min(_BLOCK, left) if part_size else _BLOCK)
        if not block:
            break
        part.update(block)
        size += len(block)
        left -= len(block)
        if part_size and not left:
            yield part.digest()
            part, left, size = _md5(), part_size, 0
    if size or not part_size:
        yield part.digest()


def _md5() -> "hashlib._Hash":
    return hashlib.md5(usedforsecurity=False)
