"""Which ``cback3`` runs at night, and whether its Python has the action."""

import shutil
import sys
import venv
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from amazons3action.preflight import machine


class Told:
    """A site of which only what is told counts."""

    def trouble(self, trouble: Any, message: str) -> SimpleNamespace:
        return SimpleNamespace(code=trouble.code, message=message)


def found(monkeypatch: pytest.MonkeyPatch, cron: Path, *known: Path) -> list[str]:
    """Return what is told where cron has this file or folder, and these ``cback3`` are known otherwise."""
    monkeypatch.setattr(machine, "_CRON", (str(cron),))
    monkeypatch.setattr(shutil, "which", lambda name, path=None: str(known[0]) if known else None)
    monkeypatch.setattr(machine, "_beside_python", lambda: str(known[-1]) if known else None)
    return [finding.message for finding in machine.check_module(Told())]  # type: ignore[arg-type]


@pytest.fixture
def with_action(tmp_path: Path) -> Path:
    return cback3(tmp_path / "with", sys.executable)


@pytest.fixture
def without_action(tmp_path: Path) -> Path:
    venv.create(tmp_path / "bare", with_pip=False)
    return cback3(tmp_path / "without", str(tmp_path / "bare" / "bin" / "python"))


def cback3(folder: Path, python: str) -> Path:
    folder.mkdir()
    path = folder / "cback3"
    path.write_text(f"#!{python}\nimport CedarBackup3\n")
    return path


def crontab(tmp_path: Path, *lines: str) -> Path:
    folder = tmp_path / "cron.d"
    folder.mkdir()
    (folder / "cedar-backup3").write_text("\n".join(lines) + "\n")
    (folder / "binary").write_bytes(b"\xff\0")
    return folder


def test_the_cback3_that_cron_calls_must_find_the_action(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_action: Path, without_action: Path
) -> None:
    cron = crontab(tmp_path, f"#30 00 * * * root  {with_action} all", f"30 00 * * * root  {without_action} all")
    [message] = found(monkeypatch, cron, with_action)
    assert str(without_action) in message
    assert str(with_action) not in message


@pytest.mark.parametrize("line", ["30 00 * * * root  {path} all", "30 0 * * * root cd / && {path} -q collect 2>&1"])
def test_a_cback3_in_cron_that_finds_it_is_right_whatever_else_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_action: Path, without_action: Path, line: str
) -> None:
    cron = crontab(tmp_path, line.format(path=with_action), f"# 1 1 * * * root {without_action} all")
    assert found(monkeypatch, cron, without_action) == []


def test_a_cback3_without_a_path_is_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_action: Path
) -> None:
    [message] = found(monkeypatch, crontab(tmp_path, "1 1 * * * root cback3 all"), without_action)
    assert str(without_action) in message


def test_without_cron_one_cback3_that_finds_it_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_action: Path, without_action: Path
) -> None:
    assert found(monkeypatch, tmp_path / "none", without_action, with_action) == []
    [message] = found(monkeypatch, tmp_path / "none", without_action, without_action)
    assert str(without_action) in message


def test_a_script_of_another_kind_is_not_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = cback3(tmp_path / "own", "/bin/sh")
    assert found(monkeypatch, crontab(tmp_path, f"1 1 * * * root {script} all")) == []
