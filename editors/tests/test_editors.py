"""The language server in real editors, set up by the lines of ``docs/editors.md``; ``make editors`` runs this.

The pictures of Visual Studio Code go into the documentation: with ``PICTURES=docs/pictures`` they are renewed.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PAGE = (ROOT / "docs" / "editors.md").read_text("utf-8")
PROGRAMS = ROOT / ".editors"
SCRIPTS = Path(sys.executable).parent
SAMPLE = (ROOT / "samples" / "bad.conf").read_text("utf-8")
LINE = SAMPLE[: SAMPLE.index(">yes<")].count("\n") + 1
"""Of the value that is mended."""
MENDED = "<warn_midnite>Y</warn_midnite>"
SETTINGS = {
    "chat.disableAIFeatures": True,
    "editor.minimap.enabled": False,
    "files.exclude": {"**/.venv": True},
    "window.commandCenter": False,
    "workbench.layoutControl.enabled": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a copy of the bad sample, under a name that editors know, in a folder of its own."""
    path = tmp_path / "backup" / "cback.conf"
    path.parent.mkdir()
    shutil.copyfile(ROOT / "samples" / "bad.conf", path)
    return path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return variables under which programs find the server, and no settings of whoever runs the tests."""
    return os.environ | {"HOME": str(tmp_path), "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}


def setup_lines(language: str, path: Path) -> str:
    """Save the page's setup lines under ``path``."""
    (lines,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    path.write_text(lines, "utf-8")
    return str(path)


def run(*command: str, environment: dict[str, str], folder: Path) -> Any:
    """Return what the command prints as its last line of JSON."""
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(re.findall(r"^\{.*\}$", done.stdout + "\n" + done.stderr, re.MULTILINE)[-1])


def test_neovim(file: Path, environment: dict[str, str], tmp_path: Path) -> None:
    init = setup_lines("lua", tmp_path / "init.lua")
    script = f"luafile {HERE / 'neovim.lua'}"
    command = ("nvim", "--headless", "-u", init, file.name, "-c", script, "-c", "qa!")
    seen = run(*command, environment=environment, folder=file.parent)
    (found,) = [each for each in seen["diagnostics"] if each["code"] == "A302"]
    assert (found["line"], found["from"], found["to"], found["source"]) == (LINE - 1, 20, 23, "amazons3cfg")
    assert "Allowed: Y or N" in seen["hover"]
    assert seen["fixes"][0] == "Write Y"
    assert MENDED in file.read_text("utf-8")
    assert seen["proposals"] == ["full_size_limit></full_size_limit>"]


def test_emacs(file: Path, environment: dict[str, str], tmp_path: Path) -> None:
    init = setup_lines("elisp", tmp_path / "init.el")
    packages = ("--load", "package", "--eval", "(package-activate-all)")
    command = ("emacs", "--batch", *packages, "--load", init, "--load", str(HERE / "emacs.el"), file.name)
    seen = run(*command, environment=environment, folder=file.parent)
    (found,) = [each for each in seen["diagnostics"] if "A302" in each["message"]]
    assert (found["line"], found["text"]) == (LINE, "yes")
    assert "Allowed: Y or N" in seen["hover"]
    assert seen["fixes"][0] == "Write Y"
    assert MENDED in file.read_text("utf-8")
    assert seen["proposals"] == ["full_size_limit"]


@contextmanager
def code_server(folder: Path, home: Path, environment: dict[str, str]) -> Iterator[str]:
    """Serve Visual Studio Code with the extension, and yield its URL."""
    user, extensions = home / "user", home / "extensions"
    (user / "User").mkdir(parents=True)
    (user / "User" / "settings.json").write_text(json.dumps(SETTINGS), "utf-8")
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    node = str(PROGRAMS / "node_modules" / ".bin" / "node")
    entry = str(PROGRAMS / "package" / "out" / "node" / "entry.js")
    places = ("--config", f"{home}/config", "--user-data-dir", str(user), "--extensions-dir", str(extensions))
    vsix = str(ROOT / "dist" / "amazons3cfg.vsix")
    subprocess.run(
        [node, entry, *places, "--install-extension", vsix], env=environment, check=True, capture_output=True
    )
    quiet = ("--disable-workspace-trust", "--disable-telemetry", "--disable-update-check")
    command = [node, entry, *places, "--auth", "none", "--bind-addr", address, *quiet, str(folder)]
    with (
        (home / "log").open("wb") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True) as server,
    ):
        try:
            host, port = address.split(":")
            deadline = time.monotonic() + 30
            while True:
                try:
                    socket.create_connection((host, int(port)), 1).close()
                    break
                except OSError:
                    assert time.monotonic() < deadline, "code-server did not start"
                    time.sleep(0.1)
            yield f"http://{address}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)


def drive(scenario: str, file: Path, environment: dict[str, str], home: Path) -> Any:
    """Have a browser play a scenario of ``drive.js``, and return what it saw."""
    pictures = Path(os.environ.get("PICTURES", home)).resolve()
    with code_server(file.parent, home, environment) as url:
        node = str(PROGRAMS / "node_modules" / ".bin" / "node")
        paths = environment | {"NODE_PATH": str(PROGRAMS / "node_modules")}
        command = (node, str(HERE / "drive.js"), scenario, url, str(file), str(pictures))
        return run(*command, environment=paths, folder=home)


def test_visual_studio_code(file: Path, environment: dict[str, str], tmp_path: Path) -> None:
    scripts = file.parent / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "amazons3cfg").symlink_to(SCRIPTS / "amazons3cfg")
    seen = drive("work", file, environment, tmp_path / "home")
    assert seen["language"] == "Cedar Backup configuration"
    assert seen["squiggles"] >= 5
    (found,) = [each for each in seen["problems"] if "A302" in each]
    assert "'yes' is not a boolean" in found
    assert f"[Ln {LINE}, Col 21]" in found
    assert "Allowed: Y or N" in seen["hover"]
    assert seen["fixes"][0] == "Write Y"
    assert MENDED in seen["saved"]
    assert "full_size_limit" in seen["proposals"][0]
    assert "      <full_size_limit></full_size_limit>\n" in seen["completed"]
    assert seen["completed"] == file.read_text("utf-8")


def test_visual_studio_code_without_the_command(file: Path, environment: dict[str, str], tmp_path: Path) -> None:
    alone = environment | {"PATH": "/usr/bin:/bin"}
    assert "pipx install '.[lsp]'" in drive("alone", file, alone, tmp_path / "home")["message"]
