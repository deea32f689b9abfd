"""The benchmarks run, and the page shows the lines that they have; nothing here looks at a time."""

import sys
from pathlib import Path

import pytest

# The benchmarks are no part of what is installed.
sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.__main__ import kept_page
from benchmarks.figures import Figures
from benchmarks.files import EARLIER, earlier
from benchmarks.groups import GROUPS, group
from benchmarks.line import Group, Line, Measured, Target
from benchmarks.plot import FOLDER, pictures
from benchmarks.table import HEADER, PAGE, row, works
from benchmarks.workshop import TINY, Workshop

IN_PROCESS = [line for name in GROUPS if name not in ("action", "distant") for line in group(name).lines]


@pytest.mark.parametrize("line", IN_PROCESS, ids=lambda line: line.work)
def test_every_line_can_be_measured(line: Line, tmp_path: Path) -> None:
    with Workshop(TINY) as workshop:
        measured = line.measure(workshop)
    assert measured.ours > 0
    comparable = EARLIER not in line.limit or earlier(tmp_path) is not None
    assert (measured.limit is not None) == (bool(line.limit) and comparable)
    assert (measured.original is not None) or line.target.at_least is None


def test_the_page_shows_what_was_measured() -> None:
    assert PAGE.read_text(encoding="utf-8") == kept_page(), "python -m benchmarks --page"


def test_the_pictures_show_what_was_measured() -> None:
    drawn = dict(pictures())
    assert {path.name for path in FOLDER.glob("benchmarks-*.svg")} == drawn.keys()
    for name, text in drawn.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, "python -m benchmarks --page"
        assert f"pictures/{name}" in PAGE.read_text(encoding="utf-8")


def test_a_line_that_is_measured_again_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    first, second, gone = (Line(work, "", Target(), lambda workshop: Measured(1)) for work in ("1", "2", "gone"))
    path = tmp_path / "figures.json"
    before = Figures({"group": Group("Title", (first, second, gone))}, path)
    before.keep("group", first, Measured(ours=1.5, original=3), "a machine")
    before.keep("group", second, "no program", "a machine")
    before.keep("group", gone, Measured(ours=1), "a machine")
    groups = {"group": Group("Title", (first, second))}
    Figures(groups, path).keep("group", second, Measured(ours=2), "another")
    after = Figures(groups, path)
    assert after.of("group", first) == Measured(ours=1.5, original=3)
    assert after.of("group", second) == Measured(ours=2)
    assert after.machines() == ["a machine", "another"]
    assert "gone" not in path.read_text()


def test_the_page_shows_the_lines_of_the_code() -> None:
    assert works(PAGE.read_text(encoding="utf-8")) == [line.work for name in GROUPS for line in group(name).lines]


@pytest.mark.parametrize(
    ("target", "reached", "told"),
    [
        (Target(), True, "|  |  |"),
        (Target(at_least=5), True, "| yes |"),
        (Target(at_least=5.1), False, "| **no** |"),
        (Target(at_most=2), True, "| yes |"),
        (Target(at_most=1.9), False, "| **no** |"),
        (Target(at_least=5, at_most=1.9), False, "| **no** |"),
    ],
)
def test_a_target_is_reached_when_both_ratios_are_good_enough(target: Target, reached: bool, told: str) -> None:
    measured = Measured(ours=2, original=10, limit=1)
    assert measured.reaches(target) is reached
    line = Line("work", "limit", target, lambda workshop: measured)
    assert row(line, measured).endswith(told)


def test_a_target_without_its_figure_is_not_reached() -> None:
    assert not Measured(ours=1).reaches(Target(at_least=1))
    assert not Measured(ours=1).reaches(Target(at_most=1))


def test_a_line_that_is_skipped_keeps_its_row_and_says_why() -> None:
    line = Line("work", "limit", Target(at_most=2), lambda workshop: Measured(ours=1))
    text = row(line, "rclone is not installed")
    assert works(text) == ["work"]
    assert text.endswith("| ours / limit ≤ 2 | skipped: rclone is not installed |")
    assert text.count("|") == HEADER.splitlines()[0].count("|")
