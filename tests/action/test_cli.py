"""The command line: what it refuses, and with which exit code."""

import os
from pathlib import Path

import pytest
from amazons3action.cli import main
from click.testing import CliRunner


@pytest.mark.parametrize("arguments", [["preflight"], ["store", "2026-11-24"], ["store", "2026-11-24", "--dry-run"]])
def test_another_user_than_root_is_refused_with_2(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    done = CliRunner().invoke(main, [*arguments, "/nonexistent"])
    assert done.exit_code == 2
    assert "root" in done.output


@pytest.mark.parametrize("arguments", [["store"], ["preflight", "--dry-run"]])
def test_what_is_no_day_is_refused_with_the_forms_that_are(arguments: list[str]) -> None:
    done = CliRunner().invoke(main, [*arguments, "yesterday"])
    assert done.exit_code == 2
    assert "%Y-%m-%d" in done.output


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gets so far")
@pytest.mark.parametrize("arguments", [["store", "2026-11-24"], ["store", "2026/11/24", "--dry-run"]])
def test_a_configuration_that_is_refused_is_told_in_one_line(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "conf").write_text("<cb_config/>")
    done = CliRunner().invoke(main, [*arguments, str(tmp_path / "conf")])
    assert (done.exit_code, len(done.output.splitlines())) == (1, 1)
    assert done.output.startswith("Error: ")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gets so far")
def test_a_file_that_is_not_there_is_told_on_stderr_with_2(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["preflight", str(tmp_path / "missing")])
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(tmp_path / "missing") in done.stderr
