"""``tools/debian-packages``: what it installs, and what it says before."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "tools" / "debian-packages"
HELPER = '#!/bin/sh\necho "{name} $*" >> {log}\n{then}\n'


class Machine:
    """A machine with nothing on its path but stubs, which keep how they were called."""

    def __init__(self, folder: Path, user: int) -> None:
        self.folder, self.log = folder, folder / "log"
        self.log.touch()
        for name, then in {"id": f"echo {user}", "sudo": '[ "$1" = -n ] || "$@"', "apt-get": ":"}.items():
            path = folder / name
            path.write_text(HELPER.format(name=name, log=self.log, then=then))
            path.chmod(0o755)

    def run(self, *arguments: str) -> tuple[str, list[str]]:
        """Return what the script says, and what it had installed, each with whether through sudo."""
        done = subprocess.run(
            ["/bin/sh", SCRIPT, *arguments], env={"PATH": str(self.folder)}, capture_output=True, text=True
        )
        assert (done.returncode, done.stdout) == (0, "")
        calls = self.log.read_text().splitlines()
        return done.stderr, [call for call in calls if "install" in call]


@pytest.mark.skipif(not os.access("/usr/bin/python3", os.X_OK), reason="it asks Debian's Python for ensurepip")
def test_a_user_who_is_not_root_gets_nothing_without_being_asked_and_is_told_what_is_missing(tmp_path: Path) -> None:
    said, installed = Machine(tmp_path, user=1000).run()
    assert not [call for call in installed if "gnupg" in call]
    assert "what needs them is skipped; to have them: sudo apt-get install" in said
    assert " gnupg openssl " in said


def test_what_a_target_needs_is_installed_through_sudo_after_saying_so(tmp_path: Path) -> None:
    said, installed = Machine(tmp_path, user=1000).run("bench")
    assert "installing Debian packages with sudo: " in said
    assert installed[0].startswith("sudo apt-get -q -y install ")
    assert installed[0].endswith(" rclone restic")


def test_root_gets_all_after_it_is_said(tmp_path: Path) -> None:
    said, installed = Machine(tmp_path, user=0).run()
    (call,) = installed
    assert call.startswith("apt-get -q -y install --no-install-recommends ")
    packages = call.partition("--no-install-recommends ")[2]
    assert "gnupg" in packages
    assert f"installing Debian packages: {packages}\n" in said
