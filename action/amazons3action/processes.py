"""The processes that this one has started, and how they are ended."""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def children() -> set[int]:
    """Return the processes that this thread started and has not waited for; none where the kernel does not tell."""
    return _children(Path("/proc/thread-self"))


def all_children() -> set[int]:
    """Return the same for all threads."""
    threads: list[Path] = []
    with suppress(OSError):
        threads.extend(Path("/proc/self/task").iterdir())
    return set().union(*map(_children, threads))


def terminate(pids: Iterable[int]) -> None:
    """Ask processes to end."""
    for pid in pids:
        with suppress(OSError):
            os.kill(pid, signal.SIGTERM)


def _children(thread: Path) -> set[int]:
    with suppress(OSError):
        return set(map(int, (thread / "children").read_text().split()))
    return set()
