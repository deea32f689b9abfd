"""Work on many items in processes, with the results in the order of the items."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from signal import SIG_DFL, SIG_IGN, SIGINT, SIGTERM, signal
from typing import TYPE_CHECKING, Any, TypeVar

from amazons3cfg.cli.failure import CouldNotRun

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Out = TypeVar("Out")

MANY = 1000
"""From how many items on processes are used: below, starting them takes longer than they save."""
_CHUNK = 50
"""How many items' results are passed on at a time: passing them on costs about as much as one of them."""


def ordered_map(function: Callable[[Item], Out], items: Sequence[Item]) -> Iterator[Out]:
    """Yield ``function(item)`` for each item, in order, worked out on all cores where there are many items.

    A process that is ahead waits when its pipe is full, so that few results are kept however slowly they are taken.
    Raises ``CouldNotRun`` if a process is killed.
    """
    workers = _cores() if len(items) >= MANY else 1
    if workers == 1:
        yield from map(function, items)
        return
    from multiprocessing import get_context  # heavy

    # A fork takes milliseconds and imports nothing again. Elsewhere the platform's own way is the safe one.
    context: Any = get_context("fork" if sys.platform == "linux" else None)
    processes: list[Any] = []
    pipes: list[Connection] = []
    chunks = range(0, len(items), _CHUNK)
    try:
        for number in range(workers):
            ours, theirs = context.Pipe(duplex=False)
            pipes.append(ours)
            work = (function, items, chunks[number::workers], theirs, pipes)
            processes.append(context.Process(target=_work, args=work, daemon=True))
            processes[-1].start()
            theirs.close()
        for turn in range(len(chunks)):
            results = pipes[turn % workers].recv()
            if isinstance(results, Exception):
                raise results
            yield from results
    except (EOFError, ConnectionError):
        raise CouldNotRun("a process that checked files was killed, so that not all are checked") from None
    finally:
        for process in processes:  # one may wait for what never comes
            process.terminate()
            process.join()


def _work(
    function: Callable[[Item], Out],
    items: Sequence[Item],
    chunks: Sequence[int],
    pipe: "Connection",
    others: "Sequence[Connection]",
) -> None:
    """Send the results of each chunk, or the error that it ended in."""
    signal(SIGINT, SIG_IGN)  # an interrupt reaches all processes, and the first one ends the others
    signal(SIGTERM, SIG_DFL)
    for other in others:  # or nobody would notice that the first one is gone
        other.close()
    with suppress(BrokenPipeError):
        for start in chunks:
            results: list[Out] | Exception
            try:
                results = [function(item) for item in items[start : start + _CHUNK]]
            except Exception as error:
                results = error
            pipe.send(results)


def _cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1
