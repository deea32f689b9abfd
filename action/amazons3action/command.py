"""Runs one command as the backup user, through Cedar Backup and ``su``."""

import os
import shutil
import signal
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from CedarBackup3.util import executeCommand, resolveCommand

SU_COMMAND = ["su"]

_LAST_LINES = 20
_NOT_STARTED = 256

# The words of a command are passed as arguments, so the shell never reads them. It stays, so that a
# SIGTERM (from su, or from the kernel once the parent is gone) ends the command's whole process group.
_ENDS_WITH_ALL = """trap 'trap : TERM; kill -TERM 0; wait; exit 143' TERM HUP INT; "$@" & wait $!"""


class Output:
    """What a command prints: each line is passed on, and the last ones are kept for the error message."""

    def __init__(self, on_line: Callable[[bytes], None] | None) -> None:
        """Call ``on_line``, if any, with each line, without its end."""
        self._on_line = on_line
        self._last: deque[bytes] = deque(maxlen=_LAST_LINES)

    def write(self, line: bytes) -> None:
        """Take one line, as ``executeCommand`` gives it."""
        line = line.rstrip(b"\r\n")
        self._last.append(line)
        if self._on_line:
            self._on_line(line)

    def flush(self) -> None:
        """Do nothing; ``executeCommand`` calls it at the end."""

    @property
    def text(self) -> str:
        """The last lines, on one line."""
        return " | ".join(line.decode("utf-8", "backslashreplace").strip() for line in self._last if line.strip())


def run(user: str, argv: Sequence[str], doing: str, on_line: Callable[[bytes], None] | None = None) -> None:
    """Run ``argv`` as ``user`` and wait for it; its standard input is empty.

    ``on_line`` is called with each line of output. If an exception ends the wait, the command is ended first.

    Raises:
        OSError: the command failed; tells what ``doing`` was, how it ended and what it printed last.
    """
    output = Output(on_line)
    # A shell is named, since the backup user's own may be nologin.
    su: list[str] = [*resolveCommand(SU_COMMAND), "-s", "/bin/sh", "-c", 'exec "$@"', "--", user, "sh"]
    words = [*_tied(), *su, *_tied(), "/bin/sh", "-c", _ENDS_WITH_ALL, "sh", *argv]
    others = _children()
    try:
        status, _ = executeCommand(words[:1], words[1:], returnOutput=False, doNotLog=True, outputFile=output)
    except BaseException:
        _end(_children() - others)
        raise
    if status != 0:
        raise OSError(f"{doing} failed: {_ending(status)}; it printed: {output.text or 'nothing'}")


def _tied() -> list[str]:
    """Return what makes a command end with its parent, where the system offers it."""
    return ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []


def _ending(status: int) -> str:
    if status == _NOT_STARTED:
        return "the command could not be started"
    return f"killed by signal {-status}" if status < 0 else f"exit code {status}"


def _children() -> set[int]:
    """Return the processes that this thread started; none where the kernel does not tell."""
    with suppress(OSError):
        return set(map(int, Path("/proc/thread-self/children").read_text().split()))
    return set()


def _end(pids: set[int]) -> None:
    """End processes and wait for them, so that nothing writes to what is removed next."""
    for pid in pids:
        with suppress(OSError):
            os.kill(pid, signal.SIGTERM)
            os.waitpid(pid, 0)
