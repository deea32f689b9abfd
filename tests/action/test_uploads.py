"""Uploads in the background, when a signal comes."""

import concurrent.futures.thread
import os
import queue
import signal
import sys
import threading
import time
from types import FrameType
from typing import Any

import pytest
from amazons3action import uploads
from amazons3action.interrupts import Interrupts
from amazons3action.rounds import Room
from amazons3action.uploads import Uploads

ENDLESS = Room(float("inf"), float("inf"))
_FILES = {
    module.__file__ for module in (uploads, threading, queue, concurrent.futures.thread, concurrent.futures._base)
}


class Work:
    """Two uploads that take a moment, unless all is stopped."""

    def __init__(self) -> None:
        self.running = 0

    def do(self, fails: bool) -> None:
        """Upload, and then make another one ready, which fails if it ``fails``."""
        with Uploads(2, ENDLESS) as made:

            def work() -> None:
                self.running += 1
                made.stopped.wait(0.005)
                time.sleep(0.0005)  # as a command does that is ended
                self.running -= 1

            for _ in range(2):
                made.make_room(Room(1, 1))
                made.start(work, Room(1, 1))
            if fails:
                raise OSError("disk full")
            made.finish()


class _Signals:
    """Sends a signal when the main thread comes to the place of that number."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.seen = 0
        self.entered = False

    def __call__(self, frame: FrameType, event: str, argument: Any) -> "_Signals | None":
        if frame.f_code.co_filename not in _FILES:
            return None
        # A class cannot protect the moment in which its __exit__ is called.
        entering = frame.f_code is Uploads.__exit__.__code__ and not self.entered
        self.entered |= entering and event != "call"
        if event != "call" and not entering:
            self.seen += 1
            if self.seen == self.number:
                os.kill(os.getpid(), signal.SIGTERM)
        return self


@pytest.mark.parametrize("fails", [False, True], ids=["that succeed", "one of which fails"])
def test_a_signal_at_any_moment_ends_all_uploads_before_it_has_its_effect(fails: bool) -> None:
    before, tracing = signal.signal(signal.SIGTERM, lambda number, frame: None), sys.gettrace()
    try:
        tried = 0
        while True:
            tried += 1
            work, signals = Work(), _Signals(tried)
            threads = set(threading.enumerate())
            try:
                with Interrupts() as interrupts, interrupts.raising():
                    sys.settrace(signals)
                    work.do(fails)
            except OSError:
                pass
            finally:
                sys.settrace(tracing)
            left = {thread.name for thread in set(threading.enumerate()) - threads if thread.name.startswith("upload")}
            assert (work.running, left) == (0, set()), f"at place {tried}"
            if signals.seen < tried:
                break
    finally:
        signal.signal(signal.SIGTERM, before)
    assert tried > 50
