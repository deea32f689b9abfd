"""``amazons3cfg check --fix`` and ``--diff``: what they write, what they tell, and their exit codes."""

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from command import COMMAND, UNMEASURED
from documents import GOOD, document

from amazons3cfg.cli import main, parallel
from amazons3cfg.text.saving import save

SAFE = document((">Y<", ">yes<"), ("example-bucket/staging", "s3://example-bucket/staging"))
UNSAFE = document(("</full_size_limit>", "</full_size_limt>"), ("<full_size_limit>", "<full_size_limt>"))
BOTH = UNSAFE.replace(">Y<", ">yes<")
HOPELESS = SAFE.replace(">yes<", ">maybe<")


@pytest.fixture(autouse=True)
def _in_an_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(text: str | bytes, *options: str) -> Result:
    data = text.encode() if isinstance(text, str) else text
    Path("a.conf").write_bytes(data)
    return CliRunner().invoke(main, ["check", "a.conf", *options])


def told(result: Result) -> list[str]:
    """Return the summary."""
    return [line for line in result.stdout.splitlines() if not line.startswith(" ") and "a.conf:" not in line]


NOTHING_LEFT = "0 errors, 0 warnings in 1 file"


@pytest.mark.parametrize(
    ("text", "options", "code", "summary", "left"),
    [
        (GOOD, ["--fix"], 0, [NOTHING_LEFT], GOOD),
        (SAFE, [], 1, ["2 can be fixed with --fix", "2 errors, 0 warnings in 1 file"], SAFE),
        (SAFE, ["--fix"], 0, ["2 fixed", NOTHING_LEFT], GOOD),
        (
            BOTH,
            [],
            1,
            ["1 can be fixed with --fix, 1 more with --fix --unsafe-fixes", "2 errors, 0 warnings in 1 file"],
            BOTH,
        ),
        (
            BOTH,
            ["--fix"],
            1,
            ["1 fixed", "1 can be fixed with --fix --unsafe-fixes", "1 error, 0 warnings in 1 file"],
            UNSAFE,
        ),
        (BOTH, ["--fix", "--unsafe-fixes"], 0, ["2 fixed", NOTHING_LEFT], GOOD),
        (HOPELESS, ["--fix"], 1, ["1 fixed", "1 error, 0 warnings in 1 file"], document((">Y<", ">maybe<"))),
        (SAFE, ["--fix", "--ignore", "A302"], 0, ["1 fixed", NOTHING_LEFT], document((">Y<", ">yes<"))),
    ],
)
def test_fixes_are_made_and_what_is_left_is_told(
    text: str, options: list[str], code: int, summary: list[str], left: str
) -> None:
    result = check(text, *options)
    assert (result.exit_code, told(result)) == (code, summary)
    assert Path("a.conf").read_text() == left


def test_what_is_left_is_shown_where_it_stands_now() -> None:
    result = check(SAFE.replace("<amazons3>", "<amazons3><x/>").replace(">yes<", ">yes<"), "--fix")
    place = "<amazons3><x/>"
    line = GOOD[: GOOD.index("<amazons3>")].count("\n") + 1
    assert result.stdout.splitlines()[:2] == [
        f"a.conf:{line}:14: error[A203]: <x> is not an element of <amazons3>",
        f"{line:4} |    {place}",
    ]


def test_a_diff_tells_what_would_change_and_changes_nothing() -> None:
    result = check(BOTH, "--diff")
    assert (result.exit_code, Path("a.conf").read_text()) == (1, BOTH)
    assert "-      <warn_midnite>yes</warn_midnite>\n+      <warn_midnite>Y</warn_midnite>\n" in result.stdout
    assert result.stderr == "would fix 1; 1 error, 0 warnings in 1 file would be left\n"
    Path("patch").write_text(result.stdout)
    subprocess.run(["patch", "-s", "-p0", "-i", "patch"], check=True)
    assert Path("a.conf").read_text() == UNSAFE
    assert check(GOOD, "--diff").exit_code == 0
    assert check(HOPELESS, "--diff", "--ignore", "A311").exit_code == 0
    both = check(BOTH, "--diff", "--fix", "--unsafe-fixes")
    assert (both.exit_code, both.stderr[:11], Path("a.conf").read_text()) == (1, "would fix 2", BOTH)


