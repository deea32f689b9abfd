"""One installation of Cedar Backup: its configuration, its directories, and the real ``cback3`` over it."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from testbed.bucket import Bucket
from testbed.cback import Run, Started, start_cback3
from testbed.clock import DAY, Clock
from testbed.server import SCRIPTS
from testbed.user import BackupUser

AWS_1 = SCRIPTS / "aws"
_GPG = "/usr/bin/gpg --batch --yes --quiet --pinentry-mode loopback --passphrase-file"
MODULE = "amazons3action"

_CONFIGURATION = """\
<?xml version="1.0" encoding="UTF-8"?>
<cb_config>
  <reference><author/><revision/><description/><generator/></reference>
  <extensions>
    <order_mode>index</order_mode>
    <action>
      <name>amazons3</name><module>{module}</module><function>executeAction</function><index>299</index>
    </action>
  </extensions>
  <options>
    <starting_day>{starting_day}</starting_day>
    <working_dir>{working}</working_dir>
    <backup_user>{user}</backup_user>
    <backup_group>{user}</backup_group>
    <rcp_command>/usr/bin/scp -B</rcp_command>
    {overrides}
  </options>
  <peers>
    <peer><name>local</name><type>local</type><collect_dir>/nonexistent</collect_dir></peer>
  </peers>
  <stage>
    <staging_dir>{staging}</staging_dir>
  </stage>
  <amazons3>
    {section}
  </amazons3>
</cb_config>
"""


@dataclass
class Site:
    """A configuration with a staging and a working directory; ``prefix`` is where in the bucket it stores."""

    root: Path
    user: BackupUser
    bucket: Bucket
    clock: Clock
    prefix: str = ""
    module: str = MODULE
    encrypt: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, Path] = field(default_factory=lambda: {"aws": AWS_1})
    staging_name: str = "staging"
    working_name: str = "working"
    starting_day: str | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in (self.staging, self.working):
            folder.mkdir(parents=True, exist_ok=True)
            self.user.give(folder)

    @property
    def staging(self) -> Path:
        """The directory of all staged days."""
        return self.root / self.staging_name

    @property
    def working(self) -> Path:
        """Cedar Backup's working directory, where encrypted files wait for their upload."""
        return self.root / self.working_name

    def day(self, offset: int = 0) -> Path:
        """Name the staging directory of the clock's day, or of the day that many days later."""
        return self.staging / self.day_name(offset)

    def day_name(self, offset: int = 0) -> str:
        """Name that day as paths and keys do."""
        return f"{self.clock.today + offset * DAY:%Y/%m/%d}"

    def weekday(self, offset: int = 0) -> str:
        """Name that day's day of the week, as Cedar Backup does."""
        return f"{self.clock.today + offset * DAY:%A}".lower()

    def day_prefix(self, offset: int = 0) -> str:
        """Tell what the keys of that day start with."""
        return "/".join(filter(None, (self.prefix, self.day_name(offset)))) + "/"

    def indicator(self, offset: int = 0) -> Path:
        """Name the file that says that the day is stored."""
        return self.day(offset) / "cback.amazons3"

    def stage(self, files: Mapping[str, bytes], offset: int = 0) -> Path:
        """Add files to a day's staging directory, marked as staged; gives the directory."""
        day = self.day(offset)
        day.mkdir(parents=True, exist_ok=True)
        (day / "cback.stage").touch()
        for name, content in files.items():
            path = day / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        # As Cedar Backup's stage action does.
        self.user.give(day, *day.rglob("*"))
        return day

    def start(self, *switches: str) -> Started:
        """Start ``cback3 amazons3`` with this configuration."""
        environment = {"TZ": self.clock.zone, **self.environment}
        return start_cback3(self.root, self._configuration(), *switches, "amazons3", environment=environment)

    def run(self, *switches: str) -> Run:
        """Run ``cback3 amazons3`` to its end."""
        return self.start(*switches).finish()

    def by_hand(
        self, *words: str, environment: Mapping[str, str] | None = None, configuration: Path | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run ``python -m amazons3action`` with these words and this configuration, as a person would."""
        return subprocess.run(
            [str(SCRIPTS / "python"), "-m", "amazons3action", *words, str(configuration or self.configuration_file())],
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "TZ": self.clock.zone, **(environment or {})},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=150,
        )

    def configuration_file(self) -> Path:
        """Write the configuration to a file that only root can read; gives the path."""
        path = self.root / "cback.conf"
        path.touch(mode=0o600)
        path.write_text(self._configuration(), encoding="utf-8")
        return path

    def stored(self, offset: int = 0) -> dict[str, bytes]:
        """Read the day's objects as the bucket holds them, under their keys below the day."""
        prefix = self.day_prefix(offset)
        return {key.removeprefix(prefix): content for key, content in self.bucket.contents(prefix).items()}

    def _configuration(self) -> str:
        fields = {"s3_bucket": "/".join(filter(None, (self.bucket.name, self.prefix))), **self.options}
        if self.encrypt is not None:
            fields["encrypt"] = self.encrypt
        return _CONFIGURATION.format(
            module=self.module,
            starting_day=self.starting_day or self.weekday(1),
            working=escape(str(self.working)),
            staging=escape(str(self.staging)),
            user=self.user.name,
            overrides="".join(
                f"<override><command>{command}</command><abs_path>{escape(str(path))}</abs_path></override>"
                for command, path in self.overrides.items()
            ),
            section="\n    ".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items()),
        )


def gpg_command(user: BackupUser) -> str:
    """Make an encrypt command for gpg with the user's passphrase file."""
    return f"{_GPG} {user.passphrase_file} -o ${{output}} -c ${{input}}"


def gpg_decrypt(user: BackupUser, content: bytes) -> bytes:
    """Decrypt an object with gpg; raises ``subprocess.CalledProcessError`` when it cannot."""
    return subprocess.run(
        ["/usr/sbin/runuser", "-u", user.name, "--", *_GPG.split(), str(user.passphrase_file), "-d"],
        input=content,
        capture_output=True,
        check=True,
        cwd="/",
        env={"HOME": str(user.home), "PATH": "/usr/bin:/bin"},
    ).stdout
