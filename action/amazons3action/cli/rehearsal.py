"""How a rehearsal is shown: a line for each object, and a summary last."""

from collections.abc import Iterator
from datetime import date

import click
from amazons3cfg.reports.text import printable
from CedarBackup3.util import displayBytes

from amazons3action.cli.common import failing_in_one_line, read
from amazons3action.rehearsal import Rehearsal, rehearse

_VERBS = {"upload": "uploaded", "replace": "replaced", "remove": "removed"}


def show_rehearsal(file: str, day: date, *, again: bool, full: bool) -> None:
    """Print what storing a day would do."""
    config = read(file, day, again=again)
    with failing_in_one_line():
        for line in _lines(rehearse(file, config, day, again=again, full=full)):
            click.echo(line)


def _lines(rehearsal: Rehearsal) -> Iterator[str]:
    """Yield the lines: what would be done, bytes, the key, and the bytes of what would be replaced."""
    found = rehearsal.changes
    width = max((len(str(change.size)) for change in found), default=0)
    for change in found:
        before = "" if change.before is None else f" (now {change.before})"
        key = printable(f"{rehearsal.target.prefix}{change.key}")
        yield f"{change.kind:<7} {change.size:>{width}} {key}{before}"
    counts = []
    for kind, verb in _VERBS.items():
        sizes = [change.size for change in found if change.kind == kind]
        counts.append(f"{len(sizes)} {verb} ({displayBytes(sum(sizes))})")
    encrypted = ", in sizes before encryption" if rehearsal.encrypted else ""
    yield f"{rehearsal.target.uri}: {', '.join(counts)}{encrypted}; nothing was done"
