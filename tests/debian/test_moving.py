"""Moving over on Debian, by the commands of docs/moving.md, in a fresh Debian tree beside a throw-away S3 server.

It downloads some 150 MB and takes minutes, so that it has a target of its own: ``make debian``.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from testbed.bucket import Bucket
from testbed.server import HOST, s3_server

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "moving.md"
MIRROR_OF_THIS_MACHINE = re.compile(r"^(?:URIs:|deb(?: \[[^\]]*\])?) *(https?://\S+/debian)/?(?:\s|$)", re.MULTILINE)
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
SOURCES = ("amazons3cfg", "action", "schema", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE")
NIGHTLY = "30 0 * * * root"
FILES = {"host/etc.tar.gz": bytes(range(256)) * 40, "host/empty": b""}
CONFIGURATION = """\
<?xml version="1.0"?>
<cb_config>
  <reference><author>A</author></reference>
  <extensions>
    <action>
      <name>amazons3</name><module>CedarBackup3.extend.amazons3</module>
      <function>executeAction</function><index>201</index>
    </action>
  </extensions>
  <options>
    <starting_day>tuesday</starting_day>
    <working_dir>/backup/tmp</working_dir>
    <backup_user>backup</backup_user>
    <backup_group>backup</backup_group>
    <rcp_command>/usr/bin/scp -B</rcp_command>
    <override><command>aws</command><abs_path>/backup/aws</abs_path></override>
  </options>
  <peers><peer><name>local</name><type>local</type><collect_dir>/backup/collect</collect_dir></peer></peers>
  <stage><staging_dir>/backup/staging</staging_dir></stage>
  <amazons3>
    <s3_bucket>debian-backup/staging</s3_bucket>
    <encrypt>/usr/bin/openssl enc -aes-256-cbc -pbkdf2 -pass pass:open -in ${input} -out ${output}</encrypt>
  </amazons3>
</cb_config>
"""


class Tree(NamedTuple):
    """A Debian of its own, which shares the machine's network, and the bucket that it stores in."""

    path: Path
    bucket: Bucket

    def run(self, script: str) -> "subprocess.CompletedProcess[str]":
        """Run a script there as root, in the checkout."""
        environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
        environment |= {"DEBIAN_FRONTEND": "noninteractive", "PIP_DEFAULT_TIMEOUT": "60", "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            ["chroot", str(self.path), "/bin/sh", "-e", "-c", f"cd /src\n{script}"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=900,
        )

    def do(self, script: str) -> str:
        """Run a script that must succeed; returns what it prints."""
        done = self.run(script)
        assert done.returncode == 0, f"{script}\n{done.stdout[-3000:]}"
        return done.stdout


