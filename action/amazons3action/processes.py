"""The processes that a thread has started, and how they are ended."""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def children() -> set[int]:
    """Return the processes that this thread started and has not waited for; none where the kernel does not tell."""
    with suppress(OSError):
        return set(map(int, Path("/proc/thread-self/children").read_text().split()))
    return set()


def terminate(pids: Iterable[int]) -> None:
    """Ask processes to end."""
    for pid in pids:
        with suppress(OSError):
            os.kill(pid, signal.SIGTERM)


def wait(pids: Iterable[int]) -> None:
    """Wait until processes have ended."""
    for pid in pids:
        with suppress(OSError):
            os.waitpid(pid, 0)
