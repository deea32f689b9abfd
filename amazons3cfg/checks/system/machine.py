"""The machine that is looked at: this one, or the one whose files are below a directory. Nothing is changed."""

import grp
import os
import pwd
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from attrs import define

SEARCHED = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
"""Where programs are, whatever the environment says."""
_ELSEWHERE = "only a machine with Linux can be looked at"
_MOST_LINKS = 40  # as Linux has it


@define(frozen=True, slots=True)
class Machine:
    """A machine with Linux, by its files."""

    root: str = ""
    """The directory that holds its files, without a slash at the end; empty for this machine."""

    def real(self, path: str) -> str:
        """Return where this system has the file that ``path`` names on the machine, links followed as it would.

        Raises ``OSError`` if a link cannot be read, or links lead in a circle.
        """
        if not self.root:
            return path
        done, left, links = "", path.split("/")[::-1], 0
        while left:
            step = left.pop()
            if step == "..":
                done = done.rpartition("/")[0]
            elif step not in ("", "."):
                place = f"{done}/{step}"
                here = Path(self.root + place)
                if here.is_symlink():
                    links += 1
                    if links > _MOST_LINKS:
                        raise OSError(f"too many links: {path}")
                    target = os.fspath(here.readlink())
                    done = "" if target.startswith("/") else done
                    left += target.split("/")[::-1]
                else:
                    done = place
        return self.root + (done or "/")

    def mode(self, path: str) -> int | None:
        """Return the kind and the permissions of a file; None if it is not there. Raises ``OSError``."""
        try:
            return Path(self.real(path)).stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None

    def can_write(self, path: str) -> bool:
        """Tell whether root could write into a directory. Raises ``OSError``."""
        if sys.platform == "win32":  # for the type checker: the command looks at Linux only
            raise OSError(_ELSEWHERE)
        real = self.real(path)
        return not os.statvfs(real).f_flag & os.ST_RDONLY and (os.geteuid() != 0 or os.access(real, os.W_OK))

    def program(self, name: str) -> str | None:
        """Return the path of a program that is named as on a command line; None if it is not found. Raises ``OSError``.

        A path is looked for as it is, a name in the directories that programs are in.
        """
        if "/" in name:
            return name if self._executable(name) else None
        own = [] if self.root else os.environ.get("PATH", "").split(os.pathsep)
        places = (f"{directory}/{name}" for directory in dict.fromkeys((*own, *SEARCHED)) if directory)
        return next(filter(self._executable, places), None)

    def has_user(self, name: str) -> bool:
        """Tell whether there is a user of that name. Raises ``OSError``."""
        if sys.platform == "win32":  # for the type checker: the command looks at Linux only
            raise OSError(_ELSEWHERE)
        return self._is_known(name, "/etc/passwd", pwd.getpwnam)

    def has_group(self, name: str) -> bool:
        """Tell whether there is a group of that name. Raises ``OSError``."""
        if sys.platform == "win32":  # for the type checker: the command looks at Linux only
            raise OSError(_ELSEWHERE)
        return self._is_known(name, "/etc/group", grp.getgrnam)

    def _executable(self, path: str) -> bool:
        mode = self.mode(path)
        return mode is not None and stat.S_ISREG(mode) and bool(mode & 0o111)

    def _is_known(self, name: str, table: str, look_up: Callable[[str], object]) -> bool:
        if self.root:
            lines = Path(self.real(table)).read_text("utf-8", "surrogateescape").splitlines()
            return name in {line.partition(":")[0] for line in lines}
        try:
            look_up(name)
        except KeyError:
            return False
        return True