def blocks() -> list[str]:
    """Return the commands of the page: the packages, the environment, the configuration."""
    section = PAGE.read_text("utf-8").partition("## On Debian\n")[2].partition("\n## ")[0]
    found = re.findall(r"^```sh\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    assert len(found) == 3
    return found


def lacking() -> str | None:
    if "DEBIAN" not in os.environ:
        return "it takes minutes and downloads: run make debian"
    if os.geteuid() != 0:
        return "root is needed, to make a Debian tree and enter it"
    missing = [name for name in ("debootstrap", "chroot", "mount") if not shutil.which(name)]
    return f"these commands are needed: {', '.join(missing)}" if missing else None


def own_mirror() -> str:
    """Return the mirror that this machine's packages come from; empty if it has none."""
    folder = Path("/etc/apt")
    for path in (folder / "sources.list", *sorted((folder / "sources.list.d").glob("*.[ls]*"))):
        found = MIRROR_OF_THIS_MACHINE.search(path.read_text("utf-8")) if path.is_file() else None
        if found:
            return found[1]
    return ""


@pytest.fixture(scope="module", params=["bookworm"])
def tree(request: pytest.FixtureRequest) -> Iterator[Tree]:
    if reason := lacking():
        pytest.skip(reason)
    # Ended by a time limit, it must still unmount, and remove the tree.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="amazons3-debian-")))
        path = folder / "tree"
        mirror = os.environ.get("DEBIAN_MIRROR") or own_mirror()
        if not mirror:
            pytest.skip("no mirror of Debian is known: name one in DEBIAN_MIRROR")
        command = ["debootstrap", "--variant=minbase", "--include=ca-certificates,openssl", request.param, path, mirror]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            pytest.skip(f"debootstrap made no tree: {done.stdout[-500:]}")
        subprocess.run(["mount", "-t", "proc", "proc", path / "proc"], check=True)
        stack.callback(lambda: subprocess.run(["umount", path / "proc"], check=False))
        shutil.copy("/etc/resolv.conf", path / "etc" / "resolv.conf")
        if CERTIFICATES.exists():  # those of a proxy that this machine is behind
            shutil.copy(CERTIFICATES, path / CERTIFICATES.relative_to("/"))
        for name in SOURCES:
            source, to = ROOT / name, path / "src" / name
            to.parent.mkdir(exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy)(source, to)
        port = stack.enter_context(s3_server(folder / "weed"))
        bucket = Bucket(HOST, port, "debian-backup")
        bucket.create()
        made = Tree(path, bucket)
        made.do("apt-get --quiet update")
        yield made


def stage(tree: Tree) -> str:
    """Write the configuration of an installation that works with the original, and stage today; returns its name."""
    day = tree.do("date +%Y/%m/%d").strip()
    for name, content in {**FILES, "cback.stage": b""}.items():
        path = tree.path / "backup/staging" / day / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tree.path / "backup/tmp").mkdir()
    (tree.path / "backup/collect").mkdir()
    # Debian's aws takes no endpoint from ~/.aws/config.
    aws = tree.path / "backup/aws"
    aws.write_text(
        "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_DEFAULT_REGION=us-east-1\n"
        f'exec /usr/bin/aws --cli-read-timeout 3 --endpoint-url http://{HOST}:{tree.bucket.port} "$@"\n'
    )
    aws.chmod(0o755)
    conf = tree.path / "etc/cback3.conf"
    conf.touch(mode=0o600)
    conf.write_text(CONFIGURATION)
    tree.do("chown -R backup:backup /backup/staging /backup/tmp")
    return day


def test_the_commands_of_the_page_move_an_installation_over(tree: Tree) -> None:
    packages, environment, configuration = blocks()
    tree.do(packages)
    day = stage(tree)
    cron = tree.path / "etc/cron.d/cedar-backup3"
    cron.write_text(
        cron.read_text().replace("#30 00 * * * root  /usr/bin/cback3 all", "30 0 * * * root /usr/bin/cback3 all")
    )
    assert f"\n{NIGHTLY} " in cron.read_text()
    tree.do(environment)

    # Before cron is told, the preflight says what would happen at night, and it is so.
    move, *_ = [line for line in configuration.splitlines() if "amazons3action/'" in line]
    check = "amazons3cfg check /etc/cback3.conf"
    assert "0 errors" in tree.do(check)
    tree.do(move)
    early = tree.run("/opt/cback3/bin/python -m amazons3action preflight --seconds 100")
    assert early.returncode == 1, early.stdout
    assert re.findall(r"\[(P\d+)\]", early.stdout) == ["P104"]
    assert tree.run("/usr/bin/cback3 collect").returncode == 4

    said = tree.do(configuration.replace("preflight ", "preflight --seconds 100 "))
    assert said.count("0 errors, 0 warnings in 1 file") == 3, said
    [call] = re.findall(rf"^{re.escape(NIGHTLY)} (.*) all$", cron.read_text(), re.MULTILINE)
    tree.do(f"{call} --version")
    tree.do(f"{call} amazons3")
    stored = tree.bucket.contents(f"staging/{day}/")
    assert {key.removeprefix(f"staging/{day}/") for key in stored} == FILES.keys()
    (tree.path / "restored").write_bytes(stored[f"staging/{day}/host/etc.tar.gz"])
    tree.do("openssl enc -d -aes-256-cbc -pbkdf2 -pass pass:open -in /restored -out /clear")
    assert (tree.path / "clear").read_bytes() == FILES["host/etc.tar.gz"]
    assert (tree.path / "backup/staging" / day / "cback.amazons3").exists()


def test_another_python_needs_only_the_environment_again(tree: Tree) -> None:
    _, environment, _ = blocks()
    [packages] = (tree.path / "opt/cback3/lib").iterdir()
    packages.rename(packages.with_name("python3.0"))  # as it stands once Debian's Python is another
    broken = tree.run("/opt/cback3/bin/cback3 --version")
    assert broken.returncode != 0
    assert "No module named 'CedarBackup3'" in broken.stdout
    tree.do(environment)
    tree.do("cback3 --version")
    assert "0 errors" in tree.do("amazons3cfg check /etc/cback3.conf")
