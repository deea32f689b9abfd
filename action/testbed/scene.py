"""The scene of every fault: an earlier backup of the day in the bucket, and a staging directory that changed.

``play`` runs the action with a fault and once more without it, and tells what it found.
"""

import contextlib
import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from signal import Signals

from testbed.bed import Bed
from testbed.cback import Run, Started
from testbed.gates import Gates, cipher, make_gates
from testbed.proxy import FaultProxy, Rule, fault_proxy
from testbed.site import AWS_1, Site
from testbed.user import BackupUser

STAGED = {
    "same.txt": b"as before\n",
    "changed.bin": bytes(range(256)) * 1200,
    "new file.txt": b"of today\n",
    "sub/mycback.tar": b"in a directory",
    "sub/empty": b"",
}
EARLIER = {"same.txt": b"as before\n", "changed.bin": b"before the change", "gone.txt": b"no longer staged"}
_CHANGING = {
    r"bucket-\d+": "bucket",
    r"/*site-\d+/": "/",
    r"\d{4}/\d\d/\d\d": "YYYY/MM/DD",
    r" as cback[0-9a-f]{8} ": " as backup ",
    r"cback\.amazons3\.[0-9a-f]+": "cback.amazons3.*",
}
_LONGEST = 240
_REACH_SECONDS = 60.0
_END_SECONDS = 8.0


@dataclass
class Scene:
    """One installation that a fault is about to meet."""

    site: Site
    proxy: FaultProxy
    gates: Gates
    cleanup: contextlib.ExitStack
    held: Callable[[], bool] = lambda: True

    def rule(self, rule: Rule) -> None:
        """Let the proxy follow a rule; a rule that holds is the point to wait for."""
        self.proxy.rules.append(rule)
        if rule.hold:
            self.held = rule.reached.is_set


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong: what to arrange, and the signal to send at the arranged point, if any.

    A ``harmless`` fault does not keep the run from succeeding; a ``late`` one comes when the new backup has been
    verified and stale objects are gone. The errors logged must hold each of the words ``says``.
    """

    name: str
    arrange: Callable[[Scene], None]
    says: tuple[str, ...] = ()
    encrypted: bool = False
    signal: Signals | None = None
    harmless: bool = False
    late: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a fault did: how the run ended and what it said, and everything that is wrong about it."""

    ended: str
    said: str
    earlier: str
    indicator: bool
    wrong: list[str]


def play(bed: Bed, fault: Fault) -> Outcome:
    """Run the action with the fault, check what must hold, and run it again undisturbed."""
    bed.user.end_processes()  # an earlier run's, such as gpg's agent, are not this one's
    with contextlib.ExitStack() as cleanup:
        proxy = cleanup.enter_context(fault_proxy(bed.port))
        site = bed.site(prefix="some/prefix")
        bed.user.configure_aws(proxy.endpoint, attempts=2 if fault.harmless else 1)
        scene = Scene(site, proxy, make_gates(site.root / "gates", bed.user), cleanup)
        if fault.encrypted:
            site.encrypt = scene.gates.seal()
        others = _fill(site, fault.encrypted)
        fault.arrange(scene)
        run, wrong = _disturbed_run(scene, fault)
        wrong += _losses(site, others, fault)
        indicator = site.indicator().exists()
        if indicator != fault.harmless:
            wrong.append("an indicator without a verified backup" if indicator else "no indicator")
        outcome = Outcome(_ending(run), _said(run, bed.root), _earlier(site, fault), indicator, wrong)
        bed.user.configure_aws(bed.endpoint)
        site.overrides = {"aws": AWS_1}
        if fault.encrypted:
            site.encrypt = scene.gates.seal()
        wrong += [f"next run: {each}" for each in _next_run(site, others, fault)]
        return outcome


def _fill(site: Site, encrypted: bool) -> dict[str, bytes]:
    """Stage the day and store its earlier backup; gives the other objects."""
    site.stage(STAGED)
    for name, content in EARLIER.items():
        site.bucket.put(site.day_prefix() + name, sealed(site.user, content) if encrypted else content)
    lookalike = site.day_prefix().rstrip("/") + "0/"
    others = {f"{site.day_prefix(-1)}a": b"yesterday", f"{lookalike}b": b"alike", "outside": b"the prefix"}
    for key, content in others.items():
        site.bucket.put(key, content)
    return others


