"""Work on many items in processes, with the results in the order of the items."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice, repeat
from signal import SIG_IGN, SIGINT, signal
from typing import TYPE_CHECKING, Any, TypeVar

from amazons3cfg.cli.failure import CouldNotRun

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Out = TypeVar("Out")

MANY = 1000
"""From how many items on processes are used: below, starting them takes longer than they save."""
_CHUNK = 50
"""How many items go to a process at a time: passing them on costs about as much as one of them."""
_AHEAD = 3
"""How many chunks each process has before it: one under way, and others so that it need not wait."""


def ordered_map(function: Callable[[Item], Out], items: Sequence[Item]) -> Iterator[Out]:
    """Yield ``function(item)`` for each item, in order, worked out on all cores where there are many items.

    Only a few chunks are under way or waiting to be yielded at a time, however slowly they are taken. Raises
    ``CouldNotRun`` if a process is killed.
    """
    workers = _cores() if len(items) >= MANY else 1
    if workers == 1:
        yield from map(function, items)
        return
    from multiprocessing import get_context  # heavy

    # A fork takes milliseconds and imports nothing again. Elsewhere the platform's own way is the safe one.
    context: Any = get_context("fork" if sys.platform == "linux" else None)
    processes, pipes = [], []
    try:
        for _ in range(workers):
            ours, theirs = context.Pipe()
            pipes.append(ours)
            processes.append(context.Process(target=_work, args=(function, items, theirs, pipes), daemon=True))
            processes[-1].start()
            theirs.close()
        yield from _collect(pipes, range(0, len(items), _CHUNK))
    except (EOFError, ConnectionError):
        raise CouldNotRun("a process that checked files was killed, so that not all are checked") from None
    finally:
        for process in processes:  # one may wait for what never comes
            process.terminate()
            process.join()


def _collect(pipes: Sequence["Connection"], starts: Iterable[int]) -> Iterator[Any]:
    """Yield the results of the chunks that begin at ``starts``, which are given to the workers by turns."""
    left = iter(starts)
    waiting: deque[Connection] = deque()
    for pipe, start in zip(chain.from_iterable(repeat(pipes, _AHEAD)), left, strict=False):
        pipe.send(start)
        waiting.append(pipe)
    while waiting:
        pipe = waiting.popleft()
        results = pipe.recv()
        for start in islice(left, 1):
            pipe.send(start)
            waiting.append(pipe)
        if isinstance(results, Exception):
            raise results
        yield from results


def _work(
    function: Callable[[Item], Out], items: Sequence[Item], pipe: "Connection", others: Sequence["Connection"]
) -> None:
    """Answer each start of a chunk with its results, or with the error that it ended in, until there is no more."""
    signal(SIGINT, SIG_IGN)  # an interrupt reaches all processes, and the first one ends the others
    for other in others:
        other.close()
    with suppress(EOFError):
        while True:
            start = pipe.recv()
            try:
                pipe.send([function(item) for item in items[start : start + _CHUNK]])
            except Exception as error:
                pipe.send(error)


def _cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1
