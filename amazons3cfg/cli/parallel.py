"""Work on many items in processes, with the results in the order of the items."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from amazons3cfg.cli.failure import CouldNotRun

Item = TypeVar("Item")
Out = TypeVar("Out")

MANY = 1000
"""From how many items on processes are used: below, starting them takes longer than they save."""
_CHUNK = 50
"""How many items go to a process at a time: passing them on costs about as much as one of them."""


def ordered_map(function: Callable[[Item], Out], items: Sequence[Item]) -> Iterator[Out]:
    """Yield ``function(item)`` for each item, in order, worked out on all cores where there are many items.

    Only a few chunks are under way or waiting to be yielded at a time, however slowly they are taken. Raises
    ``CouldNotRun`` if a process is killed.
    """
    workers = _cores() if len(items) >= MANY else 1
    if workers == 1:
        yield from map(function, items)
        return
    from concurrent.futures import ProcessPoolExecutor  # heavy
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context
    from signal import SIG_DFL, SIGINT, signal

    # A fork takes milliseconds and imports nothing again; the pool forks before it starts its thread. Elsewhere the
    # platform's own way is the safe one. On an interrupt, which reaches them all, the workers just end.
    context = get_context("fork" if sys.platform == "linux" else None)
    pool = ProcessPoolExecutor(workers, context, signal, (SIGINT, SIG_DFL))
    try:
        chunks = (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
        jobs = (pool.submit(_apply, function, chunk) for chunk in chunks)
        pending = deque(islice(jobs, 4 * workers))
        while pending:
            results = pending.popleft().result()
            pending.extend(islice(jobs, 1))
            yield from results
    except BrokenProcessPool:
        raise CouldNotRun("a process that checked files was killed, so that not all are checked") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _apply(function: Callable[[Item], Out], items: Sequence[Item]) -> list[Out]:
    return [function(item) for item in items]


def _cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1
