"""The backup user: who the commands run as, and what that user may read."""

import ctypes
import grp
import os
import pwd
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

_NONE = -1


class Account(NamedTuple):
    """The configured backup user and group."""

    user: str
    uid: int
    gid: int

    @classmethod
    def named(cls, user: str, group: str) -> Self:
        """Look the account up.

        Raises:
            ValueError: there is no such user or group.
        """
        try:
            uid = pwd.getpwnam(user).pw_uid
        except KeyError:
            raise ValueError(f"there is no user {user}, whom <backup_user> names") from None
        try:
            gid = grp.getgrnam(group).gr_gid
        except KeyError:
            raise ValueError(f"there is no group {group}, which <backup_group> names") from None
        return cls(user, uid, gid)

    def unreadable(self, paths: Iterable[str]) -> list[str]:
        """Return those of ``paths`` that the user cannot read, as the kernel sees it."""
        with self._assumed():
            return [path for path in paths if not os.access(path, os.R_OK, effective_ids=True)]

    def can_enter(self, directory: str) -> bool:
        """Tell whether the user can reach what is in ``directory``."""
        with self._assumed():
            return os.access(directory, os.X_OK, effective_ids=True)

    def stopped_at(self, directory: str) -> str | None:
        """Return the first directory that the user cannot enter on the way into ``directory``; None without one."""
        way = Path(os.path.abspath(directory))
        with self._assumed():
            closed = (
                each for each in (*reversed(way.parents), way) if not os.access(each, os.X_OK, effective_ids=True)
            )
            return next(map(str, closed), None)

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Let the calling thread alone open files with the rights of the user and the user's first group.

        The rights of ``_assumed`` would be those of all threads, of one that starts ``su`` for instance.

        Raises:
            OSError: the system does not allow it.
        """
        libc = ctypes.CDLL(None)
        group = pwd.getpwnam(self.user).pw_gid
        before = libc.setfsgid(group), libc.setfsuid(self.uid)
        try:
            # Neither call tells a failure but by what it finds the next time.
            if (libc.setfsgid(_NONE), libc.setfsuid(_NONE)) != (group, self.uid):
                raise OSError(f"Cannot open files as {self.user}.")
            yield
        finally:
            libc.setfsuid(before[1])
            libc.setfsgid(before[0])

    @contextmanager
    def _assumed(self) -> Iterator[None]:
        """Act with the user's rights, including all groups, as ``su`` would give them."""
        primary = pwd.getpwnam(self.user).pw_gid
        before = os.geteuid(), os.getegid(), os.getgroups()
        try:
            os.setgroups(os.getgrouplist(self.user, primary))
            os.setegid(primary)
            os.seteuid(self.uid)
            yield
        finally:
            os.seteuid(before[0])
            os.setegid(before[1])
            os.setgroups(before[2])
