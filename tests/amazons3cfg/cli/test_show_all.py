"""``show --all``: the whole configuration, with what is inherited, and without secrets."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amazons3cfg.cli import main
from amazons3cfg.rules.base import BASE

PASSWORD = BASE.replace("</cb_config>", "<mysql><password>geheim</password><all>Y</all></mysql></cb_config>")


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cback.conf").write_text(BASE)


def run(*arguments: str, data: str | None = None) -> Result:
    return CliRunner().invoke(main, ["show", *arguments], input=data)


def test_every_value_is_shown_with_where_it_comes_from() -> None:
    result = run("--all", "cback.conf")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "order of actions: collect, stage, amazons3, purge"
    start = lines.index("   dir")
    assert lines[start : start + 8] == [
        "   dir",
        "      abs_path         /etc",
        "      collect_mode     daily  (from collect/collect_mode)",
        "      archive_mode     targz  (from collect/archive_mode)",
        "      ignore_file      .cbignore  (from collect/ignore_file)",
        "      link_depth       0  (default)",
        "      dereference      N  (default)",
        "      recursion_level  0  (default)",
    ]
    assert "   peer  (from peers/peer)" in lines
    assert run("--all", "-", data=BASE).stdout == result.stdout


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_secret_is_hidden_unless_it_is_asked_for(form: str) -> None:
    Path("cback.conf").write_text(PASSWORD)
    assert "geheim" not in run("--all", "--format", form, "cback.conf").output
    assert "(hidden)" in run("--all", "--format", form, "cback.conf").stdout
    assert "geheim" in run("--all", "--secrets", "--format", form, "cback.conf").stdout


def test_json_has_values_of_their_kinds() -> None:
    data = json.loads(run("--all", "cback.conf", "--format", "json").stdout)
    assert data["order_of_actions"] == ["collect", "stage", "amazons3", "purge"]
    assert data["amazons3"]["warn_midnite"] is True
    assert data["purge"] == {"dir": [{"abs_path": "/opt/backup/staging", "retain_days": 7}]}


def test_that_cedar_backup_may_refuse_it_is_said() -> None:
    Path("cback.conf").write_text(PASSWORD.replace("monday", "Monday"))
    result = run("--all", "cback.conf")
    assert "starting_day  " in result.stdout
    assert "cback.conf: a check finds 2 errors in it, so that Cedar Backup may refuse it" in result.stderr


def test_what_would_move_the_cursor_is_escaped() -> None:
    Path("cback.conf").write_text(BASE.replace("Kim Example", "Kim\n\u202eExample"))
    assert "Kim\\n\\u202eExample" in run("--all", "cback.conf").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("--secrets",), "--secrets goes with --all"), (("--all", "--format", "toml"), "--all is shown as text or json")],
)
def test_options_that_do_not_go_together_are_refused(arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments, "cback.conf")
    assert result.exit_code == 2
    assert words in result.stderr
