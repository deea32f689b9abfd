"""Programs on a terminal."""

import fcntl
import os
import pty
import re
import select
import subprocess
import termios
from collections.abc import Sequence
from typing import Self

LONGEST = 60
"""For how many seconds to wait for what a terminal is to show."""


def read_terminal(leader: int) -> bytes:
    """Return all that is written to a pseudo-terminal until its other end is closed; closes ``leader``."""
    shown = b""
    try:
        while piece := os.read(leader, 65536):
            shown += piece
    except OSError:  # Linux's end of file once the other end is closed
        pass
    os.close(leader)
    return shown


class Terminal:
    """A terminal in which a program runs."""

    def __init__(self, command: Sequence[str], **environment: str) -> None:
        self.leader, follower = pty.openpty()
        self.shown = ""
        self.process = subprocess.Popen(
            command,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=os.environ | {"TERM": "xterm"} | environment,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(follower)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def expect(self, text: str) -> str:
        """Wait until ``text`` is shown; return all since the last time."""
        while text not in self.shown:
            assert select.select([self.leader], [], [], LONGEST)[0], f"{text!r} is not in {self.shown!r}"
            try:
                piece = os.read(self.leader, 65536)
            except OSError:  # the end
                piece = b""
            assert piece, f"{text!r} is not in {self.shown!r}"
            self.shown += re.sub(r"\x1b\[[0-9;]*m", "", piece.decode(errors="replace"))
        before, _, self.shown = self.shown.partition(text)
        return before + text

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self.leader, text.encode())

    def end(self) -> tuple[int, str]:
        """Return the exit code and what is left to read."""
        try:
            while piece := os.read(self.leader, 65536):
                self.shown += piece.decode(errors="replace")
        except OSError:
            pass
        return self.process.wait(LONGEST), self.shown