def _disturbed_run(scene: Scene, fault: Fault) -> tuple[Run, list[str]]:
    wrong = []
    started = scene.site.start()
    if fault.signal is not None:
        if not _reached(scene, started):
            wrong.append("the point of the fault was never reached")
        started.process.send_signal(fault.signal)
    run = started.finish()
    wrong += _left_processes(scene.site.user)
    if fault.signal is not Signals.SIGKILL and (left := _left_files(scene.site.working)):
        wrong.append(f"left in the working directory: {left}")
    scene.cleanup.close()
    if (run.code == 0) != fault.harmless:
        wrong.append(f"ended with {run.code}")
    if run.code > 0 and not run.errors():
        wrong.append("no error logged")
    said = " ".join(run.errors())
    wrong += [f"the error does not say {words!r}" for words in fault.says if words not in said]
    return run, wrong


def _reached(scene: Scene, started: Started) -> bool:
    deadline = time.monotonic() + _REACH_SECONDS
    while not scene.held() and started.process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    return scene.held()


def _next_run(site: Site, others: dict[str, bytes], fault: Fault) -> list[str]:
    site.indicator().unlink(missing_ok=True)
    run = site.run()
    if run.code != 0:
        return [f"ended with {run.code}: {run.errors()}"]
    wrong = _losses(site, others, fault) + _left_processes(site.user)
    if _plain(site, fault.encrypted) != _staged(site):
        wrong.append(f"the bucket holds {sorted(site.stored())}")
    if not site.indicator().exists():
        wrong.append("no indicator")
    if left := _left_files(site.working):
        wrong.append(f"left in the working directory: {left}")
    return wrong


def _losses(site: Site, others: dict[str, bytes], fault: Fault) -> list[str]:
    """Tell which objects are neither what they were nor what replaces them."""
    wrong = [f"{key} was lost" for key, content in others.items() if _get(site, key) != content]
    plain, staged = _plain(site, fault.encrypted), _staged(site)
    may_be_gone = fault.late or site.indicator().exists()
    for name, content in EARLIER.items():
        if plain.get(name) not in (content, staged.get(name, None if may_be_gone else content)):
            wrong.append(f"{name} of the earlier backup was lost")
    return wrong


def _earlier(site: Site, fault: Fault) -> str:
    plain = _plain(site, fault.encrypted)
    kept = sum(plain.get(name) == content for name, content in EARLIER.items())
    replaced = sum(name in plain and plain[name] != content for name, content in EARLIER.items())
    removed = len(EARLIER) - kept - replaced
    counts = {"kept": kept, "replaced": replaced, "removed": removed}
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count)


def _plain(site: Site, encrypted: bool) -> dict[str, bytes]:
    return {name: sealed(site.user, body) if encrypted else body for name, body in site.stored().items()}


def _staged(site: Site) -> dict[str, bytes]:
    return {
        str(path.relative_to(site.day())): path.read_bytes()
        for path in site.day().rglob("*")
        if path.is_file() and not path.name.startswith("cback.")
    }


def _get(site: Site, key: str) -> bytes | None:
    with contextlib.suppress(OSError):
        return site.bucket.get(key)
    return None


def sealed(user: BackupUser, content: bytes) -> bytes:
    """Encrypt, or decrypt, as the gates' encrypt command does, which leaves empty files empty."""
    return content and subprocess.run(cipher(user), input=content, capture_output=True, check=True).stdout


def _left_processes(user: BackupUser) -> list[str]:
    """Tell which processes of the run outlast the time that ``su`` takes to end them."""
    left = user.processes_after(_END_SECONDS)
    user.end_processes()
    return [f"still running: {sorted(left.values())}"] if left else []


def _left_files(directory: Path) -> list[str]:
    return sorted(str(path.relative_to(directory)) for path in directory.rglob("*"))


def _ending(run: Run) -> str:
    return Signals(-run.code).name if run.code < 0 else f"exit {run.code}"


def _said(run: Run, root: Path) -> str:
    """Tell the first error without what differs from one run to the next."""
    said = " ".join(run.errors()[:1]).removeprefix("Error executing backup: ").replace(str(root).lstrip("/"), "")
    for pattern, instead in _CHANGING.items():
        said = re.sub(pattern, instead, said)
    return said if len(said) < _LONGEST else f"{said[:_LONGEST]} ..."
