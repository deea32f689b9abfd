"""``amazons3cfg check``: what it reads, what it prints, and its exit code."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from command import COMMAND, UNMEASURED
from documents import GOOD, document
from terminal import read_terminal

from amazons3cfg.cli import main
from amazons3cfg.formats import FORMATS
from amazons3cfg.reports import REPORTS
from amazons3cfg.text.suffixes import NOT_XML

ERROR = document((">Y<", ">maybe<"))
WARNING = document(("600 MB", "3 GB"))
BOTH = document((">Y<", ">maybe<"), ("600 MB", "3 GB"))


@pytest.fixture(autouse=True)
def _in_an_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], input=stdin)


def write(name: str, text: str | bytes = GOOD) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return name


def summary(result: Result) -> str:
    return result.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("text", "options", "code", "counts"),
    [
        (GOOD, [], 0, "0 errors, 0 warnings"),
        (GOOD, ["--strict"], 0, "0 errors, 0 warnings"),
        (WARNING, [], 0, "0 errors, 1 warning"),
        (WARNING, ["--strict"], 1, "0 errors, 1 warning"),
        (ERROR, [], 1, "1 error, 0 warnings"),
        (BOTH, ["--strict"], 1, "1 error, 1 warning"),
        (BOTH, ["--ignore", "A302"], 0, "0 errors, 1 warning"),
        (BOTH, ["--ignore", "A302", "--strict"], 1, "0 errors, 1 warning"),
        (BOTH, ["--ignore", "A302", "--strict", "--ignore", "A332"], 0, "0 errors, 0 warnings"),
        (BOTH, ["--ignore", "A302, a332", "--strict"], 0, "0 errors, 0 warnings"),
        (BOTH, ["--ignore", "A3"], 0, "0 errors, 0 warnings"),
        (BOTH, ["--select", "a33"], 0, "0 errors, 1 warning"),
        (BOTH, ["--select", "A33", "--strict"], 1, "0 errors, 1 warning"),
        (BOTH, ["--select", "A3", "--ignore", "A30"], 0, "0 errors, 1 warning"),
        (BOTH, ["--select", "A4,A302", "--select", "A332"], 1, "1 error, 1 warning"),
        ("<cb_config", ["--select", "A4"], 1, "1 error, 0 warnings"),
        (BOTH, ["--ignore", "A401"], 1, "1 error, 1 warning"),
        ("<cb_config", [], 1, "1 error, 0 warnings"),
        ("<cb_config", ["--ignore", "A102"], 0, "0 errors, 0 warnings"),
        (b"\xff", [], 1, "1 error, 0 warnings"),
    ],
)
def test_the_exit_code_tells_whether_anything_that_counts_was_found(
    text: str | bytes, options: list[str], code: int, counts: str
) -> None:
    for form in REPORTS:
        result = check(write("a.conf", text), "--format", form, *options)
        assert result.exit_code == code, result.output
    assert summary(check("a.conf", *options)) == f"{counts} in 1 file"


def test_the_findings_of_all_files_are_reported_with_their_places() -> None:
    result = check(write("a.conf", ERROR), write("b.conf", GOOD), write("c.conf", b"<a>\n\xff"))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "a.conf:14:21: error[A302]: 'maybe' is not a boolean"
    assert lines[1] == "  14 |       <warn_midnite>maybe</warn_midnite>"
    assert lines[2] == "     |                     ^^^^^"
    assert lines[3] == "     = hint: write Y or N"
    assert lines[4] == "c.conf:2:1: error[A101]: byte 0xff at offset 4 is not utf-8 text"
    assert lines[5].startswith("     = hint: ")
    assert lines[6:] == ["2 errors, 0 warnings in 3 files"]


def test_standard_input_is_read_for_a_dash() -> None:
    assert check("-", stdin=GOOD).exit_code == 0
    result = check("-", "--ignore", "A105", stdin=ERROR.encode("utf-16"))
    assert (result.exit_code, result.stdout.splitlines()[0][:13]) == (1, "<stdin>:14:21")


def test_standard_input_has_the_name_and_the_settings_of_the_file_that_it_stands_for() -> None:
    write("sub/.amazons3cfg.toml", 'ignore = ["A302"]')
    result = check("-", "--stdin-filename", "sub/cback.conf", stdin=ERROR)
    assert (result.exit_code, result.stdout) == (0, "0 errors, 0 warnings in 1 file\n")
    result = check("-", "--stdin-filename", "cback.conf", stdin=ERROR)
    assert (result.exit_code, result.stdout.splitlines()[0][:17]) == (1, "cback.conf:14:21:")
    mended = check("-", "--fix", "--stdin-filename", "cback.conf", stdin=ERROR.replace("maybe", "yes"))
    assert (mended.stdout, Path("cback.conf").exists()) == (ERROR.replace("maybe", "Y"), False)


def test_without_a_file_that_of_cedar_backup_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amazons3cfg.cli.check.CONFIGURATION", write("bad.conf", ERROR))
    assert check().stdout.startswith("bad.conf:14:21: error[A302]")
    for command in ("check", "show", "edit"):
        told = " ".join(CliRunner().invoke(main, [command, "--help"]).stdout.split())
        assert "/etc/cback3.conf if it is not given" in told or "if none is given, it is /etc/cback3.conf" in told


def test_a_directory_stands_for_the_configurations_below_it_in_order() -> None:
    write("etc/z.conf", ERROR)
    write("etc/sub/a.xml", ERROR.encode("utf-16-le"))
    write("etc/b.conf", ERROR.encode("utf-16-be"))
    write("etc/other.conf", "Listen 80\n")
    write("etc/c.txt", ERROR)
    write("etc/d.conf.bak", ERROR)
    write("etc/.git/hidden.conf", ERROR)
    write("etc/M.CONF", ERROR)
    write("etc/.n.Xml", ERROR)
    Path("etc/e.conf").mkdir()
    result = check("etc")
    places = [line.split(":")[0] for line in result.stdout.splitlines() if "error[" in line]
    assert sorted(set(places)) == ["etc/.n.Xml", "etc/M.CONF", "etc/b.conf", "etc/sub/a.xml", "etc/z.conf"]
    assert summary(result) == "7 errors, 0 warnings in 5 files"  # two of the encodings
    assert summary(check("etc/.git")) == "1 error, 0 warnings in 1 file"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.conf"], "missing.conf: error[A100]: No such file or directory"),
        ([""], "'': error[A100]: No such file or directory"),
        (["empty"], "empty: error[A100]: no *.conf or *.xml file below it has the root element cb_config"),
        (["--ignore", "A302,A999", "good.conf"], "'A999' is no code that can be named; use one such as A302"),
        (["--ignore", "A100", "good.conf"], "'A100' is no code that can be named"),
        (["--ignore", "", "good.conf"], "'' is no code that can be named"),
        (["/dev/null"], "/dev/null: error[A100]: it is a device, and no file; use - for standard input"),
        (["a\n\x1b\u202e.conf"], r"a\n\x1b\u202e.conf: error[A100]: No such file or directory"),
        (["--format", "html", "good.conf"], "'html' is not one of 'text', 'json', 'github'"),
        (["good.conf", "--stdin-filename", "a.conf"], "--stdin-filename goes with -"),
    ],
)
def test_what_cannot_run_is_told_on_stderr_with_exit_code_2(arguments: list[str], message: str) -> None:
    write("good.conf")
    write("empty/a.conf", "Listen 80")
    result = check(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_file_that_cannot_be_read_does_not_hide_what_is_wrong_with_the_others() -> None:
    result = check("nowhere/x", write("bad.conf", ERROR))
    assert result.exit_code == 2
    assert result.stderr == "nowhere/x: error[A100]: No such file or directory\n"
    assert summary(result) == "1 error, 0 warnings in 1 file"


MISSING = ["good.conf", "missing.conf", "empty", "/dev/null"]
REASONS = [
    "No such file or directory",
    "no *.conf or *.xml file below it has the root element cb_config",
    "it is a device",
]


@pytest.mark.parametrize("names", [MISSING, MISSING[1:]], ids=["beside-others", "alone"])
def test_what_was_not_checked_is_in_every_report_but_that_for_people(names: list[str]) -> None:
    write("good.conf")
    write("empty/a.conf", "Listen 80")
    plain = check(*names)
    assert (plain.exit_code, plain.stdout) == (2, "0 errors, 0 warnings in 1 file\n" * ("good.conf" in names))
    for form in REPORTS[1:]:
        result = check(*names, "--format", form)
        assert (result.exit_code, result.stderr) == (2, plain.stderr)
        for told in (*MISSING[1:], *REASONS):
            assert told in result.stdout
    report = json.loads(check(*names, "--format", "json").stdout)
    assert [(one["code"], one["path"], one["line"]) for one in report["findings"]] == [
        ("A100", path, 0) for path in ("/dev/null", "missing.conf", "empty")
    ]
    assert report["errors"] == 3


def test_the_endings_of_other_formats_are_those_of_the_library() -> None:
    others = [form for form in FORMATS.values() if form.name != "xml"]
    assert {suffix for form in others for suffix in form.suffixes} == set(NOT_XML)


def test_a_pipe_that_stands_for_a_file_is_read() -> None:
    write("a.conf", ERROR)
    command = f"{COMMAND} check <(cat a.conf) /dev/stdin < a.conf"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.splitlines()[-1] == "2 errors, 0 warnings in 2 files"


def test_standard_input_may_be_named_as_a_device() -> None:
    run = subprocess.run([COMMAND, "check", "/dev/stdin"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stdout.startswith("/dev/stdin:1:1: error[A102]")


def test_a_directory_that_cannot_be_listed_does_not_hide_what_is_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    write("etc/a/bad.conf", ERROR)
    Path("etc/b").mkdir()
    Path("etc/c").mkdir()
    scandir = os.scandir

    def refusing(path: str) -> object:
        if path in ("etc/b", "etc/c"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    result = check("etc")
    assert result.exit_code == 2
    assert result.stderr == "etc/b: error[A100]: Permission denied\netc/c: error[A100]: Permission denied\n"
    assert summary(result) == "1 error, 0 warnings in 1 file"
    assert check("etc/b").stderr == "etc/b: error[A100]: Permission denied\n"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("name", ["secret.conf", "secret", "open", "secret/a.conf"])
def test_what_may_not_be_read_is_told_and_never_passed_over(name: str, tmp_path: Path) -> None:
    for directory in ("secret", "open/below"):
        write(f"{directory}/a.conf")
    write("open/fine.conf")
    for path in (write("secret.conf"), "secret", "open/below"):
        Path(path).chmod(0)
    tmp_path.chmod(0o755)  # the names are relative, so those above it do not count
    child = "import os; os.setgroups([]); os.setgid(65534); os.setuid(65534); from amazons3cfg.cli import main; main()"
    run = subprocess.run([sys.executable, "-c", child, "check", name], capture_output=True, text=True, env=UNMEASURED)
    assert run.returncode == 2
    assert run.stdout == ("0 errors, 0 warnings in 1 file\n" if name == "open" else "")
    assert run.stderr.endswith(": error[A100]: Permission denied\n")


def test_the_json_report_holds_every_part_of_every_finding() -> None:
    report = json.loads(check(write("ä.conf", BOTH), write("good.conf"), "--format", "json").stdout)
    assert set(report) == {"version", "findings", "files", "errors", "warnings"}
    assert report["version"] == 1
    assert (report["files"], report["errors"], report["warnings"]) == (["ä.conf", "good.conf"], 1, 1)
    assert report["findings"] == [
        {
            "code": "A302",
            "message": "'maybe' is not a boolean",
            "hint": "write Y or N",
            "severity": "error",
            "element": "warn_midnite",
            "field": "warnMidnite",
            "path": "ä.conf",
            "line": 14,
            "column": 21,
            "length": 5,
            "start": BOTH.index("maybe"),
            "end": BOTH.index("maybe") + 5,
            "fix": None,
        },
        {
            "code": "A332",
            "message": "the incremental limit, 3 GB, is above the full one, 2.5 GB",
            "hint": "exchange them, if they were mixed up",
            "severity": "warning",
            "element": "incr_size_limit",
            "field": "incrementalBackupSizeLimit",
            "path": "ä.conf",
            "line": 18,
            "column": 24,
            "length": 4,
            "start": BOTH.index("3 GB"),
            "end": BOTH.index("3 GB") + 4,
            "fix": {
                "title": "exchange them, if they were mixed up",
                "edits": [
                    {"start": BOTH.index("2.5 GB"), "end": BOTH.index("2.5 GB") + 6, "text": "3 GB"},
                    {"start": BOTH.index("3 GB"), "end": BOTH.index("3 GB") + 4, "text": "2.5 GB"},
                ],
                "applicability": "unsafe",
            },
        },
    ]


def test_what_is_ignored_is_in_no_json_either() -> None:
    report = json.loads(check(write("a.conf", BOTH), "--format", "json", "--ignore", "A302").stdout)
    assert [finding["code"] for finding in report["findings"]] == ["A332"]
    assert (report["errors"], report["warnings"]) == (0, 1)


def test_a_file_name_that_is_no_text_is_shown_with_replacements() -> None:
    name = b"etc/\xff.conf"
    Path("etc").mkdir()
    Path(os.fsdecode(name)).write_text(ERROR)
    for argument in (b"etc", name):
        for form, shown in (("text", "etc/�.conf:14:21"), ("json", '"etc/�.conf"')):
            command = [os.fsencode(COMMAND), b"check", b"--format", form.encode(), argument]
            run = subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONUTF8": "1"})
            assert (run.returncode, run.stderr) == (1, b"")
            assert shown in run.stdout.decode()


def test_colour_is_for_a_terminal_only() -> None:
    write("a.conf", ERROR)
    piped = subprocess.run([COMMAND, "check", "a.conf"], capture_output=True, text=True)
    assert (piped.returncode, piped.stderr, "\x1b" in piped.stdout) == (1, "", False)
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    leader, follower = pty.openpty()
    with subprocess.Popen([COMMAND, "check", "a.conf"], stdout=follower, env=environment) as process:
        os.close(follower)
        shown = read_terminal(leader)
    assert process.returncode == 1
    assert b"\x1b[31m" in shown
    assert b"a.conf:14:21:" in shown


def test_nothing_is_imported_that_a_check_does_not_use() -> None:
    script = "import sys; sys.argv[0] = 'x'; from amazons3cfg.cli import main\ntry:\n main()\nfinally:\n "
    script += "print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script, "check", write("a.conf")],
        capture_output=True,
        text=True,
        check=True,
        env=UNMEASURED,
    )
    imported = set(run.stdout.splitlines()[-1].split())
    assert {"amazons3cfg.checks", "amazons3cfg.reports.text", "lxml.etree"} <= imported
    heavy = {"xmlschema", "elementpath", "cattrs", "asyncio", "unittest", "email", "http", "ssl", "subprocess", "rich"}
    unused = {"json", "difflib", "importlib.metadata", "importlib.resources", "amazons3cfg.reports.json"}
    assert imported & (heavy | unused) == set()


def test_each_file_is_judged_by_the_settings_that_are_nearest_to_it() -> None:
    write("pyproject.toml", '[tool.amazons3cfg]\nignore = ["A302"]\nstrict = true\n')
    write("lax/.amazons3cfg.toml", 'select = ["A332"]\n')
    paths = write("a.conf", BOTH), write("lax/b.conf", BOTH)
    result = check(*paths)
    assert (result.exit_code, summary(result)) == (1, "0 errors, 2 warnings in 2 files")
    assert check("lax").exit_code == 0
    assert check(*paths, "--no-strict").exit_code == 0
    assert summary(check(*paths, "--select", "A302")) == "2 errors, 0 warnings in 2 files"
    assert summary(check(*paths, "--ignore", "A332")) == "1 error, 0 warnings in 2 files"
    assert summary(check("-", stdin=BOTH)) == "0 errors, 1 warning in 1 file"


def test_what_is_ignored_is_not_mended() -> None:
    write(".amazons3cfg.toml", 'ignore = ["A302"]\n')
    text = document((">Y<", ">yes<"), ("bucket/staging", "bucket/staging/"))
    path = write("a.conf", text)
    check(path, "--fix")
    assert Path(path).read_text() == text.replace("/staging/", "/staging")
    check(path, "--fix", "--select", "A302")
    assert Path(path).read_text() == document()


def test_settings_that_cannot_be_accepted_are_one_error_before_anything_is_told() -> None:
    write("etc/pyproject.toml", "[tool.amazons3cfg]\nignroe = []\n")
    result = check(write("a.conf", BOTH), write("etc/b.conf"))
    assert (result.exit_code, result.stdout) == (2, "")
    path = Path("etc/pyproject.toml").absolute()
    message = "there is no setting 'ignroe'; use select, ignore and strict"
    assert result.stderr == f"Error: {path}: [tool.amazons3cfg]: {message}\n"
