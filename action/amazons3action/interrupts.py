"""Signals that end the program: the action cleans up first, and then they have their effect."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Self

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class Interrupted(BaseException):
    """A signal arrived. Not an ``Exception``, so that nobody takes it for an ordinary failure."""


class Interrupts:
    """Holds back the signals that end a program, for as long as the context lasts.

    Within ``raising()`` a signal raises ``Interrupted``, which ends the command that runs; elsewhere it waits.
    At the end the earlier handlers are put back, and the first signal that arrived is delivered to them.
    """

    def __init__(self) -> None:
        """Prepare; nothing is changed before the context is entered."""
        self._received: int | None = None
        self._raising = False
        self._previous: dict[int, object] = {}

    def __enter__(self) -> Self:
        # Only the main thread can set handlers, and only in it do they run.
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._previous[number] = signal.signal(number, self._handle)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        if self._received is not None:
            signal.raise_signal(self._received)
        if isinstance(error, Interrupted):
            raise OSError(f"The Amazon S3 action was interrupted: {error}") from None

    @contextmanager
    def raising(self) -> Iterator[None]:
        """Let a signal raise ``Interrupted``, once, so that no clean-up is interrupted in its turn."""
        self._raising = True
        try:
            if self._received is not None:
                raise Interrupted(signal.Signals(self._received).name)
            yield
        finally:
            self._raising = False

    def _handle(self, number: int, frame: FrameType | None) -> None:
        first = self._received is None
        self._received = self._received or number
        if self._raising and first:
            raise Interrupted(signal.Signals(number).name)


@contextmanager
def delayed() -> Iterator[None]:
    """Let signals wait, and a timer's: what is started here could not be ended before it is known."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received: list[int] = []
    handlers = {number: signal.getsignal(number) for number in (*_SIGNALS, signal.SIGALRM)}
    kept = {number: handler for number, handler in handlers.items() if callable(handler)}
    for number in kept:
        signal.signal(number, lambda got, frame: received.append(got))
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
        for got in received:
            signal.raise_signal(got)
