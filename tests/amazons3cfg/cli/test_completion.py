"""Completion in real shells: keys are pressed on a terminal, and the words are looked at that the shell reads then."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner
from command import COMMAND
from documents import GOOD, document
from terminal import Terminal

from amazons3cfg.cli import main
from amazons3cfg.cli.completion import VARIABLE
from amazons3cfg.cli.shells import SHELLS
from amazons3cfg.rules import RULES

LOADER = Path("/usr/share/bash-completion/bash_completion")
"""What Debian's package bash-completion has each bash of a person load."""
PEERS = document(("<peer>", "<peer><name>db</name></peer><peer>"))
LINES = [
    ("ch", "check"),
    ("check goo", "check good.conf"),
    ("check --format sa", "check --format sarif"),
    ("check --format=sa", "check --format=sarif"),
    ("check --ignore a508", "check --ignore A508"),
    ("check --ignore=A302,a508", "check --ignore=A302,A508"),
    ("rule a508", "rule A508"),
    ("get good.conf s3", "get good.conf s3_bucket"),
    ("get good.conf options/working", "get good.conf options/working_dir"),
    ("set good.conf warn_m", "set good.conf warn_midnite="),
    ("set good.conf warn_midnite=y", "set good.conf warn_midnite=Y"),
    ("set good.conf warn_midnite=s", "set good.conf warn_midnite=s"),
    ("set good.conf opti", "set good.conf options/"),
    ("set good.conf options/starting_day=tu", "set good.conf options/starting_day=tuesday"),
    ("set good.conf options/working_dir=goo", "set good.conf options/working_dir=good.conf"),
    ("set good.conf full_size_limit='2 GB' warn_midnite=n", "set good.conf full_size_limit=2|GB warn_midnite=N"),
    ("get peers.conf peers/p", "get peers.conf peers/peer[name="),
    (r"get peers.conf peers/peer\[name=w", "get peers.conf peers/peer[name=web]/"),
    (r"get peers.conf peers/peer\[name=web]/co", "get peers.conf peers/peer[name=web]/collect_dir"),
    (r"set peers.conf peers/peer\[name=db]/type=r", "set peers.conf peers/peer[name=db]/type=remote"),
    ("set good.conf --unset enc", "set good.conf --unset encrypt"),
]
"""What is typed, and what it is after a tabulator; a bar stands for a blank within a word."""


