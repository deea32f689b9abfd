"""``python -m benchmarks.plot [FOLDER]``: draw the figures that are kept, a picture for each group."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from xml.sax.saxutils import escape

from benchmarks.figures import Figures
from benchmarks.groups import GROUPS, group
from benchmarks.line import Group, Line, Measured
from benchmarks.table import figure

FOLDER = Path(__file__).parent.parent / "docs/pictures"
SERIES = ("original", "ours", "limit")
_WIDTH, _LEFT, _LONGEST = 760, 300, 360
_BAR, _LINE, _GAP = 16, 15, 14
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<title>{title}</title>
<style>
text {{ font: 12px "DejaVu Sans", Verdana, Helvetica, sans-serif; fill: #24292f; }}
.card {{ fill: #fff; stroke: #d0d7de; }}
.original {{ fill: #b9a18b; }} .ours {{ fill: #2f6fb2; }} .limit {{ fill: #a9b4c0; }}
@media (prefers-color-scheme: dark) {{
text {{ fill: #d7dce4; }} .card {{ fill: #181b21; stroke: #333a45; }}
.ours {{ fill: #5b9be0; }} .limit {{ fill: #6b7684; }}
}}
</style>
<rect class="card" x="0.5" y="0.5" width="{frame_width}" height="{frame_height}" rx="8"/>
"""


def pictures() -> Iterator[tuple[str, str]]:
    """Yield the name of each picture, and what is in it."""
    groups = {name: group(name) for name in GROUPS}
    figures = Figures(groups)
    for name, found in groups.items():
        outcomes = {line: figures.of(name, line) for line in found.lines}
        measured = {line: outcome for line, outcome in outcomes.items() if isinstance(outcome, Measured)}
        if measured:
            yield f"benchmarks-{name}.svg", _picture(found, measured)


def _picture(found: Group, measured: Mapping[Line, Measured]) -> str:
    legend = "".join(
        f'<rect class="{name}" x="{_LEFT + 110 * number}" y="14" width="12" height="12"/>'
        f'<text x="{_LEFT + 110 * number + 18}" y="24">{name}</text>\n'
        for number, name in enumerate(SERIES)
    )
    y, rows = 42, ""
    for line, outcome in measured.items():
        drawn, height = _row(line, outcome, y)
        rows += drawn
        y += height + _GAP
    head = _HEAD.format(width=_WIDTH, height=y, frame_width=_WIDTH - 1, frame_height=y - 1, title=escape(found.title))
    return f"{head}{legend}{rows}</svg>\n"


def _row(line: Line, outcome: Measured, y: int) -> tuple[str, int]:
    """Draw a line's work and its bars, the longest as long as those of all others; returns the height too."""
    words = wrap(line.work.replace("`", ""), 44)
    bars = {name: value for name in SERIES if (value := getattr(outcome, name)) is not None}
    drawn = "".join(
        f'<text x="14" y="{y + 12 + _LINE * number}">{escape(text)}</text>\n' for number, text in enumerate(words)
    )
    for number, (name, value) in enumerate(bars.items()):
        top, length = y + _BAR * number, max(1, round(_LONGEST * value / max(bars.values())))
        drawn += f'<rect class="{name}" x="{_LEFT}" y="{top + 1}" width="{length}" height="{_BAR - 3}"/>'
        drawn += f'<text x="{_LEFT + length + 6}" y="{top + 12}">{figure(value, line.unit)}</text>\n'
    return drawn, max(_LINE * len(words), _BAR * len(bars))


def draw(folder: Path = FOLDER) -> None:
    """Write the pictures into ``folder``."""
    for name, text in pictures():
        folder.joinpath(name).write_text(text, "utf-8")


if __name__ == "__main__":
    draw(*map(Path, sys.argv[1:]))
