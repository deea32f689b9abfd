"""Checking many files: on all cores, in order, in little memory, with a bar on a terminal."""

import multiprocessing
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from click import unstyle
from click.testing import CliRunner
from command import COMMAND, UNMEASURED
from documents import GOOD, document
from terminal import read_terminal

from amazons3cfg.cli import main, parallel
from amazons3cfg.cli.failure import CouldNotRun
from amazons3cfg.cli.progress import Progress

WRONG = document((">Y<", ">maybe<"))


@pytest.fixture
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_cores", lambda: 2)


def links(folder: Path, count: int, text: str = WRONG) -> Path:
    """Return ``folder`` with ``count`` names of a file with ``text``."""
    folder.mkdir()
    (folder / "0.conf").write_text(text)
    for number in range(1, count):
        (folder / f"{number}.conf").hardlink_to(folder / "0.conf")
    return folder


def with_pid(item: int) -> tuple[int, int]:
    return item, os.getpid()


def fail(item: int) -> int:
    if item == 700:
        raise OSError("item 700")
    return item


def be_killed(item: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return item


_counter = multiprocessing.get_context("fork").Value("i", 0)


def count(item: int) -> bytes:
    """Return what no pipe holds a chunk of."""
    with _counter.get_lock():
        _counter.value += 1
    return bytes(5000)


@pytest.mark.usefixtures("_two_cores")
class TestOrderedMap:
    @pytest.mark.parametrize("items", [0, 1, parallel.MANY - 1])
    def test_few_items_are_worked_on_in_this_process(self, items: int) -> None:
        assert list(parallel.ordered_map(with_pid, range(items))) == [(item, os.getpid()) for item in range(items)]

    @pytest.mark.parametrize("items", [parallel.MANY, parallel.MANY + 1, 3049])
    def test_many_items_are_worked_on_in_others_in_their_order(self, items: int) -> None:
        results = list(parallel.ordered_map(with_pid, range(items)))
        assert [item for item, _ in results] == list(range(items))
        assert os.getpid() not in {pid for _, pid in results}

    def test_one_core_needs_no_other_process(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(parallel, "_cores", lambda: 1)
        assert {pid for _, pid in parallel.ordered_map(with_pid, range(parallel.MANY))} == {os.getpid()}

    def test_work_waits_for_the_results_to_be_taken(self) -> None:
        results = parallel.ordered_map(count, range(10_000))
        for _ in range(1000):
            next(results)
        ahead = 2 * 2
        assert _counter.value <= 1000 + ahead * 50
        results.close()  # type: ignore[attr-defined]
        assert multiprocessing.active_children() == []

    def test_an_error_is_raised_and_ends_the_processes(self) -> None:
        with pytest.raises(OSError, match="item 700"):
            list(parallel.ordered_map(fail, range(5000)))
        assert multiprocessing.active_children() == []

    def test_a_killed_process_is_told_in_one_line(self) -> None:
        with pytest.raises(CouldNotRun, match="was killed"):
            list(parallel.ordered_map(be_killed, range(5000)))


@pytest.mark.parametrize("form", ["text", "sarif"])
def test_the_report_is_the_same_on_one_core_and_on_several(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = links(tmp_path / "conf", 1100)
    for number in range(0, 1100, 3):
        (folder / f"{number}.conf").unlink()
        (folder / f"{number}.conf").write_text(GOOD if number % 2 else "<cb_config>")
    (folder / "5.conf").unlink()
    (folder / "5.conf").write_text("Listen 80")
    reports = []
    for cores in (1, 3):
        monkeypatch.setattr(parallel, "_cores", lambda cores=cores: cores)
        reports.append(CliRunner().invoke(main, ["check", str(folder), "/nowhere", "--format", form]))
    assert reports[0].stdout == reports[1].stdout
    assert {report.stderr for report in reports} == {"/nowhere: error[A100]: No such file or directory\n"}
    assert {report.exit_code for report in reports} == {2}


@pytest.mark.parametrize("form", ["text", "json"])
def test_memory_does_not_grow_with_the_number_of_files(form: str, tmp_path: Path) -> None:
    def peak(count: int) -> int:
        command = [str(COMMAND), "check", str(links(tmp_path / str(count), count)), "--format", form]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=UNMEASURED)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 1
        return usage.ru_maxrss

    # Room for the names; all findings and texts would double it.
    assert peak(3 * parallel.MANY) < peak(parallel.MANY) * 1.1


# The bar


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def ticks(*seconds: float) -> Iterator[float]:
    yield from seconds


def test_the_bar_comes_after_a_second_changes_at_times_and_goes() -> None:
    terminal = Terminal()
    times = ticks(0, 0.9, 1.0, 1.0, 1.05, 1.2, 1.2)
    progress = Progress(60, terminal, lambda: next(times))
    progress.show(1)
    progress.clear()
    assert terminal.getvalue() == ""
    progress.show(2)
    assert terminal.getvalue() == f"\r\x1b[K[#{' ' * 29}] 2 of 60 files"
    progress.show(3)
    assert "3 of 60" not in terminal.getvalue()
    progress.show(60)
    progress.clear()
    progress.clear()
    assert terminal.getvalue().endswith(f"\r\x1b[K[{'#' * 30}] 60 of 60 files\r\x1b[K")


def test_there_is_no_bar_where_there_is_no_terminal() -> None:
    stream = StringIO()
    times = ticks(0, 5)
    progress = Progress(1, stream, lambda: next(times))
    progress.show(1)
    progress.clear()
    assert stream.getvalue() == ""


def test_a_run_on_a_terminal_shows_the_bar_and_leaves_only_the_report(tmp_path: Path) -> None:
    slow = tmp_path / "1.conf"
    os.mkfifo(slow)
    for name in ("2.conf", "3.conf"):
        (tmp_path / name).write_text(WRONG)

    def write_late() -> None:
        with slow.open("w") as file:  # waits for the reader
            time.sleep(1.2)
            file.write(GOOD)

    writer = threading.Thread(target=write_late)
    leader, follower = pty.openpty()
    command = [str(COMMAND), "check", "1.conf", "2.conf", "3.conf"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=follower, stderr=follower, env=UNMEASURED) as process:
        os.close(follower)
        writer.start()
        shown = read_terminal(leader)
    writer.join()
    assert process.returncode == 1
    assert b"] 1 of 3 files" in shown
    left = [unstyle(line.rpartition("\x1b[K")[2]) for line in shown.decode().split("\r\n")]
    assert left[0].startswith("2.conf:14:21: error[A302]")
    assert left[-2:] == ["2 errors, 0 warnings in 3 files", ""]


def test_an_interrupt_ends_a_run_in_processes_at_once_and_quietly(tmp_path: Path) -> None:
    folder = links(tmp_path / "conf", parallel.MANY + 10)
    os.mkfifo(folder / "last.conf")  # nobody writes, so that a process waits here for good
    # What is started in the background has interrupts ignored, and hands that on.
    child = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    child += "import amazons3cfg.cli as c, amazons3cfg.cli.parallel as p; p._cores = lambda: 2; c.main()"
    command = [sys.executable, "-c", child, "check", *map(str, sorted(folder.iterdir()))]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=UNMEASURED, start_new_session=True
    )
    assert process.stdout is not None
    process.stdout.readline()  # the first findings are there, so that the processes are too
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.strip()) == (1, "Aborted!")
