"""Runs one command as the backup user, through ``su``."""

import math
import os
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import IO

from CedarBackup3.util import resolveCommand

from amazons3action.interrupts import delayed
from amazons3action.names import printable

SU_COMMAND = ["su"]

_LAST_LINES = 10
_MOST_BYTES_A_LINE = 1000
# More than two paths, as aws prints for a file that it has uploaded.
_MOST_BYTES_READ = 16 * 1024

# What changes how the programs are loaded, or Python works, may be meant for cback3 alone. The locale is not for them
# either: what they print is read.
_DROPPED = ("PYTHON", "LD_", "LC_")

_LOOK_SECONDS = 0.05
# Then su itself is told to end, which may hang; after as long again it is killed.
_PATIENCE_SECONDS = 5.0

# su gets no input: the pipe that would be its input is for what it starts.
_PIPE_ASIDE = 'exec 3<&0 < /dev/null "$@"'
# A command lasts no longer than that pipe, which the kernel closes if cback3 is killed. A watcher, started before the
# command, waits for the pipe's end. Then it ends the whole process group, after some seconds, or if it cannot count
# them, also what ignores the signal. Signals to su or the shell would not do: too early, or twice, they would leave the
# command running. Where one comes from elsewhere, the shell tells the watcher; before they can do that, both ignore it.
# The shell is told by SIGTERM, as other signals may have been ignored when it was started.
# The words of the command are arguments, so the shell never reads them.
_WATCHED = """trap "" TERM HUP INT
{{
  end() {{ trap "kill -KILL 0" EXIT; trap "" TERM HUP INT; kill -TERM $$; kill -{signal} 0; sleep {seconds}; exit; }}
  trap end TERM HUP; read -r _; end
}} <&3 > /dev/null 2>&1 & watcher=$!
trap 'trap "" TERM HUP INT; kill -TERM $watcher 2> /dev/null || kill -KILL 0; {last}' TERM HUP INT
"$@" 3<&- & command=$!; wait $command; status=$?
kill -KILL $watcher; wait $watcher 2> /dev/null; exit $status"""
_ENDS_AT_ONCE = _WATCHED.format(signal="TERM", seconds=1, last="wait")
_LETS_TIDY_UP = _WATCHED.format(signal="INT", seconds=2, last="wait $command; kill -KILL 0")

_RUNNING: set["_Process"] = set()


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
    script = _LETS_TIDY_UP if tidies_up else _ENDS_AT_ONCE
    words = ["/bin/sh", "-c", _PIPE_ASIDE, "sh", *su, script, "--", user, "sh", *argv]
    try:
        status = _run(words, output)
    except OSError as error:
        raise OSError(f"{doing} failed: the command could not be started: {error}") from None
    if status != 0:
        raise OSError(f"{doing} failed: {_ending(status)}; it printed: {output.text}")


def end_all() -> None:
    """Have the commands of all threads end; to be called until they have."""
    for process in tuple(_RUNNING):
        process.end()


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


def _run(words: Sequence[str], output: Output) -> int:
    """Run a command and give its output line by line.

    It is ended before an exception leaves, so that nothing writes any more to what is removed next.
    """
    process: _Process | None = None
    try:
        with delayed():
            process = _start(words)
            _RUNNING.add(process)
        for line in _lines(process.stdout):  # type: ignore[arg-type]
            output.write(line)
        return process.wait()
    except BaseException:
        while process and process.poll() is None:
            process.end()
            time.sleep(_LOOK_SECONDS)
        raise
    finally:
        if process:
            _RUNNING.discard(process)
            process.close()


class _Process(subprocess.Popen[bytes]):
    """A command that lasts no longer than the pipe ``stdin``, into which nothing is written."""

    _told = math.inf

    def end(self) -> None:
        """Have it end, in time also a ``su`` that hangs; to be called until it has."""
        if self.stdin and not self.stdin.closed:
            self.stdin.close()
            self._told = time.monotonic()
        elif time.monotonic() - self._told > 2 * _PATIENCE_SECONDS:
            self.kill()
        elif time.monotonic() - self._told > _PATIENCE_SECONDS:
            self.terminate()

    def close(self) -> None:
        """Close the pipes."""
        for pipe in (self.stdin, self.stdout):
            if pipe:
                pipe.close()


def _start(words: Sequence[str]) -> _Process:
    return _Process(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
        start_new_session=True,  # since it ends with its whole process group
    )


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield each line, of long ones the beginning."""
    is_start = True
    while piece := stream.readline(_MOST_BYTES_READ):
        if is_start:
            yield piece
        is_start = piece.endswith(b"\n")


def _ending(status: int) -> str:
    return f"killed by signal {-status}" if status < 0 else f"exit code {status}"