@pytest.mark.parametrize(("options", "out"), [(["--fix"], GOOD), (["--fix", "--format", "json"], GOOD)])
def test_standard_input_goes_to_standard_output_mended(options: list[str], out: str) -> None:
    result = CliRunner().invoke(main, ["check", "-", *options], input=SAFE)
    assert (result.exit_code, result.stdout) == (0, out)
    assert "0 errors" in result.stderr or '"errors": 0' in result.stderr


@pytest.mark.parametrize("data", [b"\xff", b"<cb_config", GOOD.encode("utf-16"), b""])
def test_what_cannot_be_mended_goes_through_as_it_is(data: bytes) -> None:
    result = CliRunner().invoke(main, ["check", "-", "--fix"], input=data)
    assert (result.exit_code, result.stdout_bytes) == (1, data)
    assert "<stdin>:1:" in result.stderr


def test_mark_line_ends_mode_and_links_are_kept() -> None:
    text = SAFE.replace("\n", "\r\n")
    Path("real.conf").write_bytes(text.encode("utf-16"))
    Path("real.conf").chmod(0o640)
    Path("a.conf").symlink_to("real.conf")
    result = check(text.encode("utf-16"), "--fix", "--ignore", "A105")
    assert result.exit_code == 0
    assert Path("real.conf").read_bytes() == GOOD.replace("\n", "\r\n").encode("utf-16")
    assert (Path("real.conf").stat().st_mode & 0o777, Path("a.conf").is_symlink()) == (0o640, True)
    assert {path.name for path in Path().iterdir()} == {"a.conf", "real.conf"}


def test_a_good_file_is_not_touched() -> None:
    Path("a.conf").write_text(GOOD)
    os.utime("a.conf", (1, 1))
    assert CliRunner().invoke(main, ["check", "--fix", "a.conf"]).exit_code == 0
    assert Path("a.conf").stat().st_mtime == 1


def test_a_file_that_cannot_be_written_is_told_with_what_is_wrong_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("amazons3cfg.cli.fixing.save", full)
    result = check(SAFE, "--fix")
    assert (result.exit_code, Path("a.conf").read_text()) == (2, SAFE)
    assert result.stderr == "Error: a.conf: it was not fixed: No space left on device\n"
    assert told(result)[-1] == "2 errors, 0 warnings in 1 file"


def test_what_others_save_meanwhile_is_mended_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    others = [document((">Y<", ">true<"), ("600 MB", "500 MB"))]

    def late(*arguments: object, **options: object) -> None:
        if others:
            Path("a.conf").write_text(others.pop())
        save(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("amazons3cfg.cli.fixing.save", late)
    assert check(SAFE, "--fix").exit_code == 0
    assert Path("a.conf").read_text() == document(("600 MB", "500 MB"))


def test_many_files_are_mended_in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "MANY", 5)
    monkeypatch.setattr(parallel, "_CHUNK", 2)
    Path("d").mkdir()
    for number in range(9):
        Path(f"d/{number}.conf").write_text(SAFE)
    result = CliRunner().invoke(main, ["check", "--fix", "d"])
    assert (result.exit_code, result.stdout.splitlines()) == (0, ["18 fixed", "0 errors, 0 warnings in 9 files"])
    assert {path.read_text() for path in Path("d").iterdir()} == {GOOD}


def test_guessing_is_refused_where_nothing_is_mended() -> None:
    result = check(SAFE, "--unsafe-fixes")
    assert (result.exit_code, "--unsafe-fixes goes with --fix or --diff" in result.stderr) == (2, True)


def test_a_pipe_by_name_is_read_once_and_cannot_be_mended() -> None:
    command = [str(COMMAND), "check", "/dev/stdin"]
    run = subprocess.run([*command, "--diff"], input=SAFE.encode(), capture_output=True, env=UNMEASURED)
    assert (run.returncode, b"+      <warn_midnite>Y</warn_midnite>\n" in run.stdout) == (1, True)
    run = subprocess.run([*command, "--fix"], input=SAFE.encode(), capture_output=True, env=UNMEASURED)
    assert run.returncode == 2
    assert run.stderr.startswith(b"Error: /dev/stdin: it was not fixed: it is a pipe")


def test_the_installed_command_mends_a_pipe() -> None:
    run = subprocess.run([COMMAND, "check", "--fix", "-"], input=SAFE.encode(), capture_output=True, env=UNMEASURED)
    assert (run.returncode, run.stdout) == (0, GOOD.encode())
