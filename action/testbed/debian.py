"""A fresh Debian tree with a checkout in it, beside a throw-away S3 server."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from testbed.bucket import Bucket
from testbed.server import HOST, s3_server

ROOT = Path(__file__).parents[2]
MIRROR_OF_THIS_MACHINE = re.compile(r"^(?:URIs:|deb(?: \[[^\]]*\])?) *(https?://\S+/debian)/?(?:\s|$)", re.MULTILINE)
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
SOURCES = (
    "amazons3cfg",
    "action",
    "samples",
    "schema",
    "docs",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
)


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


def own_mirror() -> str:
    """Return the mirror that this machine's packages come from; empty if it has none."""
    folder = Path("/etc/apt")
    for path in (folder / "sources.list", *sorted((folder / "sources.list.d").glob("*.[ls]*"))):
        found = MIRROR_OF_THIS_MACHINE.search(path.read_text("utf-8")) if path.is_file() else None
        if found:
            return found[1]
    return ""


@contextmanager
def debian_tree(release: str) -> Iterator[Tree]:
    """Make a tree of that release, as long as the context lasts; `LookupError` says why that cannot be."""
    # Ended by a time limit, it must still unmount, and remove the tree.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="amazons3-debian-")))
        path = folder / "tree"
        mirror = os.environ.get("DEBIAN_MIRROR") or own_mirror()
        if not mirror:
            raise LookupError("no mirror of Debian is known: name one in DEBIAN_MIRROR")
        packages = "--include=ca-certificates,openssl"
        command: list[str | Path] = ["debootstrap", "--variant=minbase", packages, release, path, mirror]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            raise LookupError(f"debootstrap made no tree: {done.stdout[-500:]}")
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