@pytest.fixture(params=list(SHELLS))
def shell(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a shell, which has a home of its own."""
    name = str(request.param)
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed: tools/debian-packages does it")
    monkeypatch.chdir(tmp_path)
    Path("good.conf").write_text(GOOD)
    Path("peers.conf").write_text(PEERS)
    for variable in ("BASH_COMPLETION_USER_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in {"HOME": str(tmp_path), "ZDOTDIR": str(tmp_path), "LC_ALL": "C.UTF-8"}.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setenv("PATH", f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}")
    Path(".zshenv").write_text(f"fpath=({tmp_path}/functions $fpath)\n")
    Path(".zshrc").write_text("autoload -Uz compinit && compinit -u\nbindkey -e\n")
    Path(".bashrc").write_text(f"bind 'set enable-bracketed-paste off'\n. {LOADER}\n" if LOADER.exists() else "")
    return name


@pytest.fixture
def terminal(shell: str) -> Iterator[Terminal]:
    """Yield a terminal in which a person of that shell is, who has installed the completion."""
    run = subprocess.run([COMMAND, "completion", shell, "--install"], capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr.startswith(f"{Path.cwd()}/"), run.stderr
    if shell == "bash" and not LOADER.exists():
        pytest.skip("the package bash-completion is not installed: tools/debian-packages does it")
    assert "from now on" in run.stderr  # there is nothing to be done besides
    with Terminal([shell, "-i"]) as made:
        yield made


def words(terminal: Terminal, typed: str, mark: str) -> str:
    """Return the words that the shell reads when ``typed`` and a tabulator stand behind the command."""
    terminal.type(f"amazons3cfg {typed}\t")
    terminal.type(f"\x01printf '{mark}<%s>' \x05 {mark}\n")  # at the start and the end of the line
    terminal.expect(f"{mark}<amazons3cfg>")
    return terminal.expect(f"{mark}<{mark}>").replace(f"{mark}<", "<")


def test_each_line_is_completed_as_a_person_means_it(terminal: Terminal) -> None:
    for number, (typed, expected) in enumerate(LINES):
        mark = f"m{number}m"
        told = words(terminal, typed, mark)
        wanted = "".join(f"<{word.replace('|', ' ')}>" for word in expected.split(" "))
        assert told == f"{wanted}<{mark}>", typed


def test_what_is_typed_next_belongs_to_the_word_where_a_value_or_a_step_is_to_come(terminal: Terminal) -> None:
    for number, (typed, behind, word) in enumerate(
        [("set good.conf s3", "X", "s3_bucket=X"), ("get good.conf opti", "working_d\t", "options/working_dir")]
    ):
        told = words(terminal, f"{typed}\t{behind}", f"n{number}n")
        assert f"<{word}>" in told


@pytest.mark.parametrize("name", list(SHELLS))
def test_installing_makes_the_directories_and_says_where_it_wrote(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", "/nowhere")  # no shell tells where it looks
    for variable in ("BASH_COMPLETION_USER_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    result = CliRunner().invoke(main, ["completion", name, "--install"])
    assert (result.exit_code, result.stdout) == (0, "")
    path = Path(result.stderr.partition(":")[0])
    assert path.read_text() == CliRunner().invoke(main, ["completion", name]).stdout
    assert (
        path
        == tmp_path
        / "home"
        / {
            "bash": ".local/share/bash-completion/completions/amazons3cfg",
            "zsh": ".local/share/zsh/site-functions/_amazons3cfg",
            "fish": ".config/fish/completions/amazons3cfg.fish",
        }[name]
    )
    assert ("add" in result.stderr) == (name != "fish")


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    result = CliRunner().invoke(main, ["completion", "fish", "--install"])
    assert (result.exit_code, "Not a directory" in result.stderr) == (2, True)


@pytest.mark.parametrize("shell", list(SHELLS))
def test_the_completion_script_is_the_shells_own(shell: str) -> None:
    run = subprocess.run([COMMAND, "completion", shell], capture_output=True, check=True, text=True)
    assert f"{VARIABLE}={shell}_complete" in run.stdout


def test_the_script_for_bash_is_clean() -> None:
    if not shutil.which("shellcheck"):
        pytest.skip("shellcheck is not installed")
    script = SHELLS["bash"](main, {}, "amazons3cfg", VARIABLE).source()
    subprocess.run(["shellcheck", "--shell", "bash", "-"], input=script, text=True, check=True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("amazons3cfg se", ["set"]),
        ("amazons3cfg get f s3", ["s3_bucket"]),
        ("amazons3cfg set f full", ["full_size_limit="]),
        ("amazons3cfg set f --unset enc", ["encrypt", "encrypt/"]),
        ("amazons3cfg get f options/working", ["options/working_dir"]),
        ("amazons3cfg check --ignore a40", [code for code in RULES if code.startswith("A40")]),
        ("amazons3cfg check --ignore A100", []),
        ("amazons3cfg rule a40", [code for code in RULES if code.startswith("A40")]),
        ("amazons3cfg rule A100", ["A100"]),
        ("amazons3cfg set f warn_midnite=", ["warn_midnite=Y", "warn_midnite=N"]),
        ("amazons3cfg set f nothing=", []),
    ],
)
def test_commands_and_fields_are_completed(words: str, expected: list[str]) -> None:
    line = {"COMP_WORDS": words, VARIABLE: "bash_complete"}
    run = subprocess.run([COMMAND], env=line, capture_output=True, text=True)
    assert [answer.split(",")[1] for answer in run.stdout.split()] == expected


@pytest.mark.parametrize(
    ("words", "incomplete", "expected"),
    [
        (["get", "f"], "s3", ["s3_bucket"]),
        (["get", "f"], "opt", ["options/"]),
        (["set", "f"], "opt", ["options/"]),
        (["set", "f"], "options/backup_", ["options/backup_user=", "options/backup_group="]),
        (["set", "f"], "peers/peer[name=web]/type=r", ["peers/peer[name=web]/type=remote"]),
        (["set", "f"], "peers/peer[name=web]/rs", ["peers/peer[name=web]/rsh_command="]),
        (["set", "f", "--unset"], "peers/peer/rs", ["peers/peer/rsh_command"]),
        (["rule"], "A30", [code for code in RULES if code.startswith("A30")]),
    ],
)
def test_fields_paths_and_codes_are_offered(words: list[str], incomplete: str, expected: list[str]) -> None:
    completer = ShellComplete(main, {}, "amazons3cfg", VARIABLE)
    assert [item.value for item in completer.get_completions(words, incomplete)] == expected


@pytest.mark.parametrize(
    ("incomplete", "expected"),
    [
        ("peers/", ["peers/peer[name=db]/", "peers/peer[2]/", "peers/peer[name=web]/"]),
        ("peers/peer[name=w", ["peers/peer[name=web]/"]),
        ("peers/peer[name=web]/rs", ["peers/peer[name=web]/rsh_command"]),
        ("peers/peer[2]/rs", ["peers/peer[2]/rsh_command"]),
        ("collect/dir/abs", ["collect/dir/abs_path"]),
    ],
)
def test_one_of_several_in_the_file_is_offered(incomplete: str, expected: list[str], tmp_path: Path) -> None:
    path = tmp_path / "cback.conf"
    path.write_text(PEERS.replace("<peer><name>web", "<peer><name>a b</name></peer><peer><name>web"))
    completer = ShellComplete(main, {}, "amazons3cfg", VARIABLE)
    assert [item.value for item in completer.get_completions(["get", str(path)], incomplete)] == expected
