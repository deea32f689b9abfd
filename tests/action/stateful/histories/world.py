"""A staging directory, a bucket and a working directory, in which runs can be had, and things happen during them."""

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from amazons3action import action, executeAction, rounds
from amazons3action.account import Account

from histories import stub
from histories.runner import Happening, Runner

SEAL = "seal ${input} ${output}"
_libc = ctypes.CDLL(None, use_errno=True)
_MNT_DETACH = 2


class World:
    """One machine with its bucket. Use ``made`` to make one."""

    def __init__(self, root: Path, account: Account, files_a_start: int) -> None:
        """Make the directories below ``root``; an ``aws`` is started for so many files."""
        self._account = account
        self._files_a_start = files_a_start
        self._bin, self.staging, self.working = root / "bin", root / "staging", root / "working"
        for made in (self._bin, self.staging, self.working, self._bin / "bucket", self._bin / "incoming"):
            made.mkdir()
        for theirs in (self._bin / "bucket", self._bin / "incoming"):
            os.chown(theirs, account.uid, account.gid)
        script = self._bin / "aws"
        content = Path(stub.__file__).read_text()
        script.write_text(f"#!{os.path.realpath(sys.executable)} -IS\n{content}")
        script.chmod(0o755)
        (self._bin / "seal").symlink_to("aws")
        (self._bin / "sleep").symlink_to("/bin/true")  # what ends what ignores a signal has no need to wait
        self._conf = root / "cback.conf"
        self.runner = Runner(self._bin / "events", account)

    def objects(self) -> dict[str, bytes]:
        """Read the bucket."""
        return {_key(name): (self._bin / "bucket" / name).read_bytes() for name in os.listdir(self._bin / "bucket")}

    def put(self, key: str, content: bytes) -> None:
        """Make an object, as another writer would, whole."""
        (self._bin / "incoming" / "other").write_bytes(content)
        (self._bin / "incoming" / "other").rename(self._bin / "bucket" / stub.quoted(key))

    def delete(self, key: str) -> None:
        """Delete an object, if it is there."""
        (self._bin / "bucket" / stub.quoted(key)).unlink(missing_ok=True)

    def stage(self, day: str, files: Mapping[str, bytes]) -> None:
        """Stage files of a day, beside those that are there."""
        (self.staging / day).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            self.change(day, name, content)
        (self.staging / day / "cback.stage").touch()

    def is_staged(self, day: str) -> bool:
        """Tell whether a day is staged to its end."""
        return (self.staging / day / "cback.stage").exists()

    def change(self, day: str, name: str, content: bytes) -> None:
        """Write a file of a day anew, or another content into it, if there is the day."""
        path = self.staging / day / name
        if (self.staging / day).exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)

    def remove(self, day: str, name: str) -> None:
        """Remove a staged file, if it is there."""
        (self.staging / day / name).unlink(missing_ok=True)

    def fill(self) -> None:
        """Fill the working directory's disk until the run ends."""
        with contextlib.suppress(OSError), (self.working / "filler").open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass

    def staged(self, day: str) -> dict[str, bytes]:
        """Read what is staged for a day."""
        top = self.staging / day
        found = {str(path.relative_to(top)): path for path in top.rglob("*") if path.is_file()}
        return {name: path.read_bytes() for name, path in found.items() if not path.name.startswith("cback.")}

    def mark(self, day: str) -> tuple[int, int] | None:
        """Return what tells the mark of a stored day from an earlier one; None if there is none."""
        with contextlib.suppress(FileNotFoundError):
            status = (self.staging / day / "cback.amazons3").stat()
            return status.st_ino, status.st_ctime_ns
        return None

    def leftovers(self) -> set[str]:
        """Name what is in the working directory."""
        return set(os.listdir(self.working))

    def run(self, today: date, *, full: bool, encrypted: bool, happenings: Mapping[int, Happening]) -> str | None:
        """Have a run, and return how it ended, as ``Runner.run`` does."""
        section = "<s3_bucket>b</s3_bucket>" + (f"<encrypt>{SEAL}</encrypt>" if encrypted else "")
        self._conf.write_text(f"<cb_config><amazons3>{section}</amazons3></cb_config>")
        options = SimpleNamespace(
            backupUser=self._account.user,
            backupGroup=self._account.user,
            workingDir=str(self.working),
            startingDay="monday",
        )
        config = SimpleNamespace(options=options, stage=SimpleNamespace(targetDir=str(self.staging)))

        def call() -> None:
            os.environ["PATH"] = f"{self._bin}:{os.environ['PATH']}"
            rounds.FILES_A_START = self._files_a_start
            action.date = SimpleNamespace(today=lambda: today)  # type: ignore[attr-defined, assignment]
            executeAction(str(self._conf), SimpleNamespace(full=full), config)

        outcome = self.runner.run(call, happenings)
        (self.working / "filler").unlink(missing_ok=True)
        return outcome


@contextlib.contextmanager
def made(account: Account, disk: int | None, files_a_start: int) -> Iterator[World]:
    """Make a world whose working directory has so many kilobytes, if that is given."""
    root = Path(tempfile.mkdtemp(prefix="histories-"))
    root.chmod(0o755)
    world = World(root, account, files_a_start)
    if disk:
        target, options = os.fsencode(world.working), f"size={disk}k,mode=0755".encode()
        if _libc.mount(b"none", target, b"tmpfs", 0, options):
            raise OSError(ctypes.get_errno(), "mount")
    try:
        yield world
    finally:
        world.runner.close()
        if disk:
            _libc.umount2(os.fsencode(world.working), _MNT_DETACH)
        shutil.rmtree(root)


def _key(name: str) -> str:
    parts = name.split("%")
    return (parts[0].encode() + b"".join(bytes([int(part[:2], 16)]) + part[2:].encode() for part in parts[1:])).decode()
