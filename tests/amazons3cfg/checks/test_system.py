"""``check --system``: what a machine lacks of what a configuration names; the machine is a directory of files."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from command import UNMEASURED
from documents import document

from amazons3cfg.checks.system import check_system
from amazons3cfg.checks.system.machine import Machine
from amazons3cfg.cli import main
from amazons3cfg.rules.base import BASE, BY_ORIGINAL, STAGING_PEER, WITH_MYSQL, WITH_SNAPSHOT, WITH_SPLIT, WITH_STORE
from amazons3cfg.text.source import decode
from amazons3cfg.text.tree import parse

PROGRAMS = ("usr/bin/su", "usr/bin/gpg", "usr/bin/split", "opt/aws/bin/aws", "usr/local/bin/dump-wiki")
DIRECTORIES = ("opt/backup/tmp", "opt/backup/collect", "opt/backup/staging", "etc")
PACKAGES = "usr/lib/python3/dist-packages"
REMOTE = BASE.replace("<type>local</type>", "<type>remote</type>")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the root directory of a machine that has all that is named by ``BASE``."""
    for name in DIRECTORIES:
        (tmp_path / name).mkdir(parents=True)
    for name in PROGRAMS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "etc/passwd").write_text("root:x:0:0::/root:/bin/sh\nbackup:x:34:34::/:/bin/sh\n")
    (tmp_path / "etc/group").write_text("root:x:0:\nbackup:x:34:\n")
    for module in ("amazons3action", "CedarBackup3", "CedarBackup3/extend"):
        (tmp_path / PACKAGES / module).mkdir(parents=True)
        (tmp_path / PACKAGES / module / "__init__.py").touch()
    (tmp_path / PACKAGES / "amazons3action/__init__.py").write_text("from amazons3action.action import executeAction\n")
    for name in ("amazons3", "split", "mysql"):
        module_file = tmp_path / PACKAGES / f"CedarBackup3/extend/{name}.py"
        module_file.write_text("raise RuntimeError\ndef executeAction():\n    hidden = 1\n")
    return tmp_path


def lacks(root: Path, *changes: tuple[str, str], base: str = BASE) -> list[str]:
    """Return each finding about the machine as its code, its place in the document, and its message."""
    text = document(*changes, base=base)
    found = check_system(parse(decode(text.encode())), Machine(str(root)))
    return [f"{each.code} {text[each.start : each.end]}: {each.message}" for each in found]


def test_nothing_is_found_where_all_is_there(root: Path) -> None:
    assert lacks(root) == []
    assert lacks(root, *WITH_SPLIT) == []
    assert lacks(root, *BY_ORIGINAL) == []


def test_looking_changes_nothing(root: Path) -> None:
    def state() -> Iterator[tuple[str, int, int]]:
        for each in sorted(root.rglob("*")):
            yield str(each), each.stat().st_mtime_ns, each.stat().st_mode

    before = list(state())
    lacks(root, *WITH_SPLIT)
    assert list(state()) == before


@pytest.mark.parametrize(
    ("path", "codes"),
    [("opt/backup/tmp", ["A701"]), ("opt/backup/collect", ["A701"] * 2), ("opt/backup/staging", ["A701"] * 2)],
)
def test_each_element_that_names_a_directory_that_is_not_there_is_told(root: Path, path: str, codes: list[str]) -> None:
    (root / path).rmdir()
    assert [each[:4] for each in lacks(root)] == codes
    assert f"A701 /{path}: there is no directory /{path}" in lacks(root)
    (root / path).touch()
    assert f"A701 /{path}: /{path} is not a directory" in lacks(root)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount")
def test_a_directory_that_is_written_must_not_be_read_only(root: Path) -> None:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", root / "opt/backup/tmp"], capture_output=True)
    if mounted.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        assert lacks(root) == ["A702 /opt/backup/tmp: nothing can be written into /opt/backup/tmp"]
    finally:
        subprocess.run(["umount", root / "opt/backup/tmp"], check=True)


def test_the_directory_of_a_remote_peer_is_on_another_machine(root: Path) -> None:
    moved = (("/opt/backup/collect</collect_dir>\n      </peer>", "/elsewhere</collect_dir>\n      </peer>"),)
    assert [each[:4] for each in lacks(root, *moved)] == ["A701"]
    (root / "usr/bin/scp").write_text("")
    (root / "usr/bin/scp").chmod(0o755)
    assert lacks(root, *moved, base=REMOTE) == []


def test_a_file_that_is_collected_must_be_there(root: Path) -> None:
    entry = "      <dir>\n         <abs_path>/etc<"
    change = (entry, f"      <file><abs_path>/etc/hosts</abs_path></file>\n{entry}")
    assert lacks(root, change) == ["A703 /etc/hosts: there is no file /etc/hosts"]
    (root / "etc/hosts").touch()
    assert lacks(root, change) == []


