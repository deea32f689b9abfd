"""A day is restored by what the documentation says."""

import re
import subprocess
from pathlib import Path

from testbed.server import SCRIPTS
from testbed.site import Site, gpg_command

PAGE = Path(__file__).parents[3] / "docs" / "restoring.md"
FILES = {"etc.tar.gz": bytes(range(256)) * 64, "host/a 'b' $c.sql": b"select 1;\n", "host/empty": b""}


def script(site: Site, passphrase_file: Path) -> str:
    """Return the commands of the page, with what the site has in place of the examples."""
    found = "set -e\n" + "\n".join(
        re.findall(r"^ *```sh\n(.*?)^ *```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    )
    stored = f"{site.bucket.name}/{site.day_prefix()}"
    for example, ours in (
        ("example.com-backup/staging/2026/11/23/", stored),
        ("example.com-backup/staging/2026/11/", stored),
        ("/home/backup/.passphrase", str(passphrase_file)),
    ):
        assert example in found
        found = found.replace(example, ours)
    return found


def restore(site: Site, passphrase_file: Path) -> tuple["subprocess.CompletedProcess[str]", dict[str, bytes]]:
    """Run the page's commands as the backup user; returns how that ended, and what is restored."""
    home = site.root / "restore"
    home.mkdir()
    site.user.give(home)
    done = subprocess.run(
        ["sh", "-c", script(site, passphrase_file)],
        cwd=home,
        env={"PATH": f"{SCRIPTS}:/usr/bin:/bin", "HOME": str(site.user.home)},
        user=site.user.uid,
        group=site.user.gid,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )
    restored = home / "restored"
    return done, {str(path.relative_to(restored)): path.read_bytes() for path in restored.rglob("*") if path.is_file()}


def not_decrypted(done: "subprocess.CompletedProcess[str]") -> set[str]:
    return set(re.findall("^NOT DECRYPTED: restored/(.*)$", done.stderr, re.MULTILINE))


def test_the_commands_of_the_page_restore_an_encrypted_day(site: Site) -> None:
    site.encrypt = gpg_command(site.user)
    site.stage(FILES)
    assert site.run().code == 0
    done, found = restore(site, site.user.passphrase_file)
    assert done.returncode == 0, done.stderr
    assert found == FILES


def test_with_a_wrong_passphrase_they_name_all_files_and_end_with_1(site: Site) -> None:
    site.encrypt = gpg_command(site.user)
    site.stage(FILES)
    assert site.run().code == 0
    wrong = site.root / "passphrase"
    wrong.write_text("another one")
    done, found = restore(site, wrong)
    assert done.returncode == 1, done.stderr
    assert not_decrypted(done) == {name for name, content in FILES.items() if content}
    assert found == site.stored()


def test_a_file_that_cannot_be_decrypted_is_named_and_the_others_are_decrypted(site: Site) -> None:
    site.encrypt = gpg_command(site.user)
    site.stage(FILES)
    assert site.run().code == 0
    site.bucket.put(f"{site.day_prefix()}a/broken", b"not encrypted")
    done, found = restore(site, site.user.passphrase_file)
    assert done.returncode == 1, done.stderr
    assert not_decrypted(done) == {"a/broken"}
    assert found == FILES | {"a/broken": b"not encrypted"}
