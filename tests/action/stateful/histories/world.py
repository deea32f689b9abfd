"""A staging directory, a bucket and a working directory, in which runs can be had, and things happen during them."""

import contextlib
import ctypes
import os
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from amazons3action import action, executeAction, rounds
from amazons3action.account import Account

from histories import stub

Happening = Callable[[], bool | None]
"""Something that happens, as root; False lets the stub's step fail."""

KILLED, ENDED = "killed", "ended"
SEAL = "seal ${input} ${output}"
_libc = ctypes.CDLL(None, use_errno=True)
_MNT_DETACH = 2


class World:
    """One machine with its bucket. Use ``made`` to make one."""

    def __init__(self, root: Path, account: Account, files_a_start: int) -> None:
        """Make the directories below ``root``; an ``aws`` is started for so many files."""
        self.account = account
        self._files_a_start = files_a_start
        self.bin, self.staging, self.working = root / "bin", root / "staging", root / "working"
        for made in (self.bin, self.staging, self.working, self.bin / "bucket", self.bin / "incoming"):
            made.mkdir()
        for theirs in (self.bin / "bucket", self.bin / "incoming"):
            os.chown(theirs, account.uid, account.gid)
        script = self.bin / "aws"
        content = Path(stub.__file__).read_text()
        script.write_text(f"#!{os.path.realpath(sys.executable)} -IS\n{content}")
        script.chmod(0o755)
        (self.bin / "seal").symlink_to("aws")
        (self.bin / "sleep").symlink_to("/bin/true")  # what ends what ignores a signal has no need to wait
        self._conf = root / "cback.conf"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.bin / "events"))
        self._listener.listen(64)
        os.chown(self.bin / "events", account.uid, account.gid)
        self.run_pid = 0
        self._patience: float | None = None

    def objects(self) -> dict[str, bytes]:
        """Read the bucket."""
        return {_key(name): (self.bin / "bucket" / name).read_bytes() for name in os.listdir(self.bin / "bucket")}

    def put(self, key: str, content: bytes) -> None:
        """Make an object, as another writer would, whole."""
        (self.bin / "incoming" / "other").write_bytes(content)
        (self.bin / "incoming" / "other").rename(self.bin / "bucket" / stub.quoted(key))

    def delete(self, key: str) -> None:
        """Delete an object, if it is there."""
        (self.bin / "bucket" / stub.quoted(key)).unlink(missing_ok=True)

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
        """Have a run, and let things happen before the stubs' steps of those numbers.

        Returns None if it succeeded, what it raised, or whether it was ``KILLED`` or ``ENDED``. Nothing of it runs any
        more afterwards.
        """
        section = "<s3_bucket>b</s3_bucket>" + (f"<encrypt>{SEAL}</encrypt>" if encrypted else "")
        self._conf.write_text(f"<cb_config><amazons3>{section}</amazons3></cb_config>")
        told, tells = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of threads, which the child does without
            self.run_pid = os.fork()
        if not self.run_pid:
            os.close(told)
            self._be_the_run(today, full, tells)
        os.close(tells)
        self._patience = None
        said = self._serve(told, dict(happenings))
        status = os.waitpid(self.run_pid, 0)[1]
        (self.working / "filler").unlink(missing_ok=True)
        if os.WIFSIGNALED(status):
            self._wait_for_others()
            return KILLED if os.WTERMSIG(status) == signal.SIGKILL else ENDED
        return said.decode(errors="replace") or None

    def kill(self) -> None:
        """Kill the run, in the middle of what it does."""
        os.kill(self.run_pid, signal.SIGKILL)

    def end(self) -> None:
        """Ask the run to end."""
        os.kill(self.run_pid, signal.SIGTERM)
        self._patience = 0.01

    def close(self) -> None:
        """Free what it has."""
        self._listener.close()

    def _be_the_run(self, today: date, full: bool, tells: int) -> None:
        try:
            os.environ["PATH"] = f"{self.bin}:{os.environ['PATH']}"
            rounds.FILES_A_START = self._files_a_start
            action.date = SimpleNamespace(today=lambda: today)  # type: ignore[attr-defined, assignment]
            options = SimpleNamespace(
                backupUser=self.account.user,
                backupGroup=self.account.user,
                workingDir=str(self.working),
                startingDay="monday",
            )
            config = SimpleNamespace(options=options, stage=SimpleNamespace(targetDir=str(self.staging)))
            executeAction(str(self._conf), SimpleNamespace(full=full), config)
        except BaseException as error:
            os.write(tells, f"{type(error).__name__}: {error}".encode(errors="replace")[:4000])
        finally:
            os._exit(0)

    def _serve(self, told: int, happenings: dict[int, Happening]) -> bytes:
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
                if words[0] == b"su" and os.fsencode(self.account.user) in words:
                    os.kill(pid, signal.SIGKILL)

    def _processes(self, uid: int | None = None) -> Iterator[int]:
        """Yield the processes of a user, if not given the backup user, that still do something."""
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                if os.stat(f"/proc/{name}").st_uid == (self.account.uid if uid is None else uid):
                    os.readlink(f"/proc/{name}/exe")  # a process that has only to be waited for has none
                    yield int(name)


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
        world.close()
        if disk:
            _libc.umount2(os.fsencode(world.working), _MNT_DETACH)
        shutil.rmtree(root)


def _key(name: str) -> str:
    parts = name.split("%")
    return (parts[0].encode() + b"".join(bytes([int(part[:2], 16)]) + part[2:].encode() for part in parts[1:])).decode()
