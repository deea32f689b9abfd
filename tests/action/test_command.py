"""Commands as the backup user: their words, their failures, and their end."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest
from amazons3action import command
from amazons3action.account import Account
from amazons3action.interrupts import Interrupts
from amazons3action.processes import children

WORDS = ["a b", "$(id)", "`id`", "*", "-x", "--", "'", '"', "a\nb", "ä", "", "\\", ";", "${HOME}", "%s"]


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
    others = children()
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
    assert children() == others


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
