"""The other parts of the command line: the schemas, the version, and the help."""

import subprocess
from importlib.metadata import version
from pathlib import Path

import click
import pytest
import xmlschema
from click.testing import CliRunner
from command import COMMAND

from amazons3cfg.cli import main

COMMANDS = main.list_commands(click.Context(main))
SAMPLE = Path(__file__).parents[3] / "samples" / "good.conf"
SCHEMAS = Path(__file__).parents[3] / "schema"


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        ([], "amazons3.xsd"),
        (["section"], "amazons3.xsd"),
        (["document"], "cb_config.xsd"),
        (["editors"], "cb_config-editors.xsd"),
        (["json"], "amazons3.schema.json"),
    ],
)
def test_a_schema_is_printed_as_it_is_in_its_file(arguments: list[str], file: str) -> None:
    run = subprocess.run([COMMAND, "schema", *arguments], capture_output=True, check=True)
    assert run.stdout == (SCHEMAS / file).read_bytes()
    assert run.stderr == b""


@pytest.mark.parametrize("name", ["document", "editors", "section"])
def test_a_schema_that_is_printed_needs_no_other_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "printed.xsd").write_bytes(CliRunner().invoke(main, ["schema", name]).stdout_bytes)
    version = xmlschema.XMLSchema11 if name == "document" else xmlschema.XMLSchema10
    schema = version(str(tmp_path / "printed.xsd"), allow="local")
    if name == "section":
        assert schema.is_valid("<amazons3><s3_bucket>abc</s3_bucket></amazons3>")
    else:
        assert schema.is_valid(str(SAMPLE))
        assert not schema.is_valid(SAMPLE.read_text().replace(">Y<", ">maybe<"))


def test_all_schemas_are_written_with_their_catalog(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["schema", "--output", str(tmp_path / "a" / "b")])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith(f"{tmp_path}/a/b: written: amazons3.xsd, ")
    written = {path.name: path.read_bytes() for path in (tmp_path / "a" / "b").iterdir()}
    assert written == {path.name: path.read_bytes() for path in SCHEMAS.iterdir()}
    for arguments in (["editors", "--output", "x"], ["--path", "--output", "x"]):
        assert CliRunner().invoke(main, ["schema", *arguments]).exit_code == 2


def test_where_the_schemas_are_is_told() -> None:
    assert CliRunner().invoke(main, ["schema", "--path"]).stdout == f"{SCHEMAS}\n"
    assert CliRunner().invoke(main, ["schema", "editors", "--path"]).stdout == f"{SCHEMAS}/cb_config-editors.xsd\n"


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


def test_no_summary_of_a_command_is_cut_off() -> None:
    lines = CliRunner().invoke(main, ["--help"], terminal_width=80).stdout.partition("Commands:\n")[2].splitlines()
    assert len(lines) >= len(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("..") for line in lines)


def test_the_synopsis_of_the_manual_is_that_of_the_commands() -> None:
    whole = click.Context(main, info_name="amazons3cfg")
    commands = [(name, main.get_command(whole, name)) for name in main.list_commands(whole)]
    usages = [whole.get_usage()]
    for name, made in commands:
        assert made
        usages.append(click.Context(made, whole, name, terminal_width=200, max_content_width=200).get_usage())
    synopsis = (SCHEMAS.parent / "docs" / "command_line.md").read_text("utf-8").partition("```text\n")[2]
    assert synopsis.partition("```")[0].splitlines() == [usage.removeprefix("Usage: ") for usage in usages]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert f"Usage: main {command}" in result.stdout
