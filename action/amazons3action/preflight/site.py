"""What the probes of a preflight look at."""

import time
from collections.abc import Sequence
from datetime import date
from typing import Any

from amazons3cfg import AmazonS3Config, Finding
from amazons3cfg.text.names import children_named
from amazons3cfg.text.tree import Document
from attrs import define

from amazons3action import command
from amazons3action.account import Account
from amazons3action.preflight.limit import within
from amazons3action.preflight.troubles import Trouble


@define(frozen=True, slots=True)
class Site:
    """An installation: its configuration and what that leads to, and the time that is left to look at it."""

    path: str
    document: Document
    config: Any
    """The configuration as Cedar Backup reads it."""
    settings: AmazonS3Config | None
    """The section; None where it is refused, which the check has told."""
    account: Account
    today: date
    deadline: float
    """When all commands must have ended, by ``time.monotonic()``."""
    read_only: bool = False

    @property
    def staging_dir(self) -> str:
        """The directory of all staged days."""
        return str(self.config.stage.targetDir)

    @property
    def working_dir(self) -> str:
        """Where runs make their workspaces."""
        return str(self.config.options.workingDir)

    def trouble(self, trouble: Trouble, message: str, hint: str = "") -> Finding:
        """Return a finding at the place in the configuration that it concerns."""
        return placed(self.document, trouble, message, hint)

    def run(self, argv: Sequence[str], doing: str, *, at_least: float = 0.1, aside: str = "") -> list[str]:
        """Run a command as the backup user for what is left of the time; returns the lines that it prints.

        It gets ``at_least`` so many seconds in any case. Lines that begin with ``aside``, if given, are not for errors.

        Raises:
            TimeoutError: it did not end in time.
            OSError: it failed.
        """
        printed: list[str] = []

        def keep(line: bytes) -> bool:
            if len(printed) < _MOST_LINES:
                printed.append(line.decode("utf-8", "replace"))
            return is_aside(line)

        def is_aside(line: bytes) -> bool:
            return bool(aside) and line.startswith(aside.encode())

        seconds = max(self.deadline - time.monotonic(), at_least)
        try:
            with within(seconds):
                command.run(self.account.user, argv, doing, keep)
        except TimeoutError:
            said = " | ".join(line.strip() for line in printed[-_MOST_SHOWN:] if not is_aside(line.encode()))
            so_far = f"; it printed so far: {said}" if said else ""
            raise TimeoutError(f"{doing} did not end within {seconds:.0f} s{so_far}") from None
        return printed


MORE_TIME = "give it more with --seconds, if the machine or the network is only slow"
"""What to do where a command did not end in time."""

_MOST_LINES = 100
_MOST_SHOWN = 5


def placed(document: Document, trouble: Trouble, message: str, hint: str = "") -> Finding:
    """Return a finding at the element that it concerns, or at the nearest around it that is there."""
    element = document.root
    for name in filter(None, trouble.at.split("/")):
        element = next(iter(children_named(element, name)), element)
    return document.place(trouble.finding(message, hint), element)
