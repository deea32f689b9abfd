"""A throw-away backup user."""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from testbed.server import KEY

PASSPHRASE = "correct horse battery staple"


@dataclass(frozen=True)
class BackupUser:
    """A user of this machine, with a group of the same name."""

    name: str
    uid: int
    gid: int
    home: Path

    @property
    def passphrase_file(self) -> Path:
        """Holds ``PASSPHRASE``, readable by the user alone."""
        return self.home / ".passphrase"

    def configure_aws(self, endpoint: str, attempts: int = 2) -> None:
        """Write the user's ``~/.aws``: where S3 is, and how often the AWS CLI tries a request."""
        folder = self.home / ".aws"
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / "config").write_text(
            "[default]\n"
            "region = us-east-1\n"
            f"endpoint_url = {endpoint}\n"
            "retry_mode = standard\n"
            f"max_attempts = {attempts}\n"
            "s3 =\n"
            "    addressing_style = path\n"
        )
        credentials = f"[default]\naws_access_key_id = {KEY}\naws_secret_access_key = {KEY}\n"
        (folder / "credentials").write_text(credentials)
        self.give(folder, *folder.iterdir())

    def give(self, *paths: Path) -> None:
        """Make the user the owner of ``paths``."""
        for path in paths:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def processes(self) -> dict[int, str]:
        """List what runs as the user or, through ``su``, for it: process ids with command lines."""
        found: dict[int, str] = {}
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                # A process may end while it is looked at.
                with contextlib.suppress(OSError):
                    words = (folder / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")
                    is_su = Path(os.fsdecode(words[0])).name == "su" and os.fsencode(self.name) in words
                    if words != [b""] and (is_su or folder.stat().st_uid == self.uid):
                        found[int(folder.name)] = b" ".join(words).decode(errors="replace")
        return found

    def processes_after(self, seconds: float) -> dict[int, str]:
        """List what ``processes`` still has after so many seconds; earlier if there is nothing any more."""
        deadline = time.monotonic() + seconds
        while (left := self.processes()) and time.monotonic() < deadline:
            time.sleep(0.05)
        return left

    def end_processes(self) -> None:
        """End what still runs as the user, gpg's agent for one."""
        for _ in range(50):
            for process in self.processes():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            if not self.processes():
                return
            time.sleep(0.05)


@contextlib.contextmanager
def backup_user(directory: Path, shell: str = "/bin/sh") -> Iterator[BackupUser]:
    """Create a user whose home is in ``directory``, and remove both at the end.

    Raises ``RuntimeError``, with what ``useradd`` says, when it fails.
    """
    name = f"cback{secrets.token_hex(4)}"
    home = directory / name
    _alter_users("useradd", "--no-create-home", "--user-group", "--home-dir", str(home), "--shell", shell, name)
    try:
        entry = pwd.getpwnam(name)
        home.mkdir(mode=0o700)
        user = BackupUser(name, entry.pw_uid, entry.pw_gid, home)
        user.passphrase_file.touch(mode=0o600)
        user.passphrase_file.write_text(PASSPHRASE)
        user.give(home, user.passphrase_file)
        try:
            yield user
        finally:
            user.end_processes()
    finally:
        _alter_users("userdel", name)
        shutil.rmtree(home, ignore_errors=True)


def _alter_users(*command: str) -> None:
    """Run ``useradd`` or ``userdel``, which refuse while another one holds the lock of the user database."""
    for _ in range(20):
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if "lock" not in result.stderr:
            break
        time.sleep(0.2)
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {result.stderr.strip()}")
