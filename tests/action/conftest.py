"""A backup user for the tests that run commands as one."""

import fcntl
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from amazons3action.account import Account
from amazons3action.workspace import Workspace, workspace
from CedarBackup3.util import PathResolverSingleton


@pytest.fixture(autouse=True)
def _own_paths() -> Iterator[None]:
    """Let no test find the commands that another one overrode: Cedar Backup keeps them for the whole process."""
    yield
    PathResolverSingleton.getInstance().fill({})


@pytest.fixture(scope="session")
def account() -> Iterator[Account]:
    """Make a user that exists for the session."""
    if os.geteuid() != 0:
        pytest.skip("needs root, to make a backup user and run commands as that user")
    name = f"cbt{os.getpid()}"
    _change_users("useradd", "--no-create-home", "--shell", "/usr/sbin/nologin", name)
    try:
        yield Account.named(name, name)
    finally:
        _change_users("userdel", name)


def _change_users(*argv: str) -> None:
    """Run a command that changes the list of users, which another worker's may have locked."""
    with Path(tempfile.gettempdir(), "amazons3action-users.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for _ in range(50):
            if subprocess.run(argv, capture_output=True).returncode == 0:
                return
            time.sleep(0.1)
    subprocess.run(argv, check=True)


@pytest.fixture
def working() -> Iterator[Path]:
    """Make a working directory that every user can reach, as those of pytest are not."""
    with tempfile.TemporaryDirectory(prefix="amazons3action-") as directory:
        Path(directory).chmod(0o755)
        made = Path(directory, "working dir")
        made.mkdir()
        yield made


@pytest.fixture
def space(working: Path, account: Account) -> Iterator[Workspace]:
    """Make a workspace that only root can enter yet."""
    with workspace(str(working), account) as made:
        yield made
