"""A day is restored by what the documentation says."""

import re
import subprocess
from pathlib import Path

from testbed.bed import Bed
from testbed.server import SCRIPTS
from testbed.site import Site, gpg_command

PAGE = Path(__file__).parents[3] / "docs" / "restoring.md"
FILES = {"etc.tar.gz": bytes(range(256)) * 64, "host/a 'b' $c.sql": b"select 1;\n", "host/empty": b""}


def test_the_commands_of_the_page_restore_an_encrypted_day(bed: Bed, site: Site) -> None:
    site.encrypt = gpg_command(bed.user)
    site.stage(FILES)
    assert site.run().code == 0
    script = "set -e\n" + "\n".join(
        re.findall(r"^ *```sh\n(.*?)^ *```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    )
    stored = f"{site.bucket.name}/{site.day_prefix()}"
    for example, ours in (
        ("example.com-backup/staging/2026/11/23/", stored),
        ("example.com-backup/staging/2026/11/", stored),
        ("/home/backup/.passphrase", str(bed.user.passphrase_file)),
    ):
        assert example in script
        script = script.replace(example, ours)
    home = bed.user.home / "restore"
    home.mkdir()
    bed.user.give(home)
    environment = {"PATH": f"{SCRIPTS}:/usr/bin:/bin", "HOME": str(bed.user.home)}
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=home,
        env=environment,
        user=bed.user.uid,
        group=bed.user.gid,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    restored = home / "restored"
    found = {str(path.relative_to(restored)): path.read_bytes() for path in restored.rglob("*") if path.is_file()}
    assert found == FILES