def test_links_lead_where_they_lead_on_that_machine(root: Path) -> None:
    (root / "opt/backup/staging").rmdir()
    (root / "opt/backup/staging").symlink_to("/srv/../srv/s3")
    assert "A701" in lacks(root)[0]
    (root / "srv/s3").mkdir(parents=True)
    assert lacks(root) == []
    (root / "srv/s3").rmdir()
    (root / "srv/s3").symlink_to("../opt/backup/staging")
    assert lacks(root)[0].endswith("cannot be looked at: too many links: /opt/backup/staging")


def test_a_user_and_a_group_that_are_not_there_are_told(root: Path) -> None:
    (root / "etc/passwd").write_text("root:x:0:0::/root:/bin/sh\n")
    (root / "etc/group").write_text("backups:x:34:\n")
    assert lacks(root) == ["A705 backup: there is no user 'backup'", "A706 backup: there is no group 'backup'"]
    (root / "etc/passwd").unlink()
    assert lacks(root)[0].startswith("A710 backup: 'backup' cannot be looked at: ")


def test_the_commands_that_are_named_must_be_there_and_executable(root: Path) -> None:
    (root / "usr/local/bin/dump-wiki").chmod(0o644)
    (root / "opt/aws/bin/aws").unlink()
    (root / "usr/bin/gpg").unlink()
    assert lacks(root) == [
        "A707 /opt/aws/bin/aws: there is no program /opt/aws/bin/aws",
        "A707 /usr/local/bin/dump-wiki: /usr/local/bin/dump-wiki cannot be executed",
        "A707 gpg --batch -r backup -o ${output} -e ${input}: there is no program 'gpg'",
    ]


@pytest.mark.parametrize("command", ['"/usr/local/bin/dump-wiki" -q', "  /usr/local/bin/dump-wiki", "dump-wiki x"])
def test_of_a_command_the_first_word_is_the_program(root: Path, command: str) -> None:
    assert lacks(root, (">/usr/local/bin/dump-wiki<", f">{command}<")) == []


def test_the_copying_command_counts_only_where_a_peer_is_remote(root: Path) -> None:
    told = "A707 /usr/bin/scp -B: there is no program /usr/bin/scp"
    assert lacks(root, base=REMOTE) == [told]
    assert lacks(root, *STAGING_PEER) == [told]


def test_the_remote_shell_counts_only_where_a_peer_is_managed(root: Path) -> None:
    (root / "usr/bin/scp").symlink_to("gpg")
    shell = ("</rcp_command>", "</rcp_command><rsh_command>/usr/bin/ssh -q</rsh_command>")
    managed = ("</collect_dir>\n      </peer>", "</collect_dir><managed>Y</managed></peer>")
    assert lacks(root, shell, base=REMOTE) == []
    assert lacks(root, shell, managed, base=REMOTE) == ["A707 /usr/bin/ssh -q: there is no program /usr/bin/ssh"]


def test_of_an_encrypt_command_that_is_refused_no_program_is_looked_for(root: Path) -> None:
    assert lacks(root, ("gpg --batch", "nothing | gpg --batch")) == []


def test_the_programs_that_actions_call_must_be_there(root: Path) -> None:
    (root / "usr/bin/split").unlink()
    (root / "usr/bin/su").unlink()
    assert lacks(root, *WITH_SPLIT) == [
        "A707 CedarBackup3.extend.split: there is no program 'split', which split calls",
        "A707 amazons3action: there is no program 'su', which amazons3 calls",
    ]
    assert "A707 CedarBackup3.extend.mysql: there is no program 'mysqldump', which mysql calls" in lacks(
        root, *WITH_MYSQL
    )


def test_a_store_needs_its_device_and_the_programs_for_its_disks(root: Path) -> None:
    assert lacks(root, *WITH_STORE) == [
        "A707 cdrw-74: there is no program 'cdrecord', which store calls",
        "A707 cdrw-74: there is no program 'mkisofs', which store calls",
        "A704 /dev/cdrw: there is no device /dev/cdrw",
    ]


def test_a_module_is_looked_for_without_importing_it(root: Path) -> None:
    assert lacks(root, *WITH_SNAPSHOT) == [
        f"A708 backup_tools.snapshot: the Python below {root} finds no module 'backup_tools.snapshot'"
    ]
    package = root / PACKAGES / "backup_tools"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('imported')\n")
    (package / "snapshot.py").write_text("def run(): pass\n")
    assert lacks(root, *WITH_SNAPSHOT) == [
        "A709 executeAction: the module 'backup_tools.snapshot' has no 'executeAction'"
    ]
    for source in ("executeAction = run", "from x import *", "import y as executeAction", "class executeAction: pass"):
        (package / "snapshot.py").write_text(f"{source}\n")
        assert lacks(root, *WITH_SNAPSHOT) == []


