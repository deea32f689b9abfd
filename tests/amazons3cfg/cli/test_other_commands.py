"""The other parts of the command line: the schemas, the version, and the help."""

import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner
from command import COMMAND

from amazons3cfg.cli import main
from amazons3cfg.rules import RULES

COMMANDS = ["check", "show", "get", "diff", "set", "init", "convert", "schema", "lsp", "completion"]
SCHEMAS = Path(__file__).parents[3] / "schema"


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        ([], "amazons3.xsd"),
        (["section"], "amazons3.xsd"),
        (["document"], "cb_config.xsd"),
        (["json"], "amazons3.schema.json"),
    ],
)
def test_a_schema_is_printed_as_it_is_in_its_file(arguments: list[str], file: str) -> None:
    run = subprocess.run([COMMAND, "schema", *arguments], capture_output=True, check=True)
    assert run.stdout == (SCHEMAS / file).read_bytes()
    assert run.stderr == b""


def test_an_unknown_schema_is_refused_with_the_known_ones() -> None:
    result = CliRunner().invoke(main, ["schema", "everything"])
    assert result.exit_code == 2
    assert "'section', 'document', 'editors', 'json'" in result.stderr


def test_the_version_is_that_of_the_distribution() -> None:
    run = subprocess.run([COMMAND, "--version"], capture_output=True, check=True, text=True)
    assert run.stdout == f"amazons3cfg {version('amazons3cfg')}\n"


@pytest.mark.parametrize(
    ("word", "hint"),
    [("chek", "did you mean check?"), ("sho", "did you mean show?"), ("zzzzz", "use one of check, rule")],
)
def test_a_command_that_is_not_there_is_told_with_the_one_that_is_meant(word: str, hint: str) -> None:
    result = CliRunner().invoke(main, [word, "a.conf"])
    assert result.exit_code == 2
    assert f"Error: there is no command {word!r}; {hint}" in result.stderr


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_the_help_names_every_command(option: str) -> None:
    result = CliRunner().invoke(main, [option])
    assert result.exit_code == 0
    assert set(COMMANDS) <= set(result.stdout.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert f"Usage: main {command}" in result.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_the_shells_own(shell: str) -> None:
    run = subprocess.run([COMMAND, "completion", shell], capture_output=True, check=True, text=True)
    assert f"_AMAZONS3CFG_COMPLETE={shell}_complete" in run.stdout


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
    ],
)
def test_commands_and_fields_are_completed(words: str, expected: list[str]) -> None:
    line = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" ")), "_AMAZONS3CFG_COMPLETE": "bash_complete"}
    run = subprocess.run([COMMAND], env=line, capture_output=True, text=True)
    assert [answer.split(",")[1] for answer in run.stdout.split()] == expected


@pytest.mark.parametrize(
    ("words", "incomplete", "expected"),
    [
        (["get", "f"], "s3", ["s3_bucket"]),
        (["get", "f"], "opt", ["options/"]),
        (["set", "f"], "options/backup_", ["options/backup_user=", "options/backup_group="]),
        (["set", "f", "--unset"], "peers/peer/rs", ["peers/peer/rsh_command"]),
        (["rule"], "A30", [code for code in RULES if code.startswith("A30")]),
    ],
)
def test_fields_paths_and_codes_are_offered(words: list[str], incomplete: str, expected: list[str]) -> None:
    completer = ShellComplete(main, {}, "amazons3cfg", "_AMAZONS3CFG_COMPLETE")
    assert [item.value for item in completer.get_completions(words, incomplete)] == expected
