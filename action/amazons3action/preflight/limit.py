"""A limit of time for a command: an alarm, upon which the command is ended as by any other exception."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class _TimeIsOver(BaseException):
    """Not an ``Exception``, so that nobody takes it for a failure of the command."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """End what runs in the context after so many seconds; for the main thread, which alone gets signals.

    Raises:
        TimeoutError: it was ended.
    """
    previous = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _TimeIsOver:
        raise TimeoutError(f"not ended within {seconds:.0f} s") from None
    finally:
        signal.signal(signal.SIGALRM, previous)


def _ring(number: int, frame: FrameType | None) -> None:
    raise _TimeIsOver
