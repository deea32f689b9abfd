"""A bar on a terminal that tells how far a long run is."""

import os
from collections.abc import Callable
from time import monotonic
from typing import TextIO

_WIDTH = 30
_DELAY = 1.0
"""How many seconds a run takes before the bar is shown."""
_PAUSE = 0.1
"""How many seconds pass between two changes of the bar."""
_ERASE = "\r\x1b[K"


class Progress:
    """A bar for ``total`` files on ``stream``; nothing is written where that is closed, or no terminal."""

    def __init__(self, total: int, stream: TextIO | None, clock: Callable[[], float] = monotonic) -> None:
        """Start the time; ``clock`` tells seconds."""
        self._total = total
        shows_bars = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._stream = stream if shows_bars else None
        self._clock = clock
        self._due = clock() + _DELAY
        self._shown = False

    def show(self, done: int) -> None:
        """Show that ``done`` files are checked, if that is due."""
        if self._stream and self._clock() >= self._due:
            self._due = self._clock() + _PAUSE
            self._shown = True
            bar = "#" * (_WIDTH * done // self._total)
            self._stream.write(f"{_ERASE}[{bar:{_WIDTH}}] {done} of {self._total} files")
            self._stream.flush()

    def clear(self) -> None:
        """Take the bar away, before something else is written."""
        if self._stream and self._shown:
            self._shown = False
            self._stream.write(_ERASE)
            self._stream.flush()
