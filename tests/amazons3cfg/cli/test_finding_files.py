"""What ``check`` finds below a directory: by the root element, however deep, and whatever stands in the way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from command import UNMEASURED
from documents import GOOD, document

from amazons3cfg.cli import main
from amazons3cfg.cli.files import NO_CONFIGURATION
from amazons3cfg.cli.roots import is_configuration

WRONG = document((">Y<", ">maybe<"))
CATALOG = "<catalog><!-- for <cb_config> documents --><uri name='cb_config' uri='cb_config.xsd'/></catalog>"


@pytest.fixture(autouse=True)
def _in_an_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def test_a_link_that_loops_is_told_and_the_others_are_checked() -> None:
    Path("etc").mkdir()
    Path("etc/a.conf").symlink_to("a.conf")
    Path("etc/b.conf").symlink_to("c.conf")
    Path("etc/c.conf").symlink_to("b.conf")
    Path("etc/round").symlink_to(".")
    Path("etc/nowhere.conf").symlink_to("missing")
    Path("etc/z.conf").write_text(WRONG)
    result = check("etc")
    assert result.exit_code == 2
    loop = "Too many levels of symbolic links"
    assert result.stderr == "".join(f"etc/{name}.conf: error[A100]: {loop}\n" for name in "abc")
    assert result.stdout.splitlines()[-1] == "1 error, 0 warnings in 1 file"
    assert check("etc", "--format", "json").stdout.count('"A100"') == 3


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_a_link_to_where_the_user_may_not_look_is_told_and_the_others_are_checked(tmp_path: Path) -> None:
    for name in ("etc", "secret"):
        Path(name).mkdir()
    Path("secret/a.conf").write_text(GOOD)
    Path("etc/a.conf").symlink_to("../secret/a.conf")
    Path("etc/z.conf").write_text(WRONG)
    Path("secret").chmod(0o700)
    tmp_path.chmod(0o755)
    child = "import os; os.setgroups([]); os.setgid(65534); os.setuid(65534); from amazons3cfg.cli import main; main()"
    run = subprocess.run([sys.executable, "-c", child, "check", "etc"], capture_output=True, text=True, env=UNMEASURED)
    assert (run.returncode, run.stderr) == (2, "etc/a.conf: error[A100]: Permission denied\n")
    assert run.stdout.splitlines()[-1] == "1 error, 0 warnings in 1 file"


@pytest.mark.parametrize("name", ["d", "long-name"])
def test_what_stands_in_1300_directories_is_checked_or_told(name: str, tmp_path: Path) -> None:
    Path("etc").mkdir()
    Path("etc/z.conf").write_text(WRONG)
    try:
        os.chdir("etc")
        for _ in range(1300):
            Path(name).mkdir()
            os.chdir(name)
        Path("deep.conf").write_text(WRONG)
    finally:
        os.chdir(tmp_path)
    result = check("etc")
    subprocess.run(["rm", "-r", "etc"], check=True)  # Python before 3.13 cannot
    reached = len(name) == 1
    assert result.exit_code == (1 if reached else 2)
    assert result.stderr.count("File name too long") == (0 if reached else 1)
    assert result.stdout.splitlines()[-1] == (
        "2 errors, 0 warnings in 2 files" if reached else "1 error, 0 warnings in 1 file"
    )


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (GOOD, True),
        ("<cb_config/>", True),
        ("\ufeff<cb_config/>", True),
        ("<x:cb_config xmlns:x='u'/>", True),
        ("<!-- <catalog> --><?pi <catalog> ?><cb_config/>", True),
        ("<!DOCTYPE cb_config [<!ENTITY a '<catalog>'>]><cb_config/>", True),
        ("junk <cb_config>", True),
        ("<cb_config", True),
        ("</catalog><cb_config>", True),
        ("<!-- <cb_config/>", True),
        (CATALOG, False),
        ("<!-- cb_config --><catalog/>", False),
        ("<!DOCTYPE catalog [<!ENTITY a '<cb_config>'>]><catalog/>", False),
        ("<cb_configuration/>", False),
        ("<cb_confg><options/></cb_confg>", False),
        ("<cb_config:a/>", False),
        ("# see cb_config", False),
        ("Listen 80", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_a_directory_counts_by_its_root_element(text: str, counts: bool, encoding: str) -> None:
    assert is_configuration(text.encode(encoding)) == counts
    Path("etc").mkdir()
    Path("etc/a.xml").write_bytes(text.encode(encoding))
    message = f"etc: error[A100]: {NO_CONFIGURATION}\n"
    assert check("etc").stderr == ("" if counts else message)


def test_a_root_element_is_found_in_time_that_grows_with_the_file() -> None:
    for piece in (b"<!--", b"<?", b"<!", b"<", b"<!DOCTYPE ", b"<a:", b"<!---->"):
        is_configuration(piece * 1_000_000 + b"cb_config")


def test_other_named_files_are_passed_over_only_when_asked() -> None:
    Path("a.xml").write_text(CATALOG)
    Path("wrong.conf").write_text(WRONG)
    assert check("a.xml").exit_code == 1
    assert (check("a.xml", "--skip-others").exit_code, check("a.xml", "--skip-others").output) == (0, "")
    result = check("a.xml", "wrong.conf", "--skip-others")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "1 error, 0 warnings in 1 file")
    assert check("missing.conf", "--skip-others").exit_code == 2
