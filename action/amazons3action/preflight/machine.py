"""The machine: who commands run as, what they get from the environment, and which ``cback3`` runs at night."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from amazons3cfg import Finding

from amazons3action.checks import others_can_write
from amazons3action.command import aws_variables
from amazons3action.preflight.site import Site
from amazons3action.preflight.troubles import MODULE, SU, VARIABLES, WRITERS

_CRON = ("/etc/crontab", "/etc/cron.d", "/etc/cron.daily", "/var/spool/cron/crontabs/root")
_CALL = re.compile(r"^[^#\n]*?(?<![\w./-])((?:/[\w.+-]+)*/)?cback3(?![\w.-])", re.MULTILINE)
_FINDS_MODULE = "import importlib.util, sys; sys.exit(importlib.util.find_spec('amazons3action') is None)"
_SECONDS = 3


def check_su(site: Site) -> Iterator[Finding]:
    """Yield why no command can be run as the backup user."""
    try:
        site.run(["true"], f"su to {site.account.user}")
    except OSError as error:
        yield site.trouble(SU, str(error))


def check_variables(site: Site) -> Iterator[Finding]:
    """Yield the names of variables that ``aws`` would get; never what they hold."""
    names = aws_variables()
    if names:
        yield site.trouble(VARIABLES, f"these are set in the environment: {', '.join(names)}")


def check_writers(site: Site) -> Iterator[Finding]:
    """Yield whether others than root can change the configuration."""
    if others_can_write(site.path):
        yield site.trouble(WRITERS, f"others than root can write to {site.path}")


def check_module(site: Site) -> Iterator[Finding]:
    """Yield each ``cback3`` of cron's that lacks the action; without cron, that no known one has it."""
    in_cron = sorted(set(_called()))
    candidates = in_cron or [path for path in (shutil.which("cback3"), _beside_python()) if path]
    without = list(filter(_lacks_module, candidates))
    if without and (in_cron or len(without) == len(candidates)):
        where = ", which cron calls," if in_cron else ""
        yield site.trouble(MODULE, f"{', '.join(without)}{where} does not find the module amazons3action")


def _called() -> Iterator[str]:
    """Yield the paths of the ``cback3`` that cron calls."""
    for place in map(Path, _CRON):
        for path in sorted(place.iterdir()) if place.is_dir() else [place]:
            try:
                text = path.read_text("utf-8", "replace")
            except OSError:
                continue
            for call in _CALL.finditer(text):
                found = f"{call[1]}cback3" if call[1] else shutil.which("cback3", path="/usr/bin:/bin")
                if found and os.path.exists(found):
                    yield found


def _beside_python() -> str | None:
    path = os.path.join(os.path.dirname(sys.executable), "cback3")
    return path if os.path.exists(path) else None


def _lacks_module(script: str) -> bool:
    """Tell whether a ``cback3`` runs in a Python that does not find the action; False where that is not known."""
    try:
        with open(script, "rb") as file:
            first = file.readline(1000).decode("utf-8", "replace")
    except OSError:
        return False
    words = first.removeprefix("#!").split() if first.startswith("#!") else []
    if words and os.path.basename(words[0]) == "env":
        words = [found for found in map(shutil.which, words[1:2]) if found]
    if not words or "python" not in os.path.basename(words[0]):
        return False
    # Isolated, since cron sets no PYTHONPATH and starts in another directory.
    argv = [words[0], "-I", "-c", _FINDS_MODULE]
    try:
        done = subprocess.run(argv, timeout=_SECONDS, capture_output=True)  # noqa: S603 - of a script that root runs
    except (OSError, subprocess.TimeoutExpired):
        return True
    return done.returncode != 0
