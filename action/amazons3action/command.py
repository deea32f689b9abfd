"""Runs one command as the backup user, through ``su``."""

import math
import os
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from CedarBackup3.util import resolveCommand

from amazons3action import processes
from amazons3action.names import printable

SU_COMMAND = ["su"]

_LAST_LINES = 10
_MOST_BYTES_A_LINE = 1000

# What changes how the programs are loaded, or Python works, may be meant for cback3 alone. The locale is not for them
# either: what they print is read.
_DROPPED = ("PYTHON", "LD_", "LC_")


class Output:
    """What a command prints: the last lines are kept for the error message, other than reports of progress."""

    def __init__(self, is_progress: Callable[[bytes], bool] | None = None) -> None:
        """Call ``is_progress``, if any, with each line, without its end."""
        self._is_progress = is_progress
        self._last: deque[bytes] = deque(maxlen=_LAST_LINES)

    def write(self, line: bytes) -> None:
        """Take one line, of which the beginning is enough."""
        line = line.rstrip(b"\r\n")
        if not (self._is_progress and self._is_progress(line)):
            self._last.append(line[:_MOST_BYTES_A_LINE])

    def clear(self) -> None:
        """Forget what was printed."""
        self._last.clear()

    @property
    def text(self) -> str:
        """The last lines, on one line, with escapes for what would change how a terminal shows it."""
        lines = [printable(line.decode("utf-8", "backslashreplace").strip()) for line in self._last]
        return " | ".join(filter(None, lines)) or "nothing"


def run(
    user: str,
    argv: Sequence[str],
    doing: str,
    is_progress: Callable[[bytes], bool] | None = None,
    *,
    tidies_up: bool = False,
) -> None:
    """Run ``argv`` as ``user`` and wait for it; its standard input is empty.

    ``is_progress`` gets each line of output, and tells whether an error message can do without it. If an
    exception ends the wait, the command is ended first; one that ``tidies_up`` by a SIGINT.

    Raises:
        OSError: the command failed; tells what ``doing`` was, how it ended and what it printed last.
    """
    output = Output(is_progress)
    # A shell is named, since the backup user's own may be nologin.
    su: list[str] = [*resolveCommand(SU_COMMAND), "-s", "/bin/sh", "-c"]
    words = [*su, processes.LETS_TIDY_UP if tidies_up else processes.ENDS_AT_ONCE, "--", user, "sh", *argv]
    try:
        status = processes.run(words, environment(), output.write)
    except OSError as error:
        raise OSError(f"{doing} failed: the command could not be started: {error}") from None
    if status != 0:
        raise OSError(f"{doing} failed: {_ending(status)}; it printed: {output.text}")


def environment() -> dict[str, str]:
    """Return the variables that commands get, to which ``su`` adds the user's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED)}
    return kept | {"LANG": "C"}


def aws_variables() -> list[str]:
    """Return the names of the variables that ``aws`` gets from the environment, and not from the user's files."""
    return sorted(name for name in environment() if name.startswith("AWS_"))


def cores() -> int:
    """Return how many processes this one may run at the same time."""
    return len(os.sched_getaffinity(0))


def free_memory() -> float:
    """Return the bytes of memory that can be used without swapping; infinite where the kernel does not tell."""
    with suppress(OSError, ValueError, StopIteration), open("/proc/meminfo", encoding="ascii") as lines:
        return 1024 * int(next(line for line in lines if line.startswith("MemAvailable:")).split()[1])
    return math.inf


def parallel(listed: str, words: int) -> list[str]:
    """Return what to put before a command to run it on all cores, with ``words`` arguments at a time.

    The arguments are in the file ``listed``, each ended by a NUL.
    """
    return ["xargs", "-0", "-x", "-P", str(cores()), "-n", str(words), "-a", listed]


def argument_file(groups: Iterable[Sequence[str]]) -> bytes:
    """Return the content of a file of arguments for ``parallel``."""
    return b"".join(os.fsencode(word) + b"\0" for group in groups for word in group)


def _ending(status: int) -> str:
    return f"killed by signal {-status}" if status < 0 else f"exit code {status}"
