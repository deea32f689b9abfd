"""Runs of the real ``cback3``."""

import itertools
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from testbed.server import SCRIPTS

_RUN_SECONDS = 150.0
_NUMBERS = itertools.count()


@dataclass(frozen=True)
class Run:
    """What one ``cback3`` did."""

    code: int
    output: str
    log: str

    def errors(self) -> list[str]:
        """Pick the messages logged as errors, without their times."""
        return [line.split("[ERROR  ]", 1)[1].strip() for line in self.log.splitlines() if "[ERROR  ]" in line]


@dataclass(frozen=True)
class Started:
    """A ``cback3`` that runs."""

    process: "subprocess.Popen[bytes]"
    output_file: Path
    log_file: Path

    def finish(self) -> Run:
        """Wait for its end; raises ``subprocess.TimeoutExpired``, and kills it, when that takes minutes."""
        try:
            code = self.process.wait(_RUN_SECONDS)
        finally:
            self.process.kill()
        log = self.log_file.read_text(errors="replace") if self.log_file.exists() else ""
        return Run(code, self.output_file.read_text(errors="replace"), log)


def start_cback3(directory: Path, configuration: str, *arguments: str, environment: Mapping[str, str]) -> Started:
    """Start ``cback3`` with files of its own in ``directory``; ``environment`` is added to the least that it needs."""
    number = next(_NUMBERS)
    conf, log_file, output_file = (directory / f"{name}.{number}" for name in ("cback.conf", "log", "output"))
    conf.touch(mode=0o600)
    conf.write_text(configuration, encoding="utf-8")
    # A file, not a pipe: reading a pipe to its end would wait for whatever outlives cback3.
    with output_file.open("wb") as output:
        process = subprocess.Popen(
            [str(SCRIPTS / "cback3"), "-c", str(conf), "-l", str(log_file), "-o", "root:root", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C", **environment},
            cwd="/",
        )
    return Started(process, output_file, log_file)
