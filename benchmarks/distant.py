"""The action far from S3, beside bare ``aws``, and with a million files."""

import shlex
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.action import OPENSSL, OURS, backup_of, configuration, small_files, staged_site
from benchmarks.distance import distant
from benchmarks.line import Group, Line, Measured, Target
from benchmarks.programs import executing, executing_in_memory
from benchmarks.turns import Figure, by_turns, process, told
from benchmarks.workshop import Workshop

if TYPE_CHECKING:
    from testbed.site import Site

_DELAY = 0.04
_A_FOLDER = 10_000
_SECONDS, _BYTES = 60.0, 600 * 1024 * 1024

# All files have the same content, so their names are all that the stub has to keep.
_STUB = """\
#!/bin/sh
case "$1 $2" in
's3 cp')
    for last; do source=$target target=$last; done
    exec find "$source" ! -type d -printf "upload: %p to $target%P\\n" -fprintf {keys}/$$ '%P\\n' ;;
's3api list-objects-v2')
    cat {keys}/* | sed 's|.*|{prefix}&\\t1\\t"c4ca4238a0b923820dcc509a6f75849b"|' ;;
esac
"""


def _aws(site: "Site") -> str:
    """Return the shell command that uploads a site's day as it is."""
    aws = shlex.quote(str(site.overrides["aws"]))
    return f"{aws} s3 cp --recursive --no-progress --exclude 'cback.*' {site.day()}/ s3://{site.bucket.name}/bare/"


def _beside(delay: float, workshop: Workshop) -> Measured:
    with distant(workshop.bed.port, delay) as port:
        sides = {"ours": _ours(workshop, port), "limit": _other(workshop, port)}
        return by_turns(sides, workshop.scale.long_rounds)


def _encrypted(workshop: Workshop) -> Measured:
    with distant(workshop.bed.port, _DELAY) as port:
        sides = {"ours": _ours(workshop, port, OPENSSL), "limit": _ours(workshop, port)}
        return by_turns(sides, workshop.scale.long_rounds)


def _ours(workshop: Workshop, port: int, encrypt: str | None = None) -> Figure:
    def figure() -> float:
        site = staged_site(workshop, small_files(workshop), encrypt)
        workshop.bed.user.configure_aws(f"http://127.0.0.1:{port}")
        return backup_of(site, OURS)()

    return figure


def _other(workshop: Workshop, port: int) -> Figure:
    def figure() -> float:
        site = staged_site(workshop, small_files(workshop))
        workshop.bed.user.configure_aws(f"http://127.0.0.1:{port}")
        argv = ["su", site.user.name, "-s", "/bin/sh", "-c", _aws(site)]
        return process(*argv, environment=workshop.environment, cwd="/")()

    return figure


def _million(workshop: Workshop, make_program: Callable[[str, str, str], list[str]], limit: float) -> Measured:
    """Measure a fresh process that stores a day of very many files, none of which is really uploaded."""
    site = workshop.bed.site(prefix="million")
    site.options["full_size_limit"] = site.options["incr_size_limit"] = "1"
    day = site.stage({"first": b"1", "second": b"1"})
    path = configuration(site)  # refused, as the limit is one byte, so that nothing is stored
    conf = Path(path)
    text = conf.read_text(encoding="utf-8").replace("_size_limit>1<", "_size_limit>1000 GB<")
    for number in range(workshop.scale.million_files):
        if number % _A_FOLDER == 0:
            folder = day / f"host{number // _A_FOLDER}"
            folder.mkdir()
            site.user.give(folder)
        (folder / f"{number:07}.tar.gz").write_bytes(b"1")
    keys, stub = site.root / "keys", site.root / "stub"
    keys.mkdir()
    site.user.give(keys)
    stub.write_text(_STUB.format(keys=keys, prefix=site.day_prefix()))
    stub.chmod(stub.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    aws = str(site.overrides["aws"])
    conf.write_text(text.replace(aws, str(stub)), encoding="utf-8")
    environment = {**workshop.environment, "TZ": workshop.bed.clock.zone}
    return by_turns({"ours": told(make_program(OURS, path, "done"), environment), "limit": lambda: limit}, 1)


_WORK = "`cback3` in clear, 3,000 files of 8 kB"
_AWAY = f"{_WORK}, 40 ms away"

GROUP = Group(
    "The action far from S3, and with a million files",
    (
        Line(_AWAY, "bare `aws s3 cp --recursive`", Target(at_most=0.36), partial(_beside, _DELAY)),
        Line(f"{_WORK}, near", "bare `aws s3 cp --recursive`", Target(at_most=0.76), partial(_beside, 0.0)),
        Line(
            "`cback3` with openssl, 3,000 files of 8 kB, 40 ms away", "ours in clear", Target(at_most=1.25), _encrypted
        ),
        Line(
            "`executeAction`, a million files, a stub of `aws`",
            "60 s",
            Target(at_most=1),
            partial(_million, make_program=executing, limit=_SECONDS),
        ),
        Line(
            "the same, peak memory of its process",
            "600 MiB",
            Target(at_most=1),
            partial(_million, make_program=executing_in_memory, limit=_BYTES),
            "B",
        ),
    ),
)