def test_of_a_module_that_cannot_be_parsed_nothing_is_said_and_a_bare_directory_has_no_function(root: Path) -> None:
    package = root / PACKAGES / "backup_tools"
    (package / "snapshot").mkdir(parents=True)
    assert [each[:4] for each in lacks(root, *WITH_SNAPSHOT)] == ["A709"]
    (package / "snapshot.py").write_text("def (\n")
    (package / "snapshot").rmdir()
    assert lacks(root, *WITH_SNAPSHOT) == []
    deeper = package / "of/mine"
    deeper.mkdir(parents=True)
    (deeper / "snapshot.py").write_text("def executeAction(): pass\n")
    assert lacks(root, *WITH_SNAPSHOT, ("backup_tools.snapshot", "backup_tools.of.mine.snapshot")) == []


def test_without_cedar_backup_no_module_is_said_to_be_missing(root: Path) -> None:
    shutil.rmtree(root / PACKAGES / "CedarBackup3")
    assert [each[:4] for each in lacks(root, *WITH_SNAPSHOT)] == ["A710"]


def test_this_python_finds_what_is_installed_in_it() -> None:
    found = check_system(parse(decode(document(*WITH_SNAPSHOT, base=BASE).encode())), Machine())
    assert [each.message.partition(" finds ")[2] for each in found if each.code in ("A708", "A709")] == [
        "no module 'backup_tools.snapshot'"
    ]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_what_this_user_may_not_look_at_is_a_warning(root: Path) -> None:
    with TemporaryDirectory() as name:  # since others may not look into pytest's own
        machine = Path(name, "machine")
        shutil.copytree(root, machine)
        machine.parent.chmod(0o755)
        (machine / "opt/backup").chmod(0o700)
        os.seteuid(65534)
        try:
            found = lacks(machine)
        finally:
            os.seteuid(0)
    assert "A710 /opt/backup/tmp: '/opt/backup/tmp' cannot be looked at: Permission denied" in found
    assert {each[:4] for each in found} == {"A710"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def test_the_command_adds_what_the_machine_lacks_when_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    (root / "cback.conf").write_text(BASE)
    (root / "opt/backup/tmp").rmdir()
    assert run("cback.conf").exit_code == 0
    result = run("--system", "--root", str(root), "cback.conf")
    assert result.exit_code == 1
    assert "error[A701]: there is no directory /opt/backup/tmp\n" in result.stdout
    assert "hint: make it: mkdir -p /opt/backup/tmp\n" in result.stdout
    assert run("--system", "--root", str(root), "cback.conf", "--ignore", "A701").exit_code == 0


def test_a_file_that_is_no_document_is_told_as_ever(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    (root / "cback.conf").write_text("<cb_config>")
    assert run("--system", "cback.conf").stdout == run("cback.conf").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("--root", "/"), "use it with --system"), (("--system", "--fix"), "--system changes nothing")],
)
def test_options_that_do_not_go_together_are_refused(root: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments, str(root))
    assert result.exit_code == 2
    assert words in result.stderr


def test_elsewhere_than_on_linux_one_sentence_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    result = run("--system", str(root))
    assert result.exit_code == 2
    assert result.stderr == "Error: --system looks at a machine with Linux, and this one has darwin\n"


def test_all_that_cback3_validate_finds_missing_is_found(tmp_path: Path) -> None:
    text = BASE.replace("/opt/backup", str(tmp_path)).replace(">backup</backup_", ">nobodyknows</backup_")
    text = text.replace(">/etc<", f">{tmp_path}/etc<")
    (tmp_path / "cback.conf").write_text(text)
    cback3 = Path(sys.executable).with_name("cback3")
    arguments = ["--config", "cback.conf", "--logfile", "log", "--owner", "root:root", "validate"]
    subprocess.run([cback3, *arguments], cwd=tmp_path, env=UNMEASURED, check=True, timeout=60, capture_output=True)
    log = (tmp_path / "log").read_text()
    missing = set(re.findall(rf"\[({tmp_path}/\w+)\]", log))
    assert missing == {f"{tmp_path}/{name}" for name in ("tmp", "collect", "staging", "etc")}
    found = check_system(parse(decode(text.encode())), Machine())
    assert missing <= {text[each.start : each.end] for each in found if each.code == "A701"}
    assert "nobodyknows" in log
    assert [each.code for each in found if "nobodyknows" in each.message] == ["A705", "A706"]
