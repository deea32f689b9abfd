"""A report for people: each finding with its line of source and a caret under the place."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from click import style

from amazons3cfg.findings import Finding
from amazons3cfg.reports import Result, Tally
from amazons3cfg.source import Source

# What would move a terminal's cursor or change its state.
_CONTROL = re.compile("[\0-\x08\x0a-\x1f\x7f-\x9f]")
_WIDEST = 240
"""Of a longer line a part is shown."""
_COLOURS = {"error": "red", "warning": "yellow"}


def render(results: Iterable[Result]) -> Iterator[str]:
    """Yield the lines of the report, in colour, and a summary last."""
    tally = Tally()
    for result in results:
        tally.add(result)
        for finding in result.findings:
            yield from _finding(finding, result.source)
    yield str(tally)


def _finding(finding: Finding, source: Source | None) -> Iterator[str]:
    colour = _COLOURS[finding.severity]
    place = style(f"{finding.path}:{finding.line}:{finding.column}:", bold=True)
    label = style(f"{finding.severity}[{finding.code}]", fg=colour, bold=True)
    yield f"{place} {label}: {finding.message}"
    line, column = source.excerpt(finding.line, finding.column, _WIDEST) if source else ("", 0)
    if line:
        line, start = _CONTROL.sub("\ufffd", line), column - 1
        # Tabs stay, so that the caret stands under the same place whatever their width.
        lead = "".join("\t" if character == "\t" else " " * _width(character) for character in line[:start])
        carets = "^" * max(sum(map(_width, line[start : start + finding.length])), 1)
        yield f"    {line}"
        yield f"    {lead}{style(carets, fg=colour, bold=True)}"
    if finding.hint:
        yield f"    {style('hint:', bold=True)} {finding.hint}"


def _width(character: str) -> int:
    """Return how many columns of a terminal ``character`` takes."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
