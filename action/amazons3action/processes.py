"""Processes that last no longer than a pipe, and end with all that they started."""

import math
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO

from amazons3action.interrupts import delayed

# su gets no input: the pipe that would be its input is for what it starts.
_PIPE_ASIDE = 'exec 3<&0 < /dev/null "$@"'
# A command lasts no longer than that pipe, which the kernel closes if cback3 is killed. A watcher, started before the
# command, waits for the pipe's end. Then it ends the whole process group, after some seconds, or if it cannot count
# them, also what ignores the signal. Signals to su or the shell would not do: too early, or twice, they would leave the
# command running. Where one comes from elsewhere, the shell tells the watcher, again and again, as it may not listen
# yet; before there is a watcher, the shell ignores it.
# The shell is told by SIGTERM, as other signals may have been ignored when it was started.
# The words of the command are arguments, so the shell never reads them.
_WATCHED = """trap "" TERM HUP INT
{{
  end() {{ trap "kill -KILL 0" EXIT; trap "" TERM HUP INT; kill -TERM $$; kill -{signal} 0; sleep {seconds}; exit; }}
  trap end TERM HUP; read -r _; end
}} <&3 > /dev/null 2>&1 & watcher=$!
trap 'trap "" TERM HUP INT; kill -TERM $watcher 2> /dev/null || kill -KILL 0
{{ while sleep 1; kill -TERM $watcher; do :; done; kill -KILL 0; }} > /dev/null 2>&1 & {last}' TERM HUP INT
"$@" 3<&- & command=$!; wait $command; status=$?
kill -KILL $watcher; wait $watcher 2> /dev/null; exit $status"""
ENDS_AT_ONCE = _WATCHED.format(signal="TERM", seconds=1, last="wait")
LETS_TIDY_UP = _WATCHED.format(signal="INT", seconds=2, last="wait $command; kill -KILL 0")

_LOOK_SECONDS = 0.05
# Then su itself is told to end, which may hang; after as long again it is killed.
_PATIENCE_SECONDS = 5.0
# More than two paths, as aws prints for a file that it has uploaded.
_MOST_BYTES_READ = 16 * 1024

_RUNNING: set["_Process"] = set()


def run(words: Sequence[str], environment: Mapping[str, str], take: Callable[[bytes], None]) -> int:
    """Run a command in which ``su`` runs one of the scripts, have ``take`` called with each line, return its status.

    It is ended before an exception leaves, so that nothing writes any more to what is removed next.
    """
    process: _Process | None = None
    try:
        with delayed():
            process = _start(words, environment)
            _RUNNING.add(process)
        for line in _lines(process.stdout):  # type: ignore[arg-type]
            take(line)
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


def end_all() -> None:
    """Have the commands of all threads end; to be called until they have."""
    for process in tuple(_RUNNING):
        process.end()


class _Process(subprocess.Popen[bytes]):
    """A command that lasts no longer than the pipe ``stdin``, into which nothing is written."""

    _told = math.inf

    def end(self) -> None:
        """Have it end, in time also a ``su`` that hangs; to be called until it has."""
        waited = time.monotonic() - self._told
        if self.stdin and not self.stdin.closed:
            self.stdin.close()
            self._told = time.monotonic()
        elif waited > 2 * _PATIENCE_SECONDS:
            self.kill()
        elif waited > _PATIENCE_SECONDS:
            self.terminate()

    def close(self) -> None:
        """Close the pipes."""
        for pipe in (self.stdin, self.stdout):
            if pipe:
                pipe.close()


def _start(words: Sequence[str], environment: Mapping[str, str]) -> _Process:
    return _Process(
        ["/bin/sh", "-c", _PIPE_ASIDE, "sh", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=True,  # since it ends with its whole process group
    )


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield each line, of long ones the beginning."""
    is_start = True
    while piece := stream.readline(_MOST_BYTES_READ):
        if is_start:
            yield piece
        is_start = piece.endswith(b"\n")
