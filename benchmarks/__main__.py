"""``python -m benchmarks [GROUP...]``: measure all groups and rewrite the page, or print some groups only."""

import argparse
import sys
from importlib import import_module

from benchmarks.line import Group, LackingError, Line
from benchmarks.table import HEADER, PAGE, machine, row, skipped, write_page
from benchmarks.workshop import Scale, Workshop

GROUPS = ("library", "commands", "files", "editor", "action", "distant")


def group(name: str) -> Group:
    """Return one of ``GROUPS``; the others' imports stay out of the way of what is measured."""
    found: Group = import_module(f"benchmarks.{name}").GROUP
    return found


def main() -> None:
    """Run the groups that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"{', '.join(GROUPS)}; all if none is given")
    chosen = parser.parse_args().groups or list(GROUPS)
    unknown = [name for name in chosen if name not in GROUPS]
    if unknown:
        parser.error(f"there is no group {unknown[0]!r}; use {', '.join(GROUPS)}")
    if {"action", "distant"} & set(chosen) and (reason := import_module("benchmarks.action").lacking()):
        parser.error(f"the action cannot be measured here: {reason}; name the other groups")
    print(machine())
    with Workshop(Scale()) as workshop:
        tables = [_measure(group(name), workshop) for name in chosen]
    if chosen == list(GROUPS):
        write_page(tables)
        print(f"\nWrote {PAGE}", file=sys.stderr)


def _measure(measured: Group, workshop: Workshop) -> str:
    print(f"\n## {measured.title}\n\n{HEADER}")
    rows = []
    for line in measured.lines:
        rows.append(_row(line, workshop))
        print(rows[-1], flush=True)
    return "\n".join((f"## {measured.title}\n", HEADER, *rows))


def _row(line: Line, workshop: Workshop) -> str:
    try:
        return row(line, line.measure(workshop))
    except LackingError as reason:
        return skipped(line, str(reason))


if __name__ == "__main__":
    main()
