"""The command line: what it refuses, and with which exit code."""

import os
from pathlib import Path

import pytest
from amazons3action.cli import main
from click.testing import CliRunner

NO_SECTION = """<cb_config>
<options><starting_day>monday</starting_day><working_dir>/nonexistent</working_dir><backup_user>root</backup_user>
<backup_group>root</backup_group><rcp_command>/usr/bin/scp</rcp_command></options>
<peers><peer><name>a</name><type>local</type><collect_dir>/a</collect_dir></peer></peers>
<stage><staging_dir>/nonexistent</staging_dir></stage></cb_config>"""


@pytest.mark.parametrize("arguments", [["preflight"], ["store", "2026-11-24"], ["store", "2026-11-24", "--dry-run"]])
def test_another_user_than_root_is_refused_with_2(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    done = CliRunner().invoke(main, [*arguments, "/nonexistent"])
    assert done.exit_code == 2
    assert "root" in done.output


@pytest.mark.parametrize("arguments", [["store"], ["preflight", "--dry-run"]])
@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("yesterday", "write it as 2026-11-24"),
        ("cback.conf", "write it as 2026-11-24"),
        ("2026-11/24", "write it as 2026-11-24"),
        ("2026-11-31", "no such day as 2026-11-31"),
        ("0000/01/01", "no such day as 0000/01/01"),
    ],
)
def test_what_is_no_day_is_refused_with_the_form_that_is(arguments: list[str], day: str, says: str) -> None:
    done = CliRunner().invoke(main, [*arguments, day])
    assert done.exit_code == 2
    assert says in done.output


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gets so far")
@pytest.mark.parametrize(
    "arguments", [["store", "2026-11-24"], ["store", "2026/11/24", "--dry-run"], ["preflight", "--dry-run", "2026-1-4"]]
)
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<cb_config/>", "sections"),
        ("<cb_config>", "XML"),
        (NO_SECTION, "<amazons3>"),
        (None, "No such file or directory"),
    ],
)
def test_a_configuration_that_is_refused_is_told_in_one_line_with_2(
    tmp_path: Path, arguments: list[str], text: str | None, says: str
) -> None:
    path = tmp_path / "conf"
    if text is not None:
        path.write_text(text)
    done = CliRunner().invoke(main, [*arguments, str(path)])
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)
    assert done.output.startswith(f"Error: {path}: ")
    assert says in done.output


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gets so far")
def test_a_file_that_is_not_there_is_told_on_stderr_with_2(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["preflight", str(tmp_path / "missing")])
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(tmp_path / "missing") in done.stderr
