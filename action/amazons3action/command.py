"""Runs one command as the backup user, through Cedar Backup and ``su``."""

import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from CedarBackup3.util import executeCommand, resolveCommand

from amazons3action.processes import children, terminate, wait

SU_COMMAND = ["su"]

_LAST_LINES = 10
_MOST_BYTES_A_LINE = 1000
_NOT_STARTED = 256

# The words of a command are passed as arguments, so the shell never reads them. It stays, so that a
# SIGTERM (from su, or from the kernel once the parent is gone) ends the command's whole process group: after a second
# (su itself waits for two) also what ignores the signal.
_ENDS_WITH_ALL = """trap 'trap : TERM; kill -TERM 0; sleep 1; kill -KILL 0' TERM HUP INT; "$@" & wait $!"""


class Output:
    """What a command prints: the last lines are kept for the error message, other than reports of progress."""

    def __init__(self, is_progress: Callable[[bytes], bool] | None = None) -> None:
        """Call ``is_progress``, if any, with each line, without its end."""
        self._is_progress = is_progress
        self._last: deque[bytes] = deque(maxlen=_LAST_LINES)

    def write(self, line: bytes) -> None:
        """Take one line, as ``executeCommand`` gives it."""
        line = line.rstrip(b"\r\n")
        if not (self._is_progress and self._is_progress(line)):
            self._last.append(line[:_MOST_BYTES_A_LINE])

    def flush(self) -> None:
        """Do nothing; ``executeCommand`` calls it at the end."""

    @property
    def text(self) -> str:
        """The last lines, on one line."""
        lines = [line.decode("utf-8", "backslashreplace").strip() for line in self._last]
        return " | ".join(filter(None, lines)) or "nothing"


def run(user: str, argv: Sequence[str], doing: str, is_progress: Callable[[bytes], bool] | None = None) -> None:
    """Run ``argv`` as ``user`` and wait for it; its standard input is empty.

    ``is_progress`` gets each line of output, and tells whether an error message can do without it. If an
    exception ends the wait, the command is ended first.

    Raises:
        OSError: the command failed; tells what ``doing`` was, how it ended and what it printed last.
    """
    output = Output(is_progress)
    # A shell is named, since the backup user's own may be nologin.
    su: list[str] = [*resolveCommand(SU_COMMAND), "-s", "/bin/sh", "-c", 'exec "$@"', "--", user, "sh"]
    words = [*_tied(), *su, *_tied(), "/bin/sh", "-c", _ENDS_WITH_ALL, "sh", *argv]
    others = children()
    try:
        status, _ = executeCommand(words[:1], words[1:], returnOutput=False, doNotLog=True, outputFile=output)
    except BaseException:
        # Nothing may write any more to what is removed next.
        running = children() - others
        terminate(running)
        wait(running)
        raise
    if status != 0:
        raise OSError(f"{doing} failed: {_ending(status)}; it printed: {output.text}")


def cores() -> int:
    """Return how many processes this one may run at the same time."""
    return len(os.sched_getaffinity(0))


def parallel(listed: str, words: int) -> list[str]:
    """Return what to put before a command to run it on all cores, with ``words`` arguments at a time.

    The arguments are in the file ``listed``, each ended by a NUL.
    """
    return ["xargs", "-0", "-x", "-P", str(cores()), "-n", str(words), "-a", listed]


def argument_file(groups: Iterable[Sequence[str]]) -> bytes:
    """Return the content of a file of arguments for ``parallel``."""
    return b"".join(os.fsencode(word) + b"\0" for group in groups for word in group)


def _tied() -> list[str]:
    """Return what makes a command end with its parent, where the system offers it."""
    return ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []


def _ending(status: int) -> str:
    if status == _NOT_STARTED:
        return "the command could not be started"
    return f"killed by signal {-status}" if status < 0 else f"exit code {status}"
