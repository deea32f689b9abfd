"""The real ``cback3`` with either action, over the same server."""

import itertools
import os
import shlex
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.line import Group, Line, Measured, Target
from benchmarks.programs import executing
from benchmarks.turns import Figure, by_turns, once, process, told
from benchmarks.workshop import Workshop

if TYPE_CHECKING:
    from testbed.bed import Bed
    from testbed.site import Site

ORIGINAL = "CedarBackup3.extend.amazons3"
OURS = "amazons3action"

_GPG = (
    "/usr/bin/gpg --batch --yes --quiet --pinentry-mode loopback "
    "--passphrase-file {passphrase} -o ${{output}} -c ${{input}}"
)
OPENSSL = "/usr/bin/openssl enc -aes-128-ctr -pbkdf2 -iter 1 -pass file:{passphrase} -in ${{input}} -out ${{output}}"
_LARGE, _SMALL = 200_000, 8_000
_FOLDERS = 100
_RUN = itertools.count()


def lacking() -> str | None:
    """Return why the action cannot be measured here, or None."""
    from testbed.bed import lacking as bed_lacks  # the workshop says where the test bed is

    return bed_lacks()


def _files(count: int, size: int) -> dict[str, bytes]:
    return {f"host/{number:04}.tar.gz": os.urandom(size) for number in range(count)}


def _large(workshop: Workshop) -> dict[str, bytes]:
    return _files(workshop.scale.large_files, _LARGE)


def small_files(workshop: Workshop) -> dict[str, bytes]:
    """Return many files of 8 kB by name."""
    return _files(workshop.scale.small_files, _SMALL)


def staged_site(bed: "Bed", files: Mapping[str, bytes], encrypt: str | None = None) -> "Site":
    """Return an installation with staged files, whose bucket has taken an object: the first one takes a second."""
    site = bed.site(encrypt=encrypt and encrypt.format(passphrase=bed.user.passphrase_file))
    site.stage(files)
    site.bucket.put("first", b"1")
    return site


def _backup(
    make_files: Callable[[Workshop], dict[str, bytes]], encrypt: str | None, rounds: int | None, workshop: Workshop
) -> Measured:
    site = staged_site(workshop.bed, make_files(workshop), encrypt)
    sides = {"original": backup_of(site, ORIGINAL), "ours": backup_of(site, OURS)}
    return by_turns(sides, rounds or workshop.scale.long_rounds)


def backup_of(site: "Site", module: str) -> Figure:
    """Return the figure of a whole ``cback3`` that stores the day for the first time."""

    def figure() -> float:
        site.module, site.prefix = module, f"run-{next(_RUN)}"
        site.indicator().unlink(missing_ok=True)
        start = time.perf_counter()
        run = site.run()
        seconds = time.perf_counter() - start
        if run.code != 0:
            raise RuntimeError(f"cback3 with {module}: {run.errors()}")
        return seconds

    return figure


def _overhead(workshop: Workshop) -> Measured:
    site = staged_site(workshop.bed, _large(workshop))
    site.prefix = "overhead"
    program = executing(OURS, configuration(site), "done")

    def again() -> float:
        site.indicator().unlink(missing_ok=True)
        return told(program, _environment(workshop))()

    aws = shlex.quote(str(site.overrides["aws"]))
    bucket = site.bucket.name
    commands = (
        f"{aws} s3 cp --recursive --no-progress --exclude 'cback.*' {site.day()}/ s3://{bucket}/{site.day_prefix()} && "
        f"{aws} s3api list-objects-v2 --bucket {bucket} --prefix {site.day_prefix()}"
    )
    bare = process("su", site.user.name, "-s", "/bin/sh", "-c", commands, environment=workshop.environment, cwd="/")
    return by_turns({"ours": again, "limit": bare}, workshop.scale.long_rounds)


def _choose(workshop: Workshop) -> Measured:
    """Compare with the original's action on a day over its limit, which it finds when it has measured it.

    There is no other public way to have it do only that.
    """
    from amazons3action import contents, staging  # Cedar Backup's modules, which no other group measures with

    site = _many_staged(workshop)

    def measure() -> object:
        day = staging.find(str(site.staging), site.clock.today, full=False, warn_midnite=False)
        with staging.opened(day) as directory:
            return sum(file.size for file in contents.scan(directory).files)

    return by_turns(
        {
            "original": _refusal(site, ORIGINAL, workshop),
            "ours": once(measure),
            "limit": once(lambda: _walk(str(site.day()))),
        },
        2 * workshop.scale.long_rounds,
    )


def _refuse(workshop: Workshop) -> Measured:
    site = _many_staged(workshop)
    sides = {"original": _refusal(site, ORIGINAL, workshop), "ours": _refusal(site, OURS, workshop)}
    return by_turns(sides, workshop.scale.long_rounds)


def _refusal(site: "Site", module: str, workshop: Workshop) -> Figure:
    """Return the figure of an ``executeAction`` that refuses a day over its limit."""
    return told(executing(module, configuration(site), "refused"), _environment(workshop))


def _environment(workshop: Workshop) -> dict[str, str]:
    """Return the environment of processes that look for a staged day, with the time zone of its date."""
    return {**workshop.environment, "TZ": workshop.bed.clock.zone}


def _walk(folder: str) -> int:
    """Return the size of all that is below ``folder``, and nothing else about it."""
    total = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            total += _walk(entry.path) if entry.is_dir(follow_symlinks=False) else entry.stat().st_size
    return total


def _many_staged(workshop: Workshop) -> "Site":
    files = {f"{number % _FOLDERS}/{number}.tar.gz": b"0123" for number in range(workshop.scale.staged_files)}
    site = staged_site(workshop.bed, files)
    site.options["full_size_limit"] = site.options["incr_size_limit"] = "1"
    return site


def configuration(site: "Site") -> str:
    """Return the configuration file of a site; a run writes it, whatever else it does."""
    site.run()
    return str(max(site.root.glob("cback.conf.*"), key=os.path.getmtime))


GROUP = Group(
    "The action, in fresh processes",
    (
        Line("`cback3` in clear, 50 files of 200 kB", "", Target(1), partial(_backup, _large, None, None)),
        Line("`cback3` in clear, 3,000 files of 8 kB", "", Target(1), partial(_backup, small_files, None, None)),
        Line("`cback3` with gpg, 50 files of 200 kB", "", Target(1 / 0.55), partial(_backup, _large, _GPG, None)),
        Line("`cback3` with openssl, 3,000 files of 8 kB", "", Target(4), partial(_backup, small_files, OPENSSL, 1)),
        Line(
            "`executeAction` in clear, 50 files of 200 kB",
            "`aws s3 cp --recursive` and one listing",
            Target(at_most=1 / 0.85),
            _overhead,
        ),
        Line(
            "choosing and measuring 100,000 staged files",
            "an `os.scandir` walk that adds up the sizes",
            Target(5, 1.5),
            _choose,
        ),
        Line(
            "`executeAction` up to the size limit, 100,000 staged files; ours checks names and rights too",
            "",
            Target(1),
            _refuse,
        ),
    ),
)
