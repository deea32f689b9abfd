"""The first commands of docs/start.md, on a Debian that has nothing yet."""

import re
from pathlib import Path

from testbed.debian import Tree

PAGE = Path(__file__).parents[2] / "docs" / "start.md"
CHECK = "check samples/good.conf"


def test_the_first_commands_install_the_command_where_pip_installs_nothing(tree: Tree) -> None:
    section = PAGE.read_text("utf-8").partition("## Install\n")[2].partition("\n## ")[0]
    pipx, environment = re.findall(r"^```sh\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    tree.do(pipx.replace("sudo apt install", "apt-get install --quiet --yes"))
    assert (
        "externally-managed-environment" in tree.run("apt-get install --quiet --yes python3-pip; pip install .").stdout
    )
    assert "0 errors" in tree.do(f". /root/.bashrc; . /root/.profile; amazons3cfg {CHECK}")
    assert "0 errors" in tree.do(environment)
