"""Other programs that upload a staged day, as the backup user would call them; each gets the server's URL."""

import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testbed.site import Site

Command = Callable[["Site", str], str]
"""Makes the command for the shell, from a site and the URL of its server."""


@dataclass(frozen=True)
class Other:
    """A program that does a part of the same work."""

    name: str
    shown: str
    """What is measured, as the table shows it."""
    command: Command
    before: Command | None = None
    """What must have been done before, and is not measured."""
    program: str | None = None
    """The program that must be installed for it; None if it always is."""

    def lacking(self) -> str:
        """Return why it cannot be measured here; empty if it can."""
        lacks = self.program is not None and shutil.which(self.program) is None
        return f"{self.program} is not installed" if lacks else ""


def _aws(site: "Site", url: str) -> str:
    aws = shlex.quote(str(site.overrides["aws"]))
    return f"{aws} s3 cp --recursive --no-progress --exclude 'cback.*' {site.day()}/ s3://{site.bucket.name}/bare/"


def _rclone(options: str) -> Command:
    def command(site: "Site", url: str) -> str:
        # rclone does not start where the variable names certificates that it need not have.
        remote = f"--s3-provider Other --s3-env-auth --s3-force-path-style --s3-endpoint {url} --config ''"
        return (
            f"unset AWS_CA_BUNDLE; rclone copy {remote} {options} --exclude 'cback.*' "
            f"{site.day()} :s3:{site.bucket.name}/rclone"
        )

    return command


def _restic(words: str) -> Command:
    def command(site: "Site", url: str) -> str:
        keys = "AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any RESTIC_PASSWORD=any"
        return f"{keys} restic -q -r s3:{url}/{site.bucket.name}/restic {words.format(site.day())}"

    return command


AWS = Other("bare aws", "bare `aws s3 cp --recursive`", _aws)
OTHERS = (
    Other("rclone", "`rclone copy`", _rclone(""), program="rclone"),
    Other("rclone with 32 transfers", "`rclone copy --transfers 32`", _rclone("--transfers 32"), program="rclone"),
    Other(
        "restic",
        "`restic backup` into a new repository, which packs and encrypts",
        _restic("backup --exclude 'cback.*' {}"),
        before=_restic("init"),
        program="restic",
    ),
)
