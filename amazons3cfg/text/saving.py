"""Writing a file so that a crash at any point leaves the old one or the new one, whole."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from amazons3cfg.text.locking import locked

_NO_ATTRIBUTES = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
"""What a file system without extended attributes answers."""


class FileChangedError(OSError):
    """The file on disk is not what was read from it."""


def save(path: Path, data: bytes, *, expected: bytes | None, overwrite: bool, backup: str | None) -> None:
    """Replace the file at ``path`` by ``data``: a temporary file beside it, fsync, rename.

    Owner, group, mode and extended attributes (access control lists among them) stay, as far as the platform lets
    Python read and set them; where ``path`` is a symbolic link, its target is replaced. A new file can be read by
    its owner only. From comparing to renaming no other process can save in the directory in this way.

    Args:
        path: The file.
        data: What it is to hold.
        expected: What the file holds, None if there is none.
        overwrite: Whether not to care about ``expected``.
        backup: A suffix under which to keep a copy of the file as it was, with a number if that is taken.

    Raises:
        FileChangedError: If the file is not as expected.
        OSError: With ``path`` as its file name, if something cannot be read, written or kept, if others keep saving,
            or if the file is its owner's, who may not write it; the file is unchanged then.
    """
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    with _naming(path), locked(target.parent):
        current = target.read_bytes() if target.exists() else None
        if current != expected and not overwrite:
            what = "is there already" if expected is None else "was changed since it was read"
            raise FileChangedError(f"{path} {what}; read it again, or say that it is to be overwritten")
        if current is None:
            with _temporary(target.parent, data) as temporary:
                temporary.replace(target)
            return
        if _is_read_only(target):
            raise PermissionError(errno.EACCES, "it is read-only; allow writing first, with chmod u+w")
        with _temporary(target.parent, data, like=target) as temporary:
            kept = _keep(target, current, backup) if backup else None
            try:
                _replace(temporary, target)
            except BaseException:
                if kept is not None:
                    kept.unlink(missing_ok=True)
                raise


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Have errors tell ``path``, which the caller knows, in place of the file that the system was asked for."""
    try:
        yield
    except FileChangedError:
        raise
    except OSError as error:
        error.filename, error.filename2 = str(path), None
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
    may_not = not status.st_mode & stat.S_IWUSR
    if not hasattr(os, "geteuid"):  # Windows, where the mode tells only the attribute "read-only"
        return may_not
    return may_not and status.st_uid == os.geteuid() != 0


@contextmanager
def _temporary(directory: Path, data: bytes, like: Path | None = None) -> Iterator[Path]:
    """Write a new file in ``directory``, to be moved away; it is removed if it was not."""
    # A short name of its own: the file's may be as long as a name can be. It is chosen before the file is there, so
    # that the file is removed whenever a signal comes.
    path = directory / f".amazons3cfg.{os.urandom(8).hex()}"
    try:
        with _explained("no new file can be made beside it"):
            file = open(path, "xb", opener=_private)  # noqa: SIM115 - Path has no opener
        with file:
            file.write(data)
            if like is not None:
                _copy_attributes(like, file.fileno())
            file.flush()
            os.fsync(file.fileno())
        yield path
    finally:
        path.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_BINARY", 0), 0o600)


def _keep(original: Path, data: bytes, suffix: str) -> Path:
    """Write a copy of a file beside it, under a name that nobody has taken; return that."""
    for number in count(1):
        kept = original.with_name(f"{original.name}{suffix}{number if number > 1 else ''}")
        with (
            _explained(f"no copy can be kept as {kept.name}"),
            _temporary(original.parent, data, like=original) as temporary,
            suppress(FileExistsError),
        ):
            _give_new_name(temporary, kept)
            return kept
    raise AssertionError  # for the type checker: numbers do not end


def _give_new_name(path: Path, name: Path) -> None:
    """Rename, where ``FileExistsError`` is raised in place of replacing another file."""
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # there are no hard links here
        name.touch(exist_ok=False)
        path.replace(name)


def _replace(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise
        reason = "it is mounted by itself, so that it cannot be replaced; change it where it is mounted from"
        raise OSError(errno.EBUSY, reason) from error


def _copy_attributes(source: Path, descriptor: int) -> None:
    status = source.stat()
    own = os.fstat(descriptor)
    if hasattr(os, "fchown") and (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        with _explained("its owner and group cannot be kept; do this as root"):
            os.fchown(descriptor, status.st_uid, status.st_gid)
    _copy_extended_attributes(source, descriptor)
    # Last: a change of owner clears the set-id bits, and an access control list sets the group's.
    # Where all files have one mode, as on FAT, it cannot be set.
    mode = stat.S_IMODE(status.st_mode)
    if hasattr(os, "fchmod") and stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
        with _explained("its mode cannot be kept"):
            os.fchmod(descriptor, mode)


def _copy_extended_attributes(source: Path, descriptor: int) -> None:
    if sys.platform != "linux":  # elsewhere Python knows nothing of them
        return
    try:
        names = os.listxattr(source)
    except OSError as error:
        if error.errno in _NO_ATTRIBUTES:
            return
        raise
    for name in names:
        with _explained(f"its attribute {name} cannot be kept"):
            os.setxattr(descriptor, name, os.getxattr(source, name))
