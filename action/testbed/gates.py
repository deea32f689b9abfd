"""Commands that act at an exact point: they fail, die, spoil something, or stop and say so.

Each is a small shell script around the real command, put in place by ``<override>`` or as the encrypt command.
"""

import os
import shlex
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from testbed.cback import Started
from testbed.site import AWS_1
from testbed.user import BackupUser

HOLD = "HOLD"
"""The action of a gate that stops there until it is killed."""

UPLOAD, LIST, REMOVE = "s3 cp", "s3api list-objects-v2", "s3api delete-objects"
"""The AWS CLI's sub-commands by which a gate knows the step."""

_WAIT_SECONDS = 60.0


def cipher(user: BackupUser) -> list[str]:
    """Make a fast cipher command that depends on content and passphrase alone; twice is plain again."""
    options = ["-aes-256-ctr", "-nosalt", "-pbkdf2", "-iter", "1", "-pass", f"file:{user.passphrase_file}"]
    return ["openssl", "enc", *options]


@dataclass(frozen=True)
class Gates:
    """A directory of gates, which the backup user may run and write to."""

    directory: Path
    user: BackupUser

    @property
    def reached(self) -> Path:
        """Made by a gate that holds."""
        return self.directory / "reached"

    def aws(self, step: str, action: str, after: bool = False, number: int = 1) -> Path:
        """Make an ``aws`` that performs ``action`` (shell, or ``HOLD``) before or after a step's ``number``th run."""
        run = f'{shlex.quote(str(AWS_1))} "$@"'
        act = self._acting(action)
        return self._script(
            "aws",
            f"""
case "$1 $2" in {shlex.quote(step)}) ;; *) exec {run} ;; esac
number=1 # several may run at once: each takes the first number that is free
until mkdir {self.directory}/run.$number 2>/dev/null || [ $number -gt 99 ]; do number=$((number + 1)); done
[ $number -eq {number} ] || exec {run}
{f"{run} || exit" if after else ""}
{act}
exec {run}
""",
        )

    def seal(self, action: str = ":", name: str = "changed.bin", variables: str = "${input} ${output}") -> str:
        """Make an encrypt command that performs ``action`` first for one file name."""
        script = self._script(
            "seal",
            f"""
case "$1" in */{name}) {self._acting(action)} ;; esac
exec {shlex.join(cipher(self.user))} -in "$1" -out "$2"
""",
        )
        return f"{shlex.quote(str(script))} {variables}"

    def failing(self, name: str) -> Path:
        """Make a command that fails whatever it is asked."""
        return self._script(name, f"echo '{name} is out of order' >&2; exit 9\n")

    def wait(self, started: Started) -> bool:
        """Wait until a gate holds; False when the run ends before, or takes a minute."""
        deadline = time.monotonic() + _WAIT_SECONDS
        while not self.reached.exists() and started.process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        return self.reached.exists()

    def release(self) -> None:
        """Let the command that a gate holds go on."""
        (self.directory / "fifo").write_text("\n")

    def _acting(self, action: str) -> str:
        if action != HOLD:
            return action
        fifo = self.directory / "fifo"
        if not fifo.exists():
            os.mkfifo(fifo)
            self.user.give(fifo)
        # Opening a FIFO that nobody writes to blocks in the shell itself, so no child is left behind.
        return f": > {self.reached}; read -r _ < {fifo}"

    def _script(self, name: str, body: str) -> Path:
        path = self.directory / name
        path.write_text(f"#!/bin/sh\n{body}")
        path.chmod(stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
        return path


def make_gates(directory: Path, user: BackupUser) -> Gates:
    """Make an empty directory for gates."""
    directory.mkdir()
    user.give(directory)
    return Gates(directory, user)
