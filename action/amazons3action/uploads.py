"""Uploads in the background: so many at once, in so much room, and what fails ends all."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from amazons3action import processes
from amazons3action.interrupts import delayed
from amazons3action.rounds import Room

_LOOK_SECONDS = 0.05


class Uploads:
    """Runs pieces of work beside the thread that makes them ready.

    The first failure ends everything, commands of all threads too, and is raised in the place of what follows from it.
    """

    def __init__(self, most: int, room: Room) -> None:
        """Run ``most`` at once; all that is ready or running fits into ``room``."""
        self.stopped = threading.Event()
        """Set when no more is to be done, here or by the work itself."""
        self._ending = False
        self._most = most
        self._room = room
        self._needs: dict[Future[None], Room] = {}
        self._done: SimpleQueue[Future[None]] = SimpleQueue()  # has no lock that a signal could leave held
        self._failure: BaseException | None = None
        self._failing = threading.Lock()
        self._over = threading.Event()
        self._pool = ThreadPoolExecutor(most, "upload")
        self._ender = threading.Thread(target=self._end_commands, daemon=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with delayed():
                self._end()
        finally:  # a signal may have come before it was delayed; only the first raises
            with delayed():
                self._end()
        if isinstance(error, OSError) and self._failure:
            raise self._failure from None

    def make_room(self, needs: Room) -> None:
        """Wait until there is room for ``needs``, and no more than one piece of work waits for its turn.

        Raises:
            OSError: what an upload raised.
        """
        while len(self._needs) > self._most or not self._room.holds(self._used().plus(needs)):
            if not self._needs:
                return
            self._wait()

    def start(self, work: Callable[[], None], needs: Room) -> None:
        """Have ``work`` done; it leaves no more of what it ``needs`` when it ends."""
        with delayed():
            future = self._pool.submit(self._run, work)
            self._needs[future] = needs
            future.add_done_callback(self._done.put)

    def finish(self) -> None:
        """Wait until all is done. Raises as ``make_room`` does."""
        while self._needs:
            self._wait()

    def _used(self) -> Room:
        used = Room(0, 0)
        for needs in self._needs.values():
            used = used.plus(needs)
        return used

    def _wait(self) -> None:
        future = self._done.get()
        del self._needs[future]
        future.result()

    def _run(self, work: Callable[[], None]) -> None:
        if self.stopped.is_set():
            return
        try:
            work()
        except BaseException as error:
            with self._failing:
                # What fails later was ended, here or by the other thread's own error.
                self._failure = self._failure or (None if self._ending else error)
                self._stop()
            raise

    def _stop(self) -> None:
        if not self._ending:
            self._ending = True
            self.stopped.set()
            self._ender.start()

    def _end(self) -> None:
        """End all, and wait for it; may be done twice."""
        with self._failing:
            self._stop()
        self._pool.shutdown(cancel_futures=True)
        self._over.set()
        self._ender.join()

    def _end_commands(self) -> None:
        """End the commands of all threads, also those that are just about to start."""
        while not self._over.is_set():
            processes.end_all()
            self._over.wait(_LOOK_SECONDS)
