"""Standard streams that are closed or full, locales of 8 bits, and signals that ask to end."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command import COMMAND, UNMEASURED
from documents import GOOD, document

from amazons3cfg import formats
from amazons3cfg.model.local_config import LocalConfig

WRONG = document((">Y<", ">maybe<"))
NAME = "gr\u00fc\u00dfe-\u6f22"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("good.conf").write_text(GOOD)
    Path("wrong.conf").write_text(WRONG)
    return tmp_path


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``amazons3cfg`` with what the shell does to its streams."""
    line = command.replace("amazons3cfg", str(COMMAND), 1)
    return subprocess.run(["bash", "-c", line], capture_output=True, env=UNMEASURED | environment, timeout=60)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("check - <&-", "<stdin>: error[A100]: it is closed"),
        ("check - 0> written", "<stdin>: error[A100]: Bad file descriptor"),
        ("get - s3_bucket <&-", "<stdin>: error[A100]: it is closed"),
        ("show - <&-", "<stdin>: error[A100]: it is closed"),
        ("convert - a.json <&-", "<stdin>: error[A100]: it is closed"),
        ("set - s3_bucket=abc <&-", "<stdin>: error[A100]: it is closed"),
        ("check wrong.conf > /dev/full", "Error: standard output: No space left on device"),
        ("check wrong.conf --format sarif > /dev/full", "Error: standard output: No space left on device"),
        ("check wrong.conf >&-", "Error: standard output: it is closed"),
        ("show good.conf > /dev/full", "Error: standard output: No space left on device"),
        ("show good.conf --format xml > /dev/full", "Error: standard output: No space left on device"),
        ("get good.conf s3_bucket > /dev/full", "Error: standard output: No space left on device"),
        ("diff good.conf good.conf > /dev/full", "Error: standard output: No space left on device"),
        ("convert good.conf - --to json > /dev/full", "Error: standard output: No space left on device"),
        ("set good.conf warn_midnite=N --dry-run > /dev/full", "Error: standard output: No space left on device"),
        ("schema > /dev/full", "Error: standard output: No space left on device"),
        ("completion bash > /dev/full", "Error: standard output: No space left on device"),
        ("--help > /dev/full", "Error: standard output: No space left on device"),
    ],
)
def test_a_stream_that_is_closed_or_full_is_told_in_one_line(command: str, message: str) -> None:
    run = shell(f"amazons3cfg {command}")
    assert (run.returncode, run.stderr.decode()) == (2, f"{message}\n")


