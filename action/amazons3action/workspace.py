"""The temporary directory of a run: made safely, handed to the backup user, and always removed."""

import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from amazons3action import locks
from amazons3action.account import Account
from amazons3action.directories import is_roots_alone, remove, remove_unheld
from amazons3action.messages import logger

PREFIX = "cback.amazons3."

_MOST_BYTES_READ = 16 * 1024 * 1024  # a thousand objects that could not be removed, with long names, take less


class Workspace:
    """A directory that only root can enter until it is handed to the backup user.

    Everything in it is made relative to its descriptor, so it does not matter what others do to its path.
    """

    def __init__(self, path: str, fd: int) -> None:
        """Take a new directory's path and descriptor."""
        self.path = path
        self._fd = fd
        self._made: list[str] = []
        self._known: set[str] = set()
        self._inner: dict[str, int] = {}
        self.after_kill = False
        """Whether there were workspaces of runs that were killed."""

    def parents(self, names: Iterable[str]) -> None:
        """Make the directories that lead to ``names``."""
        known = self._known
        for name in names:
            missing = []
            parent = os.path.dirname(name)
            while parent and parent not in known:
                missing.append(parent)
                parent = os.path.dirname(parent)
            for directory in reversed(missing):
                os.mkdir(directory, 0o700, dir_fd=self._fd)
                known.add(directory)
                self._made.append(directory)

    def link(self, name: str, to: str) -> None:
        """Make a symbolic link."""
        os.symlink(to, name, dir_fd=self._fd)

    def write(self, name: str, content: bytes) -> str:
        """Make a file that only its owner, the directory's owner, can read; returns its path."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with open(os.open(name, flags, 0o600, dir_fd=self._fd), "wb") as file:
            file.write(content)
            owner = os.fstat(self._fd)
            os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
        self._made.append(name)
        return os.path.join(self.path, name)

    def read(self, name: str) -> bytes:
        """Return the content of a regular file that a command has written.

        Raises:
            OSError: it is missing, something else than a regular file, or larger than any answer is.
        """
        fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=self._fd)
        with open(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise OSError(f"{os.path.join(self.path, name)} is not a regular file")
            content = file.read(_MOST_BYTES_READ + 1)
        if len(content) > _MOST_BYTES_READ:
            raise OSError(f"{os.path.join(self.path, name)} is larger than {_MOST_BYTES_READ} bytes")
        return content

    def inside(self, name: str) -> "Workspace":
        """Make a workspace within this one, which is root's alone again, also where this one is handed over.

        Raises:
            OSError: it cannot be made, or the user did something to it.
        """
        os.mkdir(name, 0o700, dir_fd=self._fd)
        fd = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=self._fd)
        if not is_roots_alone(fd):
            os.close(fd)
            raise OSError(f"{os.path.join(self.path, name)} was changed by others while it was made")
        self._inner[name] = fd
        return Workspace(os.path.join(self.path, name), fd)

    def remove(self, name: str) -> None:
        """Remove what ``inside`` made; an error is logged."""
        os.close(self._inner.pop(name))
        remove(self._fd, self.path, name)

    def close(self) -> None:
        """Close the descriptors."""
        for fd in (*self._inner.values(), self._fd):
            os.close(fd)

    def free(self) -> os.statvfs_result:
        """Tell what is free in its file system."""
        return os.statvfs(self.path)

    def give(self, account: Account) -> None:
        """Give everything to the backup user; the directory itself last, which opens it to that user."""
        for name in self._made:
            os.chown(name, account.uid, account.gid, dir_fd=self._fd, follow_symlinks=False)
        os.fchown(self._fd, account.uid, account.gid)

    def hand_over(self, account: Account) -> None:
        """Give everything to the backup user, and check that it arrives; before there are other threads.

        Raises:
            ValueError: the user cannot reach the directory.
        """
        self.give(account)
        if not account.can_enter(self.path):
            raise ValueError(
                f"The backup user {account.user} cannot enter {self.path}; make the working directory "
                f"{os.path.dirname(self.path)} and those above it searchable for that user."
            )


@contextmanager
def workspace(working_dir: str, account: Account, *, remove_dead: bool = True) -> Iterator[Workspace]:
    """Make a workspace below ``working_dir``, and remove it at the end; first remove the account's of dead runs.

    ``remove_dead`` False leaves those as they are.

    Raises:
        OSError: it cannot be made.
    """
    parent = os.open(working_dir, os.O_RDONLY | os.O_DIRECTORY)
    try:
        dead = remove_dead and remove_unheld(parent, working_dir, PREFIX, account)
        name, fd = _make(parent, working_dir)
        space = Workspace(os.path.join(working_dir, name), fd)
        space.after_kill = dead
        try:
            yield space
        finally:
            remove(parent, working_dir, name)
            space.close()
    finally:
        os.close(parent)


def _make(parent: int, working_dir: str) -> tuple[str, int]:
    """Make and lock a new directory; another run may take an unlocked one for dead, so try a few times."""
    for _ in range(10):
        name = PREFIX + secrets.token_hex(8)
        os.mkdir(name, 0o700, dir_fd=parent)
        try:
            fd = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
        except FileNotFoundError:
            continue
        if is_roots_alone(fd) and _locked(fd) and os.fstat(fd).st_nlink:
            return name, fd
        os.close(fd)
        with suppress(OSError):
            os.rmdir(name, dir_fd=parent)
    raise OSError(
        f"Cannot make a temporary directory in the working directory {working_dir}: either its file system does not "
        "let a directory be root's alone, or others keep removing or opening new ones there."
    )


def _locked(fd: int) -> bool:
    try:
        return locks.lock(fd)
    except OSError as error:
        logger.warning("The working directory has no locks: %s", error)
        return True
