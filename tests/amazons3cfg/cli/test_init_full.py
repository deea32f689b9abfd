"""``init --full``: a whole configuration that needs nothing but what is marked."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from CedarBackup3.config import Config
from CedarBackup3.extend.amazons3 import LocalConfig
from click.testing import CliRunner, Result
from command import UNMEASURED

from amazons3cfg.cli import main
from amazons3cfg.editing.starting import TO_FILL_IN, new_configuration
from amazons3cfg.sections import SECTIONS

FILLED_IN = ("s3_bucket=example-bucket/staging", "peers/peer/name=web", "collect/dir/abs_path=/etc")


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_a_check_misses_only_what_is_marked() -> None:
    result = run("init", "--full", "new.conf")
    assert (result.exit_code, result.stdout) == (0, "")
    found = run("check", "new.conf", "--format", "json")
    assert found.stdout.count('"code"') == len(TO_FILL_IN)
    text = Path("new.conf").read_text()
    marked = re.findall(r"<!-- FILL IN\.(?:.|\n)*?-->\n\s*<(\w+)/>", text)
    assert marked == [path.rpartition("/")[2] for path in TO_FILL_IN]
    assert "3 errors" in result.stderr
    assert "fill in what the file has marked with FILL IN" in result.stderr


@pytest.mark.parametrize("at_once", [True, False])
def test_filled_in_it_passes_the_check_and_the_original(at_once: bool) -> None:
    if at_once:
        result = run("init", "--full", "new.conf", *FILLED_IN)
        assert "error" not in result.stderr
    else:
        run("init", "--full", "new.conf")
        assert run("set", "new.conf", *FILLED_IN).exit_code == 0
    assert "<!-- FILL IN" not in Path("new.conf").read_text()
    assert run("check", "--strict", "new.conf").stdout == "0 errors, 0 warnings in 1 file\n"
    config = Config(xmlPath="new.conf")
    assert [peer.name for peer in config.peers.localPeers] == ["web"]
    assert [each.absolutePath for each in config.collect.collectDirs] == ["/etc"]
    assert LocalConfig(xmlPath="new.conf").amazons3.s3Bucket == "example-bucket/staging"


def test_cback3_validate_takes_it() -> None:
    run("init", "--full", "new.conf", *FILLED_IN)
    for name in ("tmp", "collect", "staging"):
        Path(name).mkdir()
    Path("new.conf").write_text(Path("new.conf").read_text().replace("/opt/backup", str(Path.cwd())))
    run("set", "new.conf", "options/backup_user=root", "options/backup_group=root")
    cback3 = Path(sys.executable).with_name("cback3")
    arguments = ["--config", "new.conf", "--logfile", "log", "--owner", "root:root", "validate"]
    done = subprocess.run([cback3, *arguments], env=UNMEASURED, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Configuration is valid" in Path("log").read_text()


@pytest.mark.parametrize(("module", "named"), [("amazons3action", True), ("CedarBackup3.extend.amazons3", False)])
def test_the_preflight_comes_next_where_the_action_is_used(module: str, named: bool) -> None:
    result = run("init", "--full", "new.conf", f"extensions/action/module={module}")
    assert ("amazons3action preflight new.conf" in result.stderr) == named


def test_every_element_of_its_sections_is_explained() -> None:
    text = re.sub(r"\s+", " ", new_configuration())
    helps = [element.help for name in ("reference", "purge", "amazons3") for _, element in SECTIONS[name].walk()]
    assert [each for each in helps if each not in text] == []


def test_another_value_takes_the_place_of_an_example() -> None:
    run("init", "--full", "new.conf", "options/backup_user=kim", "options/rsh_command=/usr/bin/ssh", *FILLED_IN)
    assert run("get", "new.conf", "options/backup_user").stdout == "kim\n"
    assert run("check", "--strict", "new.conf").exit_code == 0


def test_it_goes_to_standard_output_too() -> None:
    assert run("init", "--full", "-").stdout == new_configuration()


def test_a_file_that_is_there_is_left_alone() -> None:
    Path("old.conf").write_text("<cb_config/>")
    result = run("init", "--full", "old.conf")
    assert result.exit_code == 2
    assert "old.conf: it is there already" in result.stderr
    assert Path("old.conf").read_text() == "<cb_config/>"


def test_without_full_only_the_section_is_written() -> None:
    result = run("init", "new.conf", "options/backup_user=kim")
    assert result.exit_code == 2
    assert "options/backup_user goes with --full" in result.stderr
