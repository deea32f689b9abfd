"""Commands as the backup user: their words, their failures, and their end."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from amazons3action import command, processes
from amazons3action.account import Account
from amazons3action.interrupts import Interrupts
from amazons3action.preflight.limit import within
from CedarBackup3.util import PathResolverSingleton
from testbed.user import BackupUser

WORDS = ["a b", "$(id)", "`id`", "*", "-x", "--", "'", '"', "a\nb", "ä", "", "\\", ";", "${HOME}", "%s"]
_SHELLS = [["dash"], ["bash", "--posix"], ["busybox", "sh"]]
# They wait for a part of a second only, so that the tests are quick.
_SCRIPTS = [re.sub(r"sleep \d", "sleep 0.3", script) for script in (processes.ENDS_AT_ONCE, processes.LETS_TIDY_UP)]


def all_children() -> set[int]:
    """Return the processes that this one has started and not waited for."""
    tasks = Path("/proc/self/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text().split()}


def test_words_arrive_as_they_are_as_the_user_without_input(account: Account) -> None:
    lines: list[bytes] = []
    script = 'id -un; cat; for word; do printf "%s\\0" "$word"; done | od -An -vtx1'

    def keep(line: bytes) -> bool:
        lines.append(line)
        return True

    command.run(account.user, ["/bin/sh", "-c", script, "sh", *WORDS], "Testing", keep)
    assert lines[0].decode() == account.user
    assert bytes.fromhex(b"".join(lines[1:]).decode()) == b"".join(word.encode() + b"\0" for word in WORDS)


def test_a_failure_tells_what_was_done_the_exit_code_and_the_last_lines(account: Account) -> None:
    script = "seq 100; echo sorry >&2; exit 7"
    with pytest.raises(OSError, match=r"^Doing it failed: exit code 7; it printed: 92 \|.*\| 100 \| sorry$"):
        command.run(account.user, ["/bin/sh", "-c", script], "Doing it")


def test_of_long_lines_the_beginning_is_told(account: Account) -> None:
    with pytest.raises(OSError, match=r"it printed: abcx*$") as caught:
        command.run(account.user, ["/bin/sh", "-c", "printf abc; printf %100000d 0 | tr ' ' x; exit 7"], "Doing it")
    assert len(str(caught.value)) < 2000


def test_a_line_of_any_length_takes_little_memory(account: Account) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    script = "head -c 600000000 /dev/zero | tr '\\0' x; echo; echo sorry; exit 7"
    with pytest.raises(OSError, match=r"it printed: x{1000} \| sorry$"):
        command.run(account.user, ["/bin/sh", "-c", script], "Doing it")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_what_steers_a_terminal_is_told_with_escapes(account: Account) -> None:
    with pytest.raises(OSError, match=re.escape(r"it printed: \x1b[2Ja\rb | \u202etxt | \xff")):
        command.run(account.user, ["/bin/sh", "-c", r"printf '\033[2Ja\rb\n\342\200\256txt\n\377'; exit 7"], "Doing it")


def test_the_callers_environment_changes_neither_python_nor_what_is_loaded(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PYTHONPATH", "PYTHONSTARTUP", "LD_PRELOAD", "LD_LIBRARY_PATH", "LC_ALL", "AWS_PROFILE", "OTHER"):
        monkeypatch.setenv(name, "/nope")
    lines: list[bytes] = []

    def keep(line: bytes) -> bool:
        lines.append(line)
        return True

    command.run(account.user, ["env"], "Looking", keep)
    got = {line.partition(b"=")[0].decode() for line in lines}
    assert {"AWS_PROFILE", "OTHER"} <= got
    assert not [name for name in got if name.startswith(("PYTHON", "LD_", "LC_"))]
    assert "AWS_PROFILE" in command.aws_variables()


def test_a_command_that_does_not_exist_is_told(account: Account) -> None:
    with pytest.raises(OSError, match=r"exit code 127.*nope"):
        command.run(account.user, ["/nope/nope"], "Doing it")


@pytest.mark.parametrize(
    ("number", "inner"),
    [
        (signal.SIGTERM, ""),
        (signal.SIGHUP, ""),
        (signal.SIGINT, ""),
        (signal.SIGTERM, "trap '' TERM HUP INT;"),
    ],
)
def test_a_signal_ends_the_command_with_all_it_started_and_then_has_its_effect(
    account: Account, working: Path, number: signal.Signals, inner: str
) -> None:
    ready = working / "ready"
    os.mkfifo(ready, 0o666)
    ready.chmod(0o666)
    others = all_children()
    effect: list[int] = []
    before = signal.signal(number, lambda got, frame: effect.append(got))
    pids: list[int] = []

    def interrupt() -> None:
        pids.extend(map(int, ready.read_text().split()))
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=interrupt, daemon=True)
    thread.start()
    script = f"{inner} sleep 1000 & inner=$!; echo $$ $inner > '{ready}'; wait"
    try:
        with pytest.raises(OSError, match=number.name), Interrupts() as interrupts, interrupts.raising():
            command.run(account.user, ["/bin/sh", "-c", script], "Waiting")
    finally:
        signal.signal(number, before)
        thread.join(10)
    assert effect == [number]
    assert len(pids) == 2
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            break
        time.sleep(0.02)
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert all_children() <= others


def test_a_signal_while_the_command_is_started_leaves_no_process(account: Account) -> None:
    others = all_children()
    for _ in range(5):
        before = signal.signal(signal.SIGTERM, lambda got, frame: None)

        def interrupt() -> None:
            while not all_children() - others:
                pass
            os.kill(os.getpid(), signal.SIGTERM)

        thread = threading.Thread(target=interrupt, daemon=True)
        thread.start()
        try:
            with pytest.raises(OSError, match="SIGTERM"), Interrupts() as interrupts, interrupts.raising():
                command.run(account.user, ["sleep", "1000"], "Waiting")
        finally:
            signal.signal(signal.SIGTERM, before)
            thread.join(10)
        assert all_children() <= others


def test_of_a_run_that_is_killed_no_command_stays_whatever_it_was_about_to_do(account: Account) -> None:
    script = """
