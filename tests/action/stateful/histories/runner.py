"""One run at a time, in a process of its own that can be killed, and what happens before each step of the stubs."""

import contextlib
import os
import selectors
import signal
import socket
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from amazons3action.account import Account

Happening = Callable[[], bool | None]
"""Something that happens, as root; False lets the stub's step fail."""

KILLED, ENDED = "killed", "ended"


class Runner:
    """Starts runs, and answers the stubs, which ask before each step at the socket ``events``."""

    def __init__(self, events: Path, account: Account) -> None:
        """Listen there for what runs as the account."""
        self._account = account
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(events))
        self._listener.listen(64)
        os.chown(events, account.uid, account.gid)
        self._pid = 0
        self._patience: float | None = None

    def run(self, call: Callable[[], None], happenings: Mapping[int, Happening]) -> str | None:
        """Call a function in a process of its own, and let things happen before the stubs' steps of those numbers.

        Returns None if it succeeded, what it raised, or whether it was ``KILLED`` or ``ENDED``. Nothing of it runs any
        more afterwards.
        """
        told, tells = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of threads, which the child does without
            self._pid = os.fork()
        if not self._pid:
            self._call(call, tells)
        os.close(tells)
        self._patience = None
        said = self._serve(told, happenings)
        status = os.waitpid(self._pid, 0)[1]
        if os.WIFSIGNALED(status):
            self._wait_for_others()
            return KILLED if os.WTERMSIG(status) == signal.SIGKILL else ENDED
        return said.decode(errors="replace") or None

    def kill(self) -> None:
        """Kill the run, in the middle of what it does."""
        os.kill(self._pid, signal.SIGKILL)

    def end(self) -> None:
        """Ask the run to end."""
        os.kill(self._pid, signal.SIGTERM)
        self._patience = 0.01

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _call(self, call: Callable[[], None], tells: int) -> None:
        try:
            self._listener.close()  # so that no stub waits for an answer once the tests are killed
            call()
        except BaseException as error:
            os.write(tells, f"{type(error).__name__}: {error}".encode(errors="replace")[:4000])
        finally:
            os._exit(0)

    def _serve(self, told: int, happenings: Mapping[int, Happening]) -> bytes:
        """Answer the stubs until the run has ended."""
        said, step = b"", 0
        with selectors.DefaultSelector() as selector, open(told, "rb", buffering=0) as pipe:
            selector.register(pipe, selectors.EVENT_READ)
            selector.register(self._listener, selectors.EVENT_READ)
            while True:
                ready = selector.select(self._patience)
                if not ready and not any(self._processes()):
                    self._hasten()
                for key, _ in ready:
                    if key.fileobj is pipe:
                        piece = pipe.read(4000)
                        if not piece:
                            return said
                        said += piece
                    else:
                        self._answer(happenings.get(step))
                        step += 1

    def _answer(self, happening: Happening | None) -> None:
        connection = self._listener.accept()[0]
        with connection, contextlib.suppress(OSError):
            connection.recv(1000)
            goes = happening() if happening else None
            connection.send(b"no" if goes is False else b"go")

    def _wait_for_others(self) -> None:
        """Wait until all that a killed run has started is gone; what does not end may go on meanwhile."""
        deadline = time.monotonic() + 10
        self._listener.settimeout(0.005)
        while any(self._processes()):
            assert time.monotonic() < deadline, "what a killed run has started goes on"
            with contextlib.suppress(TimeoutError):
                self._answer(None)
        self._listener.settimeout(None)

    def _hasten(self) -> None:
        """End each ``su`` whose command has ended: asked to end, it waits for two seconds whether that has or not."""
        for pid in self._processes(0):
            with contextlib.suppress(OSError):
                words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                if words[0] == b"su" and os.fsencode(self._account.user) in words:
                    os.kill(pid, signal.SIGKILL)

    def _processes(self, uid: int | None = None) -> Iterator[int]:
        """Yield the processes of a user, if not given the backup user, that still do something."""
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                if os.stat(f"/proc/{name}").st_uid == (self._account.uid if uid is None else uid):
                    os.readlink(f"/proc/{name}/exe")  # a process that has only to be waited for has none
                    yield int(name)
