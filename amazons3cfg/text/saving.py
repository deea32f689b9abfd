"""Writing a file so that a crash at any point leaves the old one or the new one, whole."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path


class FileChangedError(OSError):
    """The file on disk is not what was read from it."""


def save(path: Path, data: bytes, *, expected: bytes | None, overwrite: bool, backup: str | None) -> None:
    """Replace the file at ``path`` by ``data``: a temporary file beside it, fsync, rename.

    Owner, group, mode and extended attributes (access control lists among them) stay; where ``path`` is a
    symbolic link, its target is replaced. A new file can be read by its owner only.

    :param expected: What the file holds, None if there is none
    :param overwrite: Whether not to care about ``expected``
    :param backup: A suffix under which to keep a copy of the file as it was, with a number if that is taken
    :raises FileChangedError: If the file is not as expected
    :raises OSError: With ``path`` as its file name, if something cannot be read, written or kept, or if the file is
        its owner's, who may not write it; the file is unchanged then
    """
    target = Path(os.path.realpath(path))
    with _naming(path):
        current = target.read_bytes() if target.exists() else None
    if current != expected and not overwrite:
        what = "is there already" if expected is None else "was changed since it was read"
        raise FileChangedError(f"{path} {what}; read it again, or say that it is to be overwritten")
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    with _naming(path):
        if current is not None and _is_read_only(target):
            raise PermissionError(errno.EACCES, "it is read-only; allow writing first, with chmod u+w")
        if backup and current is not None:
            _replace(_free(target.with_name(target.name + backup)), current, like=target)
        _replace(target, data, like=target if current is not None else None)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Have errors tell ``path``, which the caller knows, in place of the file that the system was asked for."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


@contextmanager
def _explained(what: str) -> Iterator[None]:
    """Have errors say what could not be done before the system's own words."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, f"{what}: {error.strerror}") from error


def _is_read_only(path: Path) -> bool:
    """Tell whether this user, who could replace the file all the same, owns it and may not write it."""
    status = path.stat()
    return status.st_uid == os.geteuid() != 0 and not status.st_mode & stat.S_IWUSR


def _free(path: Path) -> Path:
    """Return ``path``, or the first of it with 2, 3 and so on behind it that is not there."""
    names = (path.with_name(f"{path.name}{number if number > 1 else ''}") for number in count(1))
    return next(name for name in names if not os.path.lexists(name))


def _replace(target: Path, data: bytes, like: Path | None) -> None:
    with _explained("no new file can be made beside it"):
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if like is not None:
                _copy_attributes(like, file.fileno())
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink()
        raise
    directory = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _copy_attributes(source: Path, descriptor: int) -> None:
    status = source.stat()
    own = os.fstat(descriptor)
    if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        with _explained("its owner and group cannot be kept; do this as root"):
            os.fchown(descriptor, status.st_uid, status.st_gid)
    for name in os.listxattr(source):
        with _explained(f"its attribute {name} cannot be kept"):
            os.setxattr(descriptor, name, os.getxattr(source, name))
    # Last: a change of owner clears the set-id bits, and an access control list sets the group's.
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
