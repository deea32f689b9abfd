"""Everything a real run needs, made together and removed together."""

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from testbed.bucket import Bucket
from testbed.clock import DAY, Clock, local_time
from testbed.server import HOST, s3_server
from testbed.site import AWS_1, Site
from testbed.user import BackupUser, backup_user

AWS_2 = Path("/usr/bin/aws")
_TOOLS = ("su", "useradd", "userdel", "gpg", "openssl")


@dataclass(frozen=True)
class Bed:
    """An S3 server, a backup user, and a place for installations."""

    root: Path
    port: int
    user: BackupUser
    clock: Clock
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def endpoint(self) -> str:
        """The server's address for the AWS CLI."""
        return f"http://{HOST}:{self.port}"

    def site(self, **settings: Any) -> Site:
        """Make an installation with its own bucket; the backup user's AWS CLI talks to the server itself."""
        number = next(self._numbers)
        bucket = Bucket(HOST, self.port, f"bucket-{number}")
        bucket.create()
        root = self.root / f"site-{number}"
        root.mkdir()
        self.user.configure_aws(self.endpoint)
        return Site(root, settings.pop("user", self.user), bucket, settings.pop("clock", self.clock), **settings)

    def aws_2(self, site: Site) -> Path:
        """Make an ``aws`` of version 2 for the site: Debian's takes no endpoint from ``~/.aws/config``.

        It also misses SeaweedFS's answer to what follows an empty file on the same connection, and waits.
        """
        path = site.root / "aws2"
        path.write_text(f'#!/bin/sh\nexec {AWS_2} --cli-read-timeout 3 --endpoint-url {self.endpoint} "$@"\n')
        path.chmod(0o755)
        return path


def lacking() -> str | None:
    """Why no bed can be made here, or None."""
    if os.geteuid() != 0:
        return "root is needed: the backup runs as root and switches to a user made for it"
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        return f"these commands are needed: {', '.join(missing)}"
    if not AWS_1.exists():
        return f"{AWS_1} is needed: install the dependency group 'test'"
    return None


@contextlib.contextmanager
def real_bed(*, identities: bool = False) -> Iterator[Bed]:
    """Make a bed in a temporary directory that the backup user can enter; ``identities`` as for ``s3_server``."""
    # Ended by a time limit, a run must still remove its user and end its server.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="amazons3-bed-", ignore_cleanup_errors=True) as name:
        root = Path(name)
        root.chmod(0o755)
        with s3_server(root / "weed", identities=identities) as port, backup_user(root) as user:
            # Around noon, no date changes while the bed is in use.
            yield Bed(root, port, user, local_time(DAY / 2))


@contextlib.contextmanager
def small_file_system(directory: Path, kilobytes: int) -> Iterator[None]:
    """Mount an empty memory file system of that size over ``directory``."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=0755", "none", str(directory)]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(directory)], check=True, capture_output=True)
