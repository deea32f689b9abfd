"""Moving over on Debian, by the commands of docs/moving.md."""

import re
from pathlib import Path

from testbed.debian import Tree
from testbed.server import HOST

PAGE = Path(__file__).parents[2] / "docs" / "moving.md"
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


def blocks() -> list[str]:
    """Return the commands of the page: the packages, the environment, the configuration."""
    section = PAGE.read_text("utf-8").partition("## On Debian\n")[2].partition("\n## ")[0]
    found = re.findall(r"^```sh\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    assert len(found) == 3
    return found


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
