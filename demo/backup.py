"""Show a backup with the real parts: stage, store encrypted, list, restore, clean up.

Run as root; ``PYTHONPATH`` has to name the directory of the test bed.
"""

import sys
import time
from collections.abc import Iterable

from testbed.bed import Bed, lacking, real_bed
from testbed.site import Site, gpg_command, gpg_decrypt

FILES = {
    "host1/etc.tar.gz": bytes(range(256)) * 400,
    "host1/home/Letters & drafts.txt": b"Dear reader,\n" * 500,
    "host1/home/$(not a command).txt": b"a name is a name\n",
    "host2/database.sql": b"insert into t values (1);\n" * 2000,
    "host2/empty": b"",
}
RESTORED = "host1/home/Letters & drafts.txt"


def say(text: str, details: Iterable[str] = ()) -> None:
    """Print a step, and its details below it."""
    sys.stdout.write("".join(f"{line}\n" for line in (text, *(f"     {detail}" for detail in details))))
    sys.stdout.flush()


def sizes(items: dict[str, int]) -> list[str]:
    """Lay out names and sizes in bytes as columns."""
    width = max(map(len, items), default=0)
    return [f"{name:{width}}  {size:>9,} bytes" for name, size in items.items()]


def show(bed: Bed) -> bool:
    """Play the backup; tells whether the restored file is the staged one."""
    say(f"1. SeaweedFS answers as S3 at {bed.endpoint}, and user {bed.user.name} was made to run aws and gpg.")
    site = bed.site(prefix="example.com", encrypt=gpg_command(bed.user))
    site.stage(FILES)
    say(f"2. Staged below {site.day()}:", sizes({name: len(content) for name, content in FILES.items()}))
    if not backed_up(site):
        return False
    say(f"4. Bucket {site.bucket.name} now holds:", sizes(site.bucket.sizes()))
    same = gpg_decrypt(bed.user, site.bucket.get(site.day_prefix() + RESTORED)) == FILES[RESTORED]
    verdict = "byte for byte the staged file" if same else "NOT the staged file"
    say(f"5. Restored by download and gpg: {RESTORED} is {verdict}.")
    return same


def backed_up(site: Site) -> bool:
    """Run cback3, and show what it logged of the action."""
    started = time.monotonic()
    run = site.run()
    seconds = time.monotonic() - started
    logged = [line.split("] ", 1)[1] for line in run.log.splitlines() if "]" in line]
    start = next((number for number, line in enumerate(logged) if line.startswith("Action order will be")), 0)
    say(f"3. cback3 with module {site.module} ended with {run.code} after {seconds:.1f} s:", logged[start + 1 :])
    return run.code == 0


def main() -> int:
    """Play the demonstration; 0 also where it cannot run, after saying what it needs."""
    if reason := lacking():
        say(f"The backup is not shown: {reason}.")
        return 0
    with real_bed() as bed:
        good = show(bed)
    say("6. Server, user, bucket and files are removed.")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
