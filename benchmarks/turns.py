"""Figures taken by turns, so that a slow minute of the machine hits all sides alike."""

import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

from benchmarks.line import Measured

Figure = Callable[[], float]
"""Does the work once and returns what it took."""


def by_turns(sides: Mapping[str, Figure], rounds: int) -> Measured:
    """Return the median figure of each side, by the field of ``Measured`` it is for; the order changes each round."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds):
        for name in list(sides)[:: -1 if number % 2 else 1]:
            found[name].append(sides[name]())
    return Measured(**{name: statistics.median(figures) for name, figures in found.items()})


def repeated(work: Callable[[], object], seconds: float) -> Figure:
    """Return the figure of one call among as many as take about ``seconds``.

    The garbage collector runs as it does in real use.
    """
    times = range(1)
    while (taken := _seconds(work, times)) < seconds:
        times = range(max(2 * len(times), int(len(times) * seconds / max(taken, 1e-9))))
    return lambda: _seconds(work, times) / len(times)


def once(work: Callable[[], object]) -> Figure:
    """Return the figure of one call."""
    return lambda: _seconds(work, range(1))


def process(*argv: str, environment: Mapping[str, str], cwd: str | None = None) -> Figure:
    """Return the figure of a whole process, from before its start until after its end.

    Raises ``subprocess.CalledProcessError`` where it fails.
    """

    def figure() -> float:
        start = time.perf_counter()
        subprocess.run(argv, check=True, capture_output=True, env=environment, cwd=cwd)  # noqa: S603 - ours
        return time.perf_counter() - start

    return figure


def told(argv: Sequence[str], environment: Mapping[str, str]) -> Figure:
    """Return the figure that a process prints as its last line. Raises as ``process`` does."""

    def figure() -> float:
        done = subprocess.run(argv, check=True, capture_output=True, env=environment, text=True)  # noqa: S603 - ours
        return float(done.stdout.splitlines()[-1])

    return figure


def _seconds(work: Callable[[], object], times: range) -> float:
    start = time.perf_counter()
    for _ in times:
        work()
    return time.perf_counter() - start
