"""The backup user: who the commands run as, and what that user may read."""

import os
import pwd
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, Self

from CedarBackup3.util import getUidGid


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
        uid, gid = getUidGid(user, group)
        return cls(user, uid, gid)

    def unreadable(self, paths: Iterable[str]) -> list[str]:
        """Return those of ``paths`` that the user cannot read, as the kernel sees it."""
        with self._assumed():
            return [path for path in paths if not os.access(path, os.R_OK, effective_ids=True)]

    def can_enter(self, directory: str) -> bool:
        """Tell whether the user can reach what is in ``directory``."""
        with self._assumed():
            return os.access(directory, os.X_OK, effective_ids=True)

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
