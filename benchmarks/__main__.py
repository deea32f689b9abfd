"""``python -m benchmarks [GROUP...]``: measure groups of lines, or some of their lines, and print them.

With ``--keep`` the figures are kept in ``docs/benchmarks.json``, each as soon as it is measured, and the page is
written.
"""

import argparse
from importlib import import_module

from benchmarks.figures import Figures
from benchmarks.groups import GROUPS, group
from benchmarks.line import LackingError, Line, Measured
from benchmarks.plot import draw
from benchmarks.table import HEADER, PAGE, machine, page, row
from benchmarks.workshop import Scale, Workshop


def main() -> None:
    """Run the groups that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"{', '.join(GROUPS)}; all if none is given")
    parser.add_argument("--rows", default="", metavar="TEXT", help="measure only lines whose work holds the text")
    parser.add_argument("--keep", action="store_true", help="keep the figures, and write the page from all")
    parser.add_argument("--page", action="store_true", help="measure nothing, and write the page and its pictures")
    arguments = parser.parse_args()
    chosen = arguments.groups or list(GROUPS)
    unknown = [name for name in chosen if name not in GROUPS]
    if unknown:
        parser.error(f"there is no group {unknown[0]!r}; use {', '.join(GROUPS)}")
    if not arguments.page:
        if {"action", "distant"} & set(chosen) and (reason := import_module("benchmarks.action").lacking()):
            parser.error(f"the action cannot be measured here: {reason}; name the other groups")
        _measure(chosen, arguments.rows, keep=arguments.keep)
    if arguments.page or arguments.keep:
        write_page()


def write_page() -> None:
    """Write the page and draw its pictures from the figures that are kept."""
    PAGE.write_text(kept_page(), encoding="utf-8")
    draw()


def kept_page() -> str:
    """Return the page as the figures that are kept make it."""
    groups = {name: group(name) for name in GROUPS}
    return page(PAGE.read_text(encoding="utf-8"), groups, Figures(groups))


def _measure(chosen: list[str], text: str, *, keep: bool) -> None:
    on = machine()
    print(f"Measured on {on}.")
    with Workshop(Scale()) as workshop:
        for name in chosen:
            measured = group(name)
            print(f"\n## {measured.title}\n\n{HEADER}")
            for line in measured.lines:
                if text in line.work:
                    outcome = _outcome(line, workshop)
                    print(row(line, outcome), flush=True)
                    if keep:
                        Figures({each: group(each) for each in GROUPS}).keep(name, line, outcome, on)


def _outcome(line: Line, workshop: Workshop) -> Measured | str:
    try:
        return line.measure(workshop)
    except LackingError as reason:
        return str(reason)


if __name__ == "__main__":
    main()
