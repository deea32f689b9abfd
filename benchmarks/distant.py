"""The action far from S3, beside bare ``aws`` and two other programs, and with a million files."""

import stat
import subprocess
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.action import OPENSSL, OURS, backup_of, configuration, small_files, staged_site
from benchmarks.distance import distant
from benchmarks.line import Group, LackingError, Line, Measured, Target
from benchmarks.others import AWS, OTHERS, Other
from benchmarks.pages import OBJECTS_A_PAGE, pages
from benchmarks.programs import executing_in_memory, in_memory
from benchmarks.turns import Figure, by_turns, process, told
from benchmarks.workshop import Workshop

if TYPE_CHECKING:
    from testbed.bed import Bed

_DELAY = 0.04
_NO_TARGET = Target()
_A_FOLDER = 10_000
_SECONDS, _BYTES, _AWS_BYTES = 60.0, 600 * 1024 * 1024, 200 * 1024 * 1024

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


def _beside(other: Other, delay: float, workshop: Workshop) -> Measured:
    if other.lacking():
        raise LackingError(other.lacking())
    bed = workshop.bed if other == AWS else workshop.signing_bed
    with distant(bed.port, delay) as port:
        sides = {"ours": _ours(bed, workshop, port), "limit": _other(other, bed, workshop, port)}
        return by_turns(sides, workshop.scale.long_rounds)


def _encrypted(workshop: Workshop) -> Measured:
    bed = workshop.bed
    with distant(bed.port, _DELAY) as port:
        sides = {"ours": _ours(bed, workshop, port, OPENSSL), "limit": _ours(bed, workshop, port)}
        return by_turns(sides, workshop.scale.long_rounds)


def _ours(bed: "Bed", workshop: Workshop, port: int, encrypt: str | None = None) -> Figure:
    def figure() -> float:
        site = staged_site(bed, small_files(workshop), encrypt)
        bed.user.configure_aws(_url(port))
        return backup_of(site, OURS)()

    return figure


def _other(other: Other, bed: "Bed", workshop: Workshop, port: int) -> Figure:
    def figure() -> float:
        site = staged_site(bed, small_files(workshop))
        bed.user.configure_aws(_url(port))

        def run(command: str) -> Figure:
            argv = ["su", site.user.name, "-s", "/bin/sh", "-c", command]
            return process(*argv, environment=workshop.environment, cwd="/")

        if other.before:
            run(other.before(site, _url(port)))()
        return run(other.command(site, _url(port)))()

    return figure


def _url(port: int) -> str:
    return f"http://127.0.0.1:{port}"


@cache
def _million(workshop: Workshop) -> tuple[float, float]:
    """Return the seconds and bytes that a fresh process takes to store a day of very many files; none is uploaded."""
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
    program = executing_in_memory(OURS, path, "done")
    done = subprocess.run(program, check=True, capture_output=True, env=environment, text=True)  # noqa: S603 - ours
    seconds, peak = map(float, done.stdout.splitlines()[-2:])
    return seconds, peak


def _listing(workshop: Workshop) -> Measured:
    """Measure ``aws`` with the arguments of the action's own listing."""
    from amazons3action.s3 import LISTING, aws  # loads Cedar Backup, which only this line needs

    with pages(max(1, workshop.scale.million_files // OBJECTS_A_PAGE)) as url:
        argv = aws(
            ["s3api", "list-objects-v2", "--bucket=bucket", "--prefix=listed/", f"--endpoint-url={url}", *LISTING]
        )
        keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
        return Measured(ours=told(in_memory(*argv), workshop.environment | keys)(), limit=_AWS_BYTES)


_WORK = "`cback3` in clear, 3,000 files of 8 kB"
_AWAY = f"{_WORK}, 40 ms away"
_NEAR = f"{_WORK}, near"


def _line(work: str, delay: float, other: Other, target: Target = _NO_TARGET) -> Line:
    named = work if other == AWS else f"{work}, beside {other.name}"
    return Line(named, other.shown, target, partial(_beside, other, delay))


GROUP = Group(
    "The action far from S3, and with a million files",
    (
        _line(_AWAY, _DELAY, AWS, Target(at_most=0.36)),
        _line(_NEAR, 0.0, AWS, Target(at_most=0.76)),
        *(_line(_AWAY, _DELAY, other) for other in OTHERS),
        *(_line(_NEAR, 0.0, other) for other in OTHERS),
        Line(
            "`cback3` with openssl, 3,000 files of 8 kB, 40 ms away", "ours in clear", Target(at_most=1.25), _encrypted
        ),
        Line(
            "`executeAction`, a million files, a stub of `aws`",
            "60 s",
            Target(at_most=1),
            lambda workshop: Measured(ours=_million(workshop)[0], limit=_SECONDS),
        ),
        Line(
            "the same, peak memory of its process",
            "600 MiB",
            Target(at_most=1),
            lambda workshop: Measured(ours=_million(workshop)[1], limit=_BYTES),
            "B",
        ),
        Line("`aws` lists a million objects for the action, peak memory", "200 MiB", Target(at_most=1), _listing, "B"),
    ),
)
