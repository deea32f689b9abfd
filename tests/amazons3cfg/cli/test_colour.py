"""When there is colour: as ``--color`` says, the environment, or the terminal."""

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from command import COMMAND, UNMEASURED
from documents import GOOD, document
from terminal import read_terminal

ESCAPE = "\x1b["
PLAIN = {key: value for key, value in UNMEASURED.items() if key not in ("NO_COLOR", "FORCE_COLOR")} | {"TERM": "xterm"}


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.conf").write_text(GOOD)
    Path("bad.conf").write_text(document((">Y<", ">yes<")))
    Path("warned.conf").write_text(document(("600 MB", "3 GB")))


def shown(*arguments: str, terminal: bool = True, **environment: str) -> str:
    """Return what a command shows, on a terminal or in a pipe."""
    leader, follower = pty.openpty()
    command = [str(COMMAND), *arguments]
    if not terminal:
        os.close(leader)
        os.close(follower)
        run = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=PLAIN | environment
        )
        return str(run.stdout)
    process = subprocess.Popen(command, stdout=follower, stderr=follower, env=PLAIN | environment)
    os.close(follower)
    told = read_terminal(leader).decode().replace("\r\n", "\n")
    process.wait()
    return told


@pytest.mark.parametrize(
    ("options", "environment", "terminal", "coloured"),
    [
        ([], {}, True, True),
        ([], {}, False, False),
        ([], {"NO_COLOR": "1"}, True, False),
        ([], {"NO_COLOR": ""}, True, True),
        ([], {"FORCE_COLOR": "1"}, False, True),
        ([], {"FORCE_COLOR": "0"}, True, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ([], {"TERM": "dumb"}, True, False),
        ([], {"TERM": "dumb", "FORCE_COLOR": "1"}, False, True),
        (["--color", "always"], {"NO_COLOR": "1"}, False, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, True, False),
        (["--color", "auto"], {"NO_COLOR": "1"}, True, False),
        (["--color", "auto"], {}, True, True),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        ["check", "bad.conf"],
        ["check", "missing.conf"],
        ["check", "bad.conf", "--diff"],
        ["set", "good.conf", "warn_midnite=N", "--dry-run"],
        ["set", "good.conf", "warn_midnite=maybe"],
        ["chek"],
    ],
    ids=" ".join,
)
def test_the_option_decides_then_the_environment_then_the_terminal(
    command: list[str], options: list[str], environment: dict[str, str], terminal: bool, coloured: bool
) -> None:
    before = shown(*options, *command, terminal=terminal, **environment)
    assert (ESCAPE in before) == coloured
    if command != ["chek"]:  # what is no command has no options
        assert shown(*command, *options, terminal=terminal, **environment) == before


def test_colours_change_nothing_but_the_colour() -> None:
    for command in (["check", "bad.conf"], ["check", "bad.conf", "--diff"], ["show", "bad.conf"]):
        told = shown(*command, "--color", "always", terminal=False)
        assert re.sub("\x1b\\[[0-9;]*m", "", told) == shown(*command, terminal=False)


def test_the_lines_of_a_diff_have_the_colours_of_git() -> None:
    lines = shown("set", "good.conf", "warn_midnite=N", "--dry-run").splitlines()
    for start, colour in (("--- ", 1), ("+++ ", 1), ("@@ ", 36), ("-  ", 31), ("+  ", 32)):
        assert any(line.startswith(f"{ESCAPE}{colour}m{start}") for line in lines)
    assert any(line.startswith("   ") for line in lines)


@pytest.mark.parametrize(("file", "colour"), [("good", 32), ("warned", 33), ("bad", 31)])
def test_the_summary_has_the_colour_of_the_worst(file: str, colour: int) -> None:
    assert shown("check", f"{file}.conf").splitlines()[-1].startswith(f"{ESCAPE}{colour}m")


def test_reports_for_programs_have_no_colour() -> None:
    for form in ("json", "sarif", "gitlab", "junit", "rdjson"):
        assert ESCAPE not in shown("check", "bad.conf", "--format", form, "--color", "always")