import sys, threading
from amazons3action import command
for _ in range(3):
    threading.Thread(target=command.run, args=(sys.argv[1], ["sleep", "1000"], "Waiting")).start()
print(flush=True)
"""
    runs = [subprocess.Popen([sys.executable, "-c", script, account.user], stdout=subprocess.PIPE) for _ in range(12)]
    for number, run in enumerate(runs):
        assert run.stdout
        run.stdout.readline()
        time.sleep(number / 1000)
        run.kill()
        run.communicate()
    assert BackupUser(*account, home=Path("/")).processes_after(20) == {}


@contextmanager
def _ready(shell: list[str], words: list[str]) -> Iterator[processes._Process]:
    """Start a command, in which the shell runs one of the scripts, and wait until it prints that it is ready."""
    if not shutil.which(shell[0]):
        pytest.skip(f"needs {shell[0]}")
    with processes._start(words, os.environ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == b"ready\n"
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("shell", _SHELLS, ids=lambda shell: str(shell[0]))
@pytest.mark.parametrize("script", _SCRIPTS, ids=["at once", "tidied"])
@pytest.mark.parametrize("end", ["pipe", "signal", "itself"])
def test_a_command_ends_with_all_it_started_in_every_shell(shell: list[str], script: str, end: str) -> None:
    inner = "sleep 1000 & echo ready; exit 7" if end == "itself" else "sleep 1000 & trap '' INT; echo ready; wait"
    with _ready(shell, [*shell, "-c", script, "sh", "/bin/sh", "-c", inner]) as process:
        assert process.stdout
        if end == "pipe":
            process.end()
        if end == "signal":
            process.terminate()
        if end == "itself":
            assert process.wait(10) == 7
            assert _group_becomes(process.pid, ["sleep\0001000\0"])
            os.killpg(process.pid, signal.SIGKILL)
        process.stdout.read()  # to the end, which comes once nobody has it open any more
        assert _group_becomes(process.pid, [])


@pytest.mark.parametrize("shell", _SHELLS, ids=lambda shell: str(shell[0]))
@pytest.mark.parametrize("script", _SCRIPTS, ids=["at once", "tidied"])
def test_a_signal_that_comes_before_the_watcher_listens_is_not_lost(shell: list[str], script: str) -> None:
    late = script.replace("trap end TERM HUP;", "sleep 0.5; trap end TERM HUP;")
    assert late != script
    inner = "trap '' INT; echo ready; sleep 1000; sleep 1000"
    with _ready(shell, [*shell, "-c", late, "sh", "/bin/sh", "-c", inner]) as process:
        process.terminate()
        assert process.wait(20) != 0
        assert _group_becomes(process.pid, [])


@pytest.mark.parametrize("shell", _SHELLS, ids=lambda shell: str(shell[0]))
@pytest.mark.parametrize("script", _SCRIPTS, ids=["at once", "tidied"])
@pytest.mark.parametrize(
    "before",
    [
        pytest.param("sleep() { exit 2; }", id="no process can be made any more"),
        pytest.param("trap '' HUP INT", id="signals were ignored"),
    ],
)
def test_what_ignores_signals_ends_too_where_the_shell_is_hampered(shell: list[str], script: str, before: str) -> None:
    inner = "trap 'exit 3' INT TERM; sh -c 'trap \"\" INT TERM; echo ready; sleep 1000; sleep 1000' & wait"
    called = ["env", "--default-signal=INT", "/bin/sh", "-c", inner]
    if before.startswith("trap"):
        words = ["/bin/sh", "-c", f'{before}; exec "$@"', "sh", *shell, "-c", script, "sh", *called]
    else:
        words = [*shell, "-c", f"{before}\n{script}", "sh", *called]
    with _ready(shell, words) as process:
        process.end()
        process.wait(10)
        assert _group_becomes(process.pid, [])


def _group_becomes(group: int, expected: list[str]) -> bool:
    """Tell whether the processes of a group are, within some seconds, those with these command lines."""
    for _ in range(100):
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                state, _parent, its_group, *_rest = path.read_text().rpartition(")")[2].split()
                if int(its_group) == group and state != "Z":
                    found.append((path.parent / "cmdline").read_text())
        if found == expected:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("hangs", ["exec sleep 1000", "trap '' TERM; sleep 20 & wait"], ids=["", "deaf"])
@pytest.mark.parametrize("early", [True, False], ids=["at the start", "later"])
def test_a_su_that_hangs_is_ended_itself(
    account: Account, working: Path, monkeypatch: pytest.MonkeyPatch, hangs: str, early: bool
) -> None:
    others = all_children()
    (working / "su").write_text(f"#!/bin/sh\n{hangs}\n")
    (working / "su").chmod(0o755)
    PathResolverSingleton.getInstance().fill({"su": str(working / "su")})
    monkeypatch.setattr(processes, "_PATIENCE_SECONDS", 0.1)
    start = processes._start

    def ring(words: list[str], environment: dict[str, str]) -> object:
        process = start(words, environment)
        os.kill(os.getpid(), signal.SIGALRM)
        return process

    if early:
        monkeypatch.setattr(processes, "_start", ring)
    begun = time.monotonic()
    with pytest.raises(TimeoutError), within(1000 if early else 0.2):
        command.run(account.user, ["true"], "Waiting")
    assert time.monotonic() - begun < 30
    assert all_children() <= others


def test_a_signal_outside_the_work_waits_for_the_end() -> None:
    effect: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda got, frame: effect.append(got))
    try:
        with Interrupts():
            os.kill(os.getpid(), signal.SIGTERM)
            assert effect == []
        assert effect == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_what_the_user_may_read_is_judged_with_the_users_rights(account: Account, working: Path) -> None:
    for name, mode in (("open", 0o644), ("closed", 0o600)):
        (working / name).touch()
        (working / name).chmod(mode)
    assert account.unreadable([str(working / "open"), str(working / "closed")]) == [str(working / "closed")]
    assert os.geteuid() == 0
