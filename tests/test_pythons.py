"""``make pythons``: which interpreters it finds, and what it says of those that it does not."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ANSWER = """#!/bin/sh
case "$*" in *version_info*) echo '[[3, {minor}, {micro}], "/nowhere"]'; exit;; "-c ") exit;; esac
echo "$0 $*" >> {log}
exit 1
"""


def interpreter(path: Path, minor: int, micro: int, log: Path) -> None:
    """Make what says that it is a Python, and can do nothing else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ANSWER.format(minor=minor, micro=micro, log=log))
    path.chmod(0o755)


def run(folder: Path, *versions: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{folder}/bin:{folder}/shims", "PYENV_ROOT": str(folder / "pyenv")}
    command = [sys.executable, str(ROOT / "tools" / "pythons"), str(folder / "venv"), *versions]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_what_is_not_found_is_said_and_is_no_failure(tmp_path: Path) -> None:
    answer = run(tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    versions = [f"3.{minor}" for minor in range(11, 15)]
    assert answer.stdout.splitlines() == [f"Python {each}: not tried, since none was found" for each in versions]


def test_the_newest_release_on_the_path_or_kept_by_pyenv_is_taken(tmp_path: Path) -> None:
    folder = tmp_path
    log = folder / "log"
    interpreter(folder / "bin" / "python3.12", 12, 1, log)
    interpreter(folder / "shims" / "python3.12", 12, 9, log)
    interpreter(folder / "pyenv" / "versions" / "3.12.3" / "bin" / "python3.12", 12, 3, log)
    interpreter(folder / "pyenv" / "versions" / "3.13.0" / "bin" / "python3.13", 13, 0, log)
    (folder / "bin" / "setpriv").symlink_to(shutil.which("true") or "true")  # other users can run them all
    answer = run(folder, "3.12")
    assert answer.returncode != 0  # the environment cannot be made, which is no silent pass
    (called,) = log.read_text().splitlines()
    assert called.startswith(f"{folder}/pyenv/versions/3.12.3/bin/python3.12 -m venv --clear {folder}/venv-3.12")