@pytest.mark.parametrize(
    "command",
    [
        "rule",
        "check wrong.conf",
        "check wrong.conf --format json",
        "show good.conf",
        "get good.conf s3_bucket",
        "--help",
    ],
)
def test_where_nobody_reads_any_more_it_ends_silently_and_not_as_after_a_finding(command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run([COMMAND, *command.split()], stdout=writer, stderr=subprocess.PIPE, env=UNMEASURED)
    os.close(writer)
    assert (run.returncode, run.stderr) == (128 + signal.SIGPIPE, b"")


def test_the_others_are_checked_though_standard_input_is_closed() -> None:
    run = shell("amazons3cfg check - wrong.conf <&-")
    assert run.returncode == 2
    assert run.stdout.decode().splitlines()[-1] == "1 error, 0 warnings in 1 file"


@pytest.mark.parametrize("redirection", ["2>&-", "2> /dev/full", "2>&- <&-"])
@pytest.mark.parametrize(("name", "code"), [("good.conf", 0), ("wrong.conf", 1), ("missing.conf", 2)])
def test_standard_error_may_be_closed_or_full(redirection: str, name: str, code: int) -> None:
    run = shell(f"amazons3cfg check {name} {redirection}")
    assert (run.returncode, run.stderr) == (code, b"")
    assert run.stdout == shell(f"amazons3cfg check {name}").stdout


def test_what_is_saved_never_stands_in_for_a_closed_stream() -> None:
    run = shell("amazons3cfg set good.conf s3_bucket=My_Bad --force 2>&- >&- <&-")
    assert run.returncode == 0
    assert "<s3_bucket>My_Bad</s3_bucket>" in Path("good.conf").read_text()
    assert b"error[" not in Path("good.conf").read_bytes()


# Locales


@pytest.fixture(params=["PYTHONIOENCODING", "locale"])
def latin(request: pytest.FixtureRequest, turkish: Callable[[str], dict[str, str]]) -> dict[str, str]:
    """Return the environment of a terminal that shows one byte a character."""
    if request.param == "PYTHONIOENCODING":
        return {"PYTHONIOENCODING": "latin-1"}
    return turkish("ISO-8859-9") | {"PYTHONUTF8": "0"}


def test_documents_are_written_as_the_bytes_that_they_declare(latin: dict[str, str]) -> None:
    text = GOOD.replace("</s3_bucket>", f"/{NAME}</s3_bucket>")
    Path("a.conf").write_text(text, "utf-8")
    config = LocalConfig(xmlData=text)
    for form in ("xml", "json", "yaml", "toml"):
        written = formats.dumps(config, form).encode()
        assert shell(f"amazons3cfg convert a.conf - --to {form}", **latin).stdout == written
        assert shell(f"amazons3cfg show a.conf --format {form}", **latin).stdout == written
    assert shell("amazons3cfg set - warn_midnite=N < a.conf", **latin).stdout.decode() == text.replace(">Y<", ">N<")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1"])
def test_a_dry_run_prints_the_bytes_that_patch_needs(encoding: str, latin: dict[str, str]) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    start = GOOD.index("?>") + 2
    text = f"<?xml version='1.0' encoding='{declared}'?><!-- gr\u00fc\u00dfe -->{GOOD[start:]}"
    Path("a.conf").write_bytes(text.encode(encoding))
    for environment in (latin, {}):
        patch = shell("amazons3cfg set a.conf warn_midnite=N --dry-run", **environment).stdout
        shutil.copy("a.conf", "b.conf")
        subprocess.run(["patch", "--binary", "b.conf"], input=patch, check=True, capture_output=True)
        assert Path("b.conf").read_bytes() == text.replace(">Y<", ">N<").encode(encoding)


def test_reports_for_programs_are_utf_8_and_those_for_people_escape(latin: dict[str, str]) -> None:
    Path("a.conf").write_text(GOOD.replace(">Y<", f">{NAME}<"), "utf-8")
    for form in ("json", "gitlab", "sarif", "junit"):
        assert NAME in shell(f"amazons3cfg check a.conf --format {form}", **latin).stdout.decode("utf-8")
    for form in ("text", "github"):
        run = shell(f"amazons3cfg check a.conf --format {form}", **latin)
        assert (run.returncode, run.stderr) == (1, b"")
        assert "gr\u00fc\u00dfe-\\u6f22" in run.stdout.decode("latin-1")


def test_a_value_is_shown_as_it_is_or_not_at_all(latin: dict[str, str]) -> None:
    for value in (NAME, NAME[:5]):
        Path("a.conf").write_text(GOOD.replace("</s3_bucket>", f"/{value}</s3_bucket>"), "utf-8")
        run = shell("amazons3cfg get a.conf s3_bucket", **latin)
        if value == NAME:
            assert (run.returncode, run.stdout) == (2, b"")
            assert b"'\\u6f22' cannot be written in" in run.stderr
        else:
            assert (run.returncode, run.stdout.endswith(f"/{value}\n".encode("latin-1"))) == (0, True)
        shown = shell("amazons3cfg show a.conf", **latin)
        assert (shown.returncode, shown.stderr) == (0, b"")
        differing = shell("amazons3cfg diff a.conf good.conf", **latin)
        assert (differing.returncode, differing.stderr) == (1, b"")


# Signals


def ending(folder: Path, process: "subprocess.Popen[bytes]", number: int) -> None:
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (128 + number, b"")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_check_that_is_asked_to_end_takes_its_processes_along_and_says_nothing(number: int, folder: Path) -> None:
    (folder / "many").mkdir()
    for each in range(2000):
        (folder / "many" / f"{each}.conf").hardlink_to(folder / "wrong.conf")
    os.mkfifo(folder / "pipe.conf")  # nobody writes
    child = "import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"  # tests that run under nohup ignore it
    child += "import amazons3cfg.cli as c, amazons3cfg.cli.parallel as p; p._cores = lambda: 2; c.main()"
    process = subprocess.Popen(
        [sys.executable, "-c", child, "check", "many", "pipe.conf"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=UNMEASURED,
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    ending(folder, process, number)
    with pytest.raises(ProcessLookupError):  # nobody of its group is left
        os.killpg(process.pid, 0)


def test_processes_whose_first_one_is_killed_end_quietly(folder: Path) -> None:
    (folder / "many").mkdir()
    for each in range(5000):
        (folder / "many" / f"{each}.conf").hardlink_to(folder / "wrong.conf")
    child = "import amazons3cfg.cli as c, amazons3cfg.cli.parallel as p; p._cores = lambda: 2; c.main()"
    process = subprocess.Popen(
        [sys.executable, "-c", child, "check", "many"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=UNMEASURED,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    _, errors = process.communicate(timeout=60)  # ends when the last of them has closed the streams
    assert errors == b""


SLOW = """
import os, sys, time
fsync = os.fsync
def slow(descriptor):
    print("saving", flush=True)
    time.sleep(30)
    fsync(descriptor)
os.fsync = slow
from amazons3cfg.cli import main
main()
"""


@pytest.mark.parametrize("backup", [(), ("--backup", ".bak")])
def test_a_save_that_is_asked_to_end_leaves_the_old_file_and_nothing_else(
    backup: tuple[str, ...], folder: Path
) -> None:
    before = sorted(folder.iterdir())
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, "set", "good.conf", "warn_midnite=N", *backup],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=UNMEASURED,
    )
    assert process.stdout is not None
    process.stdout.readline()
    ending(folder, process, signal.SIGTERM)
    assert sorted(folder.iterdir()) == before
    assert Path("good.conf").read_text() == GOOD


def test_a_command_that_ignores_hang_ups_goes_on_ignoring_them() -> None:
    child = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); import os, amazons3cfg.cli.check as k;"
    child += "k.check = lambda source: os.kill(os.getpid(), signal.SIGHUP) or []; from amazons3cfg.cli import main;"
    run = subprocess.run(
        [sys.executable, "-c", f"{child} main()", "check", "good.conf"], capture_output=True, env=UNMEASURED
    )
    assert (run.returncode, re.sub(rb"\s", b"", run.stdout)) == (0, b"0errors,0warningsin1file")
