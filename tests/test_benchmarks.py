"""The benchmarks run, and the page shows the lines that they have; nothing here looks at a time."""

import sys
from pathlib import Path

import pytest

# The benchmarks are no part of what is installed.
sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.__main__ import GROUPS, group
from benchmarks.line import Line, Measured, Target
from benchmarks.table import PAGE, row, works
from benchmarks.workshop import TINY, Workshop

IN_PROCESS = [line for name in GROUPS if name not in ("action", "distant") for line in group(name).lines]


@pytest.mark.parametrize("line", IN_PROCESS, ids=lambda line: line.work)
def test_every_line_can_be_measured(line: Line) -> None:
    with Workshop(TINY) as workshop:
        measured = line.measure(workshop)
    assert measured.ours > 0
    assert (measured.limit is not None) == bool(line.limit)
    assert (measured.original is not None) or line.target.at_least is None


def test_the_page_shows_the_lines_of_the_code() -> None:
    assert works(PAGE.read_text(encoding="utf-8")) == [line.work for name in GROUPS for line in group(name).lines]


@pytest.mark.parametrize(
    ("target", "reached"),
    [
        (Target(), True),
        (Target(at_least=5), True),
        (Target(at_least=5.1), False),
        (Target(at_most=2), True),
        (Target(at_most=1.9), False),
        (Target(at_least=5, at_most=1.9), False),
    ],
)
def test_a_target_is_reached_when_both_ratios_are_good_enough(target: Target, reached: bool) -> None:
    measured = Measured(ours=2, original=10, limit=1)
    assert measured.reaches(target) is reached
    line = Line("work", "limit", target, lambda workshop: measured)
    assert row(line, measured).endswith("| yes |" if reached else "| **no** |")


def test_a_target_without_its_figure_is_not_reached() -> None:
    assert not Measured(ours=1).reaches(Target(at_least=1))
    assert not Measured(ours=1).reaches(Target(at_most=1))
